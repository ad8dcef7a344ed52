"""Every figure of the insights is that of the listing and leads to what it counts, in one register for all tests."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from measures.models import Result
from tests.pages import elements, texts
from tests.public.charts import QUERIES, fill_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


@pytest.fixture(scope="module")
def register(made_once: None) -> None:
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
@time_machine.travel("2020-06-01", tick=False)
def test_every_figure_is_the_total_of_the_list_it_leads_to(client: Client, query: str) -> None:
    page = client.get(f"/en/insights/?{query}")

    said = figures(page)

    assert len(said) > 15
    assert {url: client.get(url).context["total"] for url in said} == said


@pytest.mark.parametrize("query", QUERIES)
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
def test_results_by_kind_are_those_of_the_chosen_measures(client: Client, query: str) -> None:
    page = client.get(f"/en/measures/?{query}")
    measures = page.context["filter"].qs
    expected = {kind: Result.objects.filter(measure__in=measures, kind=kind).count() for kind in Result.Kind.values}

    (*_others, results) = client.get(f"/en/insights/?{query}").context["bars"]

    assert {row.value: row.count for row in results.rows} == {kind: count for kind, count in expected.items() if count}


def test_a_figure_of_results_leads_nowhere_when_words_were_searched_for(client: Client) -> None:
    """The listing of results would look for them in the results, and find others."""
    (*_others, results) = client.get("/en/insights/?q=museum").context["bars"]

    assert {row.url for row in results.rows} == {""}


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


def test_columns_lead_to_the_measures_of_a_year(client: Client) -> None:
    page = client.get("/en/insights/?country=TG")

    (column, cell) = [
        link for link in elements(page, "a") if link.attributes["href"].endswith("?country=TG&area=media&year=2014")
    ]
    assert (column.text, column.attributes["tabindex"], cell.text) == ("2014: 2", "-1", "2")


def test_goals_and_areas_are_followed_over_the_years(client: Client) -> None:
    with time_machine.travel("2021-06-01", tick=False):
        courses = client.get("/en/insights/").context["courses"]

    assert courses.years == ["2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021"]
    assert [(goal.whole.value, [area.whole.value for area in goal.parts]) for goal in courses.goals] == [
        ("governance", ["media"]),
        ("rights", ["equality"]),
    ]
    assert [year.count for year in courses.goals[1].years] == [1, 2, 3, 4, 5, 5, 5, 5]


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


def test_filters_are_shown_and_can_be_removed_and_the_listing_is_near(client: Client) -> None:
    page = client.get("/en/insights/?domain=music&country=TG&page=1")

    links = {link.text: link.attributes["href"] for link in elements(page, "a") if "href" in link.attributes}
    assert links["Remove Domain: Music"] == "/en/insights/?country=TG"
    assert links["Remove Country: Togo"] == "/en/insights/?domain=music"
    assert links["Remove all filters"] == "/en/insights/"
    assert links["9 of 19 measures"] == "/en/measures/?domain=music&country=TG"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_insights_answer_in_every_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/insights/")

    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert len(texts(page, "h1")) == 1
