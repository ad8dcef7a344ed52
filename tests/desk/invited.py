"""Inviting somebody, as a coordinator does it at the desk."""

import re

from django.core import mail
from django.test import Client

from accounts.models import User
from coalitions import invitations
from coalitions.models import Coalition, Invitation


def invite(coalition: Coalition, by: User, email: str = "ama@example.org", role: str = "contributor") -> str:
    """Invite this address, and return the path of the link in the letter."""
    invitations.invite(coalition, email, role, "en", by)
    return link_in(mail.outbox[-1])


def link_in(letter: mail.EmailMessage) -> str:
    (link,) = re.findall(r"^http://testserver(/\S+)$", str(letter.body), re.MULTILINE)
    return str(link)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(user: User, action: str) -> None:
    """A button beside the one invitation."""
    as_user(user).post(f"/en/desk/example/people/invitations/{Invitation.objects.get().pk}/", {"action": action})
