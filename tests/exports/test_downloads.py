"""Downloads: what leaves is what is listed, harms no spreadsheet, and takes no more memory for more rows."""

import csv
import datetime
import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from openpyxl.utils import get_column_letter
from pytest_django import DjangoAssertNumQueries

from exports import workbook
from exports import zip as archive
from exports.columns import columns_of
from exports.text import as_text, csv_lines, json_lines
from finding.listings import LISTINGS
from measures.models import Measure
from measures.versions import withdraw
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    EventFactory,
    EvidenceFactory,
    FundingFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
    publish,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

Row = dict[str, str]


def read_csv(client: Client, address: str) -> list[Row]:
    answer = client.get(address)
    assert answer.status_code == 200
    text = b"".join(answer).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def read_xlsx(client: Client, address: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(BytesIO(b"".join(client.get(address))))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def read_json(client: Client, address: str) -> list[dict[str, Any]]:
    documents: list[dict[str, Any]] = json.loads(b"".join(client.get(address)))
    return documents


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_field_of_the_document_has_a_column(listing: str) -> None:
    TermFactory()

    in_columns = {column.field for column in columns_of(listing)}

    assert set(LISTINGS[listing].serializer().fields) == in_columns  # type: ignore[attr-defined]


@pytest.mark.parametrize("listing", LISTINGS)
def test_no_header_is_there_twice(listing: str) -> None:
    headers = [column.name for column in columns_of(listing)]

    assert sorted(set(headers)) == sorted(headers)


def test_codes_come_with_their_names_in_the_interface_language(client: Client) -> None:
    music = TermFactory(code="music", names={"en": "Music", "fr": "Musique"})
    MeasureFactory(language="es", countries=["CA", "MX"], terms=[music], coalition__country="CI")

    (row,) = read_csv(client, "/fr/measures/export.csv")

    assert (row["language"], row["language_name"]) == ("es", "espagnol")
    assert (row["countries"], row["countries_names"]) == ("CA; MX", "Canada; Mexique")
    assert (row["coalition_country"], row["coalition_country_name"]) == ("CI", "Côte d'Ivoire")
    assert (row["domain"], row["domain_names"]) == ("music", "Musique")


def test_a_public_authority_has_its_own_column(client: Client) -> None:
    AuthorityMeasureFactory(authority="Example Ministry")

    (row,) = read_csv(client, "/en/measures/export.csv")

    assert (row["reporter"], row["authority"], row["coalition"]) == ("public-authority", "Example Ministry", "")


def test_a_measure_comes_with_all_its_rows(client: Client) -> None:
    measure = MeasureFactory(
        title="Opened a fund", evaluated=True, ifcd_support=False, events=[EventFactory(name="Meeting")]
    )
    ResultFactory(measure=measure, statement="First\nline.", position=1)
    ResultFactory(measure=measure, statement="Second.", position=2)
    FundingFactory(measure=measure, amount="25000.50", currency="CAD", source="Example fund", year=2018)
    publish(measure)

    (row,) = read_csv(client, "/en/measures/export.csv")

    assert row["results"] == "First line.\nSecond."
    assert row["fundings"] == "25000.50 CAD Example fund 2018"
    assert row["events_names"] == "Meeting"
    assert (row["evaluated"], row["ifcd_support"], row["evaluation_year"]) == ("true", "false", "")
    assert (row["period"], row["version"]) == ("2016–2019", "1")


def test_a_coalition_comes_with_its_latest_status(client: Client) -> None:
    coalition = CoalitionFactory(name="Example coalition", other_names={"fr": "Coalition d’exemple"})
    StatusChangeFactory(coalition=coalition, status="dormant", since="2012")
    StatusChangeFactory(coalition=coalition, status="active", since="2005")
    membership = MembershipFactory(coalition=coalition)

    row = next(row for row in read_csv(client, "/fr/coalitions/export.csv") if row["slug"] == "example-coalition")

    assert (row["status"], row["status_since"]) == ("dormant", "2012")
    assert (row["name"], row["name_here"]) == ("Example coalition", "Coalition d’exemple")
    assert row["federations"] == membership.federation.slug


def test_an_event_comes_with_those_who_took_part(client: Client) -> None:
    part = ParticipationFactory(role="host", coalition__name="Example coalition")

    (row,) = read_csv(client, "/en/events/export.csv")

    assert row["participations"] == f"{part.coalition.slug} (host)"
    assert (row["kind"], row["start"], row["end"]) == ("congress", "2019-10-09", "2019-10-11")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "＝", "＠"])
