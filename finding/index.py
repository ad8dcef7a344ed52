"""The public records of one kind in memory: for each value of each facet, as a roaring bitmap, those that carry it.

What is in an index is never changed: a change makes another index, which shares with the former one all bitmaps that
stay the same, and an answer that has begun counts in the index it began with. finding/register.py keeps the indexes.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet, Value
from pyroaring import BitMap

from finding.text_matches import matches_among

Carriers = dict[Any, BitMap]  # for each value of a facet the records that carry it
Made = TypeVar("Made")
FEW = 0.2  # of all records: when more have changed, reading everything anew is quicker
MOST_READ_AGAIN = 50  # records: when more have changed, words are looked for anew


@dataclass(frozen=True)
class RecordKind:
    """What is listed together: its public records, what they carry by facet, and the orders they can be listed in."""

    name: str  # as search_change has it
    records: Callable[[], QuerySet[Any]]
    facets: Mapping[str, Any]  # an expression of one value, or of several rows
    orders: Mapping[str, Callable[[Any], QuerySet[Any]]]  # by the first go those that are equally relevant
    # What an order depends on besides the records: the reader's language, or the day.
    order_changes_with: Mapping[str, Callable[[], str]] = field(default_factory=dict)

    def ordered(self, records: QuerySet[Any], order: str = "") -> QuerySet[Any]:
        """These records in one of the kind's orders, without a name in the first. Raises KeyError for another name."""
        return self.orders[order or next(iter(self.orders))](records)


class Index:
    """The public records of one kind, by what they carry."""

    def __init__(self, kind: RecordKind, facets: dict[str, Carriers], records: BitMap) -> None:
        self.kind = kind
        self.facets = facets
        self.records = records
        self._orders: dict[str, Order] = {}
        self._made: dict[str, Any] = {}
        self.names = Cache()  # by word or phrase: what PostgreSQL makes of it, and the records with such a name
        self.texts = Cache()  # by PostgreSQL's queries: the records in whose texts one of them finds something

    @classmethod
    def read(cls, kind: RecordKind) -> "Index":
        """The index of what is public now."""
        records = kind.records().order_by()
        facets = {name: dict(_read(records, value)) for name, value in kind.facets.items()}
        return cls(kind, facets, BitMap(ids_in_order(records)))

    def with_changes(self, changed: Collection[int]) -> "Index":
        """The index with these records as they are now."""
        if len(changed) > FEW * len(self.records) + 100:
            return Index.read(self.kind)
        former = BitMap(changed)
        records = self.kind.records().order_by().filter(pk__in=changed)
        facets = {}
        for name, value in self.kind.facets.items():
            facets[name] = carriers = _without(former, self.facets[name])
            for key, found in _read(records, value):
                carriers[key] = carriers[key] | found if key in carriers else found
        other = Index(self.kind, facets, (self.records - former) | BitMap(ids_in_order(records)))
        other.texts = self._texts_with(former)
        return other

    def with_other_names(self) -> "Index":
        """The same index where something changed that has a name."""
        other = Index(self.kind, self.facets, self.records)
        other._orders, other._made, other.texts = self._orders, self._made, self.texts
        return other

    def without_finds(self) -> "Index":
        """The same index for somebody whose finds are not for others."""
        other = self.with_other_names()
        other.texts = Cache()
        return other

    def _texts_with(self, changed: BitMap) -> "Cache":
        """What was found in texts, with these records as they are now. Common words are long to find anew."""
        texts = Cache(self.texts)
        if not texts or len(changed) > MOST_READ_AGAIN:
            return Cache()
        anew = matches_among(self.kind.name, texts, changed)
        for queries, found in zip(list(texts), anew, strict=True):
            texts[queries] = texts[queries] - changed | found
        return texts

    def carrying(self, facet: str, keys: Iterable[Any]) -> BitMap:
        """The records that carry at least one of these values."""
        known = self.facets.get(facet, {})
        return BitMap.union(BitMap(), *(known[key] for key in keys if key in known))

    def made_once(self, name: str, make: Callable[["Index"], Made]) -> Made:
        """What `make` makes of this index; `name` tells it from what else is made of it."""
        if name not in self._made:
            self._made[name] = make(self)
        made: Made = self._made[name]
        return made

    def order(self, name: str = "") -> "Order":
        """All records in one of their orders, without a name in the first."""
        key = name + self.kind.order_changes_with.get(name, str)()
        if key not in self._orders:
            self._orders[key] = Order(self.records, ids_in_order(self.kind.ordered(self.kind.records(), name)))
        return self._orders[key]


class Cache(dict[Any, Any]):
    """What words find: the same ones come again with every further filter, page and visitor."""

    MOST = 300

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.MOST and key not in self:
            oldest = list(self)[0]  # noqa: RUF015  (a copy, since other threads add to it meanwhile)
            self.pop(oldest, None)
        super().__setitem__(key, value)


class Order:
    """All records of an index in one order."""

    def __init__(self, records: BitMap, ids: "array[int]") -> None:
        """Takes the index's records, and their ids as the database orders them now, which may be a moment later."""
        # Those that went in this moment come last. Those that came in it are in nothing that the index finds.
        ids.extend(records - BitMap(ids))
        self.records = ids
        self._places: array[int] | dict[int, int] | None = None

    def slice(self, wanted: BitMap, start: int, stop: int) -> list[int]:
        """Those from `start` to `stop` of the wanted records, in this order."""
        stop = min(stop, len(wanted))
        if start >= stop:
            return []
        # Many are met soon by walking; few are sorted quickly. The factor is what a step costs beside a comparison.
        steps = stop * len(self.records) // len(wanted)
        if steps > 8 * len(wanted):
            return self.sorted(wanted)[start:stop]
        found: list[int] = []
        for record in self.records:
            if record in wanted:
                found.append(record)
                if len(found) == stop:
                    break
        return found[start:stop]

    def sorted(self, wanted: Iterable[int]) -> list[int]:
        """These records in this order."""
        return sorted(wanted, key=self.places.__getitem__)

    @property
    def places(self) -> Any:
        """The place of each record; for ids as dense as they usually are, in an array."""
        if self._places is None:
            most = max(self.records, default=0)
            dense = most < 8 * len(self.records) + 1024
            places: Any = array("I", bytes(4 * (most + 1))) if dense else {}
            for place, record in enumerate(self.records):
                places[record] = place
            self._places = places
        return self._places


def ids_in_order(records: QuerySet[Any]) -> "array[int]":
    """The ids of the records, in their order. One array is read much quicker than as many rows."""
    order = records.query.order_by or None
    found = records.order_by().aggregate(ids=ArrayAgg("pk", order_by=order, default=Value([])))
    return array("I", found["ids"])


def _read(records: QuerySet[Any], value: Any) -> Iterable[tuple[Any, BitMap]]:
    carried = records.annotate(carried=value).values_list("carried").annotate(records=ArrayAgg("pk"))
    return ((key, BitMap(array("I", carriers))) for key, carriers in carried if key not in (None, ""))


def _without(former: BitMap, carriers: Carriers) -> Carriers:
    # What nobody carries any more goes: the last year of a withdrawn measure is not a year of the register.
    kept = {key: found - former if found.intersect(former) else found for key, found in carriers.items()}
    return {key: found for key, found in kept.items() if found}
