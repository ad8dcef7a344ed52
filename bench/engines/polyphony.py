"""The register: what a listing does between reading its query string and showing its page.

What it is made of is imported only when Django knows which corpus to work on.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from bench.cases import FACETS, PAGE, SAMPLE, Case
from bench.corpus import Document
from bench.engines.engine import Engine

if TYPE_CHECKING:
    from finding.selection import Selection


class Polyphony(Engine):
    """A process that has listed measures before."""

    name = "Polyphony"
    tables = ("search_name", "search_text", "search_word", "search_change", "search_kept")

    def build(self, _documents: Iterable[Document]) -> None:
        from django.http import QueryDict

        from finding.filters import MeasureFilterSet
        from finding.kinds import MEASURE
        from finding.register import REGISTER

        REGISTER.index(MEASURE).order("newest")
        self.filters: dict[str, Any] = MeasureFilterSet(QueryDict("")).filters

    def run(self, case: Case) -> int:
        selection = self.selection(case)
        counts = [self.counts(selection, facet) for facet in FACETS]
        page = selection.slice(0, PAGE)
        assert counts
        assert page
        return selection.total

    def selection(self, case: Case) -> "Selection":
        """What a case asks for, in an index that knows of all changes."""
        from finding import years
        from finding.kinds import MEASURE
        from finding.register import REGISTER
        from finding.search import search
        from finding.selection import RELEVANCE, Selection

        index = REGISTER.index(MEASURE)
        narrowed = {name: self.filters[name].narrow(index, [value]) for name, value in case.values}
        if case.years:
            first, last = case.years
            narrowed |= {"year_from": years.since(index, first), "year_to": years.until(index, last)}
        found = search(index, " ".join(case.words)) if case.words else None
        return Selection(index, narrowed, found, RELEVANCE if found else "")

    def counts(self, selection: "Selection", facet: str) -> dict[Any, int]:
        """How many would be left by each value of a facet."""
        return selection.counts(facet, self.filters[facet].values(selection.index))


class PolyphonyWithNewWords(Polyphony):
    """The same when each word is asked for the first time since this process began."""

    name = "words new"

    def run(self, case: Case) -> int:
        from finding.kinds import MEASURE
        from finding.register import REGISTER

        index = REGISTER.memory.indexes[MEASURE.name]
        index.names.clear()
        index.texts.clear()
        return super().run(case)


class PolyphonyWithEverything(Polyphony):
    """A process that has listed all four kinds in all their orders, and knows as many words as it ever keeps.

    It shows how much memory a process may come to need; how quickly it answers is not measured again.
    """

    name = "Polyphony, everything loaded"
    rounds = 0

    def build(self, documents: Iterable[Document]) -> None:
        from django.http import QueryDict

        from finding.listings import LISTINGS
        from finding.register import REGISTER

        super().build([])
        words = common_words(documents)
        for listing in LISTINGS.values():
            filters = listing.filtered(QueryDict("")).filters
            index = REGISTER.index(listing.filterset.listed)
            for name in index.kind.orders:
                assert index.order(name).places is not None
            for offered in filters.values():
                if hasattr(offered, "values"):
                    offered.values(index)
            fill_caches(index, words)


def common_words(documents: Iterable[Document]) -> list[str]:
    """The words of the first documents, those of most documents first: what they find takes most memory."""
    occurring = Counter(
        word for document in islice(documents, SAMPLE) for word in set(document.text.lower().split()) if word.isalpha()
    )
    return [word for word, _count in occurring.most_common()]


def fill_caches(index: Any, words: Iterable[str]) -> None:
    """Search for one word after the other, until the index would forget the first ones."""
    from finding.search import search

    for word in words:
        if len(index.texts) >= index.texts.MOST:
            break
        search(index, word)
