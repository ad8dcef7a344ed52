"""From measures to their results, and from the home page to both.

"What has civil society done on digital policy in West Africa since 2016, and what came of it?"
"""

from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from measures.models import Result
from tests.factories import AuthorityMeasureFactory, CoalitionFactory, MeasureFactory, ResultFactory, TermFactory
from tests.pages import elements, texts
from tests.public.charts import QUERIES, fill_register

pytestmark = pytest.mark.django_db


def followed(client: Client, page: Any, text: str) -> Any:
    """The page that the first link with this text leads to."""
    href = next(link.attributes["href"] for link in elements(page, "a") if link.text == text)
    return client.get(urljoin(page.request["PATH_INFO"], href))


def searched(client: Client, page: Any, **typed: str) -> Any:
    """The page that follows when this is typed into the search of a listing."""
    kept = {box.attributes["name"]: box.attributes["value"] for box in elements(page, "input", type="hidden")}
    return client.get(page.request["PATH_INFO"], kept | typed)


@pytest.mark.parametrize("query", [query for query in QUERIES if "q=" not in query])
def test_measures_lead_to_exactly_their_results(client: Client, query: str) -> None:
    fill_register()
    listing = client.get(f"/en/measures/?{query}")

    results = followed(client, listing, "What came of them")

    expected = Result.objects.filter(measure__in=listing.context["filter"].qs.order_by())
    assert set(results.context["filter"].qs) == set(expected)
    assert results.context["total"] == len(expected)


def test_page_and_order_of_the_measures_say_nothing_about_their_results(client: Client) -> None:
    ResultFactory(statement="A fund opened.")
    listing = client.get("/en/measures/?sort=period&page=1&more=country&q=")

    results = followed(client, listing, "What came of them")

    assert texts(results, "div", class_="prose") == ["A fund opened."]


def test_measures_found_by_words_lead_to_no_results(client: Client) -> None:
    """The listing of results would look for the words in the results, and find others."""
    ResultFactory(measure__title="Opened a museum")

    listing = client.get("/en/measures/?q=museum")

    assert (listing.context["total"], "What came of them" in texts(listing, "a")) == (1, False)


def test_four_actions_tell_what_was_done_and_what_came_of_it(client: Client) -> None:
    digital = TermFactory(code="digital", names={"en": "Digital policy"})
    coalition, other = CoalitionFactory(), TermFactory(code="museums")
    some = [
        ("observatory", {"countries": ["TG", "CA"], "terms": [digital], "coalition": coalition}),
        ("plea", {"countries": ["SN"], "terms": [digital], "first_year": 2014, "last_year": None, "ongoing": True}),
        ("on museums", {"countries": ["TG"], "terms": [other]}),
        ("elsewhere", {"countries": ["CA"], "terms": [digital]}),
        ("before", {"countries": ["TG"], "terms": [digital], "first_year": 2012, "last_year": 2015}),
    ]
    for title, about in some:
        ResultFactory(measure=MeasureFactory(title=title, **about), statement=f"What came of {title}.")
    ResultFactory(measure=AuthorityMeasureFactory(title="state", countries=["TG"], terms=[digital]))

    results = followed(client, client.get("/en/"), "Results")
    on_digital_policy_since_2016 = searched(client, results, q="digital policy", year_from="2016")
    in_west_africa = followed(client, on_digital_policy_since_2016, "Western Africa 3")
    answer = followed(client, in_west_africa, "Civil society 2")

    assert {(result.measure.title, result.statement) for result in answer.context["page"]} == {
        ("observatory", "What came of observatory."),
        ("plea", "What came of plea."),
    }
