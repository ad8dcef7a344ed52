"""Who types a country or a year finds what concerns it, though no text names it."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from finding.listings import LISTINGS
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, ResultFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

FOUND = ["Germany", "germany", "Allemagne", "l’Allemagne", "Alemania", "Германия", "德国", '"Germany"']


def found(listing: str, words: str) -> list[Any]:
    query = QueryDict(mutable=True)
    query["q"] = words
    filters = LISTINGS[listing].filtered(query)
    assert filters.is_valid(), filters.errors
    return list(filters.selected)


@pytest.mark.parametrize("words", FOUND)
def test_a_country_is_found_by_its_name_in_any_language(words: str) -> None:
    measure = MeasureFactory(countries=["DE", "CA"])
    MeasureFactory(countries=["CA"])

    assert found("measures", words) == [measure]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("TL", "Timor-Leste"),
        ("TL", "Timor oriental"),
        ("MX", "Mexique"),
        ("CI", "cote d'ivoire"),
        ("CI", "Ivory Coast"),
        ("BA", "bosnia"),
        ("NZ", "new zealand"),
        ("TT", "Tobago"),
        ("KR", "Korea"),
        ("MM", "Burma"),
        ("GB", "UK"),
        ("TR", "turkey"),
        ("CV", "Cape Verde"),
    ],
)
def test_names_in_use_and_parts_of_names_are_found(code: str, words: str) -> None:
    measure = MeasureFactory(countries=[code])
    MeasureFactory(countries=["PY"])

    assert found("measures", words) == [measure]


def test_one_word_of_a_name_is_not_yet_a_country() -> None:
    MeasureFactory(countries=["NZ"], main_features="About the law.")

    assert found("measures", "new law") == []


def test_every_listing_knows_its_countries() -> None:
    result = ResultFactory(measure=MeasureFactory(countries=["TG"]))
    coalition = CoalitionFactory(country="TG")
    event = EventFactory(country="TG")

    assert [found(listing, "togo") for listing in ("results", "coalitions", "events")] == [
        [result],
        [coalition],
        [event],
    ]


def test_a_country_and_other_words_narrow_together() -> None:
    measure = MeasureFactory(title="A festival", countries=["DE"])
    MeasureFactory(title="A law", countries=["DE"])
    MeasureFactory(title="A festival", countries=["TG"])

    assert found("measures", "festival germany") == [measure]
    assert found("measures", "festival -togo") == [measure]


def test_an_event_is_found_by_place_year_and_country() -> None:
    event = EventFactory(name="Congress", place="Lomé", country="TG", start="2019-10-09")
    EventFactory(name="Congress", place="Lomé", country="TG", start="2018", end=None)

    assert [found("events", words) for words in ("Lomé 2019", "congress togo 2019", "2019")] == [[event]] * 3


def test_9999_is_no_year() -> None:
    MeasureFactory(first_year=2018, last_year=None, ongoing=True)

    assert found("measures", "9999") == []


def test_a_page_says_that_it_was_the_country(client: Client) -> None:
    MeasureFactory(countries=["DE"])

    page = client.get("/en/measures/?q=Allemagne")

    assert texts(page, "p", class_="found-by") == ["Country: Germany (Allemagne)"]
