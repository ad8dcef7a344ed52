"""Finding records by words, in whatever language they were written, also when they were mistyped.

A search is made of atoms: words and "phrases", all of which must occur, -exclusions, and beginnings*. Each atom is
looked for in the records themselves and in the names of what they carry (terms in all languages, coalitions, events,
countries, the first and last years), so that a word in one language finds records in all. The rest is arithmetic with
sets.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import connection
from pyroaring import BitMap

from common.plain import words_of
from common.scripts import is_paired
from finding import countries, years
from finding.index import Index
from finding.text_matches import TextMatches, text_matches

TOKEN = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
CANDIDATES = 60  # of the most relevant, so many are put in order by how often and where the words occur

LONGEST = 40  # letters of a word that is corrected
MOST_SIMILAR = 12


@dataclass(frozen=True)
class Atom:
    """One word or phrase of a search; `opening` asks for the words that begin with it."""

    words: str
    is_excluded: bool = False
    is_opening: bool = False
    is_phrase: bool = False


@dataclass
class Matches:
    """What one atom means, and the records that carry something with it in its name."""

    atom: Atom
    queries: list[str]  # each of them finds it in a text
    is_small: bool
    names: BitMap


@dataclass
class Found:
    """What a search finds, from the most to the least relevant: `levels` are the records by where the words occur."""

    atoms: list[Matches]
    records: BitMap
    levels: list[BitMap] = field(default_factory=list)
    correction: str = ""  # what was looked for instead, when nothing was found

    @property
    def wanted(self) -> list[Matches]:
        """What was looked for, without what was to be left out."""
        return [matches for matches in self.atoms if not matches.atom.is_excluded]

    @property
    def queries(self) -> list[str]:
        """What PostgreSQL looks for, of all atoms."""
        return [query for matches in self.wanted for query in matches.queries]


def search(index: Index, typed: str) -> Found | None:
    """What was meant by what was typed; None when there is no word in it."""
    languages = sorted({*index.facets.get("language", {}), *(code for code, _name in settings.LANGUAGES)})
    found = _find(index, parse(typed), languages)
    if found and not found.records and (meant := _correct(index, found, languages)):
        corrected = _find(index, meant, languages)
        if corrected and corrected.records:
            return replace(corrected, correction=write(meant))
    return found


def parse(typed: str) -> list[Atom]:
    """The atoms of a search, in their order."""
    atoms = []
    for minus, phrase, word in TOKEN.findall(typed.translate(QUOTES)):
        words = (phrase or word).strip()
        opening = not phrase and (words.endswith("*") or (len(words) == 1 and is_paired(words)))
        atoms.append(Atom(words.rstrip("*"), bool(minus), opening, bool(phrase)))
    return [atom for atom in atoms if atom.words]


def write(atoms: Iterable[Atom]) -> str:
    """A search as somebody would type it."""
    return " ".join(
        ("-" if atom.is_excluded else "")
        + (f'"{atom.words}"' if atom.is_phrase else atom.words)
        + ("*" if atom.is_opening else "")
        for atom in atoms
    )


def _find(index: Index, atoms: list[Atom], languages: list[str]) -> Found | None:
    asked = _interpret(index, atoms, languages)
    if not asked:
        return None
    wanted = [matches for matches in asked if not matches.atom.is_excluded]
    # Words like "the" say nothing, unless nothing else is said.
    telling = [matches for matches in wanted if matches.atom.is_phrase or not matches.is_small] or wanted
    records = index.records
    for matches in telling:
        records = records & (_in_texts(index, matches).records | matches.names)
    for matches in asked:
        if matches.atom.is_excluded:
            records = records - _in_texts(index, matches).records - matches.names
    return Found(asked, records, _levels(index, records, telling))


def _levels(index: Index, all_found: BitMap, wanted: list[Matches]) -> list[BitMap]:
    """The records by how many atoms stand in their headings and names, the most first."""
    levels = {0: all_found}
    for matches in wanted:
        parted: dict[int, BitMap] = {}
        headings = _in_texts(index, matches).headings
        for points, records in levels.items():
            heading = records & headings
            names = (records & matches.names) - heading
            for more, part in ((2, heading), (1, names), (0, records - heading - names)):
                if part:
                    parted[points + more] = parted.get(points + more, BitMap()) | part
        levels = parted
    return [levels[points] for points in sorted(levels, reverse=True)]


QUERIES_AND_NAMES = """
    SELECT place, queries::text[], small, (
        SELECT jsonb_object_agg(kind, records) FROM (
            SELECT kind, array_agg(record) AS records FROM search_name
            WHERE kind IN ('term', 'coalition', 'event') AND names @@ any_of_them GROUP BY kind
        ) AS known
    )
    FROM unnest(%(words)s::text[], %(opening)s::boolean[]) WITH ORDINALITY AS typed(words, opening, place),
        search_query(words, %(languages)s, opening),
        LATERAL (SELECT array_to_string(queries || word, '|')::tsquery AS any_of_them) AS joined
    WHERE word IS NOT NULL ORDER BY place
