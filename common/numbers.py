"""Numbers as people write them, in any script and with the signs of their language."""

import re
import unicodedata
from decimal import Decimal

from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.languages import interface_locale

PLAIN = re.compile(r"-?\d+(\.\d+)?")
SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’٬](?=\d{3}(?!\d))")  # between groups of three digits
SEVERAL = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")  # "1.500.000": a sign that comes again parts thousands
BOTH = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?!\2)([.,])(\d+)")  # "25.000,5": the last sign is the decimal
THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
ONE = re.compile(r"(\d+)([.,])(\d+)")


def parse_number(typed: str) -> Decimal:
    """The number that was typed: "25.000", "1 200,50", "٢٥٠". Raises ValidationError when it is none, or could be two.

    One sign before three digits parts thousands where the interface language parts them so; elsewhere nobody can tell
    whether "25.000" is twenty-five or twenty-five thousand, so the reader is asked.
    """
    text = SPACES.sub("", ascii_digits(typed.strip()).replace("٫", ","))
    sign, text = (-1, text[1:]) if text[:1] in ("-", "−", "\u2013") else (1, text)
    return sign * _unsigned(text, typed)


def settle_number(typed: str) -> str:
    """What was typed, to be kept: as it is, but for thousands such as "25.000", which another language reads otherwise.

    The secretariat judges a report in its own language, and has to find the same number there.
    """
    if not THOUSANDS.fullmatch(ascii_digits(typed.strip())):
        return typed
    whole = re.sub("[.,]", "", ascii_digits(typed.strip()))
    try:
        return whole if parse_number(typed) == Decimal(whole) else typed
    except ValidationError:
        return typed


def show_number(number: Decimal | float) -> str:
    """As the interface language writes it: "25,000.5" or "25.000,5"."""
    return str(format_decimal(number, locale=interface_locale()))


def number_help() -> str:
    """How a number can be written, said before somebody has to be told."""
    return _("In digits, for instance %(example)s.") % {"example": show_number(Decimal("1200.50"))}


def ascii_digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(char)) if unicodedata.decimal(char, None) is not None else char for char in text
    )


def _unsigned(text: str, typed: str) -> Decimal:
    if PLAIN.fullmatch(text) and "." not in text:
        return Decimal(text)
    if SEVERAL.fullmatch(text):
        return Decimal(re.sub("[.,]", "", text))
    if both := BOTH.fullmatch(text):
        return Decimal(f"{re.sub('[.,]', '', both[1])}.{both[4]}")
    if one := ONE.fullmatch(text):
        return _with_one_sign(*one.groups(), typed=typed)
    raise ValidationError(
        _("“%(typed)s” is not a number. Write it in digits, such as 250 or %(example)s."),
        params={"typed": typed[:40], "example": show_number(Decimal("1200.50"))},
        code="invalid",
    )


def _with_one_sign(before: str, sign: str, after: str, *, typed: str) -> Decimal:
    could_be_thousands = len(after) == 3 and len(before) <= 3 and not before.startswith("0")
    if not could_be_thousands:
        return Decimal(f"{before}.{after}")
    locale = interface_locale()
    if sign == get_group_symbol(locale) and sign != get_decimal_symbol(locale):
        return Decimal(before + after)
    raise ValidationError(
        _("“%(typed)s” can be read in two ways. Write %(whole)s without the sign, or %(part)s without the zeros."),
        params={"typed": typed[:40], "whole": before + after, "part": show_number(Decimal(f"{before}.{after}"))},
        code="ambiguous",
    )
