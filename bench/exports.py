"""What downloads of everything take: until the first byte and the last, and how much memory they add."""

import time
from itertools import islice
from typing import Any

from bench import corpus, memory
from bench.worker import in_process_of_its_own

FORMS = ["csv", "json", "xlsx"]
BYTES_IN_MB = 1024**2


def measure(size: int) -> list[tuple[str, float, float, float, float]]:
    """For each form the seconds until its first and its last byte, its size and the memory that it added, in MB."""
    return [(form, *in_process_of_its_own(_measure, size, form)) for form in FORMS]


def _measure(size: int, form: str) -> tuple[float, float, float, float]:
    corpus.use(size)
    from django.test import Client

    from finding.kinds import MEASURE
    from finding.register import REGISTER
    from measures.models import Measure

    REGISTER.index(MEASURE)
    client, (some,) = Client(), islice(Measure.objects.published().values_list("countries__0", flat=True), 1)
    _download(client, f"/en/measures/export.{form}?country={some}&year=2016&language=en")  # what any answer needs
    before = memory.peak()
    first, last, length = _download(client, f"/en/measures/export.{form}")
    return first, last, length / BYTES_IN_MB, memory.peak() - before


def _download(client: Any, address: str) -> tuple[float, float, int]:
    begun, first, length = time.perf_counter(), 0.0, 0
    answer = client.get(address)
    assert answer.status_code == 200
    for piece in answer:
        first = first or time.perf_counter() - begun
        length += len(piece)
    return first, time.perf_counter() - begun, length
