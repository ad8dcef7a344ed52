"""Decisions, of which the first stands, and none is made unseen."""

import pytest
from django.test import Client

from measures.models import Measure
from submissions import workflow
from submissions.models import Step, Submission
from tests import admin
from tests.admin import page
from tests.factories import EventFactory, UserFactory, answers, submitted
from tests.secretariat.review.steps import post

pytestmark = pytest.mark.django_db
State = Submission.State


def test_publishing_is_one_click(office: Client) -> None:
    submission = submitted()

    response = post(office, submission, "publish")

    assert response["Location"] == "/admin/submissions/submission/"
    measure = Measure.objects.get()
    assert measure.versions.count() == 1
    assert office.get(measure.get_absolute_url()).status_code == 200


def test_declining_needs_a_reason(office: Client) -> None:
    submission = submitted()

    response = post(office, submission, "decline", reason="  ")

    assert response.context["error"] == "Give the reason, so that the coalition knows why."
    post(office, submission, "decline", reason="Not about culture.")
    submission.refresh_from_db()
    assert (submission.state, submission.steps.last().note) == (State.DECLINED, "Not about culture.")  # type: ignore[union-attr]


def test_the_second_decision_is_refused_and_its_text_stays(office: Client) -> None:
    submission = submitted()
    seen = submission.steps.last()
    workflow.publish(submission, admin.editor(name="Second"))

    response = office.post(
        page(submission),
        {"do": "decline", "step": seen.pk, "reason": "Not about culture.", "remark-title": "Why?", "seen-title": ""},  # type: ignore[union-attr]
    )

    assert response.status_code == 409
    assert response.context["error"].startswith("This is not possible any more: Second published the report on ")
    html = response.content.decode()
    assert ("Not about culture." in html, "Why?" in html) == (True, True)
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_a_report_that_changed_after_it_was_opened_is_not_decided_unseen(office: Client) -> None:
    submission = submitted()
    seen = submission.steps.last()
    workflow.take_back(submission, UserFactory(name="Writer"))
    workflow.submit(submission, UserFactory(name="Writer"))

    response = office.post(page(submission), {"do": "publish", "step": seen.pk})  # type: ignore[union-attr]

    assert response.context["error"] == (
        "The report changed after you had opened it: Writer took the report back; Writer submitted the report. "
        "Look at it as it is now, then decide."
    )
    assert not Measure.objects.exists()


def test_what_cannot_be_published_is_not(office: Client) -> None:
    event = EventFactory()
    submission = submitted(answers=answers(events={"events": [{"key": "n1", "event": str(event.pk)}]}))
    event.delete()

    response = post(office, submission, "publish")

    assert response.context["error"] == "This report cannot be published yet: there is 1 problem in it."
    assert submission.steps.last().kind == Step.Kind.SUBMITTED  # type: ignore[union-attr]
