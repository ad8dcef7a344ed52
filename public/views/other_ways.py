"""What could help whom words did not: filters of that name, and the other listings that have the words."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from common.plain import words_of
from finding.filters import Codes, ListingFilterSet
from finding.listings import LISTINGS, Listing
from public.views.filter_panel import replaced

MOST = 6  # filters that are offered


@dataclass(frozen=True)
class Way:
    """Another question that has answers."""

    label: str
    value: str
    count: int
    url: str


def other_ways(listing: Listing, filters: ListingFilterSet, query: QueryDict) -> list[Way]:
    """What to ask instead of words that found nothing in this listing."""
    typed = filters.form.cleaned_data["q"]
    return [*_filters_called(listing, filters, query, typed), *_listings_with(listing, typed)]


def _filters_called(listing: Listing, filters: ListingFilterSet, query: QueryDict, typed: str) -> list[Way]:
    """Values of filters that are called like some of the words, each with the words that remain."""
    ways = []
    for name, given in filters.filters.items():
        if isinstance(given, Codes):
            for value, label, rest in _called(given, filters, typed):
                address = replaced(query, q=rest, **{name: value})
                if total := _total(listing, QueryDict(address)):
                    ways.append(Way(str(given.label), label, total, f"?{address}"))
                if len(ways) == MOST:
                    return ways
    return ways


def _called(given: Any, filters: ListingFilterSet, typed: str) -> list[tuple[str, str, str]]:
    """The values whose names are among the words, or begin with them: value, name, and the other words."""
    values = given.values(filters.selection.index)
    words = typed.split()
    known = [words_of(word) for word in words]
    asked = {part for parts in known for part in parts}
    called = []
    for value, label in given.named(values).values():
        name = words_of(label)
        if name and (set(name) <= asked or name[: len(asked)] == [part for parts in known for part in parts]):
            rest = [word for word, parts in zip(words, known, strict=True) if not set(parts) <= set(name)]
            called.append((value, label, " ".join(rest)))
    return called


def _listings_with(listing: Listing, typed: str) -> list[Way]:
    """The other listings in which the words as they were typed find something."""
    ways = []
    for other in LISTINGS.values():
        if other is not listing:
            address = replaced(QueryDict(), q=typed)
            if total := _total(other, QueryDict(address)):
                ways.append(Way("", str(other.title), total, f"{reverse(other.name)}?{address}"))
    return ways


def _total(listing: Listing, query: QueryDict) -> int:
    filters = listing.filtered(query)
    return filters.selection.total if filters.is_valid() and not filters.correction else 0
