"""What records can be chosen by, and what choosing would give: counts that are exact at every moment.

Within a facet values widen, between facets they narrow, and a facet's own choice does not reduce its other counts.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from pyroaring import BitMap

from finding.index import Carriers, Index, Order, RecordKind
from finding.register import REGISTER
from finding.search import CANDIDATES, Found, rank

RELEVANCE = "relevance"
CHUNK = 200  # records in memory at a time, however many there are


class Selection:
    """The records that one query string asks for, in its order, and what every further choice would give.

    `narrowed` has, for each parameter in use, the records that its values leave.
    """

    def __init__(self, index: Index, narrowed: dict[str, BitMap], found: Found | None, order: str) -> None:
        self.index = index
        self.narrowed = narrowed
        self.found = found
        self.order = order

    @cached_property
    def matching(self) -> BitMap:
        return self.matching_without()

    @property
    def total(self) -> int:
        return len(self.matching)

    def matching_without(self, *parameters: str) -> BitMap:
        """What would match if nothing were chosen of these parameters."""
        others = [records for name, records in self.narrowed.items() if name not in parameters]
        if parameters and len(others) == len(self.narrowed):
            return self.matching
        if self.found:
            others.append(self.found.records)
        return BitMap.intersection(*sorted([self.index.records, *others], key=len))  # the fewest first: less to compare

    def counts(self, parameter: str, values: Carriers) -> dict[Any, int]:
        """How many would match for each of the facet's values that leads to any."""
        within = self.matching_without(parameter)
        if len(within) == len(self.index.records):
            return {value: len(carriers) for value, carriers in values.items() if carriers}
        counted = zip(values, map(within.intersection_cardinality, values.values()), strict=True)
        return {value: number for value, number in counted if number}

    def slice(self, start: int, stop: int) -> list[int]:
        """The ids from `start` to `stop` of what matches, in order."""
        if self.order != RELEVANCE:
            return self.index.order(self.order).slice(self.matching, start, stop)
        ids = self._foremost[start:stop]
        start, stop = max(start - len(self._foremost), 0), stop - len(self._foremost)
        for level in self._levels:
            if stop <= 0:
                break
            rest = level - self._foremost_set
            ids += self._newest.slice(rest, start, stop) if start < len(rest) else []
            start, stop = max(start - len(rest), 0), stop - len(rest)
        return ids

    @property
    def _newest(self) -> Order:
        return self.index.order()

    @cached_property
    def _levels(self) -> list[BitMap]:
        return [level & self.matching for level in self.found.levels] if self.found else []

    @cached_property
    def _foremost(self) -> list[int]:
        """The first ones by relevance, one level after the other."""
        parts: list[list[int]] = []
        room = CANDIDATES
        for level in self._levels:
            parts.append(self._newest.slice(level, 0, room))
            room -= len(parts[-1])
        return rank(self.index, self.found, parts) if self.found else []

    @cached_property
    def _foremost_set(self) -> BitMap:
        return BitMap(self._foremost)


class SelectedRecords:
    """The records of a selection, in its order, for a paginator: only those of one page are read.

    A record that is gone since the selection was made is left out.
    """

    def __init__(self, selection: Selection, records: QuerySet[Any]) -> None:
        self.selection = selection
        self.records = records

    def __len__(self) -> int:
        return self.selection.total

    def __getitem__(self, part: slice) -> list[Any]:
        ids = self.selection.slice(part.start or 0, len(self) if part.stop is None else part.stop)
        records = self.records.in_bulk(ids)
        return [records[pk] for pk in ids if pk in records]

    def __iter__(self) -> Iterator[Any]:
        for chunk in self.chunks():
            yield from chunk

    def chunks(self) -> Iterator[list[Any]]:
        """All of them, a few at a time."""
        for start in range(0, len(self), CHUNK):
            yield self[start : start + CHUNK]


def all_of(kind: RecordKind) -> Selection:
    """All that is public of one kind, as the register is now."""
    return Selection(REGISTER.index(kind), {}, None, "")


def one_of(ids: BitMap) -> RawSQL:
    """These ids, for a query."""
    # One text, however many they are: an array that the parser takes apart would cost more than the query.
    return RawSQL("SELECT unnest(%s::bigint[])", (f"{{{','.join(map(str, ids))}}}",))
