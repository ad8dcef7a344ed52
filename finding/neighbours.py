"""The measures nearest to one: those that share what few others have, and among them the ones that say most alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Any

from django.db import connection
from pyroaring import BitMap

from common.countries import country_name
from finding.index import Index
from finding.kinds import MEASURE
from finding.register import REGISTER
from measures.models import Measure

FEW = 4  # neighbours of a measure
NAMED = 3  # of what connects two measures, the most telling
CANDIDATES = 60  # of those that share most, so many are compared by their words
FINE = 8  # points are whole numbers: so many for each halving of those that share something
WEIGHTS = {"term": 1, "event": 0.8, "supported": 0.6, "country": 0.5}
WORDS = 0.5  # what the words of the best candidate weigh beside all that it can share


@dataclass(frozen=True)
class Neighbour:
    """A measure near another one, and what connects the two, the most telling first."""

    measure: Measure
    shared: list[str]


@dataclass(frozen=True)
class Trait:
    """Something that a measure has, and the others that have it, too. The fewer they are, the more it tells."""

    name: str
    others: BitMap
    points: int


class Points:
    """Points of many records at once: a record is in the n-th set when its points, in binary, have the n-th digit.

    So adding points, and finding the records that have most, takes a few operations on sets, however many records
    share something.
    """

    def __init__(self) -> None:
        self.digits: list[BitMap] = []

    def add(self, records: BitMap, points: int) -> None:
        for digit in range(points.bit_length()):
            carried, place = records if points >> digit & 1 else BitMap(), digit
            while carried:
                while place >= len(self.digits):
                    self.digits.append(BitMap())
                self.digits[place], carried = self.digits[place] ^ carried, self.digits[place] & carried
                place += 1

    def most(self, count: int) -> BitMap:
        """The records with most points, at most `count` of them; among equals the latest."""
        sure, equal = BitMap(), BitMap.union(BitMap(), *self.digits)
        for digit in reversed(self.digits):
            higher = equal & digit
            if len(sure) + len(higher) > count:
                equal = higher
            else:
                sure, equal = sure | higher, equal - higher
        return sure | equal[max(len(equal) - (count - len(sure)), 0) :]

    def of(self, record: int) -> int:
        return sum(1 << place for place, records in enumerate(self.digits) if record in records)


def neighbours(measure: Measure) -> list[Neighbour]:
    """The nearest measures, the nearest first. Give it a measure with its terms, events and coalitions at hand."""
    traits = sorted(_traits(REGISTER.index(MEASURE), measure), key=lambda trait: -trait.points)
    points = Points()
    for trait in traits:
        points.add(trait.others, trait.points)
    candidates = points.most(CANDIDATES)
    if not candidates:
        return []
    alike, possible = _alike(measure, candidates), sum(trait.points for trait in traits)
    nearness = {pk: points.of(pk) / possible + WORDS * alike.get(pk, 0) for pk in candidates}
    nearest = sorted(candidates, key=lambda pk: (-nearness[pk], -pk))[:FEW]
    found = Measure.objects.published().select_related("coalition").in_bulk(nearest)
    return [Neighbour(found[pk], _shared(traits, pk)) for pk in nearest if pk in found]


def _traits(index: Index, measure: Measure) -> Iterator[Trait]:
    has: dict[str, dict[Any, str]] = {
        "term": {term.pk: term.name for term in measure.terms.all()},
        "event": {event.pk: event.title for event in measure.events.all()},
        "supported": {coalition.pk: coalition.title for coalition in measure.supported_coalitions.all()},
        "country": {code: country_name(code) for code in measure.countries},
    }
    itself = BitMap([measure.pk])
    for facet, names in has.items():
        for key, name in names.items():
            others = index.carrying(facet, [key]) - itself
            rarity = log2((len(index.records) + 1) / (len(others) + 1))
            if others:
                yield Trait(name, others, max(1, round(FINE * WEIGHTS[facet] * rarity)))


# How often, and in which places, the words of the measure's title stand in the others.
ALIKE = """
    SELECT record, ts_rank(body, asked, 1)
    FROM search_text, (
        SELECT string_agg(quote_literal(lexeme), '|')::tsquery AS asked
        FROM search_text, unnest(tsvector_to_array(ts_filter(body, '{a}'))) AS lexeme
        WHERE kind = 'measure' AND record = %s AND strpos(lexeme, ':') > 0
    ) AS title
    WHERE kind = 'measure' AND record = ANY(%s)
"""


def _alike(measure: Measure, candidates: BitMap) -> dict[int, float]:
    """How much of the measure's title each candidate says, beside the one that says most of it."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [measure.pk, list(candidates)])
        ranks = {record: rank or 0 for record, rank in cursor.fetchall()}
    most = max(ranks.values(), default=0) or 1
    return {record: rank / most for record, rank in ranks.items()}


def _shared(traits: list[Trait], record: int) -> list[str]:
    return [trait.name for trait in traits if record in trait.others][:NAMED]
