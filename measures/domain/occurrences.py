"""In which records words occur: from what the database keeps of common words, else from the texts themselves.

PostgreSQL's index of words tells where a word may be, but reads a row of each record that has it. For a word that many
have, `keep` puts the answer aside, with the number of the last change that it knows; records that changed later are
looked at anew, so that what was kept long ago is as true as what is found now.
"""

import sys
from array import array

from django.db import connection, transaction
from pyroaring import BitMap

KINDS = ("measure", "result", "coalition", "event")
COMMON = 1_000  # records: of a word that fewer have, the texts tell soon enough
MOST_CHANGED = 500  # records: when more changed since, reading all is quicker than looking at each

FIND = """
    WITH kept AS MATERIALIZED (
        SELECT query, records, ARRAY(
            SELECT record FROM search_change AS change
            WHERE change.kind = kept.kind AND change.number > kept.number LIMIT %(most)s + 1
        ) AS changed
        FROM search_kept AS kept WHERE kind = %(kind)s AND query = ANY(%(queries)s)
    ),
    known AS MATERIALIZED (SELECT * FROM kept WHERE cardinality(changed) <= %(most)s),
    others AS (
        SELECT array_agg(query)::tsquery[] AS queries FROM unnest(%(queries)s) AS asked(query)
        WHERE query NOT IN (SELECT query FROM known)
    )
    SELECT * FROM known
    UNION ALL SELECT NULL, search_records(%(kind)s, queries), '{}' FROM others WHERE queries IS NOT NULL
"""
CHANGED = "SELECT record FROM search_text WHERE kind = %s AND record = ANY(%s) AND body @@ %s::tsquery"


def find(kind: str, queries: list[str]) -> BitMap:
    """The records of this kind in whose texts one of PostgreSQL's `queries` finds something."""
    kept, read, changed = BitMap(), BitMap(), BitMap()
    known = []
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"kind": kind, "queries": queries, "most": MOST_CHANGED})
        for query, records, later in cursor.fetchall():
            if query is None:
                read = _numbers(records)
            else:
                known.append(query)
                kept |= BitMap.deserialize(bytes(records))
                changed.update(later)
        if changed:
            cursor.execute(CHANGED, [kind, list(changed), " | ".join(f"({query})" for query in known)])
            read.update(record for (record,) in cursor.fetchall())
    return (kept - changed) | read


def _numbers(sent: memoryview | None) -> BitMap:
    """What search_records answers."""
    records = array("I", bytes(sent or b""))
    if sys.byteorder == "little":
        records.byteswap()  # the database sends the high byte first
    return BitMap(records)


# Stems stand in an entry as "fr:polit".
STEMS = """
    SELECT quote_literal(word) FROM ts_stat('SELECT body FROM search_text_' || %s)
    WHERE ndoc >= %s AND strpos(word, ':') > 0
"""
KEEP = """
    INSERT INTO search_kept VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, query) DO UPDATE SET records = excluded.records, number = excluded.number
"""


def keep(common: int = COMMON) -> int:
    """Keep for each stem that at least `common` records of a kind have which these are. Returns how many stems.

    Raises LockNotAvailable within django.db.OperationalError when somebody has been writing for too long.
    """
    number = _last_change()
    with connection.cursor() as cursor:
        for kind in KINDS:
            cursor.execute(STEMS, [kind, common])
            for (query,) in cursor.fetchall():
                cursor.execute("SELECT search_records(%s, ARRAY[%s::tsquery])", [kind, query])
                records = _numbers(cursor.fetchone()[0])
                records.run_optimize()
                cursor.execute(KEEP, [kind, query, records.serialize(), number])
        cursor.execute("DELETE FROM search_kept WHERE number < %s", [number])
        cursor.execute("SELECT count(*) FROM search_kept")
        (stems,) = cursor.fetchone()
    return int(stems)


def _last_change() -> int:
    """A number such that whatever changed under it, or a smaller one, can be seen by now."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Waits for those who are writing; nobody shall wait long for it in turn.
        cursor.execute("SET LOCAL lock_timeout = '5s'; LOCK TABLE search_change IN SHARE MODE")
        cursor.execute("SELECT last_value FROM search_change_number")
        (number,) = cursor.fetchone()
    return int(number)
