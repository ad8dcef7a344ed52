"""How long whole pages take: a listing with all its facets, and the same without."""

import statistics
import time
from typing import Any
from urllib.parse import urlencode

from bench import corpus
from bench.cases import Case
from bench.worker import in_process_of_its_own

RUNS = 15


def measure(size: int, cases: list[Case]) -> list[tuple[str, float, float]]:
    """For each case the milliseconds with facets and without, medians of runs in turn."""
    measured: list[tuple[str, float, float]] = in_process_of_its_own(_measure, size, cases)
    return measured


def _measure(size: int, cases: list[Case]) -> list[tuple[str, float, float]]:
    corpus.use(size)
    from django.test import Client

    from public.views import filter_panel

    client, facets = Client(), filter_panel.facets
    measured = []
    for case in cases:
        address = f"/en/measures/?{query_string(case)}"
        times: dict[bool, list[float]] = {True: [], False: []}
        for run in range(2 * RUNS + 4):
            with_facets = bool(run % 2)
            filter_panel.facets = facets if with_facets else lambda *_asked: []
            begun = time.perf_counter()
            answer: Any = client.get(address)
            if run >= 4:  # the first read the templates, and what is cached once for all
                times[with_facets].append(time.perf_counter() - begun)
            assert answer.status_code == 200
        with_all, without = (1000 * statistics.median(times[kind]) for kind in (True, False))
        measured.append((case.name, with_all, without))
    return measured


def query_string(case: Case) -> str:
    years = zip(("year_from", "year_to"), case.years or (), strict=False)
    return urlencode([*case.values, *years, *([("q", " ".join(case.words))] if case.words else [])])
