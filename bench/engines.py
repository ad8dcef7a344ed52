"""The programs that are measured, each behind the same three methods."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.cases import FACETS, PAGE, Case
from bench.corpus import Document


class Ours:
    """The register: what a listing does between reading its query string and showing its page."""

    name = "Polyphony"

    def build(self, _documents: Iterable[Document]) -> None:
        from django.http import QueryDict

        from finding.filters import MeasureFilter
        from finding.index import REGISTER
        from finding.kinds import MEASURE

        REGISTER.index(MEASURE).order("newest")
        self.filters = MeasureFilter(QueryDict("")).filters

    def run(self, case: Case) -> int:
        """Ask whether something has changed, filter, count, and tell the total and the ids of the page."""
        from finding import years
        from finding.facets import RELEVANCE, Selection
        from finding.index import REGISTER
        from finding.kinds import MEASURE
        from finding.search import search

        index = REGISTER.index(MEASURE)
        narrowed = {name: self.filters[name].narrow(index, [value]) for name, value in case.values}
        if case.years:
            narrowed["year_from"], narrowed["year_to"] = (
                years.since(index, case.years[0]),
                years.until(index, case.years[1]),
            )
        found = search(index, " ".join(case.words)) if case.words else None
        selection = Selection(index, narrowed, found, RELEVANCE if found else "")
        counts = [selection.counts(facet, self.filters[facet].values(index)) for facet in FACETS]
        page = selection.slice(0, PAGE)
        assert counts
        assert page
        return selection.total


class OursAnew(Ours):
    """The same when each word is asked for the first time since this process began."""

    name = "words new"

    def run(self, case: Case) -> int:
        from finding.index import REGISTER
        from finding.kinds import MEASURE

        REGISTER.indexes[MEASURE.name].names.clear()
        REGISTER.indexes[MEASURE.name].texts.clear()
        return super().run(case)


class Tantivy:
    """The search engine library, in memory: aggregations and the best twenty."""

    name = "tantivy"

    def build(self, documents: Iterable[Document]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text")
        for facet in FACETS:
            schema.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("id", "first_year", "last_year", "place"):
            schema.add_unsigned_field(name, indexed=True, fast=True, stored=name == "id")
        self.schema = schema.build()
        self.index = tantivy.Index(self.schema)
        writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for document in documents:
            written = tantivy.Document(text=document.text)
            numbers = {
                "id": document.id,
                "first_year": document.first_year or 9999,
                "last_year": document.last_year,
                "place": document.place,
            }
            for name, number in numbers.items():
                written.add_unsigned(name, number)
            for facet in FACETS:
                for value in document.values.get(facet, []):
                    written.add_text(facet, value)
            writer.add_document(written)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.counting = {facet: {"terms": {"field": facet, "size": 300}} for facet in FACETS}

    def run(self, case: Case) -> int:
        searcher = self.index.searcher()
        query = self.query(case)
        # The facet that is chosen from is counted within its own choice: leaving that out would take a second search.
        searcher.aggregate(query, self.counting)
        order = {} if case.words else {"order_by_field": "place"}
        found = searcher.search(query, limit=PAGE, count=True, **order)
        return int(found.count)

    def query(self, case: Case, apart_from: str = "") -> Any:
        import tantivy

        parts = [tantivy.Query.term_query(self.schema, "text", word) for word in case.words]
        parts += [
            tantivy.Query.term_query(self.schema, facet, value, "basic")
            for facet, value in case.values
            if facet != apart_from
        ]
        if case.years:
            first, last = case.years
            unsigned = tantivy.FieldType.Unsigned
            parts.append(tantivy.Query.range_query(self.schema, "last_year", unsigned, first, 9999))
            parts.append(tantivy.Query.range_query(self.schema, "first_year", unsigned, 1, last))
        if not parts:
            return tantivy.Query.all_query()
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


class TantivyWhole(Tantivy):
    """The same with the counts that a list needs: each facet that is chosen from is counted without its own choice."""

    name = "tantivy, all counts"

    def run(self, case: Case) -> int:
        for facet, _value in case.values:
            self.index.searcher().aggregate(self.query(case, apart_from=facet), {facet: self.counting[facet]})
        return super().run(case)


class Datasette:
    """Datasette over SQLite with FTS5: its JSON page, time limits lifted."""

    name = "Datasette"
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


ENGINES = {engine.name: engine for engine in (Ours, OursAnew, Tantivy, TantivyWhole, Datasette)}
