"""Dates that may be known only to the month or the year, and how each language writes them.

A date is kept as ISO 8601 writes it at its precision: "2018", "2018-10" or "2018-10-09". Such texts sort in time order,
and the API shows them as they are.
"""

import datetime
import re
from calendar import monthrange
from typing import Self

from babel.dates import format_date, format_skeleton, format_time
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import interface_locale

FIRST_YEAR = 1945  # the constitution of UNESCO
LAST_YEAR = 2100
LONGEST_PERIOD = 40  # signs
ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(str):
    """A day, a month or a year. `PartialDate("2018-10")`; raises ValueError when it is none of these."""

    __slots__ = ("day", "month", "year")

    year: int
    month: int | None
    day: int | None

    def __new__(cls, text: str) -> Self:
        match = ISO.fullmatch(text)
        if not match:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = match.groups()
        datetime.date(int(year), int(month or 1), int(day or 1))
        date = super().__new__(cls, text)
        date.year, date.month, date.day = int(year), int(month) if month else None, int(day) if day else None
        return date

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (str(self),)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or monthrange(self.year, month)[1])

    def display(self) -> str:
        """As the interface language writes it: "October 2018", "octobre 2018", "9 October 2019"."""
        locale = interface_locale()
        if self.day:
            return format_date(self.first_day, "long", locale=locale)
        return format_skeleton("yMMMM" if self.month else "y", self.first_day, locale=locale)


def display_span(start: PartialDate | None, end: PartialDate | None) -> str:
    """A span of time as the interface language writes it: "9–11 October 2019", "October 2018", "2016–2019"."""
    if not start or not end or start == end:
        known = start or end
        return known.display() if known else ""
    if start.day and end.day and start[:7] == end[:7]:
        # CLDR has no long form for days of one month, so the long date gets both days in the place of one.
        pattern = interface_locale().date_formats["long"].pattern
        both_days = re.sub(r"('[^']*')|d+", lambda part: part[1] or f"'{start.day}–{end.day}'", pattern)
        return format_date(start.first_day, both_days, locale=interface_locale())
    joint = "–" if not (start.month or end.month) else " – "
    return f"{start.display()}{joint}{end.display()}"


def display_years(first: int | None, last: int | None, *, ongoing: bool) -> str:
    """A measure's period: "2016–2019", "2019", "since 2016"."""
    if first is None:
        return _("ongoing") if ongoing else ""
    if ongoing:
        return _("since %(year)d") % {"year": first}
    return str(first) if last in (None, first) else f"{first}–{last}"


def without_years(title: str, first: int, last: int | None, *, ongoing: bool) -> str:
    """The title without exactly this period at its end: "Support (2016–2019)", "Congress – 2019", "Agenda, since 2018".

    Anything less certain stays as it was typed: years after a plain word, half of a bracket, a part of other years.
    """
    several = not ongoing and last not in (None, first)
    years = rf"{first}\s?[-–—/]\s?{last}" if several else str(first)
    if ongoing:
        years = rf"(?:since|depuis|desde)\s{first}"
    # A lone year after a comma may belong to a day: "May 5, 2019".
    mark = r"(?:[,:]|\s[-–—])" if several or ongoing else r"\s[-–—]"
    tail = title[-LONGEST_PERIOD:]  # an end is all that is looked at, so that no title takes long
    end = re.search(rf"(?:{mark}?\s?\({years}\)|{mark}\s{years})$", tail, re.IGNORECASE)
    rest = title[: len(title) - len(tail) + end.start()].rstrip() if end else ""
    return rest if rest and not rest[-1].isdigit() else title


def first_minute(day: datetime.date) -> str:
    """When a day begins, with its time zone, without which nobody elsewhere knows: "31 March 2027, 00:00 UTC"."""
    return _minute(day, datetime.time.min)


def last_minute(day: datetime.date) -> str:
    """When a day is over, with its time zone: "31 March 2027, 23:59 UTC"."""
    return _minute(day, datetime.time.max)


def _minute(day: datetime.date, time: datetime.time) -> str:
    locale = interface_locale()
    zone = timezone.get_current_timezone_name()
    return f"{format_date(day, 'long', locale=locale)}, {format_time(time, 'short', locale=locale)} {zone}"


def validate_year(year: int) -> None:
    """Raise ValidationError for a year that cannot be meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(YEAR_MESSAGE)


YEAR_MESSAGE = gettext_lazy("Give a year from 1945 to 2100, in four digits.")
DATE_MESSAGE = gettext_lazy("Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100.")
DAY_MESSAGE = gettext_lazy("Give a day, written 2018-10-09.")
ORDER_MESSAGE = gettext_lazy("The end comes before the beginning. Correct one of the two dates.")
