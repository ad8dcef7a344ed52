"""Records that come with the program, as files beside the code that reads them."""

from pathlib import Path
from typing import Any

import yaml


def read_records(file: Path) -> list[dict[str, Any]]:
    """The records of a YAML file."""
    records: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return records
