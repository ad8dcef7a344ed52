"""The regions of the world and their countries, by the United Nations' standard M49, named in the reader's language."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from common.data import read_records
from common.languages import interface_locale

REGIONS = Path(__file__).resolve().parent / "data" / "regions.yaml"


@lru_cache(maxsize=1)
def regions() -> dict[str, frozenset[str]]:
    """The countries of each region, by its code: a continent before its parts."""
    described = {region["code"]: region for region in read_records(REGIONS)}

    def countries(code: str) -> frozenset[str]:
        region = described[code]
        return frozenset(region.get("countries", "").split()).union(*map(countries, region.get("parts", [])))

    return {code: countries(code) for code in _in_order(described)}


def _in_order(described: dict[str, dict[str, Any]]) -> list[str]:
    parts = {part for region in described.values() for part in region.get("parts", [])}

    def below(code: str) -> list[str]:
        return [code, *(found for part in described[code].get("parts", []) for found in below(part))]

    return [code for whole in described if whole not in parts for code in below(whole)]


@lru_cache(maxsize=1)
def depths() -> dict[str, int]:
    """How many regions each region is part of."""
    known = regions()
    return {code: sum(countries < other for other in known.values()) for code, countries in known.items()}


def region_name(code: str) -> str:
    """A region's name in the interface language: "Western Africa"."""
    return str(interface_locale().territories.get(code, code))


def region_choices() -> list[tuple[str, str]]:
    """All regions as (code, name)."""
    return [(code, region_name(code)) for code in regions()]
