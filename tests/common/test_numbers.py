"""Numbers are read as people of the interface language write them; what could be two numbers is asked about."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from common.numbers import parse_number, settle_number, show_number


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("en", "1,200.50", "1200.50"),
        ("en", "1 200", "1200"),
        ("en", "1200,50", "1200.50"),
        ("en", "25,000", "25000"),
        ("en", "2.5", "2.5"),
        ("fr", "0,125", "0.125"),
        ("fr", "25\u202f000,5", "25000.5"),
        ("fr", "1\u00a0500\u00a0000", "1500000"),
        ("es", "25.000", "25000"),
        ("es", "131.000", "131000"),
        ("es", "1.500.000", "1500000"),
        ("es", "25.000,5", "25000.5"),
        ("es", "25.000,50", "25000.50"),
        ("en", "25.000,5", "25000.5"),
        ("en", "1’200", "1200"),
        ("en", "٢٥٠", "250"),
        ("en", "٢٬٥٠٠٫٥", "2500.5"),
        ("en", "-5", "-5"),
    ],
)
def test_a_number_is_read_as_it_is_written(language: str, typed: str, number: str) -> None:
    with override(language):
        assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "typed", "sentence"),
    [
        ("en", "25.000", "“25.000” can be read in two ways. Write 25000 without the sign, or 25 without the zeros."),
        (
            "en",
            "131.250",
            "“131.250” can be read in two ways. Write 131250 without the sign, or 131.25 without the zeros.",
        ),
        ("en", "about 200", "“about 200” is not a number. Write it in digits, such as 250 or 1,200.5."),
        ("en", "1,20,000", "“1,20,000” is not a number. Write it in digits, such as 250 or 1,200.5."),
    ],
)
def test_what_is_no_number_or_could_be_two_is_said(language: str, typed: str, sentence: str) -> None:
    with override(language), pytest.raises(ValidationError) as refusal:
        parse_number(typed)

    assert refusal.value.messages == [sentence]


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["en", "fr", "es"]))
def test_what_a_page_shows_can_be_typed_on_it(number: Decimal, language: str) -> None:
    with override(language):
        assert parse_number(show_number(number)) == number


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("es", "25.000", "25000"),
        ("en", "25,000", "25000"),
        ("en", "25.000", "25.000"),
        ("es", "1.500.000", "1.500.000"),
        ("es", "25.000,5", "25.000,5"),
        ("fr", "0,125", "0,125"),
        ("fr", "many", "many"),
    ],
)
def test_what_only_one_language_reads_so_is_kept_without_the_sign(language: str, typed: str, kept: str) -> None:
    with override(language):
        assert settle_number(typed) == kept


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3}){0,3}", fullmatch=True))
def test_what_is_kept_is_the_same_number_in_every_language(typed: str) -> None:
    for language in ("en", "fr", "es"):
        with override(language):
            try:
                number = parse_number(typed)
            except ValidationError:
                continue
            kept = settle_number(typed)
        for other in ("en", "fr", "es"):
            with override(other):
                assert parse_number(kept) == number
