"""Letters at each hand-over: to whom, in which language, with what in them; and only of what really happened."""

import datetime

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from post_office.models import Email
from pytest_django import Settings

from accounts.models import Letter, User
from coalitions.models import Representative
from measures.models import CycleExtension
from submissions import workflow
from submissions.models import Submission
from submissions.notices import tell_of_more_time
from tests import admin
from tests.factories import (
    CycleFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    """A draft of a coalition."""
    return SubmissionFactory(coalition__name="Example coalition of Kenya")


@pytest.fixture
def writer(submission: Submission) -> User:
    """A representative of the coalition."""
    user = UserFactory(name="Writer", email="writer@example.org")
    RepresentativeFactory(coalition=submission.coalition, user=user)
    return user


@pytest.fixture
def editor() -> User:
    return admin.editor(name="Editor", email="editor@example.org")


def letters() -> list[tuple[str, str]]:
    """To whom which letter was written, in no order."""
    return sorted((letter.to[0], str(letter.subject)) for letter in mail.outbox)


def the_letter() -> str:
    (letter,) = mail.outbox
    return str(letter.body)


def test_a_submitted_report_is_announced_to_those_who_review(
    submission: Submission, writer: User, editor: User
) -> None:
    UserFactory(is_staff=True)  # of the secretariat, but no editor

    workflow.submit(submission, writer)

    assert letters() == [("editor@example.org", "To review: Trained museum staff")]
    assert "Writer submitted the report “Trained museum staff” for Example coalition of Kenya." in the_letter()
    assert f"http://testserver/admin/submissions/submission/{submission.pk}/change/" in the_letter()


def test_a_report_taken_back_is_announced_to_the_secretariat(
    submission: Submission, writer: User, editor: User
) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()

    workflow.take_back(submission, writer)

    assert letters() == [("editor@example.org", "Taken back: Trained museum staff")]


def test_a_request_for_changes_brings_the_remarks(submission: Submission, writer: User, editor: User) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()
    RemarkFactory(submission=submission, question="title", text="Which <staff> & where?")
    RemarkFactory(submission=submission, text="It is a bit short.")

    workflow.ask_for_changes(submission, editor)

    assert letters() == [("writer@example.org", "Please change your report: Trained museum staff")]
    assert (
        "\nName of the measure/initiative\nWhich <staff> & where?\n\nOn the report as a whole\nIt is a bit short.\n"
        in the_letter()
    )
    assert f"http://testserver/en/desk/{submission.pk}/" in the_letter()


def test_a_published_report_is_announced_with_its_address(submission: Submission, writer: User, editor: User) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()

    workflow.publish(submission, editor)

    assert letters() == [("writer@example.org", "Published: Trained museum staff")]
    assert "http://testserver/en/measures/trained-museum-staff/" in the_letter()


def test_a_declined_report_comes_with_the_reason(submission: Submission, writer: User, editor: User) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()

    workflow.decline(submission, editor, "Not about culture.")

    assert letters() == [("writer@example.org", "Not published: Trained museum staff")]
    assert "\nNot about culture.\n" in the_letter()


def test_more_time_is_announced_to_the_coalition(submission: Submission, writer: User) -> None:
    extension = CycleExtension.objects.create(
        cycle=CycleFactory(), coalition=submission.coalition, closes=datetime.date(2099, 7, 15)
    )

    tell_of_more_time(extension, None)

    assert letters() == [("writer@example.org", "You can report for 2024–2027 until 15 July 2099, 23:59 UTC")]


def test_each_person_is_written_to_in_their_own_language(
    submission: Submission, writer: User, editor: User, client: Client
) -> None:
    User.objects.filter(pk=writer.pk).update(language="fr")
    workflow.submit(submission, writer)
    mail.outbox.clear()
    RemarkFactory(submission=submission, question="main_features")

    workflow.ask_for_changes(submission, editor)

    assert f"http://testserver/fr/desk/{submission.pk}/" in the_letter()
    assert "Décrivez les principales caractéristiques de la mesure/initiative" in the_letter()


def test_whoever_did_it_is_not_told(submission: Submission, editor: User) -> None:
    RepresentativeFactory(coalition=submission.coalition, user=editor)

    workflow.submit(submission, editor)

    assert letters() == []


def test_a_letter_that_is_not_wanted_does_not_come(submission: Submission, writer: User, editor: User) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()
    User.objects.filter(pk=writer.pk).update(unwanted_letters=[Letter.DECIDED])

    workflow.decline(submission, editor, "Not about culture.")

    assert letters() == []


def test_a_former_representative_and_a_closed_account_hear_nothing(
    submission: Submission, writer: User, editor: User
) -> None:
    workflow.submit(submission, writer)
    mail.outbox.clear()
    RepresentativeFactory(coalition=submission.coalition, user=UserFactory(is_active=False))
    Representative.objects.filter(user=writer).update(ended_at=timezone.now())

    workflow.decline(submission, editor, "Not about culture.")

    assert letters() == []


def test_a_step_that_is_undone_tells_nobody(
    submission: Submission, writer: User, editor: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "post_office.EmailBackend"

    with transaction.atomic():
        workflow.submit(submission, writer)
        assert Email.objects.count() == 1
        transaction.set_rollback(True)

    assert Email.objects.count() == 0


def test_a_title_on_two_lines_makes_one_subject(submission: Submission, writer: User, editor: User) -> None:
    submission.answers["measure"]["title"] = "Trained\nBcc: everybody@example.org"
    submission.save()

    workflow.submit(submission, writer)

    assert letters() == [("editor@example.org", "To review: Trained Bcc: everybody@example.org")]


def test_a_refused_step_tells_nobody(submission: Submission, writer: User, editor: User) -> None:
    with pytest.raises(workflow.WrongState):
        workflow.publish(submission, editor)

    assert letters() == []
