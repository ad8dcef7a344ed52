"""The benchmarks leave other people's databases alone, and every program answers the same questions."""

import os
import subprocess
import sys
from collections import defaultdict

import pytest

from bench.cases import FACETS, PAGE, Case
from bench.corpus import documents
from bench.engines.polyphony import Polyphony
from bench.engines.postgresql import PostgreSQL, PostgreSQLAllCounts
from demo.synthetic import generate

ENGLISH, ONLINE = ("language", "en"), ("area", "digital-environment")


def test_the_benchmarks_refuse_a_server_of_somebody_elses() -> None:
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}

    done = subprocess.run([sys.executable, "-m", "bench"], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "The benchmarks run on the project's own PostgreSQL: unset DATABASE_URL.\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case",
    [
        Case("everything"),
        Case("two values", values=(ENGLISH, ONLINE)),
        Case("a value and years", values=(ONLINE,), years=(2014, 2020)),
    ],
    ids=lambda case: case.name,
)
def test_postgresql_alone_finds_and_counts_what_polyphony_does(case: Case) -> None:
    generate(50)
    polyphony, postgresql = Polyphony(), PostgreSQLAllCounts()
    polyphony.build([])
    postgresql.build(documents())

    total, counts = postgresql.counts(case)

    selection = polyphony.selection(case)
    assert total == selection.total > 0
    assert postgresql.page(case) == selection.slice(0, PAGE)
    by_facet: dict[str, dict[str, int]] = defaultdict(dict)
    for (facet, value), number in counts.items():
        if value and facet != "cycle":  # which the documents name by another key
            by_facet[facet][value] = number
    assert by_facet == {
        facet: {str(value): number for value, number in polyphony.counts(selection, facet).items()}
        for facet in FACETS
        if facet != "cycle"
    }


@pytest.mark.django_db
def test_postgresql_alone_counts_more_cheaply_within_what_is_chosen() -> None:
    generate(50)
    postgresql = PostgreSQL()
    postgresql.build(documents())

    total, counts = postgresql.counts(Case("one language", values=(ENGLISH,)))

    assert {value: number for value, number in counts.items() if value[0] == "language"} == {ENGLISH: total}
