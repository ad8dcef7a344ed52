"""What tests of downloads need: to read each form, and many documents to write."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from django.test import Client

from finding.kinds import MEASURE
from finding.listings import LISTINGS
from finding.selection import all_of
from tests.factories import (
    MeasureFactory,
    ResultFactory,
)

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


def documents(number: int) -> Iterator[dict[str, Any]]:
    """Many documents, made one by one as the database would give them."""
    publish_me = MeasureFactory(main_features="Four workshops a year. " * 100)
    ResultFactory(measure=publish_me)
    document, *_others = LISTINGS["measures"].documents(all_of(MEASURE))
    for _number in range(number):
        yield dict(document)


def peak(work: Any) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
