"""What records can be chosen by, and what choosing would give: counts that are exact at every moment.

Within a facet values widen, between facets they narrow, and a facet's own choice does not reduce its other counts.
"""

from functools import cached_property
from typing import Any

from django.db.models import Case, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from pyroaring import BitMap

from finding.index import Carriers, Index, Order, RecordKind
from finding.register import REGISTER
from finding.search import CANDIDATES, Found, rank

RELEVANCE = "relevance"


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

    def narrow(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the records that match, in this order; without an order as they came."""
        if self.narrowed or self.found:
            records = records.filter(pk__in=one_of(self.matching))
        if self.order == RELEVANCE:
            records = self.index.kind.ordered(records)
            return records.order_by(*self._by_relevance(), *records.query.order_by)
        return self.index.kind.ordered(records, self.order) if self.order else records

    def _by_relevance(self) -> list[Any]:
        foremost = Func(Value(_array(self._foremost)), F("pk"), template="array_position(%(expressions)s)")
        foremost.arg_joiner = "::bigint[], "
        foremost.output_field = IntegerField()
        levels = [When(pk__in=one_of(level), then=Value(place)) for place, level in enumerate(self._levels)]
        return [foremost.asc(nulls_last=True), *([Case(*levels, default=Value(0))] if levels else [])]


def all_of(kind: RecordKind) -> Selection:
    """All that is public of one kind, as the register is now."""
    return Selection(REGISTER.index(kind), {}, None, "")


def _array(ids: Any) -> str:
    return f"{{{','.join(map(str, ids))}}}"


def one_of(ids: BitMap) -> RawSQL:
    """These ids, for a query."""
    # One text, however many they are: an array that the parser takes apart would cost more than the query.
    return RawSQL("SELECT unnest(%s::bigint[])", (_array(ids),))
