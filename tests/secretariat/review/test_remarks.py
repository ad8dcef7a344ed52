"""Remarks that are never lost: kept, sent, solved, and written beside those of others."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from submissions.models import Remark, Submission
from tests import admin
from tests.admin import page
from tests.factories import RemarkFactory, submitted
from tests.secretariat.review.steps import post

pytestmark = pytest.mark.django_db
State = Submission.State


def test_a_remark_is_kept_and_not_sent(office: Client, editor: User) -> None:
    submission = submitted()

    response = post(office, submission, "save", **{"remark-title": "Which staff?", "seen-title": ""})

    assert response.status_code == 302
    remark = submission.remarks.get()
    assert (remark.text, remark.question, remark.author, remark.sent_at) == ("Which staff?", "title", editor, None)
    assert office.get(page(submission)).content.decode().count("Which staff?") == 1


def test_a_remark_is_saved_while_one_types(office: Client) -> None:
    submission = submitted()
    one = save_with_script(office, submission, "Which", "")

    other = save_with_script(office, submission, "Which staff?", one["seen"]["title"])

    assert submission.remarks.get().text == "Which staff?"
    assert other["elsewhere"] == {}


def save_with_script(client: Client, submission: Submission, text: str, seen: str, status: int = 200) -> Any:
    fields = {"remark-title": text, "seen-title": seen}
    response = client.post(page(submission), fields, headers={"Accept": "application/json"})
    assert response.status_code == status
    return response.json()


def test_an_emptied_remark_goes(office: Client) -> None:
    submission = submitted()
    seen = save_with_script(office, submission, "Which", "")["seen"]["title"]

    assert save_with_script(office, submission, " ", seen)["seen"] == {"title": ""}
    assert not submission.remarks.exists()


def test_a_remark_written_in_another_window_is_not_overwritten(office: Client) -> None:
    submission = submitted()
    save_with_script(office, submission, "In one window", "")

    answer = save_with_script(office, submission, "In the other", "", status=409)

    assert answer["elsewhere"] == {"title": "In one window"}
    assert submission.remarks.get().text == "In one window"


def test_both_texts_are_shown_and_saving_again_is_a_choice(office: Client) -> None:
    submission = submitted()
    save_with_script(office, submission, "In one window", "")

    response = post(office, submission, "publish", **{"remark-title": "In the other", "seen-title": ""})

    assert response.status_code == 409
    (answer,) = [one for one in response.context["sections"][0]["answers"] if one.reading.question == "title"]
    assert (answer.thread.text, answer.thread.elsewhere) == ("In the other", "In one window")
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED
    post(office, submission, "save", **{"remark-title": "In the other", "seen-title": answer.thread.seen})
    assert submission.remarks.get().text == "In the other"


def test_reviewers_write_beside_each_other(office: Client, editor: User) -> None:
    submission = submitted()
    RemarkFactory(submission=submission, question="title", author=admin.editor(name="Second"), text="Theirs")

    save_with_script(office, submission, "Mine", "")

    assert set(submission.remarks.values_list("text", flat=True)) == {"Theirs", "Mine"}


def test_asking_for_changes_sends_my_remarks_and_the_chosen_ones(office: Client, editor: User) -> None:
    submission, second = submitted(), admin.editor(name="Second")
    chosen = RemarkFactory(submission=submission, author=second, text="Chosen")
    RemarkFactory(submission=submission, author=second, text="Not finished", question="title")

    post(office, submission, "ask", also=[chosen.pk], **{"remark-whole": "Mine", "seen-whole": ""})

    submission.refresh_from_db()
    assert submission.state == State.CHANGES_REQUESTED
    assert set(submission.remarks.sent().values_list("text", flat=True)) == {"Chosen", "Mine"}


def test_asking_for_nothing_is_refused_with_a_sentence(office: Client) -> None:
    submission = submitted()

    response = post(office, submission, "ask")

    assert response.context["error"] == "Write at least one remark, so that the coalition knows what to change."
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_a_solved_remark_folds_away_and_can_come_back(office: Client, editor: User) -> None:
    submission = submitted()
    remark = RemarkFactory(submission=submission, sent_at=timezone.now())

    post(office, submission, f"solve {remark.pk}")
    remark.refresh_from_db()
    assert remark.solved_by == editor

    post(office, submission, f"reopen {remark.pk}")
    remark.refresh_from_db()
    assert remark.is_open


def test_a_remark_of_another_report_cannot_be_solved_from_here(office: Client) -> None:
    remark = RemarkFactory(sent_at=timezone.now())

    post(office, submitted(), f"solve {remark.pk}")

    remark.refresh_from_db()
    assert remark.is_open


def test_a_remark_outlives_the_session(client: Client, editor: User) -> None:
    submission = submitted()

    response = post(client, submission, "save", **{"remark-title": "Which staff?", "seen-title": ""})
    client.force_login(editor)
    kept = client.get(response["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "="))

    (answer,) = [one for one in kept.context["sections"][0]["answers"] if one.reading.question == "title"]
    assert answer.thread.text == "Which staff?"
    assert not Remark.objects.exists()


def test_a_script_is_told_that_one_is_signed_out(client: Client) -> None:
    fields = {"remark-title": "Which", "seen-title": ""}

    response = client.post(page(submitted()), fields, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["reason"]) == (401, "signed-out")


def test_a_remark_outlives_a_token_that_is_too_old(editor: User) -> None:
    submission, client = submitted(), Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(
        page(submission),
        {"do": "save", "remark-title": "Which staff?", "seen-title": ""},
        headers={"Origin": "http://testserver"},
    )

    assert response.status_code == 403
    assert ("remark-title", "Which staff?") in response.context["fields"]
    assert not Remark.objects.exists()
