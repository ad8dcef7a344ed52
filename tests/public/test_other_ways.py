"""Words that find nothing lead on: to filters of that name, and to the other listings that have them."""

import pytest
from django.test import Client

from tests.factories import CoalitionFactory, EventFactory, MeasureFactory
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


def test_filters_of_that_name_are_offered_with_the_words_that_remain(client: Client) -> None:
    MeasureFactory(title="A festival", countries=["TG"])
    MeasureFactory(title="A festival", countries=["DE"])

    page = client.get("/en/measures/?q=festival+western+africa")

    assert texts(page, "a", href="?q=festival&region=011") == ["Region of the world: Western Africa"]
    assert len(texts(client.get("/en/measures/?q=festival&region=011"), "article")) == 1


def test_a_filter_that_would_find_nothing_is_not_offered(client: Client) -> None:
    MeasureFactory(title="A law", countries=["TG"])

    page = client.get("/en/measures/?q=festival+western+africa")

    assert elements(page, "a", href="?q=festival&region=011") == []


def test_the_other_listings_are_offered_with_their_counts(client: Client) -> None:
    EventFactory(name="Forum")
    EventFactory(name="Forum")
    CoalitionFactory(name="Other")

    page = client.get("/en/measures/?q=forum")

    assert [text for text in texts(page, "li") if text.endswith(")")] == ["Events (2)"]
    assert texts(page, "a", href="/en/events/?q=forum") == ["Events"]


def test_each_listing_offers_the_others(client: Client) -> None:
    MeasureFactory(title="Forum")

    for listing in ("results", "coalitions", "events"):
        page = client.get(f"/en/{listing}/?q=forum")
        assert texts(page, "a", href="/en/measures/?q=forum") == ["Measures"]


def test_nothing_is_offered_where_something_is_found(client: Client) -> None:
    MeasureFactory(title="Forum")
    EventFactory(name="Forum")

    assert elements(client.get("/en/measures/?q=forum"), "a", href="/en/events/?q=forum") == []
