"""What measures say together: the figures behind the charts, counted in the register in memory as the listings count.

A chart is as plain as a table: rows with a figure each, and the address of the records that the figure counts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.db.models import Count
from pyroaring import BitMap

from finding.index import Carriers, Index
from finding.selection import Selection, one_of
from measures.models import Result

MOST_YEARS = 24  # in a picture; the table beside it has all
STRONGEST = 14  # so many supports are drawn; the table has all
FEW = 3  # so many are read as quickly as drawn


@dataclass(frozen=True)
class Figure:
    """One figure of a chart: what it counts, and the address of just these records."""

    value: str
    label: str
    count: int
    url: str = ""
    is_chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Bars:
    """A chart of one bar a row."""

    code: str
    title: str
    rows: list[Figure]
    more: int = 0  # how many rows are not shown
    more_url: str = ""

    @property
    def most(self) -> int:
        return max((row.count for row in self.rows), default=0) or 1

    @property
    def only(self) -> Figure | None:
        """The one row, if a sentence says as much as the chart: a value that stands alone, or within one another."""
        leaves = [
            row for row, after in zip_longest(self.rows, self.rows[1:]) if after is None or after.depth <= row.depth
        ]
        return leaves[0] if len(leaves) == 1 else None

    @property
    def is_chosen(self) -> bool:
        """Whether some of its rows are chosen, so that the others stand there for comparison."""
        return any(row.is_chosen for row in self.rows)


@dataclass(frozen=True)
class Course:
    """How one term went over the years; a goal has those of its areas of monitoring."""

    whole: Figure
    years: list[Figure]
    parts: list["Course"] = field(default_factory=list)

    @property
    def latest(self) -> list[Figure]:
        """The years that a picture has room for."""
        return self.years[-MOST_YEARS:]

    @property
    def peak(self) -> Figure:
        """The latest of the years that had most."""
        return max(reversed(self.years), key=lambda year: year.count)


@dataclass(frozen=True)
class Courses:
    """Goals over the same years, on one scale; their areas on another one."""

    goals: list[Course]

    @property
    def parts(self) -> list[Course]:
        return [part for goal in self.goals for part in goal.parts]

    @property
    def years(self) -> list[str]:
        return [year.value for year in self.goals[0].years] if self.goals else []

    @property
    def has_chosen_years(self) -> bool:
        """Whether the whole of a course is that of some years only."""
        return any(year.is_chosen for goal in self.goals for year in goal.years)

    @property
    def shown_years(self) -> list[str]:
        return self.years[-MOST_YEARS:]

    @property
    def most(self) -> int:
        return _most(self.goals)

    @property
    def is_chosen(self) -> bool:
        """Whether some goal, area or year is chosen, so that the others stand there for comparison."""
        return self.has_chosen_years or any(course.whole.is_chosen for course in (*self.goals, *self.parts))

    @property
    def most_of_parts(self) -> int:
        return _most(self.parts)


def _most(courses: Iterable[Course]) -> int:
    return max((year.count for course in courses for year in course.latest), default=0) or 1


def by_year(selection: Selection, parameter: str, values: Carriers, years: Carriers) -> dict[Any, dict[str, int]]:
    """How many measures with each value went on in each year."""
    within = selection.matching_without(parameter, "year")
    going_on = {year: records & within for year, records in years.items()}
    return {
        value: {year: records.intersection_cardinality(carriers) for year, records in going_on.items()}
        for value, carriers in values.items()
    }


def kinds_of_results(measures: Selection, results: Selection) -> dict[str, int]:
    """How many results of each kind the chosen measures have; `results` are chosen by the same, apart from words."""
    if not measures.found:
        return results.counts("result", results.index.facets["kind"])
    # The words were looked for in the measures, and a result need not have them.
    counted = Result.objects.filter(measure__in=one_of(measures.matching)).order_by().values_list("kind")
    return dict(counted.annotate(count=Count("pk")))


def spread(selection: Selection, facet: str) -> int:
    """How many different values the chosen records have of a facet."""
    return sum(carriers.intersect(selection.matching) for carriers in selection.index.facets[facet].values())


@dataclass(frozen=True)
class Support:
    """What one coalition did for another: the measures in which it says so. Both are known by their ids."""

    giver: int
    taker: int
    measures: BitMap

    @property
    def count(self) -> int:
        return len(self.measures)


def supports(selection: Selection, takers: Collection[int] = ()) -> list[Support]:
    """Who supported whom through the chosen measures, the most first; of `takers` only, if any are given."""
    pairs = selection.index.made_once("supports", _supports)
    chosen = [
        Support(giver, taker, measures)
        for (giver, taker), carriers in pairs.items()
        if (not takers or taker in takers) and (measures := carriers & selection.matching)
    ]
    return sorted(chosen, key=lambda support: (-support.count, support.giver, support.taker))


def _supports(index: Index) -> dict[tuple[int, int], BitMap]:
    return {
        (giver, taker): supporting & reported
        for taker, supporting in index.facets["supported"].items()
        for giver, reported in index.facets["coalition"].items()
        if supporting.intersect(reported)
    }


@dataclass(frozen=True)
class Line:
    """A support as it is drawn: from a giver at one side to a taker at the other."""

    path: str
    width: int


@dataclass(frozen=True)
class Network:
    """The strongest supports: who gave at one side, who took at the other, each side from the top to the bottom."""

    givers: list[int]
    takers: list[int]
    lines: list[Line]


WIDEST = 9  # of a line, in pixels
ROOM = 0.6  # of the height of a name, in which its lines lie beside each other


def network(supports: list[Support]) -> Network:
    """A picture of these supports, whose lines cross little."""
    gifts = [(support.giver, support.taker, support.count) for support in supports]
    receipts = [(taker, giver, count) for giver, taker, count in gifts]
    givers = list(_sums(gifts))
    takers = _beside(receipts, givers)
    givers = sorted(_beside(gifts, takers), key=lambda giver: -_sums(gifts)[giver])  # who gave most comes first
    takers = _beside(receipts, givers)
    starts = _heights([(giver, taker) for giver, taker, _count in gifts], givers, takers)
    ends = _heights([(taker, giver) for giver, taker, _count in gifts], takers, givers)
    most = max((support.count for support in supports), default=1)
    lines = [
        Line(
            _curve(starts[support.giver, support.taker], ends[support.taker, support.giver]),
            max(2, round(WIDEST * support.count / most)) if most > 1 else 2,
        )
        for support in supports
    ]
    return Network(givers, takers, lines)


def _beside(ties: list[tuple[int, int, int]], others: list[int]) -> list[int]:
    """Those of one side in the order of what they are tied to at the other, by the middle of their ties."""
    places = {other: place for place, other in enumerate(others)}
    weights = _sums(ties)
    moments = _sums([(one, other, count * places[other]) for one, other, count in ties])
    return sorted(weights, key=lambda one: (moments[one] / weights[one], one))


def _sums(ties: list[tuple[int, int, int]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for one, _other, count in ties:
        sums[one] = sums.get(one, 0) + count
    return sums


def _heights(ties: list[tuple[int, int]], side: list[int], others: list[int]) -> dict[tuple[int, int], float]:
    """How far down each tie begins at this side, in hundredths; those of one coalition in the order of their ends."""
    heights = {}
    for place, one in enumerate(side):
        own = sorted((tie for tie in ties if tie[0] == one), key=lambda tie: others.index(tie[1]))
        for number, tie in enumerate(own):
            aside = ROOM * ((number + 0.5) / len(own) - 0.5)
            heights[tie] = 100 * (place + 0.5 + aside) / len(side)
    return heights


def _curve(start: float, end: float) -> str:
    return f"M0 {start:.1f}C50 {start:.1f} 50 {end:.1f} 100 {end:.1f}"
