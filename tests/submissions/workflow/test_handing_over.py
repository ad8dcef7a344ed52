"""When a report can be submitted, taken back and set aside."""

import datetime

import pytest

from measures.models import CycleExtension
from submissions import workflow
from submissions.models import Submission
from tests.factories import CycleFactory, SubmissionFactory, UserFactory, answers, submitted

pytestmark = pytest.mark.django_db
State = Submission.State


def test_an_incomplete_report_is_not_submitted_and_says_what_is_missing() -> None:
    submission = SubmissionFactory(answers=answers(measure={"title": "A", "language": "", "first_year": "20l9"}))

    with pytest.raises(workflow.NotValid) as refusal:
        workflow.submit(submission, UserFactory())

    assert [(problem.question, problem.message) for problem in refusal.value.problems] == [
        ("language", "Choose the language that this is written in."),
        ("first_year", "Give a year from 1945 to 2100, in four digits."),
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (
            datetime.date(2090, 1, 1),
            datetime.date(2090, 6, 30),
            (
                "The reporting cycle 2024–2027 opens on 1 January 2090, 00:00 UTC and closes on 30 June 2090, 23:59 "
                "UTC. You can write until then, and submit from the day it opens."
            ),
        ),
        (
            datetime.date(2020, 1, 1),
            datetime.date(2020, 6, 30),
            (
                "The reporting cycle 2024–2027 was open from 1 January 2020, 00:00 UTC to 30 June 2020, 23:59 UTC: "
                "it is too late to submit this report. It stays here, and you can write on; ask the secretariat for "
                "more time."
            ),
        ),
    ],
)
def test_a_cycle_that_is_not_open_takes_no_report(opens: datetime.date, closes: datetime.date, sentence: str) -> None:
    submission = SubmissionFactory(cycle=CycleFactory(opens=opens, closes=closes))

    with pytest.raises(workflow.CycleClosed) as refusal:
        workflow.submit(submission, UserFactory())

    assert str(refusal.value) == sentence


def test_a_closed_cycle_leaves_drafts_editable() -> None:
    submission = SubmissionFactory(answers={}, cycle=CycleFactory(closes=datetime.date(2024, 2, 1)))

    workflow.save_section(submission, UserFactory(), "measure", {"title": "Still here"}, 0)

    submission.refresh_from_db()
    assert submission.title == "Still here"


def test_an_extension_opens_the_cycle_for_one_coalition() -> None:
    cycle = CycleFactory(closes=datetime.date(2024, 2, 1))
    late, other = SubmissionFactory(cycle=cycle), SubmissionFactory(cycle=cycle)
    CycleExtension.objects.create(cycle=cycle, coalition=late.coalition, closes=datetime.date(2099, 1, 1))

    assert workflow.submit(late, UserFactory()).state == State.SUBMITTED
    with pytest.raises(workflow.CycleClosed):
        workflow.submit(other, UserFactory())


def test_what_the_secretariat_asked_can_be_answered_after_the_cycle_closed() -> None:
    cycle = CycleFactory(closes=datetime.date(2024, 2, 1))
    submission = SubmissionFactory(cycle=cycle, state=State.CHANGES_REQUESTED)

    assert workflow.submit(submission, UserFactory()).state == State.SUBMITTED


def test_a_submitted_report_can_be_taken_back_until_it_is_decided() -> None:
    submission = submitted()

    assert workflow.take_back(submission, UserFactory()).state == State.DRAFT
    with pytest.raises(workflow.WrongState):
        workflow.take_back(submission, UserFactory())


def test_a_report_set_aside_can_be_taken_up_again() -> None:
    submission = workflow.set_aside(SubmissionFactory(), UserFactory())

    assert submission.state == State.WITHDRAWN
    assert workflow.take_up(submission, UserFactory()).state == State.DRAFT