"""


def _interpret(index: Index, atoms: list[Atom], languages: list[str]) -> list[Matches]:
    known = {atom: index.names.get((atom.words, atom.is_opening)) for atom in atoms}
    if new := [atom for atom, row in known.items() if row is None]:
        asked: Any = {
            "words": [atom.words for atom in new],
            "opening": [atom.is_opening for atom in new],
            "languages": languages,
        }
        with connection.cursor() as cursor:
            cursor.execute(QUERIES_AND_NAMES, asked)
            for place, *row in cursor.fetchall():
                atom = new[place - 1]
                known[atom] = index.names[atom.words, atom.is_opening] = _names(index, *row)
    carried = _countries_and_years(index, atoms, languages)
    return [
        Matches(atom, queries, is_small, names | more)
        for atom, more in zip(atoms, carried, strict=True)
        if (row := known[atom])
        for queries, is_small, names in [row]
    ]


def _countries_and_years(index: Index, atoms: list[Atom], languages: list[str]) -> list[BitMap]:
    """For each atom the records of the countries that it names, or helps to name, and of the year that it is."""
    words = [words_of(atom.words) for atom in atoms]
    carried = [BitMap() for _atom in atoms]
    for run in _runs(atoms):
        for place, codes in zip(run, countries.named_by([words[place] for place in run], languages), strict=True):
            carried[place] = index.carrying("country", codes)
            if len(words[place]) == 1:
                carried[place] |= years.begun_or_ended(index, words[place][0])
    return carried


def _runs(atoms: list[Atom]) -> Iterator[list[int]]:
    """The places of atoms that belong together: words that follow each other, or one phrase."""
    run: list[int] = []
    for place, atom in enumerate(atoms):
        alone = atom.is_phrase or atom.is_excluded
        if (alone or atom.is_opening) and run:
            yield run
            run = []
        if alone:
            yield [place]
        elif not atom.is_opening:
            run.append(place)
    if run:
        yield run


def _names(index: Index, *row: Any) -> tuple[list[str], bool, BitMap]:
    queries, is_small, known = row
    carriers = [index.carrying(kind, records) for kind, records in json.loads(known or "{}").items()]
    return queries, is_small, BitMap.union(BitMap(), *carriers)


def _in_texts(index: Index, matches: Matches) -> TextMatches:
    """Where it is found in the records' own texts."""
    asked = tuple(matches.queries)
    found: TextMatches | None = index.texts.get(asked)
    if found is None:
        found = index.texts[asked] = text_matches(index.kind.name, matches.queries)
    return found


BY_RANK = """
    SELECT record FROM search_text, unnest(%s::bigint[], %s::int[]) WITH ORDINALITY AS given(given, part, place)
    WHERE kind = %s AND record = given ORDER BY part, ts_rank(body, %s::tsquery, 1) DESC, place
"""


def rank(index: Index, found: Found, parts: list[list[int]]) -> list[int]:
    """The records of all parts, one part after the other.

    In each come those first in which the words occur most and in the best places; equals keep their order.
    """
    records = [(record, part) for part, records in enumerate(parts) for record in records]
    query = " | ".join(f"({query})" for query in found.queries)
    with connection.cursor() as cursor:
        cursor.execute(
            BY_RANK,
            [[record for record, _part in records], [part for _record, part in records], index.kind.name, query],
        )
        return [record for (record,) in cursor.fetchall()]


# Words that become the typed one by few changes, and in how many records they occur.
SIMILAR = """
    WITH typed AS MATERIALIZED (SELECT search_plain(unaccent(search_plain(%(word)s))) AS typed),
    near AS MATERIALIZED (
        SELECT DISTINCT word, typed FROM search_word, typed
        WHERE length(word) BETWEEN length(typed) - %(changes)s AND length(typed) + %(changes)s
            AND levenshtein_less_equal(word, typed, %(changes)s) <= %(changes)s
    )
    SELECT word, typed FROM near
"""
OCCURRING = """
    SELECT (SELECT count(*) FROM search_text WHERE kind = '{kind}' AND body @@ quote_literal(word)::tsquery)
    FROM unnest(%s::text[]) WITH ORDINALITY AS meant(word, place) ORDER BY place
"""


def _correct(index: Index, found: Found, languages: list[str]) -> list[Atom] | None:
    """The same search with words that occur nowhere replaced by similar ones that do; None when there is none."""
    atoms = [matches.atom for matches in found.atoms]
    meant = [_meant(index, matches) for matches in found.atoms]
    return meant if meant != atoms else None


def _meant(index: Index, matches: Matches) -> Atom:
    atom = matches.atom
    if atom.is_excluded or atom.is_opening or " " in atom.words or not 3 <= len(atom.words) <= LONGEST:
        return atom
    if matches.names or _in_texts(index, matches).records:
        return atom
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR, {"word": atom.words, "changes": 1 if len(atom.words) < 5 else 2})
        near = sorted((_distance(word, typed), word[0] != typed[0], word) for word, typed in cursor.fetchall())
        if not near:
            return atom
        nearest = [word for distance, _other, word in near if distance == near[0][0]][:MOST_SIMILAR]
        cursor.execute(OCCURRING.format(kind=index.kind.name), [nearest])
        occurring = [count for (count,) in cursor.fetchall()]
    return replace(atom, words=nearest[occurring.index(max(occurring))]) if any(occurring) else atom


def _distance(one: str, other: str) -> int:
    """How many letters were missed, added, mistaken, or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
