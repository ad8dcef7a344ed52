"""What was looked for instead of misspelt words is said in whatever is taken away, in its own way."""

import json
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pytest
import time_machine
from django.test import Client

from tests.factories import EventFactory, MeasureFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

SENTENCE = "Nothing has “festvial”. This is the list for “festival”."


@pytest.fixture(autouse=True)
def register() -> None:
    MeasureFactory(title="A festival")
    EventFactory(name="A festival")


def content(answer: Any) -> bytes:
    return b"".join(answer)


def subtitle(client: Client, query: str) -> str | None:
    return ET.fromstring(client.get(f"/en/measures/feed/?{query}").content).findtext("{*}subtitle")


@pytest.mark.parametrize("path", ["measures", "events", "insights", "map"])
def test_a_page_says_so(client: Client, path: str) -> None:
    page = client.get(f"/en/{path}/?q=festvial")

    assert texts(page, "p", class_="hint", role="status") == [f"{SENTENCE} Search for “festival”"]


@pytest.mark.parametrize(
    "path", [*(f"measures/export.{form}" for form in ("csv", "xlsx", "json", "zip")), "insights/country.csv"]
)
@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_a_file_says_so_in_its_name_and_in_a_header(client: Client, path: str) -> None:
    answer = client.get(f"/en/{path}?q=festvial&country=")

    folder, _slash, form = path.replace("/export", "").replace("/", "-").rpartition(".")
    name = f"polyphony-{folder}-2026-11-24-q-festvial-correction-festival.{form}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Correction"] == "festival"


def test_a_header_can_say_it_in_any_script(client: Client) -> None:
    MeasureFactory(title="التنوع الثقافي", language="ar")

    answer = client.head("/en/measures/export.csv", {"q": "التنوغ"})

    assert answer.headers["X-Correction"] == "%D8%A7%D9%84%D8%AA%D9%86%D9%88%D8%B9"


def test_tables_keep_their_form(client: Client) -> None:
    typed, meant = (f"/en/measures/export.%s?q={words}" for words in ("festvial", "festival"))

    for form in ("csv", "json"):
        assert content(client.get(typed % form)) == content(client.get(meant % form))
    assert len(json.loads(content(client.get(typed % "json")))) == 1


def test_the_workbook_says_so_below_its_columns(client: Client) -> None:
    typed, meant = (
        openpyxl.load_workbook(BytesIO(content(client.get(f"/en/measures/export.xlsx?q={words}"))))
        for words in ("festvial", "festival")
    )

    *explained, last = typed.worksheets[1].iter_rows(values_only=True)
    assert last == ("q", SENTENCE)
    assert explained == list(meant.worksheets[1].iter_rows(values_only=True))


def test_a_feed_says_so_in_its_subtitle(client: Client) -> None:
    about = "What civil society and states report, the latest first."

    assert subtitle(client, "q=festvial") == f"{about} {SENTENCE}"
    assert subtitle(client, "q=festival") == about


def test_a_calendar_says_so_in_its_description(client: Client) -> None:
    typed, meant = (
        icalendar.Calendar.from_ical(client.get(f"/en/events/calendar.ics?q={words}").content)
        for words in ("festvial", "festival")
    )

    assert (typed["description"], typed["x-wr-caldesc"], "description" in meant) == (SENTENCE, SENTENCE, False)


def test_nothing_is_said_where_nothing_was_corrected(client: Client) -> None:
    answer = client.get("/en/measures/export.csv?q=festival")

    assert "X-Correction" not in answer.headers
    assert "correction" not in answer.headers["Content-Disposition"]
