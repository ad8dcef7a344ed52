"""Insights: every figure is that of the listing and leads to what it counts; one alone is told in a sentence."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from finding.insights import Bars, Figure
from measures.models import Result
from tests.factories import (
    AreaFactory,
    EventFactory,
    GoalFactory,
    MeasureFactory,
    ResultFactory,
    TermFactory,
)
from tests.pages import elements, texts
from tests.public.charts import QUERIES, fill_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> None:
    fill_register()


def figures(page: Any) -> dict[str, int]:
    """Where each figure of the page leads, and what it says."""
    context = page.context
    rows = [row for bars in context["bars"] for row in bars.rows]
    if courses := context["courses"]:
        for course in [*courses.goals, *courses.parts]:
            rows += [course.whole, *course.years]
    return {row.url: row.count for row in rows if row.url} | {row.url: row.count for row in context["supports"]}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.usefixtures("register")
@time_machine.travel("2020-06-01", tick=False)
def test_every_figure_is_the_total_of_the_list_it_leads_to(client: Client, query: str) -> None:
    page = client.get(f"/en/insights/?{query}")

    said = figures(page)

    assert len(said) > 15
    assert {url: client.get(url).context["total"] for url in said} == said


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.usefixtures("register")
def test_every_figure_is_the_count_that_the_listing_gives(client: Client, query: str) -> None:
    listing = client.get(f"/en/measures/?{query}").context
    counts = {facet.code: {value.value: value.count for value in facet.values} for facet in listing["facets"]}

    shown = client.get(f"/en/insights/?{query}").context

    charts = {bars.code: {row.value: row.count for row in bars.rows} for bars in shown["bars"]}
    if courses := shown["courses"]:
        charts["goal"] = {goal.whole.value: goal.whole.count for goal in courses.goals if goal.whole.count}
        charts["area"] = {area.whole.value: area.whole.count for area in courses.parts}
    assert shown["total"] == listing["total"]
    for code in ("goal", "area", "domain", "region", "country"):
        assert charts[code] == counts.get(code, {})


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.usefixtures("register")
def test_results_by_kind_are_those_of_the_chosen_measures(client: Client, query: str) -> None:
    page = client.get(f"/en/measures/?{query}")
    measures = page.context["filter"].qs
    expected = {kind: Result.objects.filter(measure__in=measures, kind=kind).count() for kind in Result.Kind.values}

    (*_others, results) = client.get(f"/en/insights/?{query}").context["bars"]

    assert {row.value: row.count for row in results.rows} == {kind: count for kind, count in expected.items() if count}


def test_results_of_an_events_measures_are_counted_wherever_they_came_from(client: Client) -> None:
    congress = EventFactory(slug="congress")
    ResultFactory(measure=MeasureFactory(events=[congress]), kind="publication")
    ResultFactory(event=congress, kind="policy-changed")

    (*_others, results) = client.get("/en/insights/?event=congress").context["bars"]

    assert [(row.value, row.count) for row in results.rows] == [("publication", 1)]


@pytest.mark.usefixtures("register")
def test_a_figure_of_results_leads_nowhere_when_words_were_searched_for(client: Client) -> None:
    """The listing of results would look for them in the results, and find others."""
    (*_others, results) = client.get("/en/insights/?q=museum").context["bars"]

    assert {row.url for row in results.rows} == {""}


@pytest.mark.usefixtures("register")
def test_bars_are_a_table_whose_rows_lead_to_the_listing(client: Client) -> None:
    page = client.get("/en/insights/?country=TG&year_to=2015")

    charts = [
        table.text for table in elements(page, "table", class_="bars") if "strips" not in table.attributes["class"]
    ]
    assert charts == [
        "Measures: Domain Music 4 Design 1",
        "Measures: Country Togo 6 Benin 5 Canada 3 Chile 3",
        "Results: Results by kind Event held 5 Publication 3 Policy changed 2",
    ]
    links = {link.text: link.attributes["href"] for link in elements(page, "a") if "href" in link.attributes}
    assert links["Benin"] == "/en/measures/?year_to=2015&country=BJ"
    assert links["Publication"] == "/en/results/?country=TG&year_to=2015&result=publication"


@pytest.mark.usefixtures("register")
def test_columns_lead_to_the_measures_of_a_year(client: Client) -> None:
    page = client.get("/en/insights/?country=TG")

    (column, cell) = [
        link for link in elements(page, "a") if link.attributes["href"].endswith("?country=TG&area=media&year=2014")
    ]
    assert (column.text, column.attributes["tabindex"], cell.text) == ("2014: 2", "-1", "2")


@pytest.mark.usefixtures("register")
def test_goals_and_areas_are_followed_over_the_years(client: Client) -> None:
    with time_machine.travel("2021-06-01", tick=False):
        courses = client.get("/en/insights/").context["courses"]

    assert courses.years == ["2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021"]
    assert [(goal.whole.value, [area.whole.value for area in goal.parts]) for goal in courses.goals] == [
        ("governance", ["media"]),
        ("rights", ["equality"]),
    ]
    assert [year.count for year in courses.goals[1].years] == [1, 2, 3, 4, 5, 5, 5, 5]


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


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("query", ["goal=governance", "area=media", "year=2016"])
def test_what_is_chosen_is_marked_among_what_it_is_compared_with(client: Client, query: str) -> None:
    page = client.get(f"/en/insights/?{query}")

    (over_years,) = elements(page, "section", id="goal")
    assert "What is chosen is marked; the rest is what the other choices would give." in over_years.text
    value = query.partition("=")[2]
    marked = [link for link in elements(page, "a") if "/en/measures/" in link.attributes.get("href", "")]
    marked = [link for link in marked if "aria-current" in link.attributes]
    assert marked
    whole = [text for text in texts(page, "th", scope="col") if text.endswith("years")]
    assert whole == ["Chosen years" if "year" in query else "All years"]
    assert {link.attributes["href"].partition("?")[2].endswith(value) for link in marked} == {True}


@pytest.mark.usefixtures("register")
def test_filters_are_shown_and_can_be_removed_and_the_listing_is_near(client: Client) -> None:
    page = client.get("/en/insights/?domain=music&country=TG&page=1")

    links = {link.text: link.attributes["href"] for link in elements(page, "a") if "href" in link.attributes}
    assert links["Remove Domain: Music"] == "/en/insights/?country=TG"
    assert links["Remove Country: Togo"] == "/en/insights/?domain=music"
    assert links["Remove all filters"] == "/en/insights/"
    assert links["9 of 19 measures"] == "/en/measures/?domain=music&country=TG"


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


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.usefixtures("register")
def test_insights_answer_in_every_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/insights/")

    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert len(texts(page, "h1")) == 1
