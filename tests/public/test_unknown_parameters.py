"""A parameter of an unknown name: whoever takes data away is refused, and whoever reads a page is told."""

import pytest
from django.test import Client

from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, ResultFactory
from tests.pages import elements, texts
from tests.public.charts import fill_register

pytestmark = pytest.mark.django_db

PAGES = ["measures", "results", "coalitions", "events", "insights", "map"]
TO_TAKE_AWAY = [
    *(f"measures/export.{form}" for form in ("csv", "xlsx", "zip")),
    *(f"{listing}/export.csv" for listing in ("results", "coalitions", "events")),
    *("measures/feed/", "events/calendar.ics", "insights/goal.csv", "insights/result.csv"),
]
REFUSAL = "There is no parameter of this name. Remove it, or see the documentation at /api/."


@pytest.mark.parametrize("name", ["contry", "utm_source", "format"])
@pytest.mark.parametrize("address", TO_TAKE_AWAY)
def test_nothing_is_taken_away_that_a_parameter_did_not_choose(client: Client, address: str, name: str) -> None:
    answer = client.get(f"/en/{address}?{name}=CA")

    assert answer.status_code == 400
    assert (texts(answer, "dt"), texts(answer, "dd")) == ([f"Parameter {name}"], [REFUSAL])


def test_a_program_is_refused_in_json_with_the_sentence_of_the_api(client: Client) -> None:
    query = "contry=CA&country=XX"

    in_export, in_api = (client.get(f"{path}?{query}") for path in ("/en/measures/export.json", "/api/v1/measures/"))

    assert in_export.status_code == in_api.status_code == 400
    assert in_export.json()["errors"] == in_api.json()["errors"]
    assert in_export.json()["errors"]["contry"] == [REFUSAL]


@pytest.mark.parametrize("address", ["measures/export.csv", "measures/feed/", "insights/country.csv"])
def test_what_a_page_is_asked_for_besides_may_stay_in_the_address(client: Client, address: str) -> None:
    MeasureFactory()

    assert client.get(f"/en/{address}?sort=title&more=country&page=1&country=").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_does_not_know_and_shows_the_rest(client: Client, path: str) -> None:
    MeasureFactory()

    page = client.get(f"/en/{path}/?contry=CA&{'x' * 80}=1")

    assert page.status_code == 200
    assert texts(page, "p", class_="hint", role="status") == [
        "“contry” in the address is not known here, and was not used.",
        f"“{'x' * 59}…” in the address is not known here, and was not used.",
    ]


@pytest.mark.parametrize("name", ["utm_source", "fbclid", "gclid", "msclkid", "mc_cid", "igshid"])
def test_what_others_add_to_a_shared_address_is_not_talked_about(client: Client, name: str) -> None:
    page = client.get(f"/en/measures/?{name}=x")

    assert (page.status_code, texts(page, "p", class_="hint", role="status")) == (200, [])


@pytest.mark.parametrize("path", PAGES)
def test_no_link_carries_on_what_is_not_known(client: Client, path: str) -> None:
    fill_register()
    CoalitionFactory.create_batch(20)
    EventFactory.create_batch(20)

    page = client.get(f"/en/{path}/?contry=CA&country=CA&utm_source=letter")

    links = [link.attributes["href"] for tag in ("a", "link") for link in elements(page, tag)]
    assert [href for href in links if "contry" in href or "utm_source" in href] == []
    assert [href for href in links if "country=CA" in href] != []


def test_a_parameter_of_the_results_means_nothing_among_measures(client: Client) -> None:
    ResultFactory(kind="publication")
    ResultFactory(kind="policy-changed")

    page = client.get("/en/measures/?result=publication")

    (link,) = [link for link in elements(page, "a") if link.text == "What came of them"]
    assert client.get(link.attributes["href"]).context["total"] == 2
