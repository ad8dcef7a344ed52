"""The public register in memory: for each value of each facet, the records that carry it, as a roaring bitmap.

Each process keeps its own and asks the database before every answer what has changed since its last look: one short
query when nothing has. Triggers note the changes (migrations/search.sql), whoever makes them, so that no count can be
wrong. What is in an index is never changed: an answer that has begun counts in the index it began with.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import QuerySet, Value
from pyroaring import BitMap

from finding.common_words import find_among

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
    orders: Mapping[str, Callable[[Any], QuerySet[Any]]]


class Index:
    """The public records of one kind, by what they carry."""

    def __init__(self, kind: RecordKind, facets: dict[str, Carriers], records: BitMap) -> None:
        self.kind = kind
        self.facets = facets
        self.records = records
        self._orders: dict[str, Order] = {}
        self._made: dict[str, Any] = {}
        self.names = Known()  # what words find in names, as far as it was asked
        self.texts = Known()  # for queries of PostgreSQL: where one of them finds something

    @classmethod
    def read(cls, kind: RecordKind) -> "Index":
        """The index of what is public now."""
        records = kind.records().order_by()
        facets = {name: dict(_read(records, value)) for name, value in kind.facets.items()}
        return cls(kind, facets, BitMap(_ids(records)))

    def with_changes(self, changed: Collection[int]) -> "Index":
        """The index with these records as they are now."""
        if len(changed) > FEW * len(self.records) + 100:
            return Index.read(self.kind)
        former = BitMap(changed)
        records = self.kind.records().order_by().filter(pk__in=changed)
        facets: dict[str, Carriers] = {}
        for name, value in self.kind.facets.items():
            # What nobody carries any more goes: the last year of a withdrawn measure is not a year of the register.
            facets[name] = facet = {
                key: rest for key, carriers in self.facets[name].items() if (rest := carriers - former)
            }
            for key, carriers in _read(records, value):
                facet[key] = facet.get(key, BitMap()) | carriers
        present = BitMap(_ids(records))
        other = Index(self.kind, facets, (self.records - former) | present)
        other.texts = self._texts_with(former)
        return other

    def with_other_names(self) -> "Index":
        """The same index where something changed that has a name."""
        other = Index(self.kind, self.facets, self.records)
        other._orders, other._made, other.texts = self._orders, self._made, self.texts
        return other

    def apart(self) -> "Index":
        """The same index for somebody whose finds are not for others."""
        other = self.with_other_names()
        other.texts = Known()
        return other

    def _texts_with(self, changed: BitMap) -> "Known":
        """What was found in texts, with these records as they are now. Common words are long to find anew."""
        texts = Known(self.texts)
        if not texts or len(changed) > MOST_READ_AGAIN:
            return Known()
        anew = find_among(self.kind.name, texts, changed)
        for asked, found in zip(list(texts), anew, strict=True):
            texts[asked] = texts[asked] - changed | found
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

    def order(self, name: str) -> "Order":
        """All records in one of their orders."""
        if name not in self._orders:
            self._orders[name] = Order(self.kind.orders[name](self.kind.records()))
        return self._orders[name]


class Known(dict[Any, Any]):
    """What words find: the same ones come again with every further filter, page and visitor."""

    MOST = 300

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.MOST and key not in self:
            self.pop(next(iter(self)), None)  # the one that was asked first
        super().__setitem__(key, value)


class Order:
    """All records of an index in one order."""

    def __init__(self, records: QuerySet[Any]) -> None:
        self.records = _ids(records)
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
        places = self.places
        return sorted((record for record in wanted), key=places.__getitem__)

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


def _ids(records: QuerySet[Any]) -> "array[int]":
    """The ids of the records, in their order. One array is read much quicker than as many rows."""
    order = records.query.order_by or None
    found = records.order_by().aggregate(ids=ArrayAgg("pk", order_by=order, default=Value([])))
    return array("I", found["ids"])


def _read(records: QuerySet[Any], value: Any) -> Iterable[tuple[Any, BitMap]]:
    carried = records.annotate(carried=value).values_list("carried").annotate(records=ArrayAgg("pk"))
    return ((key, BitMap(array("I", carriers))) for key, carriers in carried if key not in (None, ""))


class Register:
    """The indexes of one process, brought up to date with what the present connection sees of the database.

    A transaction is at first provisional: its changes can be rolled back, or be visible to its own connection only. So
    those of transactions that had not all ended are compared anew at each look, until they have.
    """

    # A server that was started again may have been restored, and a table that was emptied lies in another file.
    LOOK = """
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
            concat_ws(' ', pg_postmaster_start_time(), (SELECT oid FROM pg_database WHERE datname = current_database()),
                pg_relation_filenode('search_change'), pg_relation_filenode('measures_measure'),
                pg_relation_filenode('coalitions_coalition'), pg_relation_filenode('coalitions_event')),
            ARRAY(SELECT kind || ' ' || record || ' ' || number || ' ' || transaction FROM search_change
                WHERE transaction >= %s)
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.forget()

    def forget(self) -> None:
        """Begin anew at the next look."""
        self.indexes: dict[str, Index] = {}
        self.changed: dict[str, set[int]] = {}  # what the indexes do not have yet
        self.generation = ""
        self.horizon = 0  # all earlier transactions have ended, and are in the indexes
        self.provisional: dict[tuple[str, int], int] = {}

    def index(self, kind: RecordKind) -> Index:
        """The index of this kind, as true as the database is now."""
        with self.lock:
            sees_the_past = self._look()
            changed = self.changed.get(kind.name)
            if kind.name not in self.indexes:
                self.indexes[kind.name] = Index.read(kind)
            elif changed:
                self.indexes[kind.name] = self.indexes[kind.name].with_changes(changed)
            self.changed.pop(kind.name, None)
            index = self.indexes[kind.name]
            return index.apart() if sees_the_past else index

    def _look(self) -> bool:
        """Learn what has changed, unless this connection sees the past, while the indexes have the present."""
        horizon, generation, rows = self._ask(self.horizon)
        if generation != self.generation:
            self.forget()
            horizon, self.generation, rows = self._ask(None)
        elif horizon < self.horizon:
            return True
        noted: dict[tuple[str, int], int] = {}
        transactions: dict[tuple[str, int], int] = {}
        for row in rows:
            kind, *numbers = row.split()
            record, number, transaction = map(int, numbers)
            noted[kind, record] = number
            transactions[kind, record] = transaction
        changed = [key for key in noted.keys() | self.provisional.keys() if noted.get(key) != self.provisional.get(key)]
        for kind, record in changed:
            self.changed.setdefault(kind, set()).add(record)
        if changed:
            self.indexes = {name: index.with_other_names() for name, index in self.indexes.items()}
        self.horizon = horizon
        self.provisional = {key: number for key, number in noted.items() if transactions[key] >= horizon}
        return False

    def _ask(self, horizon: int | None) -> tuple[int, str, list[str]]:
        # Without a horizon everything will be read: what counts is only what is still provisional.
        with connection.cursor() as cursor:
            if connection.in_atomic_block:  # else the entries of what this transaction changed are made at its end
                cursor.execute(
                    "SET CONSTRAINTS search_enter_changed IMMEDIATE; SET CONSTRAINTS search_enter_changed DEFERRED"
                )
            if horizon is None:
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                horizon = cursor.fetchone()[0]
            cursor.execute(self.LOOK, [horizon])
            row: tuple[int, str, list[str]] = cursor.fetchone()
            return row


REGISTER = Register()
