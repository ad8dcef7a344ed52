"""The register on a map of the world: where each country is, and how much there is of it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from common.data import read_records
from finding.kinds import COALITION
from finding.selection import Selection, all_of

PLACES = Path(__file__).resolve().parent / "data" / "places.yaml"

# What side a country needs to be seen, on a map as wide as a desk's window and on one as wide as a telephone's.
TINY, SMALL = 12, 26
MOST_SHADES = 4
ROUND = [factor * 10**power for power in range(9) for factor in (1, 2, 5)]


@dataclass(frozen=True)
class Place:
    """Where a country is on the map, in per cent of its width and height as SVG writes them, and how large."""

    code: str
    x: str
    y: str
    side: int

    @property
    def is_tiny(self) -> bool:
        return self.side < TINY

    @property
    def is_small(self) -> bool:
        return self.side < SMALL

    @property
    def has_shape(self) -> bool:
        return self.side > 0


@dataclass(frozen=True)
class Country:
    """A country that the register has something of: its measures, the coalitions at home in it, and its shade."""

    place: Place
    measures: int
    coalitions: int
    shade: int  # from 1, the lightest shade; 0 without a measure

    @property
    def code(self) -> str:
        return self.place.code


@dataclass(frozen=True)
class Shade:
    """One shade: the numbers of measures that it stands for. The last has no end, unless it begins with the most."""

    number: int
    first: int
    last: int | None


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """The place of each country of ISO 3166-1, by its code."""
    return {place["code"]: Place(**place) for place in read_records(PLACES)}


def countries(measures: Selection) -> tuple[list[Country], list[Shade]]:
    """The countries that the selected measures concern, counted as the listing counts them, and what the shades mean.

    A map of all measures also has the coalitions: of a choice among measures it would be unclear what they are to it.
    """
    counted = measures.counts("country", measures.index.facets["country"])
    homes = {} if is_choice(measures) else _homes()
    shades = shades_up_to(max(counted.values(), default=0))
    found = [
        Country(
            place=places()[code],
            measures=counted.get(code, 0),
            coalitions=homes.get(code, 0),
            shade=sum(shade.first <= counted.get(code, 0) for shade in shades),
        )
        for code in counted.keys() | homes.keys()
    ]
    return found, shades


def is_choice(measures: Selection) -> bool:
    """Whether anything but a country was chosen or searched for."""
    return bool(measures.narrowed.keys() - {"country"} or measures.found)


def _homes() -> dict[str, int]:
    coalitions = all_of(COALITION)
    return coalitions.counts("country", coalitions.index.facets["country"])


def shades_up_to(most: int) -> list[Shade]:
    """Few shades for the numbers from one to the most, each beginning with a round number."""
    firsts = [number for number in ROUND if number <= most]
    if len(firsts) > MOST_SHADES:
        firsts = [firsts[round(place * (len(firsts) - 1) / (MOST_SHADES - 1))] for place in range(MOST_SHADES)]
    lasts = [*(first - 1 for first in firsts[1:]), most if most in firsts else None]
    return [Shade(number, first, last) for number, (first, last) in enumerate(zip(firsts, lasts, strict=False), 1)]
