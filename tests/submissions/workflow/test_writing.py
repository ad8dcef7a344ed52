"""Who writes in a report, and what is kept when two do."""

import pytest
from django.utils import timezone

from submissions import workflow
from submissions.models import Submission
from tests.factories import ANSWERS, MeasureFactory, RepresentativeFactory, SubmissionFactory, UserFactory, submitted

pytestmark = pytest.mark.django_db
State = Submission.State


def test_who_represents_a_coalition_sees_its_reports_until_they_leave() -> None:
    submission = SubmissionFactory()
    representative = RepresentativeFactory(coalition=submission.coalition)

    assert list(Submission.objects.open_to(representative.user)) == [submission]

    representative.ended_at = timezone.now()
    representative.save()
    assert list(Submission.objects.open_to(representative.user)) == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.DECLINED, State.WITHDRAWN])
def test_nobody_writes_in_a_report_that_is_not_with_its_coalition(state: State) -> None:
    submission = SubmissionFactory(state=state, measure=MeasureFactory())

    with pytest.raises(workflow.WrongState):
        workflow.save_section(submission, UserFactory(), "measure", {"title": "Late"}, 0)


def test_saving_keeps_what_was_typed_however_wrong() -> None:
    submission = SubmissionFactory(answers={})
    typed = {"first_year": "20l9", "title": "\u202etitle 👩🏽‍🎨 <b>"}

    workflow.save_section(submission, UserFactory(), "measure", typed, 0)

    submission.refresh_from_db()
    assert submission.answers == {"measure": typed}
    assert submission.get_revision("measure") == 1


def test_a_section_saved_meanwhile_is_not_overwritten() -> None:
    submission, colleague = SubmissionFactory(answers={}), UserFactory()
    workflow.save_section(submission, colleague, "measure", {"title": "Theirs"}, 0)

    with pytest.raises(workflow.Conflict) as conflict:
        workflow.save_section(submission, UserFactory(), "measure", {"title": "Mine"}, 0)

    assert (conflict.value.theirs, conflict.value.by, conflict.value.revision) == ({"title": "Theirs"}, colleague, 1)
    submission.refresh_from_db()
    assert submission.answers == {"measure": {"title": "Theirs"}}


def test_saving_the_same_text_twice_is_no_conflict() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Same"}, 0)

    workflow.save_section(submission, UserFactory(), "measure", {"title": "Same"}, 0)

    submission.refresh_from_db()
    assert submission.get_revision("measure") == 1


def test_two_sections_can_be_written_at_once() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "One"}, 0)

    workflow.save_section(submission, UserFactory(), "features", {"main_features": "Two"}, 0)

    submission.refresh_from_db()
    assert submission.answers == {"measure": {"title": "One"}, "features": {"main_features": "Two"}}


def test_the_trail_keeps_a_text_that_a_colleague_replaced() -> None:
    submission = SubmissionFactory(answers={})
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Theirs"}, 0)

    workflow.replace_section(submission, UserFactory(), "measure", {"title": "Mine"}, 1)

    assert submission.steps.get().answers == {"measure": {"title": "Theirs"}}


def test_the_secretariat_edits_visibly() -> None:
    submission = submitted()

    workflow.edit_on_behalf(submission, UserFactory(), "features", {"main_features": "Better."}, 0)

    step = submission.steps.last()
    assert step
    assert (step.kind, step.by_secretariat, step.answers) == ("edited", True, {"features": ANSWERS["features"]})
