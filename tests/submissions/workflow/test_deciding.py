"""What the secretariat can do with a report besides publishing it."""

import pytest

from submissions import workflow
from submissions.models import Step, Submission
from tests.factories import ANSWERS, RemarkFactory, UserFactory, submitted

pytestmark = pytest.mark.django_db
State = Submission.State


def test_asking_for_changes_sends_the_remarks() -> None:
    submission = submitted()
    remark = RemarkFactory(submission=submission, question="title")

    workflow.ask_for_changes(submission, UserFactory())

    remark.refresh_from_db()
    assert remark.is_open
    assert Submission.objects.get().state == State.CHANGES_REQUESTED


def test_asking_for_changes_without_saying_which_is_refused() -> None:
    submission = submitted()

    with pytest.raises(workflow.StepRefused, match="Write at least one remark"):
        workflow.ask_for_changes(submission, UserFactory())


def test_each_round_keeps_the_answers_that_were_handed_over() -> None:
    submission = submitted()
    RemarkFactory(submission=submission)
    workflow.ask_for_changes(submission, UserFactory())
    changed = {"main_features": "Five workshops."}
    workflow.save_section(submission, UserFactory(), "features", changed, 0)
    workflow.submit(submission, UserFactory())

    rounds = submission.steps.filter(kind=Step.Kind.SUBMITTED)
    assert [step.answers["features"] for step in rounds] == [ANSWERS["features"], changed]
    assert [step.kind for step in submission.steps.all()] == ["submitted", "changes-requested", "submitted"]


def test_declining_needs_a_reason() -> None:
    submission = submitted()

    with pytest.raises(workflow.StepRefused):
        workflow.decline(submission, UserFactory(), " ")

    assert workflow.decline(submission, UserFactory(), "Not about culture.").state == State.DECLINED
