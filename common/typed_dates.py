"""Dates as people type them: in digits or with the name of a month, in their order and script."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.dates import DATE_MESSAGE, FIRST_YEAR, LAST_YEAR, PartialDate
from common.languages import interface_locale, locale_of
from common.numbers import ascii_digits

# Languages in which coalitions write; a name of a month counts when it means the same month in all of them.
LANGUAGES = (
    *("en", "fr", "es", "ar", "ru", "pt", "de", "it", "nl", "pl", "uk", "tr", "sv", "da", "nb", "fi", "cs", "sk"),
    *("hr", "sl", "hu", "ro", "el", "bg", "sr", "fa", "id"),
)
BESIDE = {"de", "del", "of", "the", "le", "el", "du", "er", "st", "nd", "rd", "th", "den", "am", "o"}
LONGEST = 60  # signs; no date needs more
PARTS = re.compile(r"\d+|[^\W\d_]+")
YEAR_FIRST = re.compile(r"(\d{4})(?:\s*([-/.])\s*(\d{1,2})(?:\s*\2\s*(\d{1,2}))?)?")
YEAR_LAST = re.compile(r"(?:(\d{1,2})\s*([-/.])\s*)?(\d{1,2})\s*([-/.])\s*(\d{4})")


def parse_date(value: str | None) -> PartialDate | None:
    """The date that a person typed, None for nothing: "2019-10-09", "9. Oktober 2019", "10/2019", "2019年10月9日".

    Raises ValidationError when it is no date from 1945 to 2100, or when nobody can tell which is the month.
    """
    if value in (None, ""):
        return None
    typed = "" if len(value) > LONGEST else ascii_digits(value.strip())
    typed = re.sub(r"[年月](?=\s*\d)", "-", typed).rstrip("年月日")
    date = _in_digits(typed) or _in_words(typed)
    if not date or not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise ValidationError(DATE_MESSAGE, code="invalid")
    return date


def _in_digits(typed: str) -> PartialDate | None:
    if match := YEAR_FIRST.fullmatch(typed):
        year, _sign, month, day = match.groups()
        return _date(year, month, day)
    match = YEAR_LAST.fullmatch(typed)
    if not match or (match[2] and match[2] != match[4]):
        return None
    first, sign, second, _same, year = match.groups()
    if not first:
        return _date(year, second)
    dates = {date for date in (_date(year, second, first), _date(year, first, second)) if date}
    if sign == ".":  # with points, the day comes first wherever people write so
        return _date(year, second, first)
    if len(dates) > 1:
        one, other = (_date(year, second, first), _date(year, first, second))
        raise ValidationError(
            _("“%(typed)s” can be read in two ways. Write %(one)s for %(day)s, or %(other)s for %(other_day)s."),
            params={
                "typed": typed,
                "one": one,
                "day": one and one.display(),
                "other": other,
                "other_day": other and other.display(),
            },
            code="ambiguous",
        )
    return dates.pop() if dates else None


def _in_words(typed: str) -> PartialDate | None:
    parts = [part for part in PARTS.findall(_bare(typed)) if part not in BESIDE]
    numbers = [part for part in parts if part.isdigit()]
    years = [part for part in numbers if len(part) == 4]
    days = [part for part in numbers if len(part) <= 2]
    names = [part for part in parts if not part.isdigit()]
    if len(names) != 1 or len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days):
        return None
    month = _month(names[0])
    return _date(years[0], month, *days) if month else None


def _month(name: str) -> str:
    """The number of the month that a word names, in the reader's language before all others; empty for none."""
    for languages in ((interface_locale().language,), ("en",), LANGUAGES):
        meant = _months(languages).get(name, set())
        if len(meant) == 1:
            return str(next(iter(meant)))
    return ""


@lru_cache
def _months(languages: tuple[str, ...]) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for language in languages:
        for forms in locale_of(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    names.setdefault(_bare(name).strip(". "), set()).add(number)
    return names


def _bare(text: str) -> str:
    """Without what people leave out: capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _date(year: str, month: str | None = None, day: str | None = None) -> PartialDate | None:
    try:
        return PartialDate("-".join(part.zfill(2) for part in (year, month, day) if part))
    except ValueError:
        return None
