"""What somebody writes is neither lost nor does it overwrite, whoever saves or submits meanwhile."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Cycle
from submissions import workflow
from submissions.models import Submission
from tests.desk.steps import script, section, stored
from tests.factories import UserFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db
State = Submission.State


def test_the_script_is_told_what_the_database_has(writer: Client, submission: Submission) -> None:
    answer = script(writer, submission, title="Mid-sent", revision="0")

    assert answer.json()["revision"] == 1
    assert stored(submission)["title"] == "Mid-sent"


def test_the_script_is_told_of_a_colleague_and_nothing_is_overwritten(writer: Client, submission: Submission) -> None:
    colleague = UserFactory(name="Colleague")
    workflow.save_section(submission, colleague, "measure", {"title": "Theirs"}, 0)

    answer = script(writer, submission, title="Mine", revision="0")

    assert (answer.status_code, answer.json()) == (409, {"reason": "conflict", "by": "Colleague"})
    assert stored(submission)["title"] == "Theirs"


def test_both_texts_are_shown_and_the_writer_chooses(writer: Client, submission: Submission) -> None:
    workflow.save_section(
        submission, UserFactory(name="Colleague"), "measure", {"title": "Theirs", "first_year": "1"}, 0
    )

    page = writer.post(section(submission), {"title": "Mine", "first_year": "2", "revision": "0", "do": "save"})

    assert page.status_code == 409
    assert [(mine.text, theirs.text) for mine, theirs, _marked in page.context["pairs"]] == [
        ("Mine", "Theirs"),
        ("2", "1"),
    ]

    resolved = dict(page.context["fields"]) | {"revision": "1", "do": "resolve", "choose-first_year": "theirs"}
    writer.post(section(submission), resolved)

    assert (stored(submission)["title"], stored(submission)["first_year"]) == ("Mine", "1")
    replaced = submission.steps.get(kind="replaced")
    assert replaced.answers["measure"]["title"] == "Theirs"


def test_two_texts_that_are_alike_are_compared_word_by_word(writer: Client, submission: Submission) -> None:
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Trained the staff of museums"}, 0)

    page = writer.post(section(submission), {"title": "Trained the staff of archives", "revision": "0", "do": "save"})

    assert (texts(page, "del"), texts(page, "ins")) == (["museums"], ["archives"])


def test_a_third_text_meanwhile_is_a_conflict_again(writer: Client, submission: Submission) -> None:
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Theirs"}, 0)
    workflow.save_section(submission, UserFactory(), "measure", {"title": "Third"}, 1)

    page = writer.post(section(submission), {"title": "Mine", "revision": "1", "do": "resolve"})

    assert page.status_code == 409
    assert stored(submission)["title"] == "Third"


def test_a_report_submitted_by_a_colleague_meanwhile_shows_what_was_not_saved(
    writer: Client, submission: Submission
) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=State.SUBMITTED)

    page = writer.post(section(submission), {"title": "Too late", "revision": "0", "do": "save"})

    assert page.status_code == 409
    assert [reading.text for reading in page.context["readings"]] == ["Too late"]


def test_a_cycle_that_closes_while_somebody_writes_stops_only_submitting(
    writer: Client, submission: Submission
) -> None:
    Cycle.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1))

    assert script(writer, submission, title="Still writing", revision="0").status_code == 200
    assert writer.get(reverse("desk_check", args=[submission.pk])).context["why_not_open"]


@pytest.mark.parametrize("revision", ["5", "x", "-1", "9" * 30])
def test_a_wrong_revision_of_a_section_that_nobody_saved_is_a_conflict(
    writer: Client, submission: Submission, revision: str
) -> None:
    answer = writer.post(section(submission), {"title": "Mine", "revision": revision})

    assert (answer.status_code, stored(submission)) == (409, {})
    assert "Mine" in answer.content.decode()
