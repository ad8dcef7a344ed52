"""Keeping in which records common words occur, so that a search for one reads no texts."""

from django.db import connection, transaction
from pyroaring import BitMap

from finding.kinds import KINDS
from finding.text_matches import FROM_TEXTS, read_numbers

# Of a word that fewer records have, or fewer than one in so many, the texts tell soon enough.
COMMON = 1_000
SHARE = 100

# Stems stand in an entry as "fr:polit".
COMMON_STEMS = """
    SELECT quote_literal(word) FROM ts_stat('SELECT body FROM search_text_' || %s)
    WHERE ndoc >= greatest(%s, (SELECT count(*) FROM search_text WHERE kind = %s) / %s) AND strpos(word, ':') > 0
"""
FROM_TEXTS_OF_ONE = f"SELECT {FROM_TEXTS} FROM (SELECT ARRAY[%(query)s::tsquery] AS queries) AS asked"  # noqa: S608  (only its own parts)
KEEP = """
    INSERT INTO search_kept VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (kind, query)
    DO UPDATE SET records = excluded.records, headings = excluded.headings, number = excluded.number
"""


def keep(common: int = COMMON) -> int:
    """Keep for each common stem in which records of a kind it occurs. Returns how many stems.

    Common is what at least `common` records have, and one in SHARE of all.

    Raises LockNotAvailable within django.db.OperationalError when somebody has been writing for too long.
    """
    number = _last_change()
    with connection.cursor() as cursor:
        for kind in (kind.name for kind in KINDS):
            cursor.execute(COMMON_STEMS, [kind, common, kind, SHARE])
            for (query,) in cursor.fetchall():
                cursor.execute(FROM_TEXTS_OF_ONE, {"kind": kind, "query": query})
                found = read_numbers(*cursor.fetchone())
                cursor.execute(KEEP, [kind, query, *map(_packed, found), number])
        cursor.execute("DELETE FROM search_kept WHERE number < %s", [number])
        cursor.execute("SELECT count(*) FROM search_kept")
        (stems,) = cursor.fetchone()
    return int(stems)


def _packed(records: BitMap) -> bytes:
    records.run_optimize()
    return bytes(records.serialize())


def _last_change() -> int:
    """A number such that whatever changed under it, or a smaller one, can be seen by now."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Waits for those who are writing; nobody shall wait long for it in turn.
        cursor.execute("SET LOCAL lock_timeout = '5s'; LOCK TABLE search_change IN SHARE MODE")
        cursor.execute("SELECT last_value FROM search_change_number")
        (number,) = cursor.fetchone()
    return int(number)
