"""Looking for a record by words of its own, for whoever picks one from a list."""

import json
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django_countries.data import COUNTRIES

from common.countries import country_name

LONGEST = 200  # signs of what is searched for
MOST_WORDS = 40

Records = TypeVar("Records", bound=models.QuerySet)


def refusal_of_words(text: str) -> str:
    """Why nobody looks for this, as a sentence; empty where it can be looked for."""
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        most = {"signs": LONGEST, "words": MOST_WORDS}
        return _("Nothing was searched for: give at most %(words)d words and %(signs)d characters.") % most
    return _("Nothing was searched for: the words contain a character that no text has.") if "\0" in text else ""


@lru_cache(maxsize=1)
def _names_of_countries() -> str:
    """For each code, the names in all languages of the interface."""
    languages = [language for language, _name in settings.LANGUAGES]
    return json.dumps({code: "\n".join(country_name(code, each) for each in languages) for code in COUNTRIES})


def _names_of_country(field: str) -> Func:
    names = Cast(Value(_names_of_countries()), JSONField())
    code = Cast(F(field), TextField())
    return Func(names, code, template="(%(expressions)s)", arg_joiner=" ->> ", output_field=TextField())


def having_words(records: Records, text: str, *fields: str) -> Records:
    """Those of the records that have every word of the text in one of these fields, be it inside a longer word.

    Case, accents and forms of letters do not count. A text without a word leaves all records. A field called "country"
    is searched by the country's names. Ask `refusal_of_words` before.
    """
    texts = [_names_of_country(field) if field == "country" else Cast(F(field), TextField()) for field in fields]
    all_of_it = Func(Value("\n"), *texts, function="concat_ws", output_field=TextField())
    return records.filter(Func(all_of_it, Value(text), function="has_words", output_field=BooleanField()))
