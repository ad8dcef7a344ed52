"""What a listing offers to choose from, with what each choice would give, and what was chosen."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.forms import BoundField
from django.http import QueryDict

from common.sorting import in_order
from finding.filters import MORE, PAGE_PARAMETERS, ListingFilterSet
from finding.selection import RELEVANCE

SHOWN = 12  # values of a long facet, unless `more` asks for all
OPEN = 2  # facets stand open from the beginning, besides those in use


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet: what choosing it gives, and the query string that chooses it or lets it go."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """A filter as a page offers it: the values that lead to something."""

    code: str
    label: str
    values: list[FacetValue]
    is_open: bool
    more: int = 0  # how many values are not shown
    more_url: str = ""

    @property
    def most(self) -> int:
        return max(value.count for value in self.values) or 1

    @property
    def chosen(self) -> int:
        """How many of its values are in use."""
        return sum(value.is_chosen for value in self.values)


@dataclass(frozen=True)
class Chip:
    """A value in use, and the query string without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Option:
    """An order that the list can have."""

    value: str
    label: str
    is_chosen: bool


def facets(filters: ListingFilterSet, query: QueryDict) -> list[Facet]:
    """The filters that have something to choose, with their counts."""
    found: list[Facet] = []
    for name, given in filters.filters.items():
        if hasattr(given, "values"):
            offered = facet(filters, name, query, is_open=given.is_open or len(found) < OPEN)
            if offered.values:
                found.append(offered)
    return found


def facet(filters: ListingFilterSet, name: str, query: QueryDict, *, is_open: bool = False) -> Facet:
    """One filter, with what each of its values would give."""
    given: Any = filters.filters[name]
    chosen = {value for value in query.getlist(name) if value.strip()}
    counts = filters.selection.counts(name, given.values(filters.selection.index))
    keys = {*counts, *filters.chosen_keys(name)}
    if given.most_first and len(keys) > SHOWN and name not in query.getlist(MORE):
        foremost = sorted(counts, key=lambda key: -counts[key])[:SHOWN]
        keys = {*foremost, *filters.chosen_keys(name)}
    named = {key: name for key, name in given.named(keys).items() if key in keys}
    if given.most_first:
        by_name = in_order(named.items(), lambda item: item[1][1])
        named = dict(sorted(by_name, key=lambda item: -counts.get(item[0], 0)))
    base = _rest(query, PAGE_PARAMETERS)
    values = [
        FacetValue(
            value, label, counts.get(key, 0), value in chosen, _toggled(query, base, name, value), given.depth(key)
        )
        for key, (value, label) in named.items()
    ]
    more = len({*counts, *filters.chosen_keys(name)}) - len(values)
    return Facet(
        name, str(given.label), values, is_open or bool(chosen), more, f"?{_joined(query.urlencode(), MORE, name)}"
    )


def _toggled(query: QueryDict, base: str, name: str, value: str) -> str:
    if value in query.getlist(name):
        return f"?{_without(query, name, value)}"
    return f"?{_joined(base, name, value)}"


def _joined(query: str, name: str, value: str) -> str:
    return "&".join(part for part in (query, f"{name}={quote(value)}") if part)


def replaced(query: QueryDict, **values: str) -> str:
    """The query string with these values in the place of what was chosen of their parameters."""
    address = _rest(query, (*PAGE_PARAMETERS, *values))
    for name, value in values.items():
        address = _joined(address, name, value)
    return address


def _rest(query: QueryDict, names: tuple[str, ...]) -> str:
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = query.copy()
    rest.setlist(name, [other for other in query.getlist(name) if other != value])
    for apart in PAGE_PARAMETERS:
        rest.pop(apart, None)
    return rest.urlencode()


def inputs(filters: ListingFilterSet) -> list[BoundField]:
    """The filters that are typed rather than chosen, besides the words: the first and the last year."""
    return [filters.form[name] for name, given in filters.filters.items() if name != "q" and _is_typed(given)]


def _is_typed(given: Any) -> bool:
    return hasattr(given, "narrow") and not hasattr(given, "values")


def kept(filters: ListingFilterSet, query: QueryDict) -> list[tuple[str, str]]:
    """What the form for the words has to send along, so that a search keeps what was chosen."""
    return [
        (name, value)
        for name, given in filters.filters.items()
        if hasattr(given, "values") or name == "sort"
        for value in dict.fromkeys(query.getlist(name))
        if value.strip()
    ]


def chips(filters: ListingFilterSet, query: QueryDict, facets: list[Facet]) -> list[Chip]:
    """What narrows the list, each with the way to remove it."""
    labels = {(facet.code, value.value): value.label for facet in facets for value in facet.values}
    return [
        Chip(str(bound.label), labels.get((bound.name, value), value), _without(query, bound.name, value))
        for bound in filters.form
        if bound.name != "sort"
        for value in dict.fromkeys(query.getlist(bound.name))
        if value.strip()
    ]


def order(filters: ListingFilterSet) -> list[Option]:
    """The orders that the list can have; a list of one order has no choice."""
    if "sort" not in filters.form.fields:
        return []
    bound = filters.form["sort"]
    orders = {str(value): str(label) for value, label in bound.field.choices if value}
    if not filters.selection.found:
        orders.pop(RELEVANCE, None)  # nothing was searched for
    options = list(orders.items())
    current = filters.selection.order or options[0][0]
    return [Option(value, label, value == current) for value, label in options] if len(options) > 1 else []
