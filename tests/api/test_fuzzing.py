"""Whatever is typed into an address, the answer is one that is documented, and never a failure of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from rest_framework.throttling import AnonRateThrottle
from schemathesis import GenerationMode

from measures.versions import withdraw
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    EvidenceFactory,
    FundingFactory,
    LinkFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnerFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
    publish,
)

pytestmark = pytest.mark.django_db

# The same examples in every run, so that a failure is one for everybody.
FIXED = settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture(scope="module")
def register(made_once: None) -> None:
    """A little of everything, with addresses that the fuzzer is told of."""
    goal_and_area = AreaFactory(code="media")
    coalition = CoalitionFactory(slug="example", country="CA", founded="1998")
    MembershipFactory(coalition=coalition, federation__slug="federation", since="2007", until="2010")
    CycleFactory()
    StatusChangeFactory(coalition=coalition, since=None)
    event = EventFactory(slug="congress", start="2018-10", end=None, country="TG")
    ParticipationFactory(event=event, coalition=coalition)
    EventFactory(start=None, end=None)
    terms = [goal_and_area, goal_and_area.parent, TermFactory(code="music")]
    measure = MeasureFactory(
        slug="funds", coalition=coalition, terms=terms, events=[event], supported_coalitions=[CoalitionFactory()]
    )
    ResultFactory(measure=measure, event=event, beneficiary=coalition, quantity="12.50", date="2019")
    for factory in (EvidenceFactory, FundingFactory, LinkFactory, PartnerFactory):
        factory(measure=measure)
    publish(measure)
    withdraw(MeasureFactory(slug="withdrawn"), by=None, reason="Reported twice.")
    MeasureFactory(first_year=2016, last_year=None, ongoing=True)


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(AnonRateThrottle, "rate", "1000000/min", raising=False)
    yield
    cache.clear()


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A server looks at its connection before and after a request, and would close one in a test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api(register: None, _one_connection: None) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


LISTS = [f"/api/v1/{name}/" for name in ("measures", "results", "coalitions", "events", "terms")]
RECORDS = [f"/api/v1/{name}/{{slug}}/" for name in ("measures", "coalitions", "events")]
PATHS = [*LISTS, *RECORDS]
# Any text can be the address of a record: none is against the description.
WAYS = [*((path, GenerationMode.POSITIVE) for path in PATHS), *((path, GenerationMode.NEGATIVE) for path in LISTS)]
# What only the register knows, and the description cannot.
KNOWN = dict.fromkeys(("coalition", "supported", "beneficiary"), "example")
KNOWN |= {"federation": "federation", "event": "congress", "came_from": "congress"}
PLAIN = {"Accept-Encoding": "identity"}


def test_every_address_of_the_api_is_fuzzed(api: Any) -> None:
    assert sorted(operation.ok().path for operation in api.get_all_operations()) == sorted(PATHS)


def has_blank(case: Any) -> bool:
    values = [value if isinstance(value, list) else [value] for value in (case.query or {}).values()]
    return any(not str(item).strip() for several in values for item in several)


@pytest.mark.parametrize(("path", "mode"), WAYS)
def test_every_answer_of_the_api_is_documented(api: Any, path: str, mode: GenerationMode) -> None:
    @FIXED
    @given(api[path]["GET"].as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            case.query = {name: [KNOWN[name]] if name in KNOWN else value for name, value in (case.query or {}).items()}
        assume(not has_blank(case))  # which is wrong in the description's eyes, and right in ours: a form sends it
        case.call_and_validate(headers=PLAIN)

    check()


@pytest.mark.parametrize("slug", ["funds", "withdrawn", "nothing"])
def test_every_answer_about_a_measure_is_documented(api: Any, slug: str) -> None:
    case = api["/api/v1/measures/{slug}/"]["GET"].Case(path_parameters={"slug": slug})

    case.call_and_validate(headers=PLAIN)


LISTINGS = [
    "/en/measures/",
    "/fr/measures/feed/",
    "/es/measures/export.csv",
    "/en/measures/export.json",
    "/en/measures/export.xlsx",
    "/en/measures/export.zip",
    "/en/results/",
    "/en/results/export.csv",
    "/en/coalitions/",
    "/en/coalitions/export.json",
    "/en/events/",
    "/en/events/export.csv",
    "/en/events/calendar.ics",
]
NAMES = [
    *("q", "coalition", "country", "goal", "area", "domain", "value_chain", "kind", "target", "reporter", "language"),
    *("cycle", "year_from", "year_to", "sort", "page", "when", "result", "beneficiary", "federation", "role", "status"),
    *("supported", "event", "came_from"),
]
VALUES = [
    *(
        "CA",
        "ca",
        "music",
        "media",
        "example",
        "civil-society",
        "en",
        "2016-2019",
        "2016-",
        "2016",
        "0",
        "-1",
        "9" * 20,
    ),
    *(
        "title",
        "relevance",
        "newest",
        "coming",
        "past",
        "hearing",
        "active",
        "١٩٩٨",
        "文化",
        "الثقافة",
        "“museum staff”",
    ),
    *("'", '"', "\\", "%", "_", "(", "&|!", "a:*", "\x00", "\ud7ff", '"museum staff', "-museum", "muse*", "*", " "),
]
QUERIES = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), st.sampled_from(VALUES) | st.text(max_size=30)), max_size=4
)


@pytest.mark.parametrize("address", LISTINGS)
@FIXED
@example([("q", "\x00")])
@example([("page", "9" * 5000)])
@example([("cycle", "2016-2019-2020"), ("cycle", "-")])
@example([("q", "(" * 200)])
@given(QUERIES)
def test_no_query_string_breaks_a_listing(register: None, address: str, query: list[tuple[str, str]]) -> None:
    parameters: dict[str, list[str]] = {}
    for name, value in query:
        parameters.setdefault(name, []).append(value)

    answer = Client().get(address, parameters)
    if answer.streaming:
        b"".join(answer)

    assert answer.status_code in (200, 400, 404)
