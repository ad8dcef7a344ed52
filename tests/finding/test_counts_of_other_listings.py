"""What holds for measures holds for results, coalitions and events: their counts are those of counting by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalitions.models import Coalition, Event
from finding.filters import CoalitionFilterSet, EventFilterSet, ListingFilterSet, ResultFilterSet
from finding.regions import regions
from measures.models import Result
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    FederationFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
)

pytestmark = pytest.mark.django_db

TODAY = "2026-11-24"
COUNTRIES = ["CA", "FR", "TG"]
LANGUAGES = ["en", "fr"]
FEDERATIONS = ["north", "south"]
YEARS = [2019, 2020, 2026, 2028]
COMMON = {"country": COUNTRIES, "region": ["002", "011", "150"], "language": LANGUAGES}
Query = dict[str, list[str]]
Values = Callable[[str], set[Any]]
by_hand = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def queries(values: dict[str, list[str]]) -> Any:
    chosen = {name: st.lists(st.sampled_from(some), max_size=2) for name, some in (COMMON | values).items()}
    return st.fixed_dictionaries(chosen)


def regions_of(*countries: str) -> set[str]:
    return {code for code, of_region in regions().items() if of_region & set(countries)}


def check(filterset: type[ListingFilterSet], records: Any, made: Sequence[tuple[Any, Values]], query: Query) -> None:
    """Compare the list and the counts of every parameter with what each record was made to carry."""
    string = QueryDict(mutable=True)
    for parameter, chosen in query.items():
        string.setlist(parameter, chosen)
    filters: Any = filterset(string, records)
    assert filters.is_valid(), filters.errors

    def matching(apart_from: str = "") -> list[tuple[Any, Values]]:
        asked = {parameter: set(chosen) for parameter, chosen in query.items() if chosen and parameter != apart_from}
        return [
            (record, values)
            for record, values in made
            if all(values(parameter) & chosen for parameter, chosen in asked.items())
        ]

    expected = {record.pk for record, _values in matching()}
    assert {record.pk for record in filters.qs} == set(filters.selection.matching) == expected
    for parameter in query:
        facet = filters.filters[parameter]
        counted = filters.selection.counts(parameter, facet.values(filters.selection.index))
        named = {facet.named(counted)[key][0]: count for key, count in counted.items()}
        within = [values(parameter) - {None, ""} for _record, values in matching(apart_from=parameter)]
        assert named == {value: sum(value in carried for carried in within) for value in set().union(*within)}


@dataclass
class ResultPlan:
    kind: str
    beneficiary: str | None
    came_from: str | None
    events: list[str]  # of its measure
    countries: list[str]
    language: str
    is_withdrawn: bool

    def values(self, parameter: str) -> set[Any]:
        carried: dict[str, set[Any]] = {
            "result": {self.kind},
            "beneficiary": {self.beneficiary},
            "came_from": {self.came_from},
            "event": set(self.events),
            "country": set(self.countries),
            "region": regions_of(*self.countries),
            "language": {self.language},
        }
        return carried[parameter]

    def make(self) -> Any:
        gone = (
            {"withdrawn_at": "2020-01-01T00:00Z", "withdrawal_reason": "Reported twice."} if self.is_withdrawn else {}
        )
        events = Event.objects.in_bulk(field_name="slug")
        measure = MeasureFactory(
            countries=self.countries, language=self.language, events=[events[slug] for slug in self.events], **gone
        )
        gaining = Coalition.objects.get(slug=self.beneficiary) if self.beneficiary else None
        event = events[self.came_from] if self.came_from else None
        return ResultFactory(measure=measure, kind=self.kind, beneficiary=gaining, event=event)


KINDS = ["publication", "other"]
CONGRESSES = ["first", "second"]


@by_hand
@given(
    plans=st.lists(
        st.builds(
            ResultPlan,
            kind=st.sampled_from(KINDS),
            beneficiary=st.none() | st.sampled_from(FEDERATIONS),
            came_from=st.none() | st.sampled_from(CONGRESSES),
            events=st.lists(st.sampled_from(CONGRESSES), unique=True),
            countries=st.lists(st.sampled_from(COUNTRIES), unique=True, max_size=2),
            language=st.sampled_from(LANGUAGES),
            is_withdrawn=st.sampled_from([False, False, True]),
        ),
        max_size=6,
    ),
    query=queries({"result": KINDS, "beneficiary": FEDERATIONS, "came_from": CONGRESSES, "event": CONGRESSES}),
)
def test_results_are_counted_as_by_hand(plans: list[ResultPlan], query: Query) -> None:
    with transaction.atomic():
        for slug in FEDERATIONS:
            CoalitionFactory(slug=slug)
        for slug in CONGRESSES:
            EventFactory(slug=slug)
        made = [(plan.make(), plan.values) for plan in plans if not plan.is_withdrawn]
        for plan in plans:
            if plan.is_withdrawn:
                plan.make()

        check(ResultFilterSet, Result.objects.published(), made, query)
        transaction.set_rollback(True)


@dataclass
class CoalitionPlan:
    country: str
    language: str
    memberships: list[tuple[str, str, bool]]  # in which federation, in which role, whether it has ended
    statuses: list[str]  # one a year

    def values(self, parameter: str) -> set[Any]:
        carried: dict[str, set[Any]] = {
            "country": {self.country},
            "region": regions_of(self.country),
            "language": {self.language},
            "federation": {federation for federation, _role, _over in self.memberships},
            "role": {role for _federation, role, is_over in self.memberships if not is_over},
            "status": set(self.statuses[-1:]),
        }
        return carried[parameter]

    def make(self) -> Any:
        coalition = CoalitionFactory(country=self.country, language=self.language)
        for federation, role, is_over in self.memberships:
            MembershipFactory(
                coalition=coalition,
                federation=Coalition.objects.get(slug=federation),
                role=role,
                since="2007",
                until="2010" if is_over else None,
            )
        for year, status in enumerate(self.statuses, start=2010):
            StatusChangeFactory(coalition=coalition, status=status, since=str(year))
        return coalition


ROLES, STATUSES = ["member", "board"], ["active", "dormant"]


@by_hand
@given(
    plans=st.lists(
        st.builds(
            CoalitionPlan,
            country=st.sampled_from(COUNTRIES),
            language=st.sampled_from(LANGUAGES),
            memberships=st.lists(
                st.tuples(st.sampled_from(FEDERATIONS), st.sampled_from(ROLES), st.booleans()),
                max_size=2,
                unique_by=lambda membership: membership[0],
            ),
            statuses=st.lists(st.sampled_from(STATUSES), max_size=3),
        ),
        max_size=6,
    ),
    query=queries({"federation": FEDERATIONS, "role": ROLES, "status": STATUSES}),
)
def test_coalitions_are_counted_as_by_hand(plans: list[CoalitionPlan], query: Query) -> None:
    with transaction.atomic():
        federation = CoalitionPlan(country="MX", language="es", memberships=[], statuses=[])
        made = [
            (FederationFactory(slug=slug, country=federation.country, language="es"), federation.values)
            for slug in FEDERATIONS
        ]
        made += [(plan.make(), plan.values) for plan in plans]

        check(CoalitionFilterSet, Coalition.objects.by_title(), made, query)
        transaction.set_rollback(True)


@dataclass
class EventPlan:
    kind: str
    country: str
    language: str
    first_year: int | None
    length: int
    coalitions: list[str]

    def values(self, parameter: str) -> set[Any]:
        years = range(self.first_year, self.first_year + self.length + 1) if self.first_year else range(0)
        carried: dict[str, set[Any]] = {
            "kind": {self.kind},
            "country": {self.country},
            "region": regions_of(self.country),
            "language": {self.language},
            "coalition": set(self.coalitions),
            "year": set(map(str, years)),
            "when": {"coming" if max(years, default=0) >= int(TODAY[:4]) else "past"},
        }
        return carried[parameter]

    def make(self) -> Any:
        last = str(self.first_year + self.length) if self.first_year and self.length else None
        start = str(self.first_year) if self.first_year else None
        event = EventFactory(kind=self.kind, country=self.country, language=self.language, start=start, end=last)
        for slug in self.coalitions:
            ParticipationFactory(event=event, coalition=Coalition.objects.get(slug=slug))
        return event


EVENT_KINDS = ["congress", "hearing"]


@by_hand
@given(
    plans=st.lists(
        st.builds(
            EventPlan,
            kind=st.sampled_from(EVENT_KINDS),
            country=st.sampled_from(["", *COUNTRIES]),
            language=st.sampled_from(LANGUAGES),
            first_year=st.none() | st.sampled_from(YEARS),
            length=st.integers(0, 2),
            coalitions=st.lists(st.sampled_from(FEDERATIONS), unique=True),
        ),
        max_size=6,
    ),
    query=queries({"kind": EVENT_KINDS, "coalition": FEDERATIONS, "year": [str(year) for year in YEARS]}),
    when=st.sampled_from([[], ["coming"], ["past"]]),
)
@time_machine.travel(TODAY, tick=False)
def test_events_are_counted_as_by_hand(plans: list[EventPlan], query: Query, when: list[str]) -> None:
    with transaction.atomic():
        for slug in FEDERATIONS:
            CoalitionFactory(slug=slug)
        made = [(plan.make(), plan.values) for plan in plans]

        check(EventFilterSet, Event.objects.all(), made, query | {"when": when})
        transaction.set_rollback(True)
