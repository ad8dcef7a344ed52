"""Other processes and other threads of the site, for what they see of the register."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from finding.index import RecordKind
from finding.kinds import MEASURE
from finding.register import Register


class Process:
    """Another process of the site: what it remembers of the register, and, for writing, a connection of its own."""

    def __init__(self) -> None:
        self.register = Register()
        self.connection: Any = connection.copy()

    def counts(self, facet: str, kind: RecordKind = MEASURE) -> dict[Any, int]:
        counted = self.register.index(kind).facets[facet]
        return {value: len(records) for value, records in counted.items()}

    def write(self, statement: str) -> None:
        if self.connection.get_autocommit():
            self.connection.set_autocommit(autocommit=False)
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def commit(self) -> None:
        self.connection.commit()

    def rollback(self) -> None:
        self.connection.rollback()


def in_thread(work: Callable[[], Any]) -> Any:
    """What another connection of the process sees."""

    def working() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(working).result()