def test_no_text_is_a_formula_in_csv(start: str) -> None:
    assert as_text(f"{start}1+1") == f"'{start}1+1"


def test_ordinary_text_stays_as_it_is() -> None:
    assert as_text("a = b, “c” – d") == "a = b, “c” – d"


def test_no_text_is_a_formula_in_xlsx(client: Client) -> None:
    MeasureFactory(title="=HYPERLINK(1)", main_features="+1")

    sheet = openpyxl.load_workbook(BytesIO(b"".join(client.get("/en/measures/export.xlsx")))).worksheets[0]

    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert (cells["=HYPERLINK(1)"], cells["+1"]) == ("s", "s")


def test_a_spreadsheet_gets_dates_as_dates_and_numbers_as_numbers(client: Client) -> None:
    measure = MeasureFactory(published_at=datetime.datetime(2026, 11, 16, 12, 30, tzinfo=datetime.UTC))
    Measure.objects.update(published_at=datetime.datetime(2026, 11, 16, 12, 30, tzinfo=datetime.UTC))
    ResultFactory(measure=measure, date="2019-10-09", quantity="12.50")

    (measure_row,) = read_xlsx(client, "/en/measures/export.xlsx")
    (result_row,) = read_xlsx(client, "/en/results/export.xlsx")

    assert (measure_row["first_year"], measure_row["ongoing"]) == (2016, False)
    assert measure_row["published_at"] == datetime.datetime(2026, 11, 16, 12, 30)  # noqa: DTZ001
    assert (result_row["date"], result_row["quantity"]) == (datetime.datetime(2019, 10, 9), 12.5)  # noqa: DTZ001


def test_a_text_in_a_spreadsheet_is_as_it_was_written(client: Client) -> None:
    text = '<b>1 < 2 & "3"</b> =1+1\n\n  two spaces, 文化, 🎭  '
    MeasureFactory(main_features=text)

    (row,) = read_xlsx(client, "/en/measures/export.xlsx")

    assert row["main_features"] == text


def test_what_a_spreadsheet_takes_for_an_escape_is_escaped(client: Client) -> None:
    MeasureFactory(title="_x0041_")

    (row,) = read_xlsx(client, "/en/measures/export.xlsx")

    assert row["title"] == "_x005F_x0041_"  # which Excel shows as it was written


@pytest.mark.parametrize("count", [0, 3])
def test_a_sheet_is_filtered_to_its_last_row(client: Client, count: int) -> None:
    MeasureFactory.create_batch(count)

    book = openpyxl.load_workbook(BytesIO(b"".join(client.get("/fr/measures/export.xlsx"))))

    table = book.worksheets[0]
    assert (table.title, table.max_row) == ("Mesures", count + 1)
    assert table.auto_filter.ref == f"A1:{get_column_letter(table.max_column)}{count + 1}"
    assert table.freeze_panes == "A2"


def test_a_workbook_begins_to_leave_before_its_last_row_is_read() -> None:
    read: list[int] = []

    def many() -> Iterator[dict[str, Any]]:
        for number, document in enumerate(documents(3_000)):
            read.append(number)
            yield document | {"main_features": Random(number).randbytes(1_000).hex()}

    pieces = workbook.workbook_pieces("Measures", columns_of("measures"), many())

    assert next(pieces)
    assert next(pieces)
    assert len(read) < 1_000


