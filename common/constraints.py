"""Rules that the database keeps, told to a person beside the field that breaks them.

Migrations write `Visible`, `FirstDay` and `SpanOfDays` by their names, so Django does not see a change of their SQL:
tests/common/test_constraints.py does.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Left, Length, NullIf, Substr
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from common.dates import DATE_MESSAGE, FIRST_YEAR, LAST_YEAR, ORDER_MESSAGE, YEAR_MESSAGE

GREATEST = 10**13  # greater than what the columns of numbers hold


class Rule(models.CheckConstraint):
    """A check constraint whose sentence appears beside `field` in a form, and not above the whole form."""

    def __init__(self, *, field: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(**kwargs)

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = "default",
    ) -> None:
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            if exclude and self.field in exclude:
                raise
            raise ValidationError({self.field: error.messages}) from error

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}


# A character that can be seen: neither a space of any kind, nor a mark of width or direction, nor a filler.
VISIBLE = (
    r"[^\s\u00a0\u00ad\u034f\u061c\u115f\u1160\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u2800\u3000\u3164\ufeff\uffa0]"
)


def filled(name: str, field: str, message: Any) -> Rule:
    """The text has at least one character that can be seen."""
    return Rule(name=name, field=field, condition=Q(Visible(field)), violation_error_message=message)


def web_address(name: str, field: str, *, optional: bool = False) -> Rule:
    """The address is one of the web: a link to it runs nothing."""
    is_empty = Q(**{field: ""}) if optional else Q()
    return Rule(
        name=name,
        field=field,
        condition=is_empty | Q(**{f"{field}__iregex": r"^https?://"}),
        violation_error_message=_("Give a web address that begins with http:// or https://."),
    )


def not_negative(name: str, field: str, message: Any) -> Rule:
    """The number, when given, is nothing or more; nor is it PostgreSQL's NaN, which is greater than all numbers."""
    return Rule(
        name=name,
        field=field,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, GREATEST)}),
        violation_error_message=message,
    )


def year_in_range(name: str, field: str) -> Rule:
    """The year, when given, lies in 1945–2100."""
    return Rule(
        name=name,
        field=field,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (FIRST_YEAR, LAST_YEAR)}),
        violation_error_message=YEAR_MESSAGE,
    )


def years_in_order(name: str, start: str, end: str) -> Rule:
    """An end year has a start year, and does not come before it."""
    return Rule(
        name=name,
        field=end,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start), f"{start}__isnull": False}),
        violation_error_message=_(
            "The period ends before it starts, or has no first year. Correct one of the two years."
        ),
    )


def real_date(name: str, field: str) -> Rule:
    """The partial date, when given, is in the calendar and in 1945–2100. A 30th of February fails in `make_date`."""
    in_range = Q(**{f"{field}__gte": str(FIRST_YEAR), f"{field}__lt": str(LAST_YEAR + 1)})
    shape = Q(**{f"{field}__regex": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
    return Rule(
        name=name,
        field=field,
        condition=Q(**{f"{field}__isnull": True})
        | (shape & in_range & Q(GreaterThanOrEqual(FirstDay(field), Value("1945-01-01")))),
        violation_error_message=DATE_MESSAGE,
    )


def dates_in_order(name: str, start: str, end: str) -> Rule:
    """The end is not certainly before the start; both are compared at the precision they share."""
    ends = Left(F(end), Length(F(start)))
    starts = Left(F(start), Length(F(end)))
    return Rule(
        name=name, field=end, condition=Q(GreaterThanOrEqual(ends, starts)), violation_error_message=ORDER_MESSAGE
    )


def known_language(name: str, field: str = "language") -> Rule:
    """A content language is a code of two letters. Which ones exist is the form's business."""
    return Rule(
        name=name,
        field=field,
        condition=Q(**{f"{field}__regex": r"^[a-z]{2}$"}),
        violation_error_message=_("Choose the language that this is written in."),
    )


class Visible(Func):
    """SQL for whether a text has at least one character that can be seen."""

    template, arg_joiner = "%(expressions)s", " ~ "

    def __init__(self, text: str) -> None:
        super().__init__(F(text), Value(VISIBLE), output_field=models.BooleanField())


class FirstDay(Func):
    """SQL for the first day of a partial date, and for the first of all days when there is none."""

    function = "make_date"

    def __init__(self, date: str) -> None:
        def part(start: int, length: int) -> Cast:
            digits = NullIf(Substr(F(date), start, length), Value(""))
            return Cast(Coalesce(digits, Value("1")), models.IntegerField())

        super().__init__(part(1, 4), part(6, 2), part(9, 2), output_field=models.DateField())


class SpanOfDays(Func):
    """SQL for the days from `start` up to, but without, `end`; at least one, since an empty span overlaps nothing."""

    function = "daterange"

    def __init__(self, start: str, end: str) -> None:
        next_day = models.ExpressionWrapper(FirstDay(start) + Value(1), output_field=models.DateField())
        for_ever = Cast(Value("infinity"), models.DateField())
        last = Case(When(**{f"{end}__isnull": True}, then=for_ever), default=FirstDay(end))
        super().__init__(FirstDay(start), Greatest(last, next_day))
