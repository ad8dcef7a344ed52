"""A listing as an XLSX workbook, written row by row into a file: the table, and a sheet that explains its columns."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from coalitions.dates import PartialDate
from measures.tables.columns import Cell, Column, Document
from measures.tables.text import printable

MOST_ROWS = 1_048_575  # below the header; a sheet ends there
LONGEST = 32_767  # what a cell holds, counted in UTF-16
WIDTH = 18


def write_workbook(file: BinaryIO, title: str, columns: list[Column], documents: Iterable[Document]) -> None:
    """Write the workbook. Memory stays flat: each row is on disk before the next one is made."""
    workbook = Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    workbook.use_zip64()
    formats = {
        "head": workbook.add_format({"bold": True}),
        "moment": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    table = _sheet(workbook, title, [column.name for column in columns], formats)
    number = 0
    for number, document in enumerate(documents, start=1):
        for place, column in enumerate(columns):
            _write(table, number, place, column.read(document), formats)
    table.autofilter(0, 0, number, len(columns) - 1)
    _explain(workbook, columns, formats)
    workbook.close()


def _sheet(workbook: Workbook, title: str, headers: list[str], formats: dict[str, Any]) -> Worksheet:
    sheet = workbook.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headers) - 1, WIDTH)
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, formats["head"])
    return sheet


def _explain(workbook: Workbook, columns: list[Column], formats: dict[str, Any]) -> None:
    sheet = _sheet(workbook, _("Columns"), [_("Column"), _("What it says")], formats)
    sheet.set_column(1, 1, 80)
    for number, column in enumerate(columns, start=1):
        sheet.write_string(number, 0, column.name)
        sheet.write_string(number, 1, as_cell(str(column.about)))


def _write(sheet: Worksheet, row: int, place: int, value: Cell, formats: dict[str, Any]) -> None:
    """Write each value as what it is. A text is always a text, whatever it looks like."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime.datetime):
        sheet.write_datetime(row, place, value.replace(tzinfo=None, microsecond=0), formats["moment"])
    elif isinstance(value, PartialDate) and value.day:
        sheet.write_datetime(row, place, value.first_day)
    else:
        sheet.write_string(row, place, as_cell(value))


def as_cell(text: str) -> str:
    """The text as a cell can hold it: without control characters, and cut with a word of warning where too long."""
    clean = printable(text)
    if len(clean) <= LONGEST // 2 or len(clean.encode("utf-16-le")) // 2 <= LONGEST:
        return clean
    warning = _(" … (cut: a cell holds no more. The JSON has the whole text.)")
    room = (LONGEST - len(warning)) * 2
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + warning
