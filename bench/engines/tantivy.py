"""The search engine library, with everything in memory: aggregations and the best twenty."""

from collections.abc import Iterable
from typing import Any

from bench.cases import FACETS, PAGE, Case
from bench.corpus import Document
from bench.engines.engine import Engine


class Tantivy(Engine):
    """Each facet is counted within its own choice."""

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
        searcher.aggregate(query, self.counting)
        order = {} if case.words else {"order_by_field": "place"}
        found = searcher.search(query, limit=PAGE, count=True, **order)
        return int(found.count)

    def query(self, case: Case, apart_from: str = "") -> Any:
        """What a case asks for, were nothing chosen of one facet."""
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


class TantivyAllCounts(Tantivy):
    """With the counts that a list needs: by another search, a chosen facet is counted without its own choice."""

    name = "tantivy, all counts"

    def run(self, case: Case) -> int:
        for facet, _value in case.values:
            self.index.searcher().aggregate(self.query(case, apart_from=facet), {facet: self.counting[facet]})
        return super().run(case)
