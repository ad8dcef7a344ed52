"""What finding reads of a record tells of its changes: each table that it reads has the triggers that note them."""

import re

import pytest
from django.db import connection

from finding.index import RecordKind
from finding.kinds import KINDS

pytestmark = pytest.mark.django_db

EVENTS = {"insert", "update", "delete", "truncate"}


def watched(kind: str) -> dict[str, set[str]]:
    """The tables whose triggers note changes of this kind, and on which events."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE %s", [f"search\\_{kind}\\_%"]
        )
        tables: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            tables.setdefault(table, set()).add(name.removeprefix(f"search_{kind}_"))
    return tables


def tables_in(sql: str) -> set[str]:
    return {table for table in re.findall(r'(?:FROM|JOIN) "?(\w+)"?', sql) if not table.startswith("search_")}


def read_by_facets(kind: RecordKind) -> set[str]:
    queries = (kind.records().order_by().annotate(carried=facet).values("carried") for facet in kind.facets.values())
    return set[str]().union(*(tables_in(str(query.query)) for query in queries))


def read_by_entries(kind: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [f"search_entry_of_{kind}"])
        (body,) = cursor.fetchone()
    return {table for table in tables_in(body) if "_" in table}  # and no name that is given in the query


def noting(kind: str) -> set[str]:
    """The tables whose changes make records of this kind be read again: what changes a measure changes its results."""
    return set(watched(kind)) | (set(watched("measure")) if kind == "result" else set())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_table_that_a_facet_reads_has_triggers(kind: RecordKind) -> None:
    assert read_by_facets(kind) - noting(kind.name) == set()


@pytest.mark.parametrize("kind", ["measure", "result", "coalition", "event", "term"])
def test_each_table_that_an_entry_is_made_of_has_triggers(kind: str) -> None:
    assert read_by_entries(kind) - noting(kind) == set()


@pytest.mark.parametrize("kind", ["measure", "result", "coalition", "event", "term"])
def test_a_watched_table_tells_of_every_kind_of_change(kind: str) -> None:
    assert [table for table, events in watched(kind).items() if events != EVENTS] == []


def test_the_tables_of_a_query_are_found() -> None:
    """So that the tests above compare something."""
    measure = next(kind for kind in KINDS if kind.name == "measure")

    assert {"measures_measure", "measures_measure_terms"} <= read_by_facets(measure)
    assert read_by_entries("measure") == {"measures_measure", "measures_partner", "measures_result"}
