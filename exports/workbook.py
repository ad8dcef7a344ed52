"""A listing as an XLSX workbook: the table, and a sheet that explains its columns."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from common.dates import PartialDate
from exports.columns import Cell, Column, Document
from exports.text import printable

MOST_ROWS = 1_048_575  # below the header; a sheet ends there
LONGEST = 32_767  # what a cell holds, counted in UTF-16
LONGEST_TITLE = 31
WIDTH, WIDTH_OF_SENTENCES = 18, 80
PIECE = 256 * 1024


def workbook_pieces(
    title: str, columns: list[Column], documents: Iterable[Document], *, note: str = ""
) -> Iterator[bytes]:
    """Yield the workbook in pieces. The note stands below the columns that are explained.

    The workbook is written to a temporary file first, so that memory stays flat; the first piece comes after the last
    document was read. The file has no name, and ends with this generator, even if nobody reads to the end.
    """
    with TemporaryFile() as file:
        _write(file, title, columns, documents, note)
        file.seek(0)
        yield from iter(partial(file.read, PIECE), b"")


def _write(file: IO[bytes], title: str, columns: list[Column], documents: Iterable[Document], note: str) -> None:
    # XlsxWriter forgets its own temporary files when it fails, for example on a full disk. So they get a folder, which
    # is always removed. ZIP64, which Excel warns of, is allowed, but only a sheet of more than 2 GB has it.
    with (
        TemporaryDirectory() as folder,
        Workbook(file, {"constant_memory": True, "tmpdir": folder, "use_zip64": True}) as workbook,
    ):
        table = Sheet(workbook, title, [column.name for column in columns])
        for document in documents:
            table.add([column.read(document) for column in columns])
        table.sheet.autofilter(0, 0, table.last_row, len(columns) - 1)
        explained = Sheet(workbook, _("Columns"), [_("Column"), _("What it says")])
        explained.sheet.set_column(1, 1, WIDTH_OF_SENTENCES)
        for column in columns:
            explained.add([column.name, str(column.about)])
        if note:
            explained.add(["q", note])


class Sheet:
    """A sheet of a workbook, with a header that stays in sight. Rows are added from the top to the bottom."""

    def __init__(self, workbook: Workbook, title: str, headers: list[str]) -> None:
        self.sheet = workbook.add_worksheet(title[:LONGEST_TITLE])
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.last_row = 0
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(headers) - 1, WIDTH)
        bold = workbook.add_format({"bold": True})
        for place, header in enumerate(headers):
            self.sheet.write_string(0, place, header, bold)

    def add(self, values: list[Cell]) -> None:
        """Add a row with a cell for each value."""
        self.last_row += 1
        for place, value in enumerate(values):
            self._write(place, value)

    def _write(self, place: int, value: Cell) -> None:
        """Write each value as what it is. A text is always a text, never a formula or a link."""
        if value is None or value == "":
            return
        row, sheet = self.last_row, self.sheet
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, place, value)
        elif isinstance(value, datetime.datetime):
            sheet.write_datetime(row, place, value.replace(tzinfo=None, microsecond=0), self.moment)
        elif isinstance(value, PartialDate) and value.day:
            sheet.write_datetime(row, place, value.first_day, self.day)
        else:
            self._write_text(place, as_cell(value))

    def _write_text(self, place: int, text: str) -> None:
        if text.startswith("<r>"):
            # XlsxWriter takes such a text for XML, and copies it unchanged. It escapes a text that it gets in parts.
            self.sheet.write_rich_string(self.last_row, place, text[0], text[1], text[2:])
        else:
            self.sheet.write_string(self.last_row, place, text)


def as_cell(text: str) -> str:
    """The text as a cell can hold it: without control characters, and cut with a word of warning where too long."""
    clean = printable(text)
    if len(clean) <= LONGEST // 2 or len(clean.encode("utf-16-le")) // 2 <= LONGEST:
        return clean
    warning = _(" … (cut: a cell holds no more. The JSON has the whole text.)")
    room = (LONGEST - len(warning)) * 2
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + warning
