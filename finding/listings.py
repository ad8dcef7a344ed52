"""The four listings of the register: page, feed, export and API of one are about the same records in one order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.text import capfirst
from rest_framework.serializers import BaseSerializer

from coalitions.models import Coalition, Event
from finding.filters import CoalitionFilterSet, EventFilterSet, ListingFilterSet, MeasureFilterSet, ResultFilterSet
from measures.documents import CoalitionRecord, EventRecord, MeasureRecord, ResultRecord
from measures.models import Measure, Result, Version

CHUNK = 200  # records in memory at a time, however many there are


@dataclass(frozen=True)
class Listing:
    """One listing: what is in it, how it is filtered, and how a record of it is shown to machines."""

    name: str
    filterset: type[ListingFilterSet]
    serializer: type[BaseSerializer]
    records: Callable[[], QuerySet[Any]]  # all that is public, in the order of the page
    whole: Callable[[Any], QuerySet[Any]]  # with all that the serializer shows, in few queries

    @property
    def title(self) -> str:
        """What is listed: "Measures"."""
        return capfirst(str(self.filterset.Meta.model._meta.verbose_name_plural))

    def filtered(self, query: QueryDict) -> ListingFilterSet:
        """The filters as a query string sets them; ask `is_valid()` before `qs`."""
        return self.filterset(query, self.records())

    def documents(self, records: QuerySet[Any]) -> Iterator[dict[str, Any]]:
        """The records as plain values, read in chunks."""
        rows = self.whole(records).iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            yield from self.serializer(chunk, many=True).data


def whole_measures(measures: Any) -> QuerySet[Measure]:
    latest = Version.objects.filter(measure=OuterRef("pk")).order_by("-number").values("number")[:1]
    whole: QuerySet[Measure] = measures.whole().annotate(version=Subquery(latest))
    return whole


MEASURES = Listing("measures", MeasureFilterSet, MeasureRecord, Measure.objects.published, whole_measures)
RESULTS = Listing(
    "results",
    ResultFilterSet,
    ResultRecord,
    lambda: Result.objects.published().newest(),
    lambda results: results.for_listing(),
)
COALITIONS = Listing(
    "coalitions",
    CoalitionFilterSet,
    CoalitionRecord,
    Coalition.objects.by_title,
    lambda coalitions: coalitions.for_listing(),
)
EVENTS = Listing(
    "events",
    EventFilterSet,
    EventRecord,
    Event.objects.in_calendar_order,
    lambda events: events.prefetch_related("participations__coalition"),
)
LISTINGS = {listing.name: listing for listing in (MEASURES, RESULTS, COALITIONS, EVENTS)}
