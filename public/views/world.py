"""The world map: a page of its own, and a part of the home page."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.countries import in_order_of_names
from common.templatetags.register import country as name_of_country
from common.templatetags.register import number
from finding import world
from finding.filters import PAGE_PARAMETERS
from finding.listings import MEASURES
from finding.selection import Selection
from finding.world import Country, Place
from public.views import filter_panel
from public.views.listings import checked_for_page, listing_page


@dataclass(frozen=True)
class CountryOnMap:
    """A country as the map and its table show it, with where its measures and coalitions are listed."""

    country: Country
    name: str
    measures_url: str
    coalitions_url: str
    is_chosen: bool

    @property
    def place(self) -> Place:
        return self.country.place

    @property
    def url(self) -> str:
        """Where the country leads: to its measures, or, while it has none, to its coalitions."""
        return self.measures_url if self.country.measures else self.coalitions_url

    @property
    def label(self) -> str:
        """What the country is and has: "Canada: 4 measures, 1 coalition"."""
        counts = [
            text % {"shown": number(count)}
            for count, text in (
                (
                    self.country.measures,
                    ngettext("%(shown)s measure", "%(shown)s measures", self.country.measures),
                ),
                (
                    self.country.coalitions,
                    ngettext("%(shown)s coalition", "%(shown)s coalitions", self.country.coalitions),
                ),
            )
            if count
        ]
        return _("%(country)s: %(counts)s") % {"country": self.name, "counts": ", ".join(counts)}


class WorldMap:
    """The countries of a selection of measures; each leads to the same selection in that country."""

    def __init__(self, measures: Selection, query: QueryDict | None = None) -> None:
        query = query.copy() if query else QueryDict(mutable=True)
        chosen = query.getlist("country")
        for name in ("country", *PAGE_PARAMETERS):
            query.pop(name, None)
        found, self.shades = world.countries(measures)
        self.is_choice = world.is_choice(measures)
        shown = {country.code: self._shown(country, query, chosen) for country in found}
        in_order = [shown[code] for code in in_order_of_names(shown)]
        self.countries = sorted(in_order, key=lambda shown: (-shown.country.measures, -shown.country.coalitions))

    def _shown(self, country: Country, query: QueryDict, chosen: list[str]) -> CountryOnMap:
        query["country"] = country.code
        return CountryOnMap(
            country=country,
            name=name_of_country(country.code),
            measures_url=f"{reverse('measures')}?{query.urlencode()}",
            coalitions_url=f"{reverse('coalitions')}?country={country.code}",
            is_chosen=country.code in chosen,
        )

    @cached_property
    def drawn(self) -> list[CountryOnMap]:
        """In the order of drawing: the smaller one above the larger one, so that each can be pointed at."""
        return sorted(self.countries, key=lambda shown: -shown.place.side)

    @cached_property
    def by_name(self) -> list[CountryOnMap]:
        """Those with measures, to choose from."""
        shown = {shown.country.code: shown for shown in self.countries if shown.country.measures}
        return [shown[code] for code in in_order_of_names(shown)]


@listing_page
def world_map(request: HttpRequest) -> HttpResponse:
    """Where measures and coalitions are; with the query string of the listing, where the measures that it lists are."""
    filters = checked_for_page(request, MEASURES)
    facets = filter_panel.facets(filters, request.GET)
    context = {
        "filter": filters,
        "world": WorldMap(filters.selection, request.GET),
        "total": filters.selection.total,
        "facets": [facet for facet in facets if facet.code != "country"],  # that is what the map is for
        "chips": filter_panel.chips(filters, request.GET, facets),
    }
    return render(request, "public/measures/map.html", context)
