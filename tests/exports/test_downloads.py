"""Downloads: what leaves is what is listed, with a name, and takes no more memory for more rows."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exports import workbook
from exports.columns import columns_of
from exports.text import csv_lines, json_lines
from finding.kinds import MEASURE
from finding.listings import LISTINGS
from finding.selection import all_of
from measures.versions import withdraw
from tests.exports.reading import documents, peak, read_csv, read_json, read_xlsx
from tests.factories import (
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    TermFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_the_file_is_named_with_date_and_filters(client: Client) -> None:
    answer = client.get("/en/measures/export.csv?country=CA&country=MX&q=museum+staff&page=2")

    name = "polyphony-measures-2026-11-24-q-museum-staff-country-CA-MX.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@time_machine.travel("2026-11-24 12:00Z", tick=False)
def test_a_file_name_outside_ascii_is_encoded(client: Client) -> None:
    answer = client.get("/en/measures/export.json?q=déjà")

    expected = "attachment; filename*=utf-8''polyphony-measures-2026-11-24-q-d%C3%A9j%C3%A0.json"
    assert answer.headers["Content-Disposition"] == expected


@pytest.mark.parametrize("form", ["csv", "xlsx", "zip"])
def test_a_bad_filter_is_refused_in_words(client: Client, form: str) -> None:
    answer = client.get(f"/en/measures/export.{form}?country=XX")

    assert answer.status_code == 400
    assert "“XX” is not a value of this filter." in answer.content.decode()


def test_a_program_is_told_of_a_bad_filter_in_json(client: Client) -> None:
    answer = client.get("/en/measures/export.json?country=XX")

    sentence = "“XX” is not a value of this filter. Choose one from the list, or remove it."
    assert answer.status_code == 400
    assert answer.json() == {"detail": "Some filters are not understood.", "errors": {"country": [sentence]}}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_nothing_withdrawn_leaves(client: Client, form: str) -> None:
    measure = MeasureFactory(title="Withdrawn")
    ResultFactory(measure=measure)
    MeasureFactory(title="Public")
    withdraw(measure, by=None, reason="Reported twice.")
    read = {"csv": read_csv, "xlsx": read_xlsx, "json": read_json}[form]

    titles = [row["title"] for row in read(client, f"/en/measures/export.{form}")]

    assert titles == ["Public"]
    assert read(client, f"/en/results/export.{form}") == []


def test_a_head_request_costs_no_table(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(20):
        answer = client.head("/en/measures/export.xlsx")

    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("listing", LISTINGS)
def test_queries_do_not_grow_with_the_rows(client: Client, listing: str) -> None:
    def queries_with_more() -> int:
        for _number in range(4):
            event = ParticipationFactory(coalition=MembershipFactory().coalition).event
            ResultFactory(measure=MeasureFactory(terms=[TermFactory()], events=[event]), event=event)
        return queries_of(lambda: read_csv(client, f"/en/{listing}/export.csv"))

    few, more = queries_with_more(), queries_with_more()

    assert few == more


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_ten_times_the_rows_take_no_more_memory(form: str) -> None:
    columns = columns_of("measures")

    def write(rows: int) -> None:
        pieces: Iterator[str | bytes]
        if form == "xlsx":
            pieces = workbook.workbook_pieces("Measures", columns, documents(rows))
        else:
            pieces = csv_lines(columns, documents(rows)) if form == "csv" else json_lines(documents(rows))
        for _piece in pieces:
            pass

    write(10)
    few, many = peak(lambda: write(400)), peak(lambda: write(4_000))

    assert many < 1.5 * few


def test_records_are_read_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finding.selection.CHUNK", 2)
    measures = [MeasureFactory() for _number in range(5)]

    shown = [document["slug"] for document in LISTINGS["measures"].documents(all_of(MEASURE))]

    assert shown == [measure.slug for measure in reversed(measures)]
