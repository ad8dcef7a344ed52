"""What a run prints: tables in Markdown, as README shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.cases import Case
from bench.worker import Built, Needed

POLYPHONY, NEW_WORDS = "Polyphony", "words new"


@dataclass(frozen=True)
class Measured:
    """What was measured of one program; totals and medians in milliseconds are by the names of the cases."""

    name: str
    found: dict[str, int]
    medians: dict[str, float]  # none where only the memory was measured
    built: Built
    needed: Needed
    uses_postgresql: bool


def heading(size: int) -> None:
    tell(f"### {size:,} measures\n")


def engines(asked: list[Case], measured: list[Measured]) -> None:
    """What each program took, how Polyphony compares, and what memory was needed."""
    timed = [program for program in measured if program.medians]
    ours = {program.name: program for program in timed if program.name in (POLYPHONY, NEW_WORDS)}
    others = [program for program in timed if program.name not in ours]
    first = ours[POLYPHONY]
    tell("Filtering, counts of eight facets, the total, and which 20 stand on the page, in ms (medians):\n")
    table(
        ["", "found", *(program.name for program in timed)],
        (
            [case.name, f"{first.found[case.name]:,}", *(f"{program.medians[case.name]:.2f}" for program in timed)]
            for case in asked
        ),
    )
    tell("Polyphony's time, then that of *words new*, divided by the other program's:\n")
    table(
        ["", *(f"to {program.name}" for program in others)],
        (
            [
                case.name,
                *(
                    " / ".join(ratio(mine.medians[case.name], other.medians[case.name]) for mine in ours.values())
                    for other in others
                ),
            ]
            for case in asked
        ),
    )
    tell("Memory of a process of each:\n")
    table(
        ["", "ready after", "memory for it", "at most, all told"],
        (
            [
                program.name,
                f"{program.built.seconds:.1f} s",
                f"{program.built.memory:.0f} MB",
                f"{program.needed.peak:.0f} MB",
            ]
            for program in measured
        ),
    )
    tell("In PostgreSQL, for those that find with it:\n")
    table(
        ["", "its connection", "tables", "indexes"],
        (
            [program.name, *(f"{size:.0f} MB" for size in program.needed.in_database)]
            for program in measured
            if program.uses_postgresql
        ),
    )


def pages(measured: Iterable[tuple[str, float, float]]) -> None:
    tell("Whole pages, in ms:\n")
    table(
        ["", "with all facets", "without facets", "ratio"],
        (
            [name, f"{with_facets:.1f}", f"{without:.1f}", f"{with_facets / without:.2f}"]
            for name, with_facets, without in measured
        ),
    )


def exports(measured: Iterable[tuple[str, float, float, float, float]]) -> None:
    tell("Everything to take away:\n")
    table(
        ["", "first byte after", "last byte after", "size", "memory added"],
        (
            [form, f"{first:.1f} s", f"{last:.0f} s", f"{length:.0f} MB", f"{memory:.0f} MB"]
            for form, first, last, length, memory in measured
        ),
    )


def ratio(mine: float, other: float) -> str:
    """With two digits, however small."""
    return f"{mine / other:.2g}" if mine / other >= 0.001 else "< 0.001"


def table(header: list[str], rows: Iterable[list[str]]) -> None:
    tell(f"| {' | '.join(header)} |\n|---|{'---:|' * (len(header) - 1)}")
    for row in rows:
        tell(f"| {' | '.join(row)} |")
    tell()


def tell(line: str = "") -> None:
    print(line, flush=True)
