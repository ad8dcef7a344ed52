"""Invitations fill nobody's letterbox: so many letters go to one address within a day, whoever sends them."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from coalitions.models import Coalition, Invitation, Representative
from tests.desk.invited import as_user, invite, press
from tests.factories import RepresentativeFactory

pytestmark = pytest.mark.django_db


TOO_MANY = (
    "5 invitations went to this address within a day. Ask the person to look among unwanted mail, or send another one "
    "tomorrow."
)


def test_no_letterbox_is_filled_with_invitations(coordinator: User, coalition: Coalition) -> None:
    invite(coalition, coordinator)

    for _time in range(30):
        press(coordinator, "resend")
    answer = as_user(coordinator).post(
        "/en/desk/example/people/invite/", {"email": "Ama@example.org", "role": "contributor", "language": "en"}
    )

    assert len(mail.outbox) == 5
    assert answer.context["form"].errors["email"] == [TOO_MANY]


def test_other_coalitions_and_revoked_invitations_count(coordinator: User, coalition: Coalition) -> None:
    for _time in range(3):
        invite(coalition, coordinator)
        press_on_last(coordinator, "revoke")
    other = RepresentativeFactory(role=Representative.Role.COORDINATOR)
    invite(other.coalition, other.user)
    invite(other.coalition, other.user)

    with pytest.raises(ValidationError) as refusal:
        invite(coalition, coordinator)

    assert refusal.value.messages == [TOO_MANY]


def press_on_last(user: User, action: str) -> None:
    invitation = Invitation.objects.order_by("pk").last()
    assert invitation
    as_user(user).post(f"/en/desk/example/people/invitations/{invitation.pk}/", {"action": action})


def test_another_day_another_invitation_is_sent(coordinator: User, coalition: Coalition) -> None:
    for _time in range(5):
        invite(coalition, coordinator)

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        invite(coalition, coordinator)

    assert len(mail.outbox) == 6
