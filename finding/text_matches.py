"""In the texts of which records words occur: from what the database keeps of common words, else from the texts.

PostgreSQL's index of words tells where a word may be, but reads a row of each record that has it. For a word that many
have, finding/common_words.py puts the answer aside, with the number of the last change that it knows; records that
changed later are looked at anew, so that what was kept long ago is as true as what is found now.
"""

import sys
from array import array
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection
from pyroaring import BitMap

MOST_CHANGED = 500  # records: when more changed since, reading all is quicker than looking at each


class TextMatches(NamedTuple):
    """The records in whose texts something occurs, and those of them that have it in a heading: a title or a name."""

    records: BitMap
    headings: BitMap

    def __or__(self, other: "TextMatches") -> "TextMatches":
        return TextMatches(self.records | other.records, self.headings | other.headings)

    def __sub__(self, records: BitMap) -> "TextMatches":
        return TextMatches(self.records - records, self.headings - records)


NOWHERE = TextMatches(BitMap(), BitMap())

FROM_TEXTS = """
    search_records(%(kind)s, queries), (
        SELECT string_agg(int4send(record::int), '') FROM search_name
        WHERE kind = %(kind)s AND names @@ array_to_string(queries, '|')::tsquery
    )
"""
FROM_KEPT_OR_TEXTS = f"""
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
    SELECT * FROM known UNION ALL SELECT NULL, {FROM_TEXTS}, '{{}}' FROM others WHERE queries IS NOT NULL
"""  # noqa: S608  (only its own parts)
AMONG_RECORDS = """
    SELECT place, array_agg(record), array_agg(record) FILTER (WHERE names @@ query)
    FROM unnest(%s::tsquery[]) WITH ORDINALITY AS asked(query, place),
        search_text LEFT JOIN search_name USING (kind, record)
    WHERE kind = %s AND record = ANY(%s) AND body @@ query GROUP BY place
"""


def text_matches(kind: str, queries: list[str]) -> TextMatches:
    """Where one of PostgreSQL's `queries` finds something in records of this kind."""
    kept = read = NOWHERE
    known, changed = [], BitMap()
    with connection.cursor() as cursor:
        cursor.execute(FROM_KEPT_OR_TEXTS, {"kind": kind, "queries": queries, "most": MOST_CHANGED})
        for query, records, headings, later in cursor.fetchall():
            if query is None:
                read = read_numbers(records, headings)
            else:
                known.append(query)
                kept |= TextMatches(BitMap.deserialize(bytes(records)), BitMap.deserialize(bytes(headings)))
                changed.update(later)
    if changed:
        (anew,) = matches_among(kind, [known], changed)
        read |= anew
    return kept - changed | read


def matches_among(kind: str, asked: Iterable[Collection[str]], records: Iterable[int]) -> list[TextMatches]:
    """Where among these records one of the queries finds something, for each of the lists of queries."""
    joined = [" | ".join(f"({query})" for query in queries) for queries in asked]
    with connection.cursor() as cursor:
        cursor.execute(AMONG_RECORDS, [joined, kind, list(records)])
        found = {place: TextMatches(BitMap(some), BitMap(titled or [])) for place, some, titled in cursor.fetchall()}
    return [found.get(place, NOWHERE) for place in range(1, len(joined) + 1)]


def read_numbers(*sent: memoryview | None) -> TextMatches:
    """What FROM_TEXTS answers: whole numbers of four bytes."""
    numbers = [array("I", bytes(some or b"")) for some in sent]
    if sys.byteorder == "little":
        for some in numbers:
            some.byteswap()  # the database sends the high byte first
    return TextMatches(*map(BitMap, numbers))
