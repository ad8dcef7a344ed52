"""How much a report may hold: far more than anybody writes, and too little to fill the disk or keep the server busy."""

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from common.languages import interface_locale

LONGEST_TEXT = 50_000  # characters of one answer, five times of what can be published
LONGEST_SECTION = 200_000  # of all answers of a section together
LONGEST_REMARK = 20_000


class TooMuch(Exception):
    """What was typed is more than can be kept; the message says so to the writer, and nothing is stored."""


def check_section(typed: dict[str, Any]) -> None:
    """Raise TooMuch for a section that holds too much, in one text or in all."""
    texts = list(_texts(typed))
    for text in texts:
        check_text(text, LONGEST_TEXT)
    if (length := sum(map(len, texts))) > LONGEST_SECTION:
        sentence = _(
            "Nothing is saved yet: this section has %(length)s characters in all, and at most %(most)s can be kept. "
            "Shorten it, or add a part of it as a file."
        )
        raise TooMuch(sentence % {"length": _number(length), "most": _number(LONGEST_SECTION)})


def check_text(text: str, most: int) -> None:
    """Raise TooMuch for a text of more than so many characters."""
    if len(text) > most:
        sentence = _(
            "Nothing is saved yet: the text that begins with “%(start)s” has %(length)s characters, and at most "
            "%(most)s can be kept. Shorten it, or add it as a file."
        )
        start = " ".join(text[:100].split())[:40]
        raise TooMuch(sentence % {"start": start, "length": _number(len(text)), "most": _number(most)})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _number(count: int) -> str:
    return str(format_decimal(count, locale=interface_locale()))
