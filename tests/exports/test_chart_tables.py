"""The charts to take away: each table holds what its chart shows, whole, and no spreadsheet runs what is in it."""

import csv
from io import StringIO

import pytest
import time_machine
from django.test import Client

from tests.factories import CoalitionFactory, EventFactory, MeasureFactory
from tests.public.charts import QUERIES, fill_register

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(StringIO(b"".join(answer).decode().removeprefix("\ufeff"))))


@pytest.mark.parametrize("query", QUERIES)
def test_tables_hold_what_the_charts_show(client: Client, query: str) -> None:
    fill_register()
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
