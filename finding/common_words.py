"""In which records words occur: from what the database keeps of common words, else from the texts themselves.

PostgreSQL's index of words tells where a word may be, but reads a row of each record that has it. For a word that many
have, `keep` puts the answer aside, with the number of the last change that it knows; records that changed later are
looked at anew, so that what was kept long ago is as true as what is found now.
"""

import sys
from array import array
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection, transaction
from pyroaring import BitMap

KINDS = ("measure", "result", "coalition", "event")
# Of a word that fewer records have, or fewer than one in so many, the texts tell soon enough.
COMMON = 1_000
SHARE = 100
MOST_CHANGED = 500  # records: when more changed since, reading all is quicker than looking at each


class Occurrences(NamedTuple):
    """The records in whose texts something occurs, and those of them that have it in their title or names."""

    records: BitMap
    headings: BitMap

    def __or__(self, other: "Occurrences") -> "Occurrences":
        return Occurrences(self.records | other.records, self.headings | other.headings)

    def __sub__(self, records: BitMap) -> "Occurrences":
        return Occurrences(self.records - records, self.headings - records)


NOWHERE = Occurrences(BitMap(), BitMap())

READ = """
    search_records(%(kind)s, queries), (
        SELECT string_agg(int4send(record::int), '') FROM search_name
        WHERE kind = %(kind)s AND names @@ array_to_string(queries, '|')::tsquery
    )
"""
FIND = f"""
    WITH kept AS MATERIALIZED (
        SELECT query, records, headings, ARRAY(
            SELECT record FROM search_change AS change
            WHERE change.kind = kept.kind AND change.number > kept.number LIMIT %(most)s + 1
        ) AS changed
        FROM search_kept AS kept WHERE kind = %(kind)s AND query = ANY(%(queries)s)
    ),
    known AS MATERIALIZED (SELECT * FROM kept WHERE cardinality(changed) <= %(most)s),
    others AS MATERIALIZED (
        SELECT array_agg(query)::tsquery[] AS queries FROM unnest(%(queries)s) AS asked(query)
        WHERE query NOT IN (SELECT query FROM known)
    )
    SELECT * FROM known UNION ALL SELECT NULL, {READ}, '{{}}' FROM others WHERE queries IS NOT NULL
"""  # noqa: S608  (only its own parts)
AMONG = """
    SELECT place, array_agg(record), array_agg(record) FILTER (WHERE names @@ query)
    FROM unnest(%s::tsquery[]) WITH ORDINALITY AS asked(query, place),
        search_text LEFT JOIN search_name USING (kind, record)
    WHERE kind = %s AND record = ANY(%s) AND body @@ query GROUP BY place
"""


def find(kind: str, queries: list[str]) -> Occurrences:
    """Where one of PostgreSQL's `queries` finds something in records of this kind."""
    kept = read = NOWHERE
    known, changed = [], BitMap()
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"kind": kind, "queries": queries, "most": MOST_CHANGED})
        for query, records, headings, later in cursor.fetchall():
            if query is None:
                read = _numbers(records, headings)
            else:
                known.append(query)
                kept |= Occurrences(BitMap.deserialize(bytes(records)), BitMap.deserialize(bytes(headings)))
                changed.update(later)
    if changed:
        (anew,) = find_among(kind, [known], changed)
        read |= anew
    return kept - changed | read


def find_among(kind: str, asked: Iterable[Collection[str]], records: Iterable[int]) -> list[Occurrences]:
    """Where among these records one of the queries finds something, for each of the lists of queries."""
    joined = [" | ".join(f"({query})" for query in queries) for queries in asked]
    with connection.cursor() as cursor:
        cursor.execute(AMONG, [joined, kind, list(records)])
        found = {place: Occurrences(BitMap(some), BitMap(titled or [])) for place, some, titled in cursor.fetchall()}
    return [found.get(place, NOWHERE) for place in range(1, len(joined) + 1)]


def _numbers(*sent: memoryview | None) -> Occurrences:
    """What READ answers: whole numbers of four bytes."""
    numbers = [array("I", bytes(some or b"")) for some in sent]
    if sys.byteorder == "little":
        for some in numbers:
            some.byteswap()  # the database sends the high byte first
    return Occurrences(*map(BitMap, numbers))


# Stems stand in an entry as "fr:polit".
STEMS = """
    SELECT quote_literal(word) FROM ts_stat('SELECT body FROM search_text_' || %s)
    WHERE ndoc >= greatest(%s, (SELECT count(*) FROM search_text WHERE kind = %s) / %s) AND strpos(word, ':') > 0
"""
READ_ONE = f"SELECT {READ} FROM (SELECT ARRAY[%(query)s::tsquery] AS queries) AS asked"  # noqa: S608  (as above)
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
        for kind in KINDS:
            cursor.execute(STEMS, [kind, common, kind, SHARE])
            for (query,) in cursor.fetchall():
                cursor.execute(READ_ONE, {"kind": kind, "query": query})
                found = _numbers(*cursor.fetchone())
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
