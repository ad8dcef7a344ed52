"""Editing on behalf of a coalition: visibly, and without overwriting anybody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from submissions import workflow
from submissions.models import Step, Submission
from tests import admin
from tests.admin import page
from tests.factories import ANSWERS, RepresentativeFactory, SubmissionFactory, UserFactory, submitted

pytestmark = pytest.mark.django_db


def edit(client: Client, submission: Submission, title: str, revision: int = 0) -> Any:
    address = reverse("admin:submissions_submission_edit", args=[submission.pk, "measure"])
    return client.post(address, {**ANSWERS["measure"], "title": title, "revision": revision, "do": "save"})


def test_an_edit_on_behalf_is_in_the_trail_with_what_it_changed(office: Client, editor: User) -> None:
    submission = submitted()

    response = edit(office, submission, "Taught museum staff")

    assert response["Location"] == f"{page(submission)}#section-measure"
    trail = office.get(page(submission)).context["trail"]
    assert (trail[-1].step.kind, trail[-1].step.by, trail[-1].step.by_secretariat) == (Step.Kind.EDITED, editor, True)
    assert [str(change.html) for change in trail[-1].changes] == ["<del>Trained</del><ins>Taught</ins> museum staff"]


def test_the_coalition_reads_what_was_changed_on_its_behalf(office: Client) -> None:
    submission = submitted()
    edit(office, submission, "Taught museum staff")
    office.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    html = office.get(f"/en/desk/{submission.pk}/trail/").content.decode()

    assert "<del>Trained</del><ins>Taught</ins> museum staff" in html


def test_what_is_written_after_taking_a_report_back_is_not_in_the_trail(office: Client) -> None:
    submission = submitted()
    edit(office, submission, "Taught museum staff")
    workflow.take_back(submission, UserFactory())
    workflow.save_section(submission, UserFactory(), "measure", {**ANSWERS["measure"], "title": "Quetzalcoatlus"}, 1)

    response = office.get(page(submission))

    assert response.context["handed_over"].title == "Taught museum staff"
    changes = [change for entry in response.context["trail"] for change in entry.changes]
    assert [str(change.html) for change in changes] == ["<del>Trained</del><ins>Taught</ins> museum staff"]


def test_editing_several_times_in_a_row_is_one_step(office: Client) -> None:
    submission = submitted()

    edit(office, submission, "Taught museum staff", 0)
    edit(office, submission, "Taught all museum staff", 1)

    assert submission.steps.filter(kind=Step.Kind.EDITED).count() == 1
    trail = office.get(page(submission)).context["trail"]
    assert [str(change.html) for change in trail[-1].changes] == [
        "<del>Trained</del><ins>Taught all</ins> museum staff"
    ]


def test_an_edit_does_not_overwrite_what_a_colleague_saved(office: Client) -> None:
    submission = submitted()
    workflow.edit_on_behalf(
        submission, admin.editor(name="Second"), "measure", {**ANSWERS["measure"], "title": "Theirs"}, 0
    )

    response = edit(office, submission, "Mine")

    assert response.status_code == 409
    assert response.context["error"] == (
        "Second saved this section after you had opened it. Nothing of yours is saved yet."
    )
    assert [reading.text for reading in response.context["stored"]] == ["Theirs"]
    assert response.context["section"]["title"].value() == "Mine"
    submission.refresh_from_db()
    assert submission.title == "Theirs"


def test_an_edit_after_the_decision_is_refused_and_its_text_stays(office: Client) -> None:
    submission = submitted()
    workflow.decline(submission, admin.editor(name="Second"), "Not about culture.")

    response = edit(office, submission, "Taught museum staff")

    assert response.status_code == 409
    assert response.context["error"].startswith("This is not possible any more: Second declined the report on ")
    assert response.context["section"]["title"].value() == "Taught museum staff"


def test_a_row_is_added_without_a_script(office: Client) -> None:
    submission = submitted()
    address = reverse("admin:submissions_submission_edit", args=[submission.pk, "partners"])

    response = office.post(address, {"rows": "partners", "do": "add partners", "revision": 0})

    assert response["Location"] == f"{address}#partners-n1"
    submission.refresh_from_db()
    assert [row["key"] for row in submission.answers["partners"]["partners"]] == ["n1"]


@pytest.mark.parametrize("typed", [{}, {"contact_name": "Taught museum staff"}])
@pytest.mark.parametrize("state", ["draft", "changes-requested", "withdrawn"])
@pytest.mark.parametrize("revision", [0, 1])
def test_what_is_with_its_coalition_is_not_shown_to_whoever_tries_to_edit_it(
    office: Client, state: str, revision: int, typed: dict[str, str]
) -> None:
    submission = SubmissionFactory(answers={"contact": {"contact_name": "Quetzalcoatlus"}})
    workflow.save_section(submission, UserFactory(), "contact", {"contact_name": "Quetzalcoatlus northropi"}, 0)
    Submission.objects.filter(pk=submission.pk).update(state=state)
    address = reverse("admin:submissions_submission_edit", args=[submission.pk, "contact"])

    response = office.post(address, {**typed, "revision": revision})

    assert response.status_code == 403
    assert "Quetzalcoatlus" not in response.content.decode()
    assert dict(response.context["fields"]) == {**typed, "revision": str(revision)}
