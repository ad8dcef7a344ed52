"""Insights: what is shown of few measures, or of one; test_insights_figures.py looks at the figures."""

import pytest
from django.test import Client

from finding.insights import Bars, Figure
from tests.factories import (
    AreaFactory,
    EventFactory,
    GoalFactory,
    MeasureFactory,
    ResultFactory,
    TermFactory,
)
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


def test_results_of_an_events_measures_are_counted_wherever_they_came_from(client: Client) -> None:
    congress = EventFactory(slug="congress")
    ResultFactory(measure=MeasureFactory(events=[congress]), kind="publication")
    ResultFactory(event=congress, kind="policy-changed")

    (*_others, results) = client.get("/en/insights/?event=congress").context["bars"]

    assert [(row.value, row.count) for row in results.rows] == [("publication", 1)]


def test_a_goal_is_shown_with_its_area_also_where_no_measure_names_it(client: Client) -> None:
    area = AreaFactory(code="media", parent=GoalFactory(code="governance"))
    MeasureFactory(terms=[area], first_year=2018, last_year=2019)

    (goal,) = client.get("/en/insights/").context["courses"].goals

    assert (goal.whole.value, goal.whole.count) == ("governance", 0)
    assert [(part.whole.value, part.whole.count) for part in goal.parts] == [("media", 1)]


def test_pictures_have_the_latest_years_and_the_table_has_all(client: Client) -> None:
    goal = GoalFactory(code="governance")
    MeasureFactory(terms=[goal], first_year=1980, last_year=1981)
    MeasureFactory(terms=[goal], first_year=2019, last_year=2020)

    page = client.get("/en/insights/")

    courses = page.context["courses"]
    assert (courses.years[0], courses.shown_years[0], courses.years[-1]) == ("1980", "1997", "2020")
    assert "The pictures begin in 1997; the table has all years." in page.content.decode()
    assert len(texts(page, "th", scope="col")) == 41 + 1


def test_measures_of_one_year_are_told_by_goal_without_a_picture_of_years(client: Client) -> None:
    MeasureFactory(terms=[GoalFactory(code="governance")], first_year=2019, last_year=2019)
    MeasureFactory(terms=[GoalFactory(code="rights")], first_year=2019, last_year=2019)

    page = client.get("/en/insights/")

    assert page.context["courses"] is None
    assert texts(page, "table", class_="bars") == ["Measures: Goal Governance 1 Rights 1"]


def test_one_value_or_none_is_told_in_a_sentence(client: Client) -> None:
    MeasureFactory(countries=["TG"], terms=[TermFactory(code="music")], first_year=2019, last_year=2019)
    TermFactory(vocabulary__code="target")

    page = client.get("/en/insights/")

    assert texts(page, "section", class_="chart") == [
        "Domain CSV Domain Only one comes up: Music (1 measure)",
        "Target None of these measures names any.",
        "Region of the world CSV Region of the world Only one comes up: Western Africa (1 measure)",
        "Country CSV Country Only one comes up: Togo (1 measure)",
        "Results by kind These measures list no single results.",
    ]
    assert elements(page, "table", class_="bars") == []


def test_regions_within_one_another_are_one_value() -> None:
    rows = [
        Figure("002", "Africa", 1),
        Figure("202", "Sub-Saharan Africa", 1, depth=1),
        Figure("011", "Western", 1, depth=2),
    ]

    assert Bars("region", "Region", rows).only == rows[-1]
    assert Bars("region", "Region", [*rows, Figure("014", "Eastern", 1, depth=2)]).only is None


def test_no_measure_has_no_chart(client: Client) -> None:
    MeasureFactory()

    page = client.get("/en/insights/?country=CA")

    assert texts(page, "div", class_="empty") == [
        "Nothing in the register matches. Remove one of the filters above, or begin again: show everything."
    ]
    assert elements(page, "section") == []


def test_the_listing_leads_to_the_insights_of_what_it_lists(client: Client) -> None:
    MeasureFactory(countries=["TG"])

    page = client.get("/en/measures/?country=TG&sort=title&page=1")

    (link,) = [link for link in elements(page, "a") if link.text == "Insights" and "?" in link.attributes["href"]]
    assert link.attributes["href"] == "/en/insights/?country=TG"


@pytest.mark.parametrize("address", ["/en/insights/", "/en/insights/country.csv"])
def test_what_is_not_understood_is_refused_as_in_the_listing(client: Client, address: str) -> None:
    page, listing = (client.get(f"{path}?country=ZZ&year_from=x") for path in (address, "/en/measures/"))

    assert page.status_code == 400
    assert texts(page, "dl") == texts(listing, "dl")


@pytest.mark.parametrize("number", ["2", "0", "x"])
def test_a_page_of_supports_that_is_not_there_is_refused(client: Client, number: str) -> None:
    MeasureFactory()

    assert client.get(f"/en/insights/?page={number}").status_code == (400 if number == "x" else 404)
