"""A listing as text that streams: CSV for spreadsheets and programs, JSON for programs."""

import csv
import datetime
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice

from rest_framework.utils.encoders import JSONEncoder

from exports.columns import Cell, Column, Document

BATCH = 200  # rows that leave together, so that each piece of the answer is worth compressing
# What XML cannot hold and nobody can see; it may have come from a pasted page, before anything refused it.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What a spreadsheet takes for the beginning of a formula, also in the width of East Asian type.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE = " \u00a0\u200b\u200e\u200f\ufeff"


def csv_lines(columns: list[Column], documents: Iterable[Document]) -> Iterator[str]:
    """CSV in pieces, as Excel and everything else reads it: with a byte order mark, commas and CRLF."""
    out = StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow([column.name for column in columns])
    documents = iter(documents)
    while True:
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        batch = list(islice(documents, BATCH))
        if not batch:
            return
        writer.writerows([as_text(column.read(document)) for column in columns] for document in batch)


def as_text(value: Cell) -> str:
    """A cell's text, which no spreadsheet takes for a formula: an apostrophe then stands before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int):
        return str(value)
    text = printable(value)
    return f"'{text}" if text.lstrip(INVISIBLE).startswith(FORMULA) else text


def printable(text: str) -> str:
    """The text without what a sheet or a feed cannot hold."""
    return UNPRINTABLE.sub("", text)


def json_lines(documents: Iterable[Document]) -> Iterator[str]:
    """A JSON array in pieces, one document a line."""
    documents = iter(documents)
    mark = "["
    while batch := list(islice(documents, BATCH)):
        lines = [json.dumps(document, cls=JSONEncoder, ensure_ascii=False) for document in batch]
        yield f"{mark}\n" + ",\n".join(lines)
        mark = ","
    yield "\n]\n" if mark == "," else "[]\n"
