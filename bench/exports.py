"""What downloads of everything take: until the first byte and the last, and how much memory they add."""

import resource
import time
from itertools import islice
from typing import Any

from bench import corpus
from bench.worker import apart

FORMS = ["csv", "json", "xlsx"]
MB = 1024


def measure(size: int) -> list[tuple[str, float, float, float, float]]:
    """For each form the seconds until its first and its last byte, its size and the memory that it added, in MB."""
    return [(form, *apart(_measure, size, form)) for form in FORMS]


def _measure(size: int, form: str) -> tuple[float, float, float, float]:
    corpus.use(size)
    from django.test import Client

    from finding.index import REGISTER
    from finding.kinds import MEASURE
    from measures.models import Measure

    REGISTER.index(MEASURE)
    client, (some,) = Client(), islice(Measure.objects.published().values_list("countries__0", flat=True), 1)
    _download(client, f"/en/measures/export.{form}?country={some}&year=2016&language=en")  # what any answer needs
    before = _peak()
    first, last, length = _download(client, f"/en/measures/export.{form}")
    return first, last, length / MB**2, _peak() - before


def _download(client: Any, address: str) -> tuple[float, float, int]:
    begun, first, length = time.perf_counter(), 0.0, 0
    answer = client.get(address)
    assert answer.status_code == 200
    for piece in answer:
        first = first or time.perf_counter() - begun
        length += len(piece)
    return first, time.perf_counter() - begun, length


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
