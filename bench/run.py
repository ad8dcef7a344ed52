"""Measures each program on the same corpora in one run, and prints the tables."""

import argparse
import datetime
import multiprocessing
import os
import platform
import statistics
import sys
from collections import defaultdict

from bench import corpus, exports, pages, report
from bench.cases import Case, cases
from bench.engines import ENGINES
from bench.worker import Built, Worker, in_process_of_its_own

SIZES = [5_000, 100_000]
MILLION = 1_000_000


def main() -> None:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(prog="make bench", description="Measures finding beside other programs that find.")
    asked.add_argument("--million", action="store_true", help="measure a million measures, too")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="other sizes of the corpora")
    given = asked.parse_args()
    if os.environ.get("DATABASE_URL"):  # a server that may serve somebody, whom this would fill and slow down
        sys.exit("The benchmarks run on the project's own PostgreSQL: unset DATABASE_URL.")
    sizes = sorted({*given.sizes, *([MILLION] if given.million else [])})
    today = datetime.datetime.now(tz=datetime.UTC)
    report.tell(f"Run on {today:%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}.\n")
    for size in sizes:
        make_corpus(size)
        asked_cases: list[Case] = in_process_of_its_own(_cases, size)
        report.heading(size)
        report.engines(asked_cases, measure_engines(size, asked_cases))
        report.pages(pages.measure(size, asked_cases))
        if size <= corpus.BASE:
            report.exports(exports.measure(size))


def make_corpus(size: int) -> None:
    """Make the corpus, and the one that it is copied from, unless they are there."""
    for needed in sorted({min(size, corpus.BASE), size}):
        print(f"Making the corpus of {needed:,} measures, unless it is there …", file=sys.stderr, flush=True)
        maker = multiprocessing.get_context("spawn").Process(target=corpus.make, args=(needed,))
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit(f"The corpus of {needed:,} measures could not be made.")


def _cases(size: int) -> list[Case]:
    corpus.use(size)
    return cases(corpus.documents())


def measure_engines(size: int, asked: list[Case]) -> list[report.Measured]:
    """What each program takes for each case. They are asked in turn, so that all meet what else the machine does."""
    engines = [engine for engine in ENGINES.values() if size <= (engine.largest or size)]
    workers: dict[str, Worker] = {}
    built: dict[str, Built] = {}
    for engine in engines:
        workers[engine.name] = Worker(engine.name, size)
        built[engine.name] = workers[engine.name].built()  # one after the other, so that each has the machine
    # Unmeasured: what is cached is cached for all.
    found = {engine.name: {case.name: workers[engine.name].times(case, 1)[0] for case in asked} for engine in engines}
    refuse_different_totals(asked, found)
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for turn in range(max(engine.rounds for engine in engines)):
        for case in asked:
            for engine in engines:
                if turn < engine.rounds:
                    times[engine.name, case.name] += workers[engine.name].times(case, engine.runs)[1]
    medians = {
        engine.name: {case.name: 1000 * statistics.median(times[engine.name, case.name]) for case in asked}
        for engine in engines
        if engine.rounds
    }
    return [
        report.Measured(
            name=engine.name,
            found=found[engine.name],
            medians=medians.get(engine.name, {}),
            built=built[engine.name],
            needed=workers[engine.name].end(),
            uses_postgresql=bool(engine.tables),
        )
        for engine in engines
    ]


def refuse_different_totals(asked: list[Case], found: dict[str, dict[str, int]]) -> None:
    """Exit when programs answer the same question differently. What a word finds depends on their stems and accents."""
    for case in asked:
        totals = {name: totals_of[case.name] for name, totals_of in found.items()}
        if not case.words and len(set(totals.values())) > 1:
            sys.exit(f"Programs find different numbers for “{case.name}”: {totals}.")
