"""Dates known to the day, the month or the year: how they sort, compare and read in each language."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from coalitions.models import Event
from common.dates import PartialDate, display_span, display_years
from common.typed_dates import parse_date
from tests.factories import EventFactory

days = st.dates(datetime.date(1945, 1, 1), datetime.date(2100, 12, 31))
partial_dates = st.tuples(days, st.sampled_from([4, 7, 10])).map(
    lambda pair: PartialDate(pair[0].isoformat()[: pair[1]])
)


@given(partial_dates, partial_dates)
def test_dates_sort_in_time_order(one: PartialDate, other: PartialDate) -> None:
    first, second = sorted([one, other])

    assert first.first_day <= second.first_day


@given(partial_dates)
def test_date_contains_its_days(date: PartialDate) -> None:
    assert date.first_day.isoformat().startswith(date)
    assert date.last_day.isoformat().startswith(date)
    assert not (date.last_day + datetime.timedelta(days=1)).isoformat().startswith(date)


@given(partial_dates)
def test_every_date_reads_in_every_language(date: PartialDate) -> None:
    for language in ("en", "fr", "es", "ar", "zh-hans"):
        with override(language):
            assert date.display()


@pytest.mark.parametrize(
    ("date", "en", "fr", "es"),
    [
        ("2018", "2018", "2018", "2018"),
        ("2018-10", "October 2018", "octobre 2018", "octubre de 2018"),
        ("2019-10-09", "9 October 2019", "9 octobre 2019", "9 de octubre de 2019"),
        ("2019-08-01", "1 August 2019", "1 août 2019", "1 de agosto de 2019"),
    ],
)
def test_date_reads_as_each_language_writes_it(date: str, en: str, fr: str, es: str) -> None:
    for language, written in {"en": en, "fr": fr, "es": es}.items():
        with override(language):
            assert PartialDate(date).display() == written


@pytest.mark.parametrize(
    ("start", "end", "en", "fr", "es"),
    [
        ("2019-10-09", "2019-10-11", "9–11 October 2019", "9–11 octobre 2019", "9–11 de octubre de 2019"),
        ("2018-10", None, "October 2018", "octobre 2018", "octubre de 2018"),
        ("2018-10", "2018-10", "October 2018", "octobre 2018", "octubre de 2018"),
        ("2016", "2019", "2016–2019", "2016–2019", "2016–2019"),
        ("2024-03", "2024-05", "March 2024 – May 2024", "mars 2024 – mai 2024", "marzo de 2024 – mayo de 2024"),
        (
            "2019-11-29",
            "2019-12-01",
            "29 November 2019 – 1 December 2019",
            "29 novembre 2019 – 1 décembre 2019",
            "29 de noviembre de 2019 – 1 de diciembre de 2019",
        ),
        (None, "2019", "2019", "2019", "2019"),
        (None, None, "", "", ""),
    ],
)
def test_span_reads_as_each_language_writes_it(start: str | None, end: str | None, en: str, fr: str, es: str) -> None:
    first, last = (PartialDate(text) if text else None for text in (start, end))

    for language, written in {"en": en, "fr": fr, "es": es}.items():
        with override(language):
            assert display_span(first, last) == written


@pytest.mark.parametrize(
    ("first", "last", "ongoing", "period"),
    [
        (2016, 2019, False, "2016–2019"),
        (2019, 2019, False, "2019"),
        (2019, None, False, "2019"),
        (2016, None, True, "since 2016"),
        (None, None, False, ""),
    ],
)
def test_period_of_years(first: int | None, last: int | None, ongoing: bool, period: str) -> None:
    assert display_years(first, last, ongoing=ongoing) == period


@pytest.mark.parametrize(
    ("language", "typed", "date"),
    [
        ("en", "9 October 2019", "2019-10-09"),
        ("en", "October 9, 2019", "2019-10-09"),
        ("en", "9th of Oct. 2019", "2019-10-09"),
        ("en", "Oct 2019", "2019-10"),
        ("fr", "11 octobre 2019", "2019-10-11"),
        ("fr", "1er fevrier 2020", "2020-02-01"),
        ("fr", "AOÛT 2019", "2019-08"),
        ("es", "9 de octubre de 2019", "2019-10-09"),
        ("fr", "9 October 2019", "2019-10-09"),
        ("en", "9. Oktober 2019", "2019-10-09"),
        ("en", "9 октября 2019", "2019-10-09"),
        ("en", "٩ أكتوبر ٢٠١٩", "2019-10-09"),
        ("en", "2019年10月9日", "2019-10-09"),
        ("en", "2019年", "2019"),
        ("en", "9.10.2019", "2019-10-09"),
        ("en", "13/10/2019", "2019-10-13"),
        ("en", "10/13/2019", "2019-10-13"),
        ("en", "9/9/2019", "2019-09-09"),
        ("en", "10/2019", "2019-10"),
        ("en", "2019-10-9", "2019-10-09"),
        ("en", "2019/1", "2019-01"),
        ("en", "٢٠١٩", "2019"),
        ("en", "2019\n", "2019"),
    ],
)
def test_a_date_is_read_as_people_write_it(language: str, typed: str, date: str) -> None:
    with override(language):
        assert parse_date(typed) == date


@given(partial_dates, st.sampled_from(["en", "fr", "es"]), st.sampled_from(["en", "fr", "es"]))
def test_what_a_page_shows_can_be_typed_on_any_page(date: PartialDate, shown_in: str, typed_in: str) -> None:
    with override(shown_in):
        shown = date.display()

    with override(typed_in):
        assert parse_date(shown) == date


def test_a_date_that_could_be_two_is_asked_about() -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_date("9/10/2019")

    assert refusal.value.messages == [
        "“9/10/2019” can be read in two ways. Write 2019-10-09 for 9 October 2019, or 2019-09-10 for 10 September 2019."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-30",
        "2019-13",
        "2019-00",
        "19",
        "1944",
        "2101",
        "9 10",
        "9 October",
        "October",
        "32 October 2019",
        "9/10-2019",
        "9 October 19",
        "9 Oktembre 2019",
        "October " * 100,
        "x",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_date(text)

    assert refusal.value.messages == [
        "Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100."
    ]


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_no_date(nothing: str | None) -> None:
    assert parse_date(nothing) is None


@pytest.mark.django_db
def test_date_comes_back_from_the_database_as_it_was() -> None:
    event = EventFactory(start="2018-10", end=None)

    stored = Event.objects.get(pk=event.pk)

    assert (stored.start, stored.end) == (PartialDate("2018-10"), None)
    assert stored.when == "October 2018"


@pytest.mark.django_db
def test_database_sorts_dates_of_all_precisions_in_time_order() -> None:
    for start in ("2019-10-09", "2018", "2019", "2018-10", "2019-10"):
        EventFactory(start=start, end=None)

    starts = Event.objects.order_by("start").values_list("start", flat=True)

    assert list(starts) == ["2018", "2018-10", "2019", "2019-10", "2019-10-09"]
