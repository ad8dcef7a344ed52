"""Removing an account: what the person wrote stays with the coalition, how to reach them does not."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from coalitions.models import Invitation
from submissions.models import Step, Submission

SECTION = "contact"
DETAILS = ("contact_name", "contact_email", "contact_phone")


@transaction.atomic
def remove_account(user: User) -> None:
    """Remove a person's account, and the contact details that it left in reports, their trails and invitations."""
    addresses = {user.email}
    for submission in _submissions_with_details_of(user).select_for_update(of=("self",), no_key=True):
        contact = submission.answers.get(SECTION, {})
        address = str(contact.get("contact_email", "")).strip().lower()
        if address != user.email and User.objects.filter(email=address).exists():
            continue  # the person named a colleague
        addresses.add(address)
        submission.answers[SECTION] = _without_details(contact)
        # Whoever has the section open is told, and does not save the details anew without a look.
        revision = submission.get_revision(SECTION) + 1
        submission.saves[SECTION] = {
            "revision": revision,
            "by": None,
            "at": timezone.now().isoformat(timespec="seconds"),
        }
        submission.save(update_fields=["answers", "saves"])
    for step in _steps_with(addresses - {""}):
        step.answers[SECTION] = _without_details(step.answers[SECTION])
        step.save(update_fields=["answers"])
    # That the coalition was represented stays known: nobody else may then be invited as its first coordinator.
    Invitation.objects.filter(email=user.email, accepted_at=None).delete()
    Invitation.objects.filter(Q(email=user.email) | Q(accepted_by=user)).update(email="")
    user.delete()


def _submissions_with_details_of(user: User) -> QuerySet[Submission]:
    """Reports that name this person, or where it wrote whom to ask, as the program did for whoever began one."""
    named = Q(answers__contact__contact_email__iexact=user.email)
    written = Q(saves__contact__by=user.pk) | Q(created_by=user) & ~Q(saves__has_key=SECTION)
    return Submission.objects.filter(named | written)


def _steps_with(addresses: set[str]) -> QuerySet[Step]:
    found = Q()
    for address in addresses:
        found |= Q(answers__contact__contact_email__iexact=address)
    return Step.objects.filter(found)


def _without_details(contact: dict[str, Any]) -> dict[str, Any]:
    return {question: answer for question, answer in contact.items() if question not in DETAILS}
