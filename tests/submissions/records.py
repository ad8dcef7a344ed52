"""Values for the fields of records, whatever fields there are: what hypothesis makes published measures of."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_countries import countries
from django_countries.fields import CountryField
from hypothesis import strategies as st

from common.dates import FIRST_YEAR, LAST_YEAR
from common.fields import LanguageField, PartialDateField, PlainTextField, WebAddressField
from common.languages import CODES

# Letters of all scripts, marks, digits, signs and blanks; what could be markup is refused by every form.
SIGNS = st.characters(exclude_categories=["C", "Z"], exclude_characters="<>&")
WORD = st.text(SIGNS, min_size=1, max_size=12).filter(lambda text: any(map(str.isalnum, text)))
LINE = st.builds(
    lambda blank, words: blank.join(words), st.sampled_from([" ", "  ", "\xa0"]), st.lists(WORD, min_size=1, max_size=4)
)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join)
YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
COUNTRIES = st.sampled_from([country.code for country in countries])
# Fields that hold less than their type says.
BY_NAME = {"currency": st.sampled_from(["USD", "EUR", "CAD"])}
BY_TYPE: dict[type[models.Field], Any] = {
    LanguageField: st.sampled_from(sorted(CODES)),
    PartialDateField: st.sampled_from(["1999", "2019-10", "2020-02-29"]),
    PlainTextField: TEXT,
    WebAddressField: st.sampled_from(["https://example.org/a", "http://example.org/b?c=d#e"]),
    CountryField: COUNTRIES,
    ArrayField: st.lists(COUNTRIES, unique=True, max_size=5),
    models.CharField: LINE,
    models.BooleanField: st.booleans(),
    models.PositiveSmallIntegerField: YEARS,
    models.DecimalField: st.decimals(0, 10**12, places=2),
}


def values_of(field: models.Field) -> st.SearchStrategy[Any]:
    """What this field may hold. A test that meets a new kind of field fails until the list above has it."""
    if field.name in BY_NAME:
        return BY_NAME[field.name]
    if field.choices:
        values = st.sampled_from([value for value, _label in field.flatchoices])
    else:
        assert type(field) in BY_TYPE, f"Say in {__name__} what {field} may hold."
        values = BY_TYPE[type(field)]
    if field.null:
        return st.none() | values
    return st.just("") | values if field.blank and isinstance(field, models.CharField | models.TextField) else values


def record_of(model: type[models.Model], names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for those of these fields of a record that are no other records."""
    fields = [field for field in model._meta.fields if field.name in names and not field.is_relation]
    return st.fixed_dictionaries({field.name: values_of(field) for field in fields})
