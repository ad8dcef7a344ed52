"""A listing as an XLSX workbook that streams: the table, and a sheet that explains its columns.

XlsxWriter, which can only give a whole file, makes a workbook with a sample row; the rows take its place as they come.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from common.dates import PartialDate
from exports.columns import Cell, Column, Document
from exports.text import printable
from exports.zip import Outgoing, pieces_of

MOST_ROWS = 1_048_575  # below the header; a sheet ends there
LONGEST = 32_767  # what a cell holds, counted in UTF-16
MANY_ROWS = 100_000  # of which the table may need more than a plain ZIP holds, 4 GB
WIDTH = 18
ROWS = 100  # that leave together
TABLE, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
DAY_ZERO = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet knows no zones)
ONE_DAY = datetime.timedelta(days=1)
LOOKS_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def workbook_pieces(
    title: str, columns: list[Column], documents: Iterable[Document], *, note: str = "", is_large: bool = False
) -> Iterator[bytes]:
    """The workbook in pieces. Memory stays flat: each row leaves before many more are made.

    A note about the words that were searched for stands below the columns that are explained.
    """
    frame = Frame.of(title, columns, note)
    out, table = Outgoing(), Table(frame, columns)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in frame.others.items():
            archive.writestr(name, content)
        yield out.take()
        pieces = chain([frame.head], table.rows(documents), table.tail())
        yield from pieces_of(archive, out, TABLE, (piece.encode() for piece in pieces), is_large=is_large)
        archive.writestr(BOOK, frame.book.replace(f"${frame.last}$2", f"${frame.last}${table.last_row}"))
    yield out.take()


@dataclass
class Frame:
    """A workbook without rows, taken apart where they belong."""

    others: dict[str, bytes]  # the files in it that do not depend on the rows
    book: str
    head: str  # of the table's sheet, before its first row below the header
    tail: str
    last: str  # the name of the last column
    day: str  # the numbers of the styles of days and of moments
    moment: str

    @classmethod
    def of(cls, title: str, columns: list[Column], note: str) -> "Frame":
        with ZipFile(_sample(title, columns, note)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        book, sheet = files.pop(BOOK).decode(), files.pop(TABLE).decode()
        sheet = re.sub(r"<dimension [^>]*/>", "", sheet)  # which nobody knows before the last row
        head, sample, tail = re.split(r'(<row r="2".*?</row>)', sheet)
        day, moment = re.findall(r' s="(\d+)"', sample)
        return cls(files, book, head, tail, xl_col_to_name(len(columns) - 1), day, moment)


def _sample(title: str, columns: list[Column], note: str) -> BytesIO:
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    head = workbook.add_format({"bold": True})
    table = _sheet(workbook, title, [column.name for column in columns], head)
    for place, form in enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")):
        table.write_datetime(1, place, DAY_ZERO, workbook.add_format({"num_format": form}))
    table.autofilter(0, 0, 1, len(columns) - 1)
    explained = _sheet(workbook, _("Columns"), [_("Column"), _("What it says")], head)
    explained.set_column(1, 1, 80)
    lines = [(column.name, str(column.about)) for column in columns] + ([("q", note)] if note else [])
    for number, (name, about) in enumerate(lines, start=1):
        explained.write_string(number, 0, name)
        explained.write_string(number, 1, as_cell(about))
    workbook.close()
    return file


def _sheet(workbook: Workbook, title: str, headers: list[str], head: Format) -> Worksheet:
    sheet = workbook.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headers) - 1, WIDTH)
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, head)
    return sheet


class Table:
    """The rows of a sheet, as its XML has them."""

    def __init__(self, frame: Frame, columns: list[Column]) -> None:
        self.frame = frame
        self.reads = [(xl_col_to_name(place), column.read) for place, column in enumerate(columns)]
        self.last_row = 1

    def rows(self, documents: Iterable[Document]) -> Iterator[str]:
        waiting: list[str] = []
        for document in documents:
            self.last_row += 1
            cells = [self._cell(f"{name}{self.last_row}", read(document)) for name, read in self.reads]
            waiting.append(f'<row r="{self.last_row}">{"".join(cells)}</row>')
            if len(waiting) == ROWS:
                yield "".join(waiting)
                waiting.clear()
        yield "".join(waiting)

    def tail(self) -> Iterator[str]:
        """What follows the last row, once it is known."""
        yield self.frame.tail.replace(f":{self.frame.last}2", f":{self.frame.last}{self.last_row}")

    def _cell(self, place: str, value: Cell) -> str:
        """Each value as what it is. A text is always a text, whatever it looks like."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
        if isinstance(value, int | Decimal):
            return f'<c r="{place}"><v>{value}</v></c>'
        if isinstance(value, datetime.datetime):
            moment = value.replace(tzinfo=None, microsecond=0)
            return f'<c r="{place}" s="{self.frame.moment}"><v>{(moment - DAY_ZERO) / ONE_DAY!r}</v></c>'
        if isinstance(value, PartialDate) and value.day:
            return f'<c r="{place}" s="{self.frame.day}"><v>{(value.first_day - DAY_ZERO.date()).days}</v></c>'
        text = LOOKS_LIKE_ESCAPED.sub("_x005F_", escape(as_cell(value)))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def as_cell(text: str) -> str:
    """The text as a cell can hold it: without control characters, and cut with a word of warning where too long."""
    clean = printable(text)
    if len(clean) <= LONGEST // 2 or len(clean.encode("utf-16-le")) // 2 <= LONGEST:
        return clean
    warning = _(" … (cut: a cell holds no more. The JSON has the whole text.)")
    room = (LONGEST - len(warning)) * 2
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + warning
