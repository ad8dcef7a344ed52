"""The years in which records went on, from their first and last years."""

from pyroaring import BitMap

from finding.index import Carriers, Index

NEVER = 9999  # the last year of what goes on


def since(index: Index, year: int) -> BitMap:
    """What went on in this year or later."""
    return _within(index, "last_year", year, NEVER)


def until(index: Index, year: int) -> BitMap:
    """What had begun by this year."""
    return _within(index, "first_year", 0, year)


def _within(index: Index, facet: str, first: int, last: int) -> BitMap:
    def joined(index: Index) -> BitMap:
        return index.carrying(facet, (year for year in index.facets[facet] if first <= year <= last))

    return index.made_once(f"{facet} {first}-{last}", joined)


def going_on(index: Index, year: int) -> BitMap:
    """What went on in this year."""
    return since(index, year) & until(index, year)


def begun_or_ended(index: Index, year: str) -> BitMap:
    """What has this year, in four digits, as its first or last; nothing where it is none."""
    if not (len(year) == 4 and year.isdecimal()) or int(year) == NEVER:
        return BitMap()
    return index.carrying("first_year", [int(year)]) | index.carrying("last_year", [int(year)])


def by_year(index: Index, now: int) -> Carriers:
    """What went on in each year, the latest first: up to this year, or to the last year that is known."""
    known = [year for facet in ("first_year", "last_year") for year in index.facets[facet] if year != NEVER]
    latest = max([now, *known]) if known else 0
    return {str(year): going_on(index, year) for year in range(latest, min(known, default=1) - 1, -1)}
