"""An account that is removed leaves what it wrote, and nothing by which to reach the person."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from coalitions import invitations
from coalitions.models import Coalition, Invitation, Representative
from submissions import workflow
from submissions.models import Submission
from submissions.removal import remove_account
from tests import admin
from tests.factories import ANSWERS, CoalitionFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

CONTACT = {
    "contact_name": "Ama Example",
    "contact_email": "Ama@Example.org",
    "contact_phone": "+233 20 000 0000",
    "contact_message": "We are proud of it.",
}
LEFT = {"contact_message": "We are proud of it."}


@pytest.fixture
def ama() -> User:
    return UserFactory(email="ama@example.org", name="Ama Example")


def contact(submission: Submission) -> Any:
    return Submission.objects.get(pk=submission.pk).answers["contact"]


def test_a_report_that_names_the_person_names_nobody(ama: User) -> None:
    submission = SubmissionFactory(answers={**ANSWERS, "contact": CONTACT})

    remove_account(ama)

    assert contact(submission) == LEFT
    assert Submission.objects.get().answers["measure"] == ANSWERS["measure"]
    assert not User.objects.filter(pk=ama.pk).exists()


def test_nor_does_one_in_which_the_program_wrote_whom_to_ask(ama: User) -> None:
    submission = workflow.start(CoalitionFactory(), ama)
    User.objects.filter(pk=ama.pk).update(email="new@example.org")

    remove_account(User.objects.get(pk=ama.pk))

    assert contact(submission) == {}


def test_nor_one_in_which_the_person_gave_another_address(ama: User) -> None:
    submission = workflow.start(CoalitionFactory(), UserFactory())
    workflow.save_section(submission, ama, "contact", {**CONTACT, "contact_email": "private@example.org"}, 0)

    remove_account(ama)

    assert contact(submission) == LEFT


def test_nor_does_the_trail(ama: User) -> None:
    submission = SubmissionFactory(answers={**ANSWERS, "contact": CONTACT}, created_by=ama)
    workflow.submit(submission, ama)
    workflow.take_back(submission, ama)
    others = {**CONTACT, "contact_email": "kofi@example.org"}
    workflow.save_section(submission, UserFactory(email="kofi@example.org"), "contact", others, 0)

    remove_account(ama)

    kept = [step.answers["contact"] for step in submission.steps.all() if step.answers]
    assert kept == [LEFT, LEFT]
    assert contact(submission) == others


def test_a_colleague_whom_the_person_named_is_still_named(ama: User) -> None:
    UserFactory(email="kofi@example.org")
    submission = workflow.start(CoalitionFactory(), ama)
    workflow.save_section(submission, ama, "contact", {**CONTACT, "contact_email": "Kofi@example.org"}, 0)

    remove_account(ama)

    assert contact(submission) == {**CONTACT, "contact_email": "Kofi@example.org"}


def test_a_page_that_was_open_does_not_bring_the_details_back_unseen(ama: User) -> None:
    submission = SubmissionFactory(answers={**ANSWERS, "contact": CONTACT})
    remove_account(ama)

    with pytest.raises(workflow.Conflict):
        workflow.save_section(submission, UserFactory(), "contact", {**CONTACT, "contact_message": "More."}, 0)


def test_what_the_person_represented_and_was_invited_to_goes_too(ama: User) -> None:
    coalition = CoalitionFactory()
    Representative.objects.create(user=ama, coalition=coalition)
    invite(coalition, ama.email)

    remove_account(ama)

    assert (Invitation.objects.count(), Representative.objects.count()) == (0, 0)


def test_that_somebody_represented_the_coalition_stays_known_without_an_address(ama: User) -> None:
    coalition = CoalitionFactory()
    invite(coalition, "ama@former.example", accepted_at=timezone.now(), accepted_by=ama)

    remove_account(ama)

    assert Invitation.objects.get().email == ""
    assert not invitations.may_invite(admin.editor(), coalition)


def invite(coalition: Coalition, email: str, **fields: Any) -> None:
    invitation = Invitation(coalition=coalition, email=email, role="contributor", language="en", **fields)
    invitation.renew()
    invitation.save()
