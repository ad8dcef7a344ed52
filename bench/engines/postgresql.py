"""PostgreSQL alone, as well as it can: one row for each measure with all that it is found by, and nothing in memory.

Each value of a facet has a number. A row has the numbers of its values twice: facet by facet, to count one facet, and
together in `keys`, to filter by several facets and to count all of them at once. Every row has the key 0, too, so that
the total comes with the counts. Words are kept aside (TOAST), so that counting does not read them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import Any

from bench.cases import FACETS, PAGE, Case
from bench.corpus import Document
from bench.engines.engine import Engine

TABLES = f"""
    DROP TABLE IF EXISTS bench_value, bench_measure;
    CREATE TABLE bench_value (key integer, facet text, value text);
    CREATE TABLE bench_measure (
        id integer, place integer, first_year smallint, last_year smallint,
        {", ".join(f"{facet} integer[] STORAGE PLAIN" for facet in FACETS)},
        keys integer[] STORAGE PLAIN, words tsvector
    ) WITH (toast_tuple_target = 128)
"""
IS_WHOLE = """
    SELECT (SELECT count(*) FROM bench_measure) = (SELECT count(*) FROM measures_measure WHERE withdrawn_at IS NULL)
"""
ROW = f"(%s, %s, %s, %s, {'%s::integer[], ' * len(FACETS)} %s, to_tsvector('simple', %s))"
INDEXES = """
    SET LOCAL maintenance_work_mem = '512MB';
    CREATE INDEX ON bench_measure USING gin (keys);
    CREATE INDEX ON bench_measure USING gin (words);
    CREATE INDEX ON bench_measure (place);
    ANALYZE bench_value, bench_measure
"""
# Each plan is for the values that are asked for: a common one and a rare one are looked for in different ways.
SETTINGS = "SET plan_cache_mode = force_custom_plan; SET work_mem = '64MB'; DEALLOCATE ALL"

COUNT = """
    SELECT '{facet}', key, count(*)
    FROM (SELECT unnest({values}) AS key FROM bench_measure WHERE {condition}) AS carried GROUP BY key
"""
NEWEST = "SELECT id FROM bench_measure WHERE {condition} ORDER BY place DESC LIMIT {page}"
MOST_RELEVANT = """
    SELECT id FROM bench_measure WHERE {condition}
    ORDER BY ts_rank(words, plainto_tsquery('simple', %s)) DESC, place DESC LIMIT {page}
"""

Counts = dict[tuple[str, str], int]  # of each facet's values


class PostgreSQL(Engine):
    """Each facet is counted within its own choice: one statement counts, and one finds the page."""

    name = "PostgreSQL"
    runs = 3
    tables = ("bench_measure",)

    def build(self, documents: Iterable[Document]) -> None:
        """The table is made once and kept, as the corpora are."""
        from django.db import connection, transaction

        connection.ensure_connection()
        self.cursor: Any = connection.connection.cursor()  # without what Django adds to each statement
        self.prepared: dict[str, str] = {}
        if not self.is_whole():
            with transaction.atomic():
                self.fill(documents)
        self.cursor.execute(SETTINGS)
        self.cursor.execute("SELECT key, facet, value FROM bench_value")
        self.values = {key: (facet, value) for key, facet, value in self.cursor.fetchall()}
        self.keys = {value: key for key, value in self.values.items()}

    def is_whole(self) -> bool:
        """Whether the table has all measures: a larger corpus begins with the table of the one it was copied from."""
        self.cursor.execute("SELECT to_regclass('bench_measure') IS NOT NULL")
        if not self.cursor.fetchone()[0]:
            return False
        self.cursor.execute(IS_WHOLE)
        return bool(self.cursor.fetchone()[0])

    def fill(self, documents: Iterable[Document]) -> None:
        from psycopg2.extras import execute_values

        keys: dict[tuple[str, str], int] = {}

        def rows() -> Iterator[list[Any]]:
            for document in documents:
                carried = [
                    [keys.setdefault((facet, value), len(keys) + 1) for value in document.values.get(facet, [])]
                    for facet in FACETS
                ]
                years = document.first_year or 9999, document.last_year
                yield [document.id, document.place, *years, *carried, [0, *chain(*carried)], document.text]

        self.cursor.execute(TABLES)
        execute_values(self.cursor, "INSERT INTO bench_measure VALUES %s", rows(), template=ROW)
        execute_values(self.cursor, "INSERT INTO bench_value VALUES %s", [(key, *value) for value, key in keys.items()])
        self.cursor.execute(INDEXES)

    def run(self, case: Case) -> int:
        total, _counts = self.counts(case)
        assert self.page(case)
        return total

    def counts(self, case: Case) -> tuple[int, Counts]:
        """The total, and how many measures carry each value."""
        counted: dict[str, dict[int, int]] = {facet: {} for facet in ["", *self.counted_apart(case)]}
        statements = []
        asked: list[Any] = []
        for facet in counted:
            condition, values = self.condition(case, apart_from=facet)
            statements.append(COUNT.format(facet=facet, values=facet or "keys", condition=condition))
            asked += values
        for facet, key, number in self.ask(" UNION ALL ".join(statements), asked):
            counted[facet][key] = number
        within = counted.pop("")
        total = within.pop(0, 0)
        counts = {value: number for key, number in within.items() if (value := self.values[key])[0] not in counted}
        for apart in counted.values():
            counts |= {self.values[key]: number for key, number in apart.items()}
        return total, counts

    def counted_apart(self, _case: Case) -> list[str]:
        """The facets that are counted without what is chosen of them."""
        return []

    def page(self, case: Case) -> list[int]:
        """The ids of the newest or the most relevant."""
        condition, asked = self.condition(case)
        statement = MOST_RELEVANT if case.words else NEWEST
        ranked = [" ".join(case.words)] if case.words else []
        return [pk for (pk,) in self.ask(statement.format(condition=condition, page=PAGE), asked + ranked)]

    def condition(self, case: Case, apart_from: str = "") -> tuple[str, list[Any]]:
        """What a case asks for, were nothing chosen of one facet: a condition, and what it compares with."""
        conditions: list[str] = []
        compared: list[Any] = []
        if keys := [self.keys[facet, value] for facet, value in case.values if facet != apart_from]:
            conditions.append("keys @> %s")
            compared.append(keys)
        if case.words:
            conditions.append("words @@ plainto_tsquery('simple', %s)")
            compared.append(" ".join(case.words))
        if case.years:
            conditions.append("last_year >= %s AND first_year <= %s")
            compared += case.years
        return " AND ".join(conditions) or "true", compared

    def ask(self, statement: str, asked: list[Any]) -> list[Any]:
        """The rows of a statement, which is prepared when it is first asked for."""
        if statement not in self.prepared:
            self.prepared[statement] = f"asked_{len(self.prepared)}"
            numbers = count(1)
            numbered = re.sub("%s", lambda _mark: f"${next(numbers)}", statement)
            self.cursor.execute(f"PREPARE {self.prepared[statement]} AS {numbered}")
        marks = f" ({', '.join(['%s'] * len(asked))})" if asked else ""
        self.cursor.execute(f"EXECUTE {self.prepared[statement]}{marks}", asked)
        rows: list[Any] = self.cursor.fetchall()
        return rows


class PostgreSQLAllCounts(PostgreSQL):
    """With the counts that a list needs: in the same statement, a chosen facet is counted without its own choice."""

    name = "PostgreSQL, all counts"

    def counted_apart(self, case: Case) -> list[str]:
        return [facet for facet, _value in case.values]
