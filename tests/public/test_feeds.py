"""The Atom feed of measures and the calendar of events: valid, stable, and about what the listing lists."""

import datetime
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client

from measures.models import Measure
from measures.versions import withdraw
from tests.factories import AuthorityMeasureFactory, EventFactory, MeasureFactory, TermFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_feed(client: Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in element.findall(path, ATOM)]


def links(feed: ET.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in feed.findall("atom:link", ATOM)}


def read_calendar(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_an_entry_says_who_reported_what_in_which_language(client: Client) -> None:
    term = TermFactory(code="music", names={"en": "Music", "fr": "Musique"})
    measure = MeasureFactory(
        title="Ouvert un fonds", language="fr", terms=[term], coalition__name="Coalition d’exemple"
    )

    (entry,) = read_feed(client, "/en/measures/feed/").findall("atom:entry", ATOM)

    assert entry.get(LANG) == "fr"
    assert texts(entry, "atom:title") == ["Ouvert un fonds (2016–2019)"]
    assert texts(entry, "atom:author/atom:name") == ["Coalition d’exemple"]
    assert texts(entry, "atom:id") == [f"tag:testserver,2026:measures/{measure.pk}"]
    assert links(entry) == {"alternate": "http://testserver/en/measures/ouvert-un-fonds/"}
    (category,) = entry.findall("atom:category", ATOM)
    assert (category.get("term"), category.get("label")) == ("music", "Music")


def test_a_state_is_the_author_of_what_it_reports(client: Client) -> None:
    AuthorityMeasureFactory(authority="Example Ministry")

    assert texts(read_feed(client, "/en/measures/feed/"), "atom:entry/atom:author/atom:name") == ["Example Ministry"]


def test_the_feed_keeps_the_listing_filters(client: Client) -> None:
    MeasureFactory(title="In Canada", countries=["CA"])
    MeasureFactory(title="In Mexico", countries=["MX"])

    feed = read_feed(client, "/en/measures/feed/?country=CA")

    assert texts(feed, "atom:entry/atom:title") == ["In Canada (2016–2019)"]
    assert links(feed)["self"] == "http://testserver/en/measures/feed/?country=CA"
    assert links(feed)["alternate"] == "http://testserver/en/measures/?country=CA"


def test_what_changed_last_comes_first_whatever_the_order_of_the_listing(client: Client) -> None:
    corrected, other = MeasureFactory(title="B"), MeasureFactory(title="A")
    Measure.objects.filter(pk=other.pk).update(updated_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    corrected.save()

    feed = read_feed(client, "/en/measures/feed/?sort=title")

    assert texts(feed, "atom:entry/atom:title") == ["B (2016–2019)", "A (2016–2019)"]


def test_a_long_feed_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("public.views.feeds.ENTRIES", 2)
    for _number in range(5):
        MeasureFactory(countries=["CA"])

    feed = read_feed(client, "/en/measures/feed/?country=CA&page=2")

    address = "http://testserver/en/measures/feed/?country=CA"
    assert {name: links(feed)[name] for name in ("first", "previous", "next", "last")} == {
        "first": address,
        "previous": address,
        "next": f"{address}&page=3",
        "last": f"{address}&page=3",
    }


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    MeasureFactory()
    first = client.get("/en/measures/feed/")

    again = client.get("/en/measures/feed/", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/en/measures/feed/", "/en/events/calendar.ics"])
def test_a_head_has_the_tag_of_a_get(client: Client, address: str) -> None:
    assert client.head(address).headers["ETag"] == client.get(address).headers["ETag"]


def test_a_correction_makes_the_feed_new(client: Client) -> None:
    measure = MeasureFactory()
    first = client.get("/en/measures/feed/")
    measure.save()

    again = client.get("/en/measures/feed/", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 200


def test_an_empty_feed_does_not_change_by_itself(client: Client) -> None:
    assert client.get("/en/measures/feed/").content == client.get("/en/measures/feed/").content


def test_a_withdrawn_measure_leaves_the_feed(client: Client) -> None:
    withdraw(MeasureFactory(), by=None, reason="Reported twice.")

    assert texts(read_feed(client, "/en/measures/feed/"), "atom:entry/atom:id") == []


def test_markup_and_control_characters_cannot_break_the_feed(client: Client) -> None:
    MeasureFactory(title="A & <b>\x0b\ufffe", main_features="<script>x</script>1 < 2\x0c & 3")

    (entry,) = read_feed(client, "/en/measures/feed/").findall("atom:entry", ATOM)

    assert texts(entry, "atom:summary") == ["<p>1 &lt; 2 &amp; 3</p>"]


@pytest.mark.parametrize("address", ["/en/measures/feed/?country=XX", "/en/events/calendar.ics?kind=party"])
def test_a_bad_filter_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_queries_do_not_grow_with_the_feed(client: Client) -> None:
    def queries_with_more() -> int:
        for _number in range(3):
            MeasureFactory(terms=[TermFactory()])
        return queries_of(lambda: client.get("/en/measures/feed/"))

    few, more = queries_with_more(), queries_with_more()

    assert few == more


def test_an_event_of_several_days_ends_the_day_after_its_last(client: Client) -> None:
    event = EventFactory(name="Sixth congress", start="2019-10-09", end="2019-10-11", place="Lomé", country="TG")

    (entry,) = read_calendar(client, "/en/events/calendar.ics")

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (datetime.date(2019, 10, 9), datetime.date(2019, 10, 12))
    assert (str(entry["summary"]), entry["summary"].params["LANGUAGE"]) == ("Sixth congress", "en")
    assert str(entry["location"]) == "Lomé, Togo"
    assert str(entry["uid"]) == f"event-{event.pk}@testserver"
    assert str(entry["status"]) == "CONFIRMED"


def test_an_event_known_to_the_month_fills_the_month_and_says_so(client: Client) -> None:
    EventFactory(start="2012-09", end=None)

    (entry,) = read_calendar(client, "/en/events/calendar.ics")

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (datetime.date(2012, 9, 1), datetime.date(2012, 10, 1))
    assert str(entry["description"]) == "Only the month is known: September 2012."
    assert str(entry["status"]) == "TENTATIVE"


@pytest.mark.parametrize("start", ["2012", None])
def test_an_event_without_even_a_month_is_in_no_calendar(client: Client, start: str | None) -> None:
    EventFactory(start=start, end=None)

    assert read_calendar(client, "/en/events/calendar.ics") == []


def test_the_calendar_keeps_the_listing_filters(client: Client) -> None:
    EventFactory(name="Hearing", kind="hearing")
    EventFactory(name="Congress")

    entries = read_calendar(client, "/en/events/calendar.ics?kind=hearing")

    assert [str(entry["summary"]) for entry in entries] == ["Hearing"]


def test_an_unchanged_calendar_is_not_sent_again(client: Client) -> None:
    EventFactory()
    first = client.get("/en/events/calendar.ics")

    assert client.get("/en/events/calendar.ics", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
