"""The files that the demonstration register is written in."""

from pathlib import Path
from typing import Any

from common.data import read_records

DATA = Path(__file__).resolve().parent / "data"
MEASURE_FILES = sorted(path.stem for path in (DATA / "measures").glob("*.yaml"))


def demonstration(name: str) -> list[dict[str, Any]]:
    """The records of one file: "coalitions", "measures/french"."""
    return read_records(DATA / f"{name}.yaml")
