"""Reviewing: what the page shows, remarks that are never lost, and decisions of which the first stands."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.groups import EDITORS
from accounts.models import User
from measures.domain import workflow
from measures.models import Measure, Remark, Step, Submission
from tests.factories import (
    ANSWERS,
    EventFactory,
    MeasureFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    UserFactory,
    publish,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def editor(settings: Settings, django_user_model: type[User]) -> User:
    """A member of the secretariat who reviews. Second factors are tested elsewhere."""
    settings.REQUIRE_SECOND_FACTOR = False
    return make_editor("Editor")


@pytest.fixture
def office(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def make_editor(name: str) -> User:
    from django.contrib.auth.models import Group

    user: User = UserFactory(name=name, is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def submitted(**fields: Any) -> Submission:
    """A report that waits for a decision."""
    return workflow.submit(SubmissionFactory(**fields), UserFactory(name="Writer"))


def answers(**sections: dict[str, Any]) -> dict[str, Any]:
    return {**copy.deepcopy(ANSWERS), **sections}


def page_of(submission: Submission) -> str:
    return reverse("admin:measures_submission_change", args=[submission.pk])


def post(client: Client, submission: Submission, do: str, **fields: Any) -> Any:
    """Press a button of a page that was opened just now."""
    step = submission.steps.last()
    fields = {name.replace("__", "-"): value for name, value in fields.items()}
    return client.post(page_of(submission), {"do": do, "step": step.pk if step else 0, **fields})


# The page


def test_the_answers_can_be_read(office: Client) -> None:
    submission = submitted()

    html = office.get(page_of(submission)).content.decode()

    assert "Four workshops a year for those who look after collections." in html


def test_opening_it_says_who_looks(office: Client, editor: User) -> None:
    submission = submitted()
    office.get(page_of(submission))
    second = Client()
    second.force_login(make_editor("Second"))

    response = second.get(page_of(submission))

    assert response.context["looker"] == editor
    submission.refresh_from_db()
    assert submission.reviewer == editor


def test_whoever_looked_an_hour_ago_looks_no_more(office: Client, editor: User) -> None:
    submission = submitted()
    Submission.objects.update(reviewer=UserFactory(), reviewing_since=timezone.now() - timedelta(hours=1))

    assert office.get(page_of(submission)).context["looker"] == editor


def test_an_update_shows_what_it_changes_in_public(office: Client) -> None:
    measure = MeasureFactory(main_features="Four workshops a year.", results_achieved="Some.")
    publish(measure)
    update = workflow.propose_update(measure, UserFactory(name="Writer"))
    workflow.save_section(update, UserFactory(), "features", {"main_features": "Five workshops a year."}, 0)
    update = workflow.submit(update, UserFactory())

    (difference,) = office.get(page_of(update)).context["differences"]

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

    (change,) = office.get(page_of(submission)).context["changes"]

    assert (change.question, str(change.html)) == ("title", "<del>Trained</del><ins>Taught</ins> museum staff")


def test_what_stands_in_the_way_of_publishing_is_said(office: Client) -> None:
    event = EventFactory()
    submission = submitted(answers=answers(events={"events": [{"key": "n1", "event": str(event.pk)}]}))
    event.delete()

    context = office.get(page_of(submission)).context

    assert context["obstacle"] == "This report cannot be published yet: there is 1 problem in it."
    assert [problem.question for problem in context["problems"]] == ["events"]


def test_a_draft_is_its_coalitions_own(office: Client) -> None:
    submission = SubmissionFactory(answers=answers(features={"main_features": "Quetzalcoatlus"}))

    response = office.get(page_of(submission))

    assert response.context["report"] is None
    assert "Quetzalcoatlus" not in response.content.decode()


def test_what_the_coalition_writes_after_a_request_is_not_read_before_it_submits(office: Client) -> None:
    submission = submitted()
    RemarkFactory(submission=submission)
    workflow.ask_for_changes(submission, UserFactory())
    workflow.save_section(submission, UserFactory(), "features", {"main_features": "Quetzalcoatlus"}, 0)

    html = office.get(page_of(submission)).content.decode()

    assert "Quetzalcoatlus" not in html
    assert "Four workshops a year for those who look after collections." in html


def test_the_preview_is_the_public_page_and_stores_nothing(office: Client) -> None:
    submission = submitted()

    response = office.get(reverse("admin:measures_submission_preview", args=[submission.pk]))

    assert response.context["measure"].title == "Trained museum staff"
    assert not Measure.objects.exists()


# Remarks


def test_a_remark_is_kept_and_not_sent(office: Client, editor: User) -> None:
    submission = submitted()

    response = post(office, submission, "save", **{"remark-title": "Which staff?", "seen-title": ""})

    assert response.status_code == 302
    remark = submission.remarks.get()
    assert (remark.text, remark.question, remark.author, remark.sent_at) == ("Which staff?", "title", editor, None)
    assert office.get(page_of(submission)).content.decode().count("Which staff?") == 1


def test_a_remark_is_saved_while_one_types(office: Client) -> None:
    submission = submitted()
    one = save_with_script(office, submission, "Which", "")

    other = save_with_script(office, submission, "Which staff?", one["seen"]["title"])

    assert submission.remarks.get().text == "Which staff?"
    assert other["elsewhere"] == {}


def save_with_script(client: Client, submission: Submission, text: str, seen: str, status: int = 200) -> Any:
    fields = {"remark-title": text, "seen-title": seen}
    response = client.post(page_of(submission), fields, headers={"Accept": "application/json"})
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
    RemarkFactory(submission=submission, question="title", author=make_editor("Second"), text="Theirs")

    save_with_script(office, submission, "Mine", "")

    assert set(submission.remarks.values_list("text", flat=True)) == {"Theirs", "Mine"}


def test_asking_for_changes_sends_my_remarks_and_the_chosen_ones(office: Client, editor: User) -> None:
    submission, second = submitted(), make_editor("Second")
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

    response = client.post(page_of(submitted()), fields, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["reason"]) == (401, "signed-out")


def test_a_remark_outlives_a_token_that_is_too_old(editor: User) -> None:
    submission, client = submitted(), Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(
        page_of(submission),
        {"do": "save", "remark-title": "Which staff?", "seen-title": ""},
        headers={"Origin": "http://testserver"},
    )

    assert response.status_code == 403
    assert ("remark-title", "Which staff?") in response.context["fields"]
    assert not Remark.objects.exists()


# Deciding


def test_publishing_is_one_click(office: Client) -> None:
    submission = submitted()

    response = post(office, submission, "publish")

    assert response["Location"] == "/admin/measures/submission/"
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
    workflow.publish(submission, make_editor("Second"))

    response = office.post(
        page_of(submission),
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

    response = office.post(page_of(submission), {"do": "publish", "step": seen.pk})  # type: ignore[union-attr]

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


# Editing on behalf of a coalition


def edit(client: Client, submission: Submission, title: str, revision: int = 0) -> Any:
    address = reverse("admin:measures_submission_edit", args=[submission.pk, "measure"])
    return client.post(address, {**ANSWERS["measure"], "title": title, "revision": revision, "do": "save"})


def test_an_edit_on_behalf_is_in_the_trail_with_what_it_changed(office: Client, editor: User) -> None:
    submission = submitted()

    response = edit(office, submission, "Taught museum staff")

    assert response["Location"] == f"{page_of(submission)}#section-measure"
    trail = office.get(page_of(submission)).context["trail"]
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

    response = office.get(page_of(submission))

    assert response.context["report"].title == "Taught museum staff"
    changes = [change for happened in response.context["trail"] for change in happened.changes]
    assert [str(change.html) for change in changes] == ["<del>Trained</del><ins>Taught</ins> museum staff"]


def test_editing_several_times_in_a_row_is_one_step(office: Client) -> None:
    submission = submitted()

    edit(office, submission, "Taught museum staff", 0)
    edit(office, submission, "Taught all museum staff", 1)

    assert submission.steps.filter(kind=Step.Kind.EDITED).count() == 1
    trail = office.get(page_of(submission)).context["trail"]
    assert [str(change.html) for change in trail[-1].changes] == [
        "<del>Trained</del><ins>Taught all</ins> museum staff"
    ]


def test_an_edit_does_not_overwrite_what_a_colleague_saved(office: Client) -> None:
    submission = submitted()
    workflow.edit_on_behalf(submission, make_editor("Second"), "measure", {**ANSWERS["measure"], "title": "Theirs"}, 0)

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
    workflow.decline(submission, make_editor("Second"), "Not about culture.")

    response = edit(office, submission, "Taught museum staff")

    assert response.status_code == 409
    assert response.context["error"].startswith("This is not possible any more: Second declined the report on ")
    assert response.context["section"]["title"].value() == "Taught museum staff"


def test_a_row_is_added_without_a_script(office: Client) -> None:
    submission = submitted()
    address = reverse("admin:measures_submission_edit", args=[submission.pk, "partners"])

    response = office.post(address, {"rows": "partners", "do": "add partners", "revision": 0})

    assert response["Location"] == f"{address}#partners-n1"
    submission.refresh_from_db()
    assert [row["key"] for row in submission.answers["partners"]["partners"]] == ["n1"]


def test_the_first_page_of_the_secretariat_says_how_many_reports_wait(office: Client) -> None:
    assert texts(office.get("/admin/"), "p", class_="waiting") == ["No report waits for a decision."]

    submitted()
    submitted()
    SubmissionFactory()

    assert texts(office.get("/admin/"), "p", class_="waiting") == ["2 reports wait for a decision"]
