"""The charts of the insights: the figures of the register with their names, and where each of them leads."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalitions.models import Coalition
from finding import insights
from finding.filters import MeasureFilterSet, Records
from finding.insights import Bars, Course, Courses, Figure, Line, Support
from finding.listings import RESULTS
from finding.selection import CHUNK
from measures.models import Measure, Result, Term
from public.views import filter_panel

GOAL, AREA = "goal", "area"  # the vocabularies whose terms are followed over the years
REGION, COUNTRY = "region", "country"
RESULT, SUPPORT = "result", "support"
MEASURES_OF_A_SUPPORT = 3  # on the page; the listing has all


@dataclass(frozen=True)
class NamedSupport:
    """A support with its names: who, whom, and the newest measures through which."""

    giver: Coalition
    taker: Coalition
    count: int
    url: str
    measures: list[Measure]

    @property
    def more(self) -> int:
        return self.count - len(self.measures)


@dataclass(frozen=True)
class Picture:
    """A network of supports with its names."""

    givers: list[Coalition]
    takers: list[Coalition]
    lines: list[Line]

    @property
    def is_weighted(self) -> bool:
        """Whether the width of a line says something."""
        return len({line.width for line in self.lines}) > 1


class Charts:
    """What one query string shows, chart by chart. `offered` are the facets of its listing as far as they are known."""

    def __init__(self, filters: MeasureFilterSet, query: QueryDict, offered: Iterable[filter_panel.Facet] = ()) -> None:
        self.filters = filters
        self.query = query
        self.selection = filters.selection
        self.offered = {facet.code: facet for facet in offered}

    def lead(self, **values: str) -> str:
        """The listing of the chosen measures that have these values."""
        return _address("measures", filter_panel.replaced(self.query, **values))

    @cached_property
    def vocabularies(self) -> list[str]:
        """Those whose terms are counted apart from the years."""
        return [
            name
            for name, given in self.filters.filters.items()
            if isinstance(given, Records) and given.index_facet == "term" and name not in (GOAL, AREA)
        ]

    def courses(self) -> Courses:
        """Goals and their areas over the years."""
        areas: dict[int | None, list[Course]] = {}
        for term, course in self._courses(AREA).items():
            areas.setdefault(term.parent_id, []).append(course)
        goals = self._courses(GOAL, also=areas)
        return Courses([replace(course, parts=areas.get(goal.pk, [])) for goal, course in goals.items()])

    def _courses(self, code: str, also: Collection[int | None] = ()) -> dict[Term, Course]:
        """The terms of a vocabulary that lead to something, and those of `also`, which have areas that do."""
        given: Any = self.filters.filters.get(code)
        if not given:
            return {}
        years = self._years()
        counted = insights.by_year(self.selection, code, given.values(self.selection.index), years)
        none = dict.fromkeys(years, 0)
        rows = {row.value: row for row in self._rows(code)}
        rows |= {
            term.code: Figure(term.code, term.name, 0, self.lead(**{code: term.code}))
            for term in given.records
            if term.pk in also and term.code not in rows
        }
        return {
            term: self._course(code, rows[term.code], counted.get(term.code, none))
            for term in given.records
            if term.code in rows
        }

    def _years(self) -> Any:
        """The years in which anything went on, from the first to the last."""
        given: Any = self.filters.filters["year"]
        known = given.values(self.selection.index)
        counts = self.selection.counts("year", known)
        latest_first = list(known)
        places = [place for place, year in enumerate(latest_first) if year in counts]
        within = latest_first[places[0] : places[-1] + 1] if places else []
        return {year: known[year] for year in reversed(within)}

    def _course(self, code: str, whole: Figure, counts: dict[str, int]) -> Course:
        opening = self.lead(**{code: whole.value, "year": ""})  # the year comes last, so the rest is written once
        chosen = self.filters.chosen_keys("year")
        return Course(
            whole,
            [Figure(year, year, count, f"{opening}{year}", is_chosen=year in chosen) for year, count in counts.items()],
        )

    def bars(self, code: str) -> Bars:
        """The values of a filter; of a long one as many as its facet offers."""
        rows = self._rows(code)
        if code in self.vocabularies:
            rows.sort(key=lambda row: -row.count)
        facet = self._facet(code)
        return Bars(code, facet.label, rows, facet.more, facet.more_url)

    def _facet(self, code: str) -> filter_panel.Facet:
        return self.offered.get(code) or filter_panel.facet(self.filters, code, self.query)

    def _rows(self, code: str) -> list[Figure]:
        return [
            Figure(
                value.value,
                value.label,
                value.count,
                self.lead(**{code: value.value}),
                is_chosen=value.is_chosen,
                depth=value.depth,
            )
            for value in self._facet(code).values
        ]

    def results(self) -> Bars:
        """The results of the chosen measures, by kind."""
        asked = self.query.copy()
        for name in self.query:
            if name not in self.filters.filters or name in ("q", "sort"):
                del asked[name]
        results = RESULTS.filtered(asked)
        results.is_valid()  # as the measures' filters were, which a result shares with its measure
        counts = insights.kinds_of_results(self.selection, results.selection)

        def lead(kind: str) -> str:
            # The listing of results looks for words in other texts: it would have others than those of these measures.
            return "" if self.selection.found else _address("results", filter_panel.replaced(asked, result=kind))

        rows = [
            Figure(kind.value, capfirst(str(kind.label)), counts[kind.value], lead(kind.value))
            for kind in Result.Kind
            if kind.value in counts
        ]
        return Bars(RESULT, _("Results by kind"), sorted(rows, key=lambda row: -row.count))

    def supports(self) -> list[Support]:
        """Who supported whom, the most first."""
        return insights.supports(self.selection, self.filters.chosen_keys("supported"))

    def with_names(self, supports: Iterable[Support]) -> list[NamedSupport]:
        """Supports with their names, and with those of their newest measures and events."""
        newest = self.selection.index.order("newest")
        shown = [(support, newest.slice(support.measures, 0, MEASURES_OF_A_SUPPORT)) for support in supports]
        coalitions = _coalitions([support for support, _ids in shown])
        measures = _measures(pk for _support, ids in shown for pk in ids)
        return [
            NamedSupport(
                coalitions[support.giver],
                coalitions[support.taker],
                support.count,
                self.lead(coalition=coalitions[support.giver].slug, supported=coalitions[support.taker].slug),
                [measures[pk] for pk in ids if pk in measures],
            )
            for support, ids in shown
        ]

    def every_support(self) -> Iterator[tuple[Coalition, Coalition, Measure]]:
        """Who supported whom through which measure, read in chunks."""
        supports = self.supports()
        coalitions = _coalitions(supports)
        newest = self.selection.index.order("newest")
        each = ((support, pk) for support in supports for pk in newest.sorted(support.measures))
        while chunk := list(islice(each, CHUNK)):
            measures = _measures(pk for _support, pk in chunk)
            for support, pk in chunk:
                if pk in measures:
                    yield coalitions[support.giver], coalitions[support.taker], measures[pk]


def picture(supports: list[Support]) -> Picture:
    """The strongest of the supports, drawn."""
    network = insights.network(supports[: insights.STRONGEST])
    coalitions = _coalitions(supports[: insights.STRONGEST])
    return Picture(
        [coalitions[giver] for giver in network.givers], [coalitions[taker] for taker in network.takers], network.lines
    )


def _coalitions(supports: Iterable[Support]) -> dict[int, Coalition]:
    return Coalition.objects.in_bulk({pk for support in supports for pk in (support.giver, support.taker)})


def _measures(ids: Iterable[int]) -> dict[int, Measure]:
    return Measure.objects.prefetch_related("events").in_bulk(list(ids))


def _address(listing: str, query: str) -> str:
    return f"{reverse(listing)}?{query}" if query else reverse(listing)
