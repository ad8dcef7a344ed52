"""Dates that Django itself writes, as in the lists of the admin."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.formats import localize
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "4 March 2026", "4 March 2026, 15:05"),
        ("fr", "4 mars 2026", "4 mars 2026 15:05"),
        ("es", "4 de marzo de 2026", "4 de marzo de 2026 a las 15:05"),
    ],
)
def test_a_date_is_written_as_the_language_of_the_interface_writes_it(language: str, day: str, moment: str) -> None:
    with override(language):
        assert localize(date(2026, 3, 4)) == day
        assert localize(datetime(2026, 3, 4, 15, 5, tzinfo=UTC)) == moment


def test_a_date_in_digits_that_could_be_two_is_taken_for_neither() -> None:
    with pytest.raises(ValidationError):
        DateField(localize=True).clean("9/10/2019")
