"""Measures each program on the same corpora in one run, and prints the tables."""

import argparse
import datetime
import multiprocessing
import os
import platform
import statistics
import sys

from bench import corpus, exports, pages
from bench.cases import Case, cases
from bench.worker import Worker, apart

SIZES = [5_000, 100_000]
MILLION = 1_000_000
# How often each program is asked, in turn with the others, so that what else the machine does meets all of them.
ROUNDS = {"Polyphony": 5, "words new": 5, "tantivy": 5, "tantivy, all counts": 5, "Datasette": 2}
RUNS = {"Polyphony": 10, "words new": 10, "tantivy": 10, "tantivy, all counts": 10, "Datasette": 1}  # in one round
OURS, PEERS = list(RUNS)[:2], list(RUNS)[2:]


def main() -> None:
    asked = argparse.ArgumentParser(prog="make bench", description="Measures finding beside tantivy and Datasette.")
    asked.add_argument("--million", action="store_true", help="measure a million measures, too")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="other sizes of the corpora")
    given = asked.parse_args()
    if os.environ.get("DATABASE_URL"):  # a server that may serve somebody, whom this would fill and slow down
        sys.exit("The benchmarks run on the project's own PostgreSQL: unset DATABASE_URL.")
    sizes = sorted({*given.sizes, *([MILLION] if given.million else [])})
    today = datetime.datetime.now(tz=datetime.UTC)
    tell(f"Run on {today:%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}.")
    for size in sizes:
        make(size)
        compare(size)
        if size <= corpus.BASE:
            report_exports(size)
    tell()


def make(size: int) -> None:
    for needed in sorted({min(size, corpus.BASE), size}):
        print(f"Making the corpus of {needed:,} measures, unless it is there …", file=sys.stderr, flush=True)
        maker = multiprocessing.get_context("spawn").Process(target=corpus.make, args=(needed,))
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit(f"The corpus of {needed:,} measures could not be made.")


def compare(size: int) -> None:
    """Print what each program takes for each case."""
    names = [name for name in RUNS if size <= corpus.BASE or name != "Datasette"]  # which would take hours
    asked: list[Case] = apart(_cases, size)
    workers = {}
    built = {}
    for name in names:
        workers[name] = Worker(name, size)
        built[name] = workers[name].built()  # one after the other, so that each has the machine
    times: dict[tuple[str, str], list[float]] = {(case.name, name): [] for case in asked for name in names}
    found: dict[tuple[str, str], int] = {}
    for name in names:  # unmeasured: what is cached is cached for all
        for case in asked:
            workers[name].times(case, 1)
    for turn in range(max(ROUNDS.values())):
        for case in asked:
            for name in names:
                if turn < ROUNDS[name]:
                    found[case.name, name], taken = workers[name].times(case, RUNS[name])
                    times[case.name, name] += taken
    medians = {key: 1000 * statistics.median(taken) for key, taken in times.items()}
    report(size, asked, names, found, medians)
    rows = [
        [name, f"{built[name]['seconds']:.1f} s", f"{built[name]['memory']:.0f} MB", f"{workers[name].peak():.0f} MB"]
        for name in names
    ]
    table(["", "ready after", "memory for it", "peak memory of the process"], rows)
    tell("Whole pages, in ms:")
    measured = pages.measure(size, asked)
    table(
        ["", "with all facets", "without facets", "ratio"],
        [
            [name, f"{with_facets:.1f}", f"{without:.1f}", f"{with_facets / without:.2f}"]
            for name, with_facets, without in measured
        ],
    )


def report_exports(size: int) -> None:
    tell("Everything to take away:")
    table(
        ["", "first byte after", "last byte after", "size", "memory added"],
        [
            [form, f"{first:.1f} s", f"{last:.0f} s", f"{length:.0f} MB", f"{memory:.0f} MB"]
            for form, first, last, length, memory in exports.measure(size)
        ],
    )


def _cases(size: int) -> list[Case]:
    corpus.use(size)
    return cases(corpus.documents())


def report(
    size: int,
    asked: list[Case],
    names: list[str],
    found: dict[tuple[str, str], int],
    medians: dict[tuple[str, str], float],
) -> None:
    tell(f"## {size:,} measures")
    tell("Filtering, counts of eight facets, the total, and which 20 stand on the page, in ms (medians):")
    peers = [name for name in PEERS if name in names]
    rows = []
    for case in asked:
        row = [case.name, f"{found[case.name, OURS[0]]:,}", *(f"{medians[case.name, name]:.2f}" for name in names)]
        for peer in peers:
            row.append(" / ".join(f"{medians[case.name, mine] / medians[case.name, peer]:.2g}" for mine in OURS))
            if not case.words and found[case.name, peer] != found[case.name, OURS[0]]:
                sys.exit(f"{peer} finds {found[case.name, peer]} for “{case.name}”.")
        rows.append(row)
    table(["", "found", *names, *(f"to {peer}" for peer in peers)], rows)


def table(header: list[str], rows: list[list[str]]) -> None:
    tell(f"| {' | '.join(header)} |\n|---|{'---:|' * (len(header) - 1)}")
    for row in rows:
        tell(f"| {' | '.join(row)} |")
    tell()


def tell(line: str = "") -> None:
    print(line, flush=True)
