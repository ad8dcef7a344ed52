"""What the page of a report shows to whoever reviews it, and what it keeps to the coalition."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from measures.models import Measure
from submissions import workflow
from submissions.models import Submission
from tests import admin
from tests.admin import page
from tests.factories import (
    ANSWERS,
    EventFactory,
    MeasureFactory,
    RemarkFactory,
    SubmissionFactory,
    UserFactory,
    answers,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db


def test_the_answers_can_be_read(office: Client) -> None:
    submission = submitted()

    html = office.get(page(submission)).content.decode()

    assert "Four workshops a year for those who look after collections." in html


def test_opening_it_says_who_looks(office: Client, editor: User) -> None:
    submission = submitted()
    office.get(page(submission))
    second = Client()
    second.force_login(admin.editor(name="Second"))

    response = second.get(page(submission))

    assert response.context["looker"] == editor
    submission.refresh_from_db()
    assert submission.reviewer == editor


def test_whoever_looked_an_hour_ago_looks_no_more(office: Client, editor: User) -> None:
    submission = submitted()
    Submission.objects.update(reviewer=UserFactory(), reviewing_since=timezone.now() - timedelta(hours=1))

    assert office.get(page(submission)).context["looker"] == editor


def test_an_update_shows_what_it_changes_in_public(office: Client) -> None:
    measure = MeasureFactory(main_features="Four workshops a year.", results_achieved="Some.")
    publish(measure)
    update = workflow.propose_update(measure, UserFactory(name="Writer"))
    workflow.save_section(update, UserFactory(), "features", {"main_features": "Five workshops a year."}, 0)
    update = workflow.submit(update, UserFactory())

    (difference,) = office.get(page(update)).context["differences"]

    assert str(difference.html) == "<del>Four</del><ins>Five</ins> workshops a year."
    measure.refresh_from_db()
    assert measure.main_features == "Four workshops a year."


def test_a_later_round_shows_what_changed_since_the_last(office: Client) -> None:
    submission = submitted()
    RemarkFactory(submission=submission, question="title")
    workflow.ask_for_changes(submission, UserFactory())
    workflow.save_section(
        submission, UserFactory(), "measure", {**ANSWERS["measure"], "title": "Taught museum staff"}, 0
    )
    workflow.submit(submission, UserFactory())

    (change,) = office.get(page(submission)).context["changes"]

    assert (change.question, str(change.html)) == ("title", "<del>Trained</del><ins>Taught</ins> museum staff")


def test_what_stands_in_the_way_of_publishing_is_said(office: Client) -> None:
    event = EventFactory()
    submission = submitted(answers=answers(events={"events": [{"key": "n1", "event": str(event.pk)}]}))
    event.delete()

    context = office.get(page(submission)).context

    assert context["obstacle"] == "This report cannot be published yet: there is 1 problem in it."
    assert [problem.question for problem in context["problems"]] == ["events"]


def test_a_draft_is_its_coalitions_own(office: Client) -> None:
    submission = SubmissionFactory(answers=answers(features={"main_features": "Quetzalcoatlus"}))

    response = office.get(page(submission))

    assert response.context["handed_over"] is None
    assert "Quetzalcoatlus" not in response.content.decode()


def test_what_the_coalition_writes_after_a_request_is_not_read_before_it_submits(office: Client) -> None:
    submission = submitted()
    RemarkFactory(submission=submission)
    workflow.ask_for_changes(submission, UserFactory())
    workflow.save_section(submission, UserFactory(), "features", {"main_features": "Quetzalcoatlus"}, 0)

    html = office.get(page(submission)).content.decode()

    assert "Quetzalcoatlus" not in html
    assert "Four workshops a year for those who look after collections." in html


def test_the_preview_is_the_public_page_and_stores_nothing(office: Client) -> None:
    submission = submitted()

    response = office.get(reverse("admin:submissions_submission_preview", args=[submission.pk]))

    assert response.context["measure"].title == "Trained museum staff"
    assert not Measure.objects.exists()
