"""A deadline and a moment name their time zone, for those who read them elsewhere."""

import datetime

import pytest
from django.test import Client
from django.utils.translation import override

from common.dates import first_minute, last_minute
from common.templatetags.register import moment
from measures.models import Cycle
from submissions.models import Submission
from tests.factories import CycleFactory
from tests.pages import elements

pytestmark = pytest.mark.django_db
LAST_DAY = datetime.date(2090, 3, 31)


@pytest.fixture
def cycle(submission: Submission) -> Cycle:
    cycle = submission.cycle or CycleFactory()
    cycle.opens, cycle.closes = datetime.date(2020, 1, 1), LAST_DAY
    cycle.save()
    submission.cycle = cycle
    submission.save()
    return cycle


@pytest.mark.usefixtures("cycle")
def test_the_desk_and_the_report_say_until_when_with_the_zone(writer: Client, submission: Submission) -> None:
    for address in ("/en/desk/", submission.get_absolute_url()):
        (shown,) = elements(writer.get(address), "time", datetime="2090-03-31T23:59:00+00:00")

        assert shown.text == "31 March 2090, 23:59 UTC"
        assert shown.attributes["data-local"] == "{time} where you are"


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("en", "31 March 2090, 00:00 UTC", "31 March 2090, 23:59 UTC"),
        ("fr", "31 mars 2090, 00:00 UTC", "31 mars 2090, 23:59 UTC"),
        ("es", "31 de marzo de 2090, 0:00 UTC", "31 de marzo de 2090, 23:59 UTC"),
    ],
)
def test_a_day_begins_and_ends_in_a_time_zone(language: str, begins: str, ends: str) -> None:
    with override(language):
        assert (first_minute(LAST_DAY), last_minute(LAST_DAY)) == (begins, ends)


def test_a_moment_names_its_zone() -> None:
    assert moment(datetime.datetime(2026, 5, 3, 14, 5, tzinfo=datetime.UTC)) == "3 May 2026, 14:05 UTC"
