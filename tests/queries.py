"""How many queries something takes, once the register in memory is up to date."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(work: Callable[[], Any]) -> int:
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)
