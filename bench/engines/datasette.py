"""Datasette, which shows a database of SQLite, with its full-text search FTS5."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.cases import FACETS, PAGE, Case
from bench.corpus import Document
from bench.engines.engine import Engine


class Datasette(Engine):
    """Its JSON page, time limits lifted. Each facet is counted within its own choice."""

    name = "Datasette"
    rounds = 2
    runs = 1
    largest = 100_000  # a million would take hours
    SETTINGS = {"facet_time_limit_ms": 600_000, "sql_time_limit_ms": 600_000, "default_page_size": PAGE}

    def build(self, documents: Iterable[Document]) -> None:
        from datasette.app import Datasette as Application

        folder = Path(tempfile.mkdtemp(prefix="polyphony-bench-"))
        self.file = folder / "register.db"
        database = sqlite3.connect(self.file)
        columns = ", ".join(f"{facet} text" for facet in FACETS)
        database.execute(
            f"CREATE TABLE measures (id integer primary key, place int, first int, last int, text text, {columns})"
        )
        marks = ", ".join("?" for _ in range(5 + len(FACETS)))
        rows = (
            [document.id, document.place, document.first_year or 9999, document.last_year, document.text]
            + [json.dumps(document.values.get(facet, [])) for facet in FACETS]
            for document in documents
        )
        database.executemany(f"INSERT INTO measures VALUES ({marks})", rows)
        database.execute("CREATE INDEX place ON measures (place)")
        database.execute('CREATE VIRTUAL TABLE measures_fts USING fts5(text, content="measures", content_rowid=id)')
        database.execute("INSERT INTO measures_fts (measures_fts) VALUES ('rebuild')")
        database.commit()
        database.close()
        self.application = Application([str(self.file)], settings=self.SETTINGS)

    def run(self, case: Case) -> int:
        asked: list[tuple[str, str]] = [("_facet_array", facet) for facet in FACETS]
        asked += [("_size", str(PAGE)), ("_sort_desc", "place"), ("_col", "id")]
        asked += [(f"{facet}__arraycontains", value) for facet, value in case.values]
        if case.words:
            asked.append(("_search", " ".join(case.words)))
        if case.years:
            asked += [("last__gte", str(case.years[0])), ("first__lte", str(case.years[1]))]
        answer: Any = asyncio.run(self._get(asked))
        found = answer.json()
        assert len(found["facet_results"]) == len(FACETS), found
        return int(found["filtered_table_rows_count"])

    async def _get(self, asked: list[tuple[str, str]]) -> Any:
        from urllib.parse import urlencode

        return await self.application.client.get(f"/register/measures.json?{urlencode(asked)}")
