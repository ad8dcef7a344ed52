"""The secretariat's remarks beside the questions that they are about, and the trail of a report."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions import workflow
from submissions.models import Submission
from tests.desk.steps import section, stored
from tests.factories import RemarkFactory, RepresentativeFactory, SubmissionFactory
from tests.pages import elements

pytestmark = pytest.mark.django_db
State = Submission.State


def test_a_remark_stands_beside_its_question_and_is_answered_there(client: Client) -> None:
    submission = SubmissionFactory(state=State.CHANGES_REQUESTED, round=1)
    remark = RemarkFactory(submission=submission, question="main_features", sent_at=timezone.now())
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(section(submission, "features"))
    assert [shown.remark for shown in page.context["page"].questions[0].remarks] == [remark]

    reply = {f"remark_{remark.pk}": "In Lomé.", f"remark_{remark.pk}_done": "on"}
    client.post(section(submission, "features"), {**reply, "main_features": "Better.", "revision": "0"})
    remark.refresh_from_db()
    assert remark.answer == ""

    client.post(reverse("desk_step", args=[submission.pk]), {"do": "submit", "declared": "yes"})
    remark.refresh_from_db()
    assert (remark.answer, remark.is_open) == ("In Lomé.", False)
    assert f"remark_{remark.pk}" not in stored(submission, "features")


def test_a_remark_comes_before_the_text_box_that_it_is_about(client: Client) -> None:
    submission = SubmissionFactory(state=State.CHANGES_REQUESTED, round=1)
    remark = RemarkFactory(submission=submission, question="main_features", sent_at=timezone.now())
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    boxes = elements(client.get(section(submission, "features")), "textarea")

    assert [box.attributes["name"] for box in boxes] == [f"remark_{remark.pk}", "main_features"]


def test_a_remark_on_the_whole_has_its_own_page(client: Client) -> None:
    submission = SubmissionFactory(state=State.CHANGES_REQUESTED)
    remark = RemarkFactory(submission=submission, question="", sent_at=timezone.now())
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(section(submission, "remarks"))

    assert [shown.remark for shown in page.context["page"].remarks] == [remark]


def test_a_remark_that_is_still_being_written_is_not_shown(client: Client) -> None:
    submission = SubmissionFactory()
    RemarkFactory(submission=submission, text="Quetzalcoatlus", question="title")
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    for address in (section(submission), reverse("desk_trail", args=[submission.pk]), submission.get_absolute_url()):
        assert "Quetzalcoatlus" not in client.get(address).content.decode()


def test_the_trail_names_who_did_what(client: Client) -> None:
    submission = SubmissionFactory()
    writer = RepresentativeFactory(coalition=submission.coalition, user__name="Writer of the report").user
    workflow.submit(submission, writer)
    client.force_login(writer)

    page = client.get(reverse("desk_trail", args=[submission.pk]))

    steps = [entry.step for entry in page.context["trail"]]
    assert [(str(step.by), step.kind) for step in steps] == [("Writer of the report", "submitted")]
