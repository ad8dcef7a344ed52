"""A question has one answer: page, feed, tables, calendar and API of one query string are about the same records."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pytest
import time_machine
from django.test import Client

from measures.versions import withdraw
from tests.factories import (
    AreaFactory,
    AuthorityMeasureFactory,
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

API = "/api/v1"


@pytest.fixture(scope="module")
def register(made_once: None) -> None:
    """A register in which every query string below finds some records and leaves others out."""
    media = AreaFactory(code="media", parent__code="governance")
    music = TermFactory(code="music")
    togo = CoalitionFactory(name="Coalition du Togo", language="fr", slug="togo", country="TG")
    canada = CoalitionFactory(name="Canadian coalition", slug="canada", country="CA")
    MembershipFactory(coalition=togo, federation__slug="federation", federation__name="Federation")
    StatusChangeFactory(coalition=togo, status="dormant")
    StatusChangeFactory(coalition=canada, status="active")
    lome = EventFactory(name="Congress in Lomé", slug="lome", country="TG", start="2019-10-09", end="2019-10-11")
    EventFactory(name="Coming hearing", kind="hearing", country="CA", start="2027-02-17", end=None)
    EventFactory(name="Next workshop", kind="workshop", start="2027-01", end=None)
    EventFactory(name="Undated campaign", kind="campaign", start=None, end=None)
    for year in (2012, 2024, 2028):  # of which the latest is found best, and the first last
        EventFactory(name=f"Forum {year}", start=f"{year}-05", end=None, description="A forum. " * (year - 2011))
    ParticipationFactory(event=lome, coalition=togo)
    for number in range(26):
        measure = MeasureFactory(
            title=f"{'Éducation' if number % 2 else 'Festival'} numérique {number:02}",
            main_features="Museums and digital policy. " * (1 + number % 3),
            language="fr" if number % 2 else "en",
            coalition=togo if number % 3 else canada,
            countries=["TG", "BJ"] if number % 3 else ["CA"],
            first_year=2010 + number % 10,
            last_year=None if number % 5 == 0 else 2020,
            ongoing=number % 5 == 0,
            terms=[media, media.parent] if number % 4 else [music],
            supported_coalitions=[canada] if number % 3 else [],
            events=[lome] if number % 2 else [],
        )
        ResultFactory(measure=measure, statement=f"Outcome {number}", date=f"{2015 + number % 4}", kind="publication")
        ResultFactory(measure=measure, statement=f"Museums {number}", event=lome, beneficiary=canada)
    AuthorityMeasureFactory(title="Museums of the state", countries=["TG"])
    withdraw(MeasureFactory(title="Museums, withdrawn", countries=["TG"]), by=None, reason="Reported twice.")


QUERIES = {
    "measures": [
        "",
        "country=TG",
        "country=TG&country=CA&area=media",
        "goal=governance&year_from=2016&year_to=2018",
        "coalition=canada&sort=title",
        "supported=canada",
        "event=lome",
        "reporter=public-authority",
        "language=fr&sort=period",
        "q=education",
        "q=museums&country=TG&sort=newest",
        "q=digital&domain=music&sort=relevance",
        "region=002&sort=title",
        "country=&q=",
    ],
    "results": [
        "",
        "country=TG",
        "q=museums",
        "result=publication&coalition=togo",
        "beneficiary=canada&sort=newest",
        "event=lome",
        "came_from=lome&country=CA",
    ],
    "coalitions": [
        "",
        "country=TG",
        "q=coalition",
        "federation=federation",
        "status=dormant",
        "language=fr",
        "sort=title",
    ],
    "events": [
        "",
        "country=TG",
        "when=coming",
        "when=past",
        "kind=hearing",
        "year_from=2020",
        "coalition=togo",
        "q=congress",
        "q=forum",
        "q=forum&sort=date",
        "q=forum&when=past",
        "country=CA&sort=title",
    ],
}
CASES = [(listing, query) for listing, queries in QUERIES.items() for query in queries]


def answer(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, (address, response.status_code)
    return b"".join(response) if response.streaming else response.content


def in_api(listing: str, query: str) -> list[str]:
    """The records by their keys, in order, met by following the pages."""
    found: list[str] = []
    address = f"{API}/{listing}/?{query}&page_size=7"
    while address:
        page = json.loads(answer(address))
        found += [key(listing, record) for record in page["results"]]
        address = (page["next"] or "").removeprefix("http://testserver")
    assert len(found) == page["count"]
    return found


def key(listing: str, record: dict[str, Any]) -> str:
    return str(record["statement"] if listing == "results" else record["slug"])


def last_part(address: str) -> str:
    return unquote(address).split("/")[-2]


def on_pages(listing: str, query: str) -> list[str]:
    """What the pages for people show, in order."""
    found: list[str] = []
    number, pages = 1, 1
    while number <= pages:
        shown = Client().get(f"/en/{listing}/?{query}&page={number}").context
        records = list(shown["page"])
        found += [record.statement if listing == "results" else record.slug for record in records]
        number, pages = number + 1, shown["page"].paginator.num_pages
    assert len(found) == shown["total"]
    return found


def in_csv(listing: str, query: str) -> list[str]:
    rows = csv.DictReader(StringIO(answer(f"/en/{listing}/export.csv?{query}").decode().removeprefix("\ufeff")))
    return [key(listing, row) for row in rows]


def in_xlsx(listing: str, query: str) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(answer(f"/en/{listing}/export.xlsx?{query}"))).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [key(listing, dict(zip(map(str, header), row, strict=True))) for row in rows]


def in_json(listing: str, query: str) -> list[str]:
    return [key(listing, record) for record in json.loads(answer(f"/en/{listing}/export.json?{query}"))]


@pytest.mark.parametrize(("listing", "query"), CASES)
@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_page_tables_and_api_hold_the_same_in_the_same_order(listing: str, query: str) -> None:
    shown = on_pages(listing, query)

    assert shown
    assert in_csv(listing, query) == shown
    assert in_xlsx(listing, query) == shown
    assert in_json(listing, query) == shown
    assert in_api(listing, query) == shown


@pytest.mark.parametrize("query", QUERIES["measures"])
def test_the_feed_holds_the_same_measures(query: str) -> None:
    feed = ET.fromstring(answer(f"/en/measures/feed/?{query}"))

    found = [last_part(link.get("href", "")) for link in feed.iterfind("{*}entry/{*}link[@rel='alternate']")]

    assert sorted(found) == sorted(on_pages("measures", query))


@pytest.mark.parametrize("query", QUERIES["events"])
@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_the_calendar_holds_those_of_the_same_events_that_have_a_month(query: str) -> None:
    entries = icalendar.Calendar.from_ical(answer(f"/en/events/calendar.ics?{query}")).walk("VEVENT")

    found = {last_part(str(entry["url"])) for entry in entries}

    assert found == set(on_pages("events", query)) - {"undated-campaign"}


def test_a_filter_leaves_something_out() -> None:
    """So that the tests above compare more than everything with everything."""
    for listing, queries in QUERIES.items():
        everything = len(on_pages(listing, ""))
        narrowed = [query for query in queries if "=" in query and "sort" not in query and query != "country=&q="]
        assert [query for query in narrowed if len(on_pages(listing, query)) >= everything] == []