def test_a_date_known_to_the_month_is_a_text_in_a_spreadsheet(client: Client) -> None:
    ResultFactory(date="2018-10")

    (row,) = read_xlsx(client, "/en/results/export.xlsx")

    assert row["date"] == "2018-10"


def test_control_characters_do_not_spoil_a_spreadsheet(client: Client) -> None:
    MeasureFactory(main_features="before\x0bafter\ufffe")

    (row,) = read_xlsx(client, "/en/measures/export.xlsx")

    assert row["main_features"] == "beforeafter"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cut = workbook.as_cell("𝄞" * 20_000)

    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("𝄞 … (cut: a cell holds no more. The JSON has the whole text.)")


def test_the_workbook_explains_its_columns(client: Client) -> None:
    MeasureFactory()

    book = openpyxl.load_workbook(BytesIO(b"".join(client.get("/en/measures/export.xlsx"))))

    explained = [row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert explained == [column.name for column in columns_of("measures")]


def test_the_documentation_names_every_column() -> None:
    lines = Path("docs/data.md").read_text().splitlines()
    documented = [line.split("`")[1] for line in lines if line.startswith("| `")]

    # The columns of vocabularies are rows of the register, and explained apart.
    assert documented == [column.name for listing in LISTINGS for column in columns_of(listing)]


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


def test_an_empty_list_is_an_empty_array(client: Client) -> None:
    assert read_json(client, "/en/measures/export.json") == []


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


def test_the_archive_holds_the_table_and_the_files_of_what_is_listed(client: Client) -> None:
    listed = MeasureFactory(title="Listed", countries=["CA"])
    evidence = EvidenceFactory(
        measure=listed, file=ContentFile(b"Ten people.", name="a.txt"), name="../../minutes: 1.txt"
    )
    EvidenceFactory(measure=MeasureFactory(countries=["MX"]))

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip?country=CA"))))

    path = f"evidence/listed/{evidence.pk}--..-minutes- 1.txt"
    assert content.namelist() == ["measures.csv", path]
    assert content.read(path) == b"Ten people."
    assert content.read("measures.csv").decode().count("\r\n") == 2


def test_no_file_of_a_withdrawn_measure_is_in_the_archive(client: Client) -> None:
    evidence = EvidenceFactory()
    withdraw(evidence.measure, by=None, reason="Reported twice.")

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip"))))

    assert content.namelist() == ["measures.csv"]


def test_a_file_that_is_gone_from_the_disk_is_named(client: Client) -> None:
    evidence = EvidenceFactory()
    Path(evidence.file.path).unlink()

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip"))))

    assert content.namelist() == ["measures.csv", "missing.txt"]
    assert archive.path_of(evidence) in content.read("missing.txt").decode()


def test_too_many_files_are_refused_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    EvidenceFactory()
    monkeypatch.setattr("public.views.downloads.MOST_FILES", 0)

    answer = client.get("/en/measures/export.zip")

    assert answer.status_code == 400
    assert "An archive holds at most 0 files. Narrow the list." in answer.content.decode()


def documents(number: int) -> Iterator[dict[str, Any]]:
    """Many documents, made one by one as the database would give them."""
    publish_me = MeasureFactory(main_features="Four workshops a year. " * 100)
    ResultFactory(measure=publish_me)
    (document,) = LISTINGS["measures"].documents(Measure.objects.filter(pk=publish_me.pk))
    for _number in range(number):
        yield dict(document)


def peak(work: Any) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


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
    monkeypatch.setattr("finding.listings.CHUNK", 2)
    measures = [MeasureFactory() for _number in range(5)]

    shown = [document["slug"] for document in LISTINGS["measures"].documents(Measure.objects.order_by("pk"))]

    assert shown == [measure.slug for measure in measures]
