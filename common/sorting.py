"""The order of names, as the readers of a language expect it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.utils.translation import get_language

from common.plain import plain

# Letters that stand by themselves in an alphabet, right after the letter that they look like.
OWN_LETTERS = {"es": {"ñ": "n\uffff"}}

Named = TypeVar("Named")


def in_order(named: Iterable[Named], name: Callable[[Named], Any] = str) -> list[Named]:
    """What has names, in the order of the names that the reader sees."""
    language = get_language() or "en"
    return sorted(named, key=lambda one: sort_key(str(name(one)), language))


def sort_key(text: str, language: str) -> tuple[str, str]:
    """What sorts a name: its letters without accents and case; among equals, the name as it is."""
    letters = text.casefold()
    for letter, place in OWN_LETTERS.get(language.partition("-")[0], {}).items():
        letters = letters.replace(letter, place)
    return "".join(char for char in plain(letters) if char.isalnum() or char.isspace() or char == "\uffff"), text
