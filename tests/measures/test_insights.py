"""Insights: every figure is that of the listing and leads to what it counts; one alone is told in a sentence."""

import csv
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pyroaring import BitMap

from measures.domain.insights import Bars, Row, Support, network
from measures.domain.publication import withdraw
from measures.models import Result
from tests.factories import (
    AreaFactory,
    AuthorityMeasureFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    GoalFactory,
    MeasureFactory,
    ResultFactory,
    TermFactory,
)
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> None:
    """A register in which every chart has several rows, and every query string below leaves some out."""
    governance, rights = GoalFactory(code="governance"), GoalFactory(code="rights")
    media, equality = AreaFactory(code="media", parent=governance), AreaFactory(code="equality", parent=rights)
    music, design = TermFactory(code="music"), TermFactory(code="design")
    togo = CoalitionFactory(slug="togo", name="Coalition of Togo", country="TG")
    canada = CoalitionFactory(slug="canada", name="Coalition of Canada", country="CA")
    chile = CoalitionFactory(slug="chile", name="Coalition of Chile", country="CL")
    lome = EventFactory(name="Congress in Lomé")
    for number in range(18):
        measure = MeasureFactory(
            title=f"{'Museum' if number % 2 else 'Festival'} {number}",
            language="fr" if number % 2 else "en",
            coalition=togo if number % 3 else canada,
            countries=["TG", "BJ"] if number % 3 else ["CA", "CL"],
            first_year=2014 + number % 5,
            last_year=None if number % 4 == 0 else 2020,
            ongoing=number % 4 == 0,
            terms=[governance, media, music] if number % 4 else [rights, equality, design],
            supported_coalitions=[chile, canada] if number % 3 else [togo] if number % 2 else [],
            events=[lome] if number % 2 else [],
            cycle=CycleFactory(),
        )
        ResultFactory(measure=measure, kind="publication" if number % 5 else "policy-changed")
        ResultFactory(measure=measure, kind="event-held", statement="Museums opened.")
    AuthorityMeasureFactory(title="Museum of the state", countries=["TG"], terms=[equality], first_year=2015)
    withdraw(MeasureFactory(countries=["FR"], terms=[rights, design]), by=None, reason="Reported twice.")


QUERIES = [
    "",
    "country=CA",
    "goal=governance&country=TG",
    "area=media&area=equality&language=fr",
    "region=002&year_from=2016&year_to=2017",
    "year=2015",
    "q=museum",
    "supported=chile&coalition=togo",
    "reporter=public-authority",
    "sort=title&goal=rights",
]


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
    rows = [Row("002", "Africa", 1), Row("202", "Sub-Saharan Africa", 1, depth=1), Row("011", "Western", 1, depth=2)]

    assert Bars("region", "Region", rows).only == rows[-1]
    assert Bars("region", "Region", [*rows, Row("014", "Eastern", 1, depth=2)]).only is None


def test_no_measure_has_no_chart(client: Client) -> None:
    MeasureFactory()

    page = client.get("/en/insights/?country=CA")

    assert texts(page, "div", class_="empty") == [
        "Nothing in the register matches. Remove one of the filters above, or begin again: show everything."
    ]
    assert elements(page, "section") == []


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


@pytest.mark.usefixtures("register")
def test_supports_name_their_measures_and_events(client: Client) -> None:
    page = client.get("/en/insights/")

    (table,) = elements(page, "table", class_="supports")
    assert [(str(told.giver), str(told.taker), told.count) for told in page.context["supports"]] == [
        ("Coalition of Togo", "Coalition of Canada", 12),
        ("Coalition of Togo", "Coalition of Chile", 12),
        ("Coalition of Canada", "Coalition of Togo", 3),
    ]
    assert table.text.endswith(
        "Coalition of Canada supported Coalition of Togo 3 measures"
        " Museum 15 (2014–2020) Congress in Lomé Museum 9 (2018–2020) Congress in Lomé"
        " Museum 3 (2017–2020) Congress in Lomé"
    )


def test_a_public_authority_supports_outside_the_network(client: Client) -> None:
    AuthorityMeasureFactory(supported_coalitions=[CoalitionFactory()])

    page = client.get("/en/insights/")

    assert texts(page, "section", id="support") == [
        "Who supported whom None of these measures supported another coalition."
    ]


