"""Counts are never wrong: whatever the register and the query string, they are those of counting by hand."""

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalitions.models import Coalition
from finding.filters import MeasureFilterSet
from finding.regions import regions
from measures.models import Cycle, Measure, Term
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    CycleFactory,
    MeasureFactory,
    TermFactory,
    VocabularyFactory,
)

COUNTRIES = ["CA", "FR", "MX", "SN", "TG"]
LANGUAGES = ["ar", "en", "fr"]
TERMS = {"domain": ["music", "design", "cinema"], "target": ["women", "youth"]}
CYCLES = ["2016-2019", "2020-2023"]
COALITIONS = ["one", "two"]
YEARS = range(2014, 2022)
SORTS = ["newest", "period", "title"]
SEARCHED = ["alpha", "zeta"]
TITLES = ["Été", "eta", "Zeta", "« Alpha »", "alpha", "Öl", "策", "политика"]


@dataclass
class Plan:
    """A measure to be made, and to be counted by hand."""

    title: str
    language: str
    countries: list[str]
    terms: list[tuple[str, str]]
    coalition: str | None
    cycle: str | None
    first_year: int | None
    length: int | None  # None goes on
    is_withdrawn: bool

    @property
    def last_year(self) -> int:
        if self.first_year is None:
            return 0
        return 9999 if self.length is None else self.first_year + self.length

    def values(self, parameter: str) -> set[str]:
        """What the measure carries, as a query string names it."""
        carried: dict[str, set[Any]] = {
            "country": set(self.countries),
            "region": {code for code, countries in regions().items() if countries & set(self.countries)},
            "language": {self.language},
            "coalition": {self.coalition},
            "reporter": {"civil-society" if self.coalition else "public-authority"},
            "cycle": {self.cycle},
            "year": {str(year) for year in range(1945, 2101) if (self.first_year or 9999) <= year <= self.last_year},
            "q": {*self.title.lower().split(), *("-" + word for word in SEARCHED if word not in self.title.lower())},
        }
        if parameter in TERMS:
            return {code for vocabulary, code in self.terms if vocabulary == parameter}
        return carried[parameter] - {None}

    def matches(self, query: dict[str, Any]) -> bool:
        return not self.is_withdrawn and all(
            self.last_year >= int(chosen)
            if parameter == "year_from"
            else bool(self.first_year and self.first_year <= int(chosen))
            if parameter == "year_to"
            else bool(self.values(parameter) & {str(value) for value in chosen})
            for parameter, chosen in query.items()
            if chosen
        )


plans = st.lists(
    st.builds(
        Plan,
        title=st.sampled_from(TITLES),
        language=st.sampled_from(LANGUAGES),
        countries=st.lists(st.sampled_from(COUNTRIES), unique=True, max_size=3),
        terms=st.lists(
            st.sampled_from([(vocabulary, code) for vocabulary, codes in TERMS.items() for code in codes]), unique=True
        ),
        coalition=st.none() | st.sampled_from(COALITIONS),
        cycle=st.none() | st.sampled_from(CYCLES),
        first_year=st.none() | st.sampled_from(YEARS),
        length=st.none() | st.integers(0, 3),
        is_withdrawn=st.sampled_from([False, False, False, True]),
    ),
    max_size=8,
)
queries = st.fixed_dictionaries(
    {
        parameter: st.lists(st.sampled_from(values), max_size=2)
        for parameter, values in {
            "country": COUNTRIES,
            "region": ["002", "011", "019", "150"],
            "language": LANGUAGES,
            "coalition": COALITIONS,
            "reporter": ["civil-society", "public-authority"],
            "cycle": CYCLES,
            "year": [str(year) for year in [*YEARS, 2099]],
            **TERMS,
        }.items()
    }
    | {"q": st.sampled_from([[], ["alpha"], ["zeta"], ["-alpha"]])}
    | {"year_from": st.none() | st.sampled_from(YEARS), "year_to": st.none() | st.sampled_from(YEARS)}
)
by_hand = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def frame() -> None:
    """What measures refer to."""
    for slug in COALITIONS:
        CoalitionFactory(slug=slug)
    for cycle in CYCLES:
        first, last = cycle.split("-")
        CycleFactory(first_year=first, last_year=last)
    for vocabulary, codes in TERMS.items():
        for code in codes:
            TermFactory(vocabulary=VocabularyFactory(code=vocabulary), code=code)


def make(plan: Plan) -> Measure:
    terms = [Term.objects.get(vocabulary__code=vocabulary, code=code) for vocabulary, code in plan.terms]
    common = {
        "title": plan.title,
        "language": plan.language,
        "countries": plan.countries,
        "terms": terms,
        "cycle": Cycle.objects.get(first_year=plan.cycle[:4]) if plan.cycle else None,
        "first_year": plan.first_year,
        "ongoing": bool(plan.first_year and plan.length is None),
        "last_year": plan.first_year + plan.length if plan.first_year and plan.length else None,
    }
    if plan.is_withdrawn:
        common |= {"withdrawn_at": "2020-01-01T00:00Z", "withdrawal_reason": "Reported twice."}
    if plan.coalition:
        return MeasureFactory(coalition=Coalition.objects.get(slug=plan.coalition), **common)
    return AuthorityMeasureFactory(**common)


def asked(query: dict[str, Any], **others: str) -> MeasureFilterSet:
    string = QueryDict(mutable=True)
    for parameter, chosen in query.items():
        string.setlist(parameter, [str(value) for value in (chosen if isinstance(chosen, list) else [chosen]) if value])
    string.update(others)
    filters = MeasureFilterSet(string, Measure.objects.published())
    assert filters.is_valid(), filters.errors
    return filters


def counts(filters: MeasureFilterSet, parameter: str) -> dict[str, int]:
    """What the listing says that choosing each value would give, by the values of the query string."""
    facet: Any = filters.filters[parameter]
    counted = filters.selection.counts(parameter, facet.values(filters.selection.index))
    return {facet.named(counted)[key][0]: count for key, count in counted.items()}


FACETS = ["country", "region", "language", "coalition", "reporter", "cycle", "year", "domain", "target"]


@pytest.mark.django_db
@by_hand
@given(plans=plans, query=queries, sort=st.sampled_from(SORTS))
def test_lists_counts_and_orders_are_those_made_by_hand(
    frame: None, plans: list[Plan], query: dict[str, Any], sort: str
) -> None:
    with transaction.atomic():
        made = [(make(plan), plan) for plan in plans]

        filters = asked(query, sort=sort)

        expected = {measure.pk for measure, plan in made if plan.matches(query)}
        assert set(filters.selection.matching) == expected
        assert filters.selection.total == filters.qs.count() == len(filters.selected) == len(expected)
        listed = [measure.pk for measure in filters.selected]
        assert filters.selection.slice(0, 100) == listed
        assert [pk for start in range(0, 8, 3) for pk in filters.selection.slice(start, start + 3)] == listed
        for facet in FACETS:
            apart = {parameter: chosen for parameter, chosen in query.items() if parameter != facet}
            within = [plan for _measure, plan in made if plan.matches(apart)]
            carried = {value for plan in within for value in plan.values(facet)}
            if facet == "year":
                carried = {value for value in carried if int(value) <= datetime.datetime.now(tz=datetime.UTC).year}
            assert counts(filters, facet) == {
                value: sum(value in plan.values(facet) for plan in within) for value in carried
            }
        transaction.set_rollback(True)
