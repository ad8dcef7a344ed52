"""The tables of the charts: columns and rows, as a CSV has them."""

from collections.abc import Iterable, Iterator

from coalitions.models import Coalition
from exports.columns import Column, Document, at, joined
from finding.insights import Bars, Course, Courses
from measures.links import page_of
from measures.models import Measure

Table = tuple[list[Column], Iterator[Document]]


def bars_table(bars: Bars, counted: str) -> Table:
    """A row for each value, with how many of what is counted."""
    rows = ({"code": row.value, "name": row.label, counted: row.count} for row in bars.rows)
    return _columns("code", "name", counted), rows


def courses_table(courses: Courses) -> Table:
    """A row for each goal, and below it one for each of its areas, with a column for each year."""

    def row(goal: Course, area: Course | None = None) -> Document:
        course = area or goal
        return {
            "goal": goal.whole.value,
            "goal_name": goal.whole.label,
            "area": area.whole.value if area else None,
            "area_name": area.whole.label if area else None,
            "measures": course.whole.count,
            **{year.value: year.count for year in course.years},
        }

    columns = _columns("goal", "goal_name", "area", "area_name", "measures", *courses.years)
    return columns, (row(goal, area) for goal in courses.goals for area in (None, *goal.parts))


def supports_table(supports: Iterable[tuple[Coalition, Coalition, Measure]]) -> Table:
    """A row for each measure through which one coalition supported another."""

    def row(giver: Coalition, taker: Coalition, measure: Measure) -> Document:
        events = measure.events.all()
        return {
            "supporter": giver.slug,
            "supporter_name": giver.name,
            "supported": taker.slug,
            "supported_name": taker.name,
            "measure": measure.slug,
            "measure_title": measure.bare_title,
            "measure_period": measure.period,
            "measure_url": page_of(measure),
            "events": joined(event.slug for event in events),
            "events_names": joined(event.name for event in events),
        }

    names = ("supporter", "supporter_name", "supported", "supported_name")
    of_measure = ("measure", "measure_title", "measure_period", "measure_url", "events", "events_names")
    return _columns(*names, *of_measure), (row(*support) for support in supports)


def _columns(*names: str) -> list[Column]:
    return [Column(name, "", at(name), name) for name in names]
