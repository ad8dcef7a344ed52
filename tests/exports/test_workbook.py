"""The workbook: each cell is what it was, and nothing of it is left on the disk."""

import datetime
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from openpyxl.utils import get_column_letter

from exports import workbook
from exports.columns import columns_of
from measures.models import Measure
from tests.exports.reading import documents, read_xlsx
from tests.factories import (
    MeasureFactory,
    ResultFactory,
)

pytestmark = pytest.mark.django_db


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


def test_a_text_that_looks_like_xml_of_the_sheet_is_a_text(client: Client) -> None:
    MeasureFactory(main_features="<r>a & b</r>")

    (row,) = read_xlsx(client, "/en/measures/export.xlsx")

    assert row["main_features"] == "<r>a & b</r>"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, which is empty."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_nothing_is_left_of_a_workbook_whose_reader_goes_away(temporary: Path) -> None:
    pieces = workbook.workbook_pieces("Measures", columns_of("measures"), documents(10))

    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]

    assert list(temporary.iterdir()) == []


def test_nothing_is_left_of_a_workbook_that_fails(temporary: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield from documents(1)
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        list(workbook.workbook_pieces("Measures", columns_of("measures"), broken()))

    assert list(temporary.iterdir()) == []