def test_many_supports_are_drawn_in_part_and_come_page_by_page(client: Client) -> None:
    giver = CoalitionFactory(slug="giver")
    for number in range(25):
        MeasureFactory(coalition=giver, supported_coalitions=[CoalitionFactory(slug=f"taker-{number}")])

    first, second = (client.get(f"/en/insights/?page={number}") for number in (1, 2))

    assert len(elements(first, "path", **{"stroke-width": "2"})) == 14
    assert "The 14 strongest of 25 supports are drawn." in first.content.decode()
    shown = [told.taker.slug for page in (first, second) for told in page.context["supports"]]
    assert sorted(shown) == sorted(f"taker-{number}" for number in range(25))
    assert [link.attributes["href"] for link in elements(first, "a", rel="next")] == ["?page=2#support"]


def test_a_few_supports_are_not_drawn(client: Client) -> None:
    MeasureFactory(supported_coalitions=CoalitionFactory.create_batch(3))

    page = client.get("/en/insights/")

    assert len(page.context["supports"]) == 3
    assert elements(page, "div", class_="network") == []


def support(giver: int, taker: int, count: int) -> Support:
    return Support(giver, taker, BitMap(range(count)))


def test_lines_are_drawn_without_crossing_where_they_can_and_as_wide_as_they_count() -> None:
    drawn = network([support(1, 8, 7), support(2, 9, 2), support(3, 8, 2), support(3, 7, 1)])

    assert (drawn.givers, drawn.takers) == ([1, 3, 2], [8, 7, 9])
    assert [(line.path, line.width) for line in drawn.lines] == [
        ("M0 16.7C50 16.7 50 16.7 100 16.7", 14),
        ("M0 83.3C50 83.3 50 83.3 100 83.3", 4),
        ("M0 50.0C50 50.0 50 16.7 100 16.7", 4),
        ("M0 50.0C50 50.0 50 50.0 100 50.0", 2),
    ]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(StringIO(b"".join(answer).decode().removeprefix("\ufeff"))))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.usefixtures("register")
def test_tables_hold_what_the_charts_show(client: Client, query: str) -> None:
    shown = client.get(f"/en/insights/?{query}").context

    for bars in shown["bars"]:
        counted = "results" if bars.code == "result" else "measures"
        if bars.code not in ("goal", "area"):
            assert rows(client, f"/en/insights/{bars.code}.csv?{query}") == [
                {"code": row.value, "name": row.label, counted: str(row.count)} for row in bars.rows
            ]
    if courses := shown["courses"]:
        each = [course for goal in courses.goals for course in (goal, *goal.parts)]
        table = rows(client, f"/en/insights/goal.csv?{query}")
        assert [(row["area"] or row["goal"], row["measures"]) for row in table] == [
            (course.whole.value, str(course.whole.count)) for course in each
        ]
        assert [[row[year] for year in courses.years] for row in table] == [
            [str(year.count) for year in course.years] for course in each
        ]
    supports = rows(client, f"/en/insights/support.csv?{query}")
    assert len(supports) == sum(told.count for told in shown["supports"])


def test_a_table_has_all_values_where_the_page_has_the_most_frequent(client: Client) -> None:
    countries = ["AR", "BR", "CA", "CL", "CO", "DE", "ES", "FR", "IT", "MX", "PE", "SN", "TG", "UY"]
    MeasureFactory(countries=countries)

    bars = next(bars for bars in client.get("/en/insights/").context["bars"] if bars.code == "country")

    assert (len(bars.rows), bars.more, bars.more_url) == (12, 2, "?more=country")
    assert sorted(row["code"] for row in rows(client, "/en/insights/country.csv")) == countries


def test_a_support_has_a_row_for_each_measure(client: Client) -> None:
    MeasureFactory(
        title="=HYPERLINK(1)",
        slug="helped",
        coalition=CoalitionFactory(slug="giver", name="Giver"),
        supported_coalitions=[CoalitionFactory(slug="taker", name="+Taker")],
        events=[EventFactory(slug="congress", name="Congress")],
    )

    assert rows(client, "/fr/insights/support.csv") == [
        {
            "supporter": "giver",
            "supporter_name": "Giver",
            "supported": "taker",
            "supported_name": "'+Taker",
            "measure": "helped",
            "measure_title": "'=HYPERLINK(1)",
            "measure_period": "2016–2019",
            "measure_url": "http://testserver/en/measures/helped/",
            "events": "congress",
            "events_names": "Congress",
        }
    ]


@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_a_table_is_named_like_an_export(client: Client) -> None:
    answer = client.get("/en/insights/region.csv?country=CA&page=2")

    name = "polyphony-insights-region-2026-11-24-country-CA.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_chart_of_no_name_is_not_found(client: Client) -> None:
    assert client.get("/en/insights/language.csv").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.usefixtures("register")
def test_insights_answer_in_every_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/insights/")

    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert len(texts(page, "h1")) == 1
