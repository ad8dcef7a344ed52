"""The world map: every country can be on it, and its numbers are those of the listing."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django_countries import countries

from finding.filters import MeasureFilterSet
from finding.world import Shade, places, shades_up_to
from measures.models import Measure
from measures.versions import withdraw
from tests.factories import AreaFactory, AuthorityMeasureFactory, CoalitionFactory, MeasureFactory
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db

SHAPES = Path(settings.BASE_DIR) / "static" / "img" / "world.svg"


def links(page: Any) -> dict[str, str]:
    """The countries on the map as they are called, and where they lead."""
    return {link.attributes["aria-label"]: link.attributes["href"] for link in elements(page, "a", class_="country")}


def rows(page: Any) -> dict[str, list[str]]:
    """The table of the map: for each country, its numbers."""
    names, numbers = texts(page, "th", scope="row"), texts(page, "td")
    width = len(numbers) // max(len(names), 1)
    return {name: numbers[place * width : (place + 1) * width] for place, name in enumerate(names)}


def test_every_country_has_a_place_on_the_map() -> None:
    outside = [place.code for place in places().values() if not (0 < float(place.x) < 100 and 0 < float(place.y) < 100)]

    assert set(places()) == {code for code, _name in countries}
    assert outside == []


def test_a_country_that_is_not_small_has_a_shape() -> None:
    drawn = set(re.findall(r'<path id="([A-Z]{2})"', SHAPES.read_text(encoding="utf-8")))

    assert drawn == {place.code for place in places().values() if place.has_shape}
    assert {place.code for place in places().values() if not place.is_small} - drawn == set()


def test_the_page_draws_shapes_at_their_own_size(client: Client) -> None:
    (box,) = re.findall(r'viewBox="([^"]+)"', SHAPES.read_text(encoding="utf-8"))
    AuthorityMeasureFactory(countries=["FR"])

    page = client.get("/en/map/")

    boxes = [svg.attributes.get("viewbox", "") for svg in elements(page, "svg")]
    assert [found for found in boxes if found.startswith("0 0 2000")] == [box] * 2  # the land, and France


def test_the_map_says_what_each_country_has_and_leads_to_it(client: Client) -> None:
    canada = CoalitionFactory(country="CA")
    CoalitionFactory(country="CA")
    CoalitionFactory(country="IS")
    MeasureFactory(countries=["CA", "LU"], coalition=canada)
    MeasureFactory(countries=["CA"], coalition=canada)

    page = client.get("/en/map/")

    assert links(page) == {
        "Canada: 2 measures, 2 coalitions": "/en/measures/?country=CA",
        "Iceland: 1 coalition": "/en/coalitions/?country=IS",
        "Luxembourg: 1 measure": "/en/measures/?country=LU",
    }
    assert rows(page) == {"Canada": ["2", "2 coalitions"], "Luxembourg": ["1", "0"], "Iceland": ["0", "1 coalition"]}


def test_the_smaller_country_is_drawn_above_the_larger(client: Client) -> None:
    AuthorityMeasureFactory(countries=["LU", "FR", "BE"])

    page = client.get("/en/map/")

    assert [label.partition(":")[0] for label in links(page)] == ["France", "Belgium", "Luxembourg"]


def test_a_country_without_a_shape_is_a_dot(client: Client) -> None:
    AuthorityMeasureFactory(countries=["TV"])

    page = client.get("/en/map/")

    assert [
        circle.attributes["cx"] for circle in elements(page, "circle", class_="dot") if "%" in circle.attributes["cx"]
    ] == [f"{places()['TV'].x}%"]


@pytest.fixture
def measures() -> None:
    area = AreaFactory(code="media", parent__code="governance")
    MeasureFactory(countries=["CA", "MX"], terms=[area, area.parent], title="Opened a school")
    MeasureFactory(countries=["CA"], terms=[area.parent])
    MeasureFactory(countries=["TG", "CA"], language="fr")
    MeasureFactory(countries=[])
    withdraw(MeasureFactory(countries=["CN"]), by=None, reason="Reported twice.")


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize(
    "query",
    [
        "",
        "goal=governance",
        "area=media&country=CA",
        "q=school",
        "language=fr&language=en",
        "year_to=2000",
        "country=TG",
    ],
)
def test_its_numbers_are_those_of_the_listing(client: Client, query: str) -> None:
    filters = MeasureFilterSet(QueryDict(query), Measure.objects.published())
    assert filters.is_valid()
    counted = filters.selection.counts("country", filters.selection.index.facets["country"])

    shown = rows(client.get(f"/en/map/?{query}"))

    names = dict(countries)
    expected = {names[code]: str(count) for code, count in counted.items()}
    assert {name: numbers[0] for name, numbers in shown.items() if numbers[0] != "0"} == expected


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("query", ["", "goal=governance&page=2&sort=title", "q=school&country=TG"])
def test_each_country_leads_to_as_many_measures_as_it_says(client: Client, query: str) -> None:
    found = {label: links(page) for page in [client.get(f"/en/map/?{query}")] for label in links(page)}

    for label, addresses in found.items():
        counts = label.partition(": ")[2].split(", ")
        listing = client.get(addresses[label])
        assert texts(listing, "strong")[:1] == counts[:1]


@pytest.mark.usefixtures("measures")
def test_a_choice_among_measures_says_nothing_of_coalitions(client: Client) -> None:
    CoalitionFactory(country="NZ")

    page = client.get("/en/map/?goal=governance")

    assert links(page) == {
        "Canada: 2 measures": "/en/measures/?goal=governance&country=CA",
        "Mexico: 1 measure": "/en/measures/?goal=governance&country=MX",
    }
    assert rows(page) == {"Canada": ["2"], "Mexico": ["1"]}


@pytest.mark.usefixtures("measures")
def test_it_says_which_words_it_is_the_map_for_and_shows_the_same_otherwise(client: Client) -> None:
    page = client.get("/en/map/?q=shcool")

    assert texts(page, "p", role="status") == [
        "Nothing has “shcool”. This is the list for “school”. Search for “school”"
    ]
    (others,) = elements(page, "ul", **{"aria-label": "Other views of these measures"})
    assert others.text == "As a list Insights"
    for address in ("/en/measures/?q=shcool", "/en/insights/?q=shcool"):
        assert len(elements(page, "a", href=address)) == 1


@pytest.mark.usefixtures("measures")
def test_a_chosen_country_is_marked_and_can_be_let_go(client: Client) -> None:
    page = client.get("/en/map/?country=MX")

    marked = [link for link in elements(page, "a", class_="country") if "aria-current" in link.attributes]
    assert [link.attributes["aria-label"] for link in marked] == ["Mexico: 1 measure"]
    assert texts(page, "ul", class_="chips") == ["Remove Country: Mexico"]


@pytest.mark.parametrize("query", ["country=XX", "region=999", "year_from=20l9"])
def test_what_it_does_not_understand_is_refused_as_by_the_listing(client: Client, query: str) -> None:
    page, listing = client.get(f"/en/map/?{query}"), client.get(f"/en/measures/?{query}")

    assert page.status_code == 400
    assert texts(page, "dd") == texts(listing, "dd")


def test_an_empty_register_has_an_empty_map(client: Client) -> None:
    page = client.get("/en/map/")

    assert links(page) == {}
    assert texts(page, "p", class_="empty") == ["No country yet: nothing in the register matches."]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_map_answers_in_every_language(client: Client, language: str) -> None:
    AuthorityMeasureFactory(countries=["DE"])

    page = client.get(f"/{language}/map/")

    name = {"en": "Germany: 1 measure", "fr": "Allemagne\u00a0: 1 mesure", "es": "Alemania: 1 medida"}[language]
    assert links(page) == {name: f"/{language}/measures/?country=DE"}


@pytest.mark.parametrize(
    ("most", "shades"),
    [
        (0, []),
        (1, [Shade(1, 1, 1)]),
        (2, [Shade(1, 1, 1), Shade(2, 2, 2)]),
        (7, [Shade(1, 1, 1), Shade(2, 2, 4), Shade(3, 5, None)]),
        (10, [Shade(1, 1, 1), Shade(2, 2, 4), Shade(3, 5, 9), Shade(4, 10, 10)]),
        (1234, [Shade(1, 1, 9), Shade(2, 10, 99), Shade(3, 100, 999), Shade(4, 1000, None)]),
    ],
)
def test_shades_begin_with_round_numbers(most: int, shades: list[Shade]) -> None:
    assert shades_up_to(most) == shades
