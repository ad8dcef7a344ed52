"""The four listings of the register: page, feed, export and API of one are about the same records in one order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.text import capfirst
from rest_framework.serializers import BaseSerializer

from finding.filters import CoalitionFilterSet, EventFilterSet, ListingFilterSet, MeasureFilterSet, ResultFilterSet
from finding.selection import SelectedRecords, Selection
from measures.documents import CoalitionRecord, EventRecord, MeasureRecord, ResultRecord
from measures.models import Measure, Version


@dataclass(frozen=True)
class Listing:
    """One listing: what is in it, how it is filtered, and how a record of it is shown to machines."""

    name: str
    filterset: type[ListingFilterSet]
    serializer: type[BaseSerializer]
    whole: Callable[[Any], QuerySet[Any]]  # with all that the serializer shows, in few queries

    @property
    def title(self) -> str:
        """What is listed: "Measures"."""
        return capfirst(str(self.filterset.Meta.model._meta.verbose_name_plural))

    def records(self) -> QuerySet[Any]:
        """All that is public."""
        return self.filterset.listed.records()

    def filtered(self, query: QueryDict) -> ListingFilterSet:
        """The filters as a query string sets them; ask `is_valid()` before `selection`."""
        return self.filterset(query, self.records())

    def documents(self, selection: Selection) -> Iterator[dict[str, Any]]:
        """What a selection lists, in its order, as plain values that are read in chunks."""
        for records in SelectedRecords(selection, self.whole(self.records())).chunks():
            yield from self.serializer(records, many=True).data


def whole_measures(measures: Any) -> QuerySet[Measure]:
    latest = Version.objects.filter(measure=OuterRef("pk")).order_by("-number").values("number")[:1]
    whole: QuerySet[Measure] = measures.whole().annotate(version=Subquery(latest))
    return whole


MEASURES = Listing("measures", MeasureFilterSet, MeasureRecord, whole_measures)
RESULTS = Listing("results", ResultFilterSet, ResultRecord, lambda results: results.whole())
COALITIONS = Listing("coalitions", CoalitionFilterSet, CoalitionRecord, lambda coalitions: coalitions.for_listing())
EVENTS = Listing(
    "events", EventFilterSet, EventRecord, lambda events: events.prefetch_related("participations__coalition")
)
LISTINGS = {listing.name: listing for listing in (MEASURES, RESULTS, COALITIONS, EVENTS)}
