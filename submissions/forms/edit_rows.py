"""Changing the rows of a section as it was typed: add, remove, move."""

from submissions.answers import SectionAnswers
from submissions.forms.base import MOST_ROWS, Section


def add_row(section: type[Section], answers: SectionAnswers, name: str) -> str | None:
    """Add an empty row; its key, or None when there are as many as can be."""
    rows = _rows(section, answers, name)
    if len(rows) >= MOST_ROWS or name not in section.row_forms:
        return None
    numbers = [int(row["key"][1:]) for row in rows if row["key"][:1] == "n" and row["key"][1:].isdecimal()]
    key = f"n{max(numbers, default=0) + 1}"
    answers[name] = [*rows, {"key": key, **section.row_forms[name].proposal}]
    return key


def remove_row(section: type[Section], answers: SectionAnswers, name: str, key: str) -> None:
    """Take a row out."""
    answers[name] = [row for row in _rows(section, answers, name) if row["key"] != key]


def move_row(section: type[Section], answers: SectionAnswers, name: str, key: str, by: int) -> None:
    """Move a row up (-1) or down (1); at the end of the list it stays where it is."""
    rows = list(_rows(section, answers, name))
    place = next((index for index, row in enumerate(rows) if row["key"] == key), None)
    if place is not None and 0 <= place + by < len(rows):
        rows.insert(place + by, rows.pop(place))
    answers[name] = rows


def _rows(section: type[Section], answers: SectionAnswers, name: str) -> list[SectionAnswers]:
    return list(answers.get(name, [])) if name in section.row_forms else []
