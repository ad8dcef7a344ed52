"""The order of names in queries, the same as in common/sorting.py."""

from typing import Any

from django.db.models import Expression, Func, TextField, Value
from django.db.models.functions import Collate, Lower, Replace
from django.utils.translation import get_language

from common.sorting import OWN_LETTERS


def by_name(name: Any) -> Expression:
    """What the database sorts a name by, which is given as an expression, in the reader's language."""
    letters: Any = Lower(name)
    for letter in OWN_LETTERS.get((get_language() or "en").partition("-")[0], {}):
        letters = Replace(letters, Value(letter), Value("nzzz"))  # after all that begins with an n
    return Collate(Func(letters, function="plain_words", output_field=TextField()), "C")
