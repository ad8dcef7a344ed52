"""The searches of the admin find what the public search finds, and are never long."""

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from common.admin_search import SearchedByWords
from tests.admin import signed_in, superuser
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory
from tests.pages import texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
OURS = [page for page in site._registry.values() if type(page).__module__.startswith("secretariat.")]
SEARCHED = [page for page in OURS if page.search_fields]
BY_NAME = pytest.mark.parametrize("page", SEARCHED, ids=[page.opts.model_name for page in SEARCHED])
PICKER = {"app_label": "measures", "model_name": "measure", "field_name": "coalition"}


@pytest.fixture
def client() -> Client:
    return signed_in(superuser())


def test_every_list_of_ours_searches_this_way() -> None:
    assert [page for page in OURS if not isinstance(page, SearchedByWords)] == []


@BY_NAME
def test_every_list_can_be_searched(client: Client, page: object) -> None:
    address = reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")  # type: ignore[attr-defined]

    assert [client.get(address, {"q": words}).status_code for words in ("أحمد & 100%", "a " * 900, "x" * 5000)] == [
        200
    ] * 3


def test_too_many_words_are_refused_in_a_sentence(client: Client) -> None:
    MeasureFactory()

    page = client.get("/admin/measures/measure/", {"q": "a " * 900})

    assert texts(page, "li", class_="warning") == [
        "Nothing was searched for: give at most 40 words and 200 characters."
    ]


def test_letters_are_the_same_in_lists_and_pickers(client: Client) -> None:
    EventFactory(name="مهرجان أحمد")
    coalition = CoalitionFactory(name="ائتلاف أحمد")

    page = client.get("/admin/coalitions/event/", {"q": "احمد"})
    found = client.get("/admin/autocomplete/", {"term": "احمد", **PICKER}).json()

    assert texts(page, "th", class_="field-__str__") == ["مهرجان أحمد"]
    assert [one["id"] for one in found["results"]] == [str(coalition.pk)]


@pytest.mark.parametrize("term", ["a " * 900, "a\0b"])
def test_a_picker_refuses_what_nobody_means(client: Client, term: str) -> None:
    assert client.get("/admin/autocomplete/", {"term": term, **PICKER}).status_code == 400


def test_a_measure_is_found_by_words_of_its_reporter_and_its_answers(client: Client) -> None:
    MeasureFactory(title="A festival", coalition=CoalitionFactory(name="Coalition of Kenya"))
    MeasureFactory(title="A festival of others")

    page = client.get("/admin/measures/measure/", {"q": "festiv kenya"})

    assert [text.startswith("A festival") for text in texts(page, "th", class_="field-__str__")] == [True]
