"""What the run asks of each program."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from bench.cases import Case
from bench.corpus import Document


class Engine(ABC):
    """A program that can find: it gets the documents once, and then answers cases."""

    name: str
    rounds = 5  # how often it is asked, in turn with the others, so that what else the machine does meets all of them
    runs = 10  # how often in one round
    largest: int | None = None  # the largest corpus that it is asked of
    tables: tuple[str, ...] = ()  # of PostgreSQL, that it finds with

    @abstractmethod
    def build(self, documents: Iterable[Document]) -> None:
        """Make ready to answer, from these documents or from what there is already."""

    @abstractmethod
    def run(self, case: Case) -> int:
        """Filter, count the values of the facets, and put the first page in order. Returns the total."""
