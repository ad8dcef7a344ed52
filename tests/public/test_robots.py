"""What search engines find: each public page in each language, and nothing else."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from measures.versions import withdraw
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory

pytestmark = pytest.mark.django_db

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def locations(client: Client, address: str) -> list[str | None]:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    return [found.text for found in ET.fromstring(answer.content).iterfind(".//map:loc", NAMES)]


def test_the_index_names_a_sitemap_for_each_kind_of_page(client: Client) -> None:
    sections = ("lists", "measures", "coalitions", "events")

    assert locations(client, "/sitemap.xml") == [f"http://testserver/sitemap-{name}.xml" for name in sections]


def test_many_records_come_in_several_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("public.views.robots.RECORDS_IN_A_FILE", 2)
    events = [EventFactory(slug=f"event-{number}") for number in range(3)]

    assert "http://testserver/sitemap-events.xml?page=2" in locations(client, "/sitemap.xml")
    assert locations(client, "/sitemap-events.xml?page=2") == [
        f"http://testserver/{language}/events/{events[2].slug}/" for language in ("en", "fr", "es")
    ]


def test_a_page_names_its_other_languages(client: Client) -> None:
    MeasureFactory(slug="funds")

    url = ET.fromstring(client.get("/sitemap-measures.xml").content).find("map:url", NAMES)

    assert url is not None
    assert {link.get("hreflang"): link.get("href") for link in url.iterfind("xhtml:link", NAMES)} == {
        "en": "http://testserver/en/measures/funds/",
        "fr": "http://testserver/fr/measures/funds/",
        "es": "http://testserver/es/measures/funds/",
        "x-default": "http://testserver/en/measures/funds/",
    }


def test_a_withdrawn_measure_is_in_no_sitemap(client: Client) -> None:
    withdraw(MeasureFactory(), by=None, reason="Reported twice.")

    assert locations(client, "/sitemap-measures.xml") == []


def test_every_address_in_the_sitemaps_is_there(client: Client) -> None:
    MeasureFactory(title="التحالف الثقافي")
    CoalitionFactory()
    EventFactory()

    found = [
        address
        for sitemap in locations(client, "/sitemap.xml")
        for address in locations(client, str(sitemap).removeprefix("http://testserver"))
    ]

    # Three languages of eight pages, one measure, two coalitions and one event.
    assert len(found) == 3 * (8 + 1 + 2 + 1)
    assert {client.get(str(address).removeprefix("http://testserver")).status_code for address in found} == {200}


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-events.xml?page=9", "/sitemap-events.xml?page=x"]
)
def test_there_is_no_other_sitemap(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_are_shown_the_sitemap_by_the_sites_own_name(client: Client) -> None:
    lines = client.get("/robots.txt", HTTP_HOST="localhost").content.decode().splitlines()

    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert [line for line in lines if line.startswith("Disallow: /admin/")] == ["Disallow: /admin/"]
