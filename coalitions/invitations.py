"""Invitations: who may invite, and how a link turns into a representative, once."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.models import User
from coalitions.models import Coalition, Invitation, Representative
from coalitions.people import coordinates

MOST_LETTERS = 5  # to one address within a day, whoever sends them


class NotOpen(Exception):
    """The invitation was accepted, was revoked, or has expired."""


class NotYours(Exception):
    """The invitation is for somebody else than the one who is signed in."""


def may_invite(user: User, coalition: Coalition, role: str = Representative.Role.COORDINATOR) -> bool:
    """Whether this person may invite somebody to speak for the coalition in this role.

    The coalition's coordinators may, and in the secretariat whoever keeps representatives. Whoever adds coalitions may
    invite the first coordinator of one for which nobody has ever spoken, and so cannot get in where people write.
    """
    if coordinates(user, coalition) or (user.is_staff and user.has_perm("coalitions.add_invitation")):
        return True
    is_first = role == Representative.Role.COORDINATOR and not _was_ever_represented(coalition)
    return is_first and user.is_staff and user.has_perm("coalitions.add_coalition")


def _was_ever_represented(coalition: Coalition) -> bool:
    accepted = coalition.invitations.filter(accepted_at__isnull=False)  # stays when the account is gone
    return coalition.representatives.exists() or accepted.exists()


@transaction.atomic
def invite(coalition: Coalition, email: str, role: str, language: str, by: User) -> Invitation:
    """Send an address the link by which to represent the coalition; an earlier one to it no longer works."""
    Coalition.objects.select_for_update().get(pk=coalition.pk)  # two clicks at once: one invitation
    if not may_invite(by, coalition, role):
        raise PermissionDenied
    Invitation.objects.unanswered_for_long().delete()
    email = email.lower()
    check_that_not_represented_by(coalition, email)
    invitation = coalition.invitations.pending().filter(email=email).first()
    if invitation is None:
        invitation = Invitation(coalition=coalition, email=email)
    invitation.role, invitation.language, invitation.invited_by = role, language, by
    _send(invitation)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, by: User) -> None:
    """Send a new link that is valid for 14 days from now."""
    _send(_pending(invitation, by))


@transaction.atomic
def revoke(invitation: Invitation, by: User) -> None:
    """Make the link useless."""
    pending = _pending(invitation, by)
    pending.revoked_at = timezone.now()
    pending.save(update_fields=["revoked_at"])


@transaction.atomic
def accept_with_new_account(token: str, name: str, language: str, password: str) -> Representative:
    """Make the account that the link invites to, and let it represent the coalition."""
    invitation = _open(token)
    if account_of(invitation):
        raise NotYours
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, language=language)
    except IntegrityError:  # another coalition's invitation was accepted at the same moment
        raise NotYours from None
    return _represent(invitation, user)


@transaction.atomic
def accept(token: str, user: User) -> Representative:
    """Let an account that exists represent the coalition, too."""
    invitation = _open(token)
    if account_of(invitation) != user:
        raise NotYours
    return _represent(invitation, user)


def is_valid(invitation: Invitation) -> bool:
    """Whether its link works now: it does no longer when the one who sent it may no longer invite."""
    inviter = invitation.invited_by
    return invitation.is_open and (inviter is None or may_invite(inviter, invitation.coalition, invitation.role))


def check_that_not_represented_by(coalition: Coalition, email: str) -> None:
    """Whoever represents the coalition needs no invitation."""
    if Representative.objects.current().filter(coalition=coalition, user__email=email.lower()).exists():
        raise ValidationError({"email": _("This person already represents the coalition.")})


def account_of(invitation: Invitation) -> User | None:
    """The account that the invited address has already."""
    return User.objects.filter(email=invitation.email).first()


def check_that_not_too_many(email: str) -> None:
    """Nobody's letterbox is filled: so many letters with an invitation go to one address within a day."""
    if cache.get(_letters_to(email), 0) >= MOST_LETTERS:
        raise ValidationError(
            {
                "email": _(
                    "%(count)d invitations went to this address within a day. Ask the person to look among unwanted "
                    "mail, or send another one tomorrow."
                )
                % {"count": MOST_LETTERS}
            }
        )


def _letters_to(email: str) -> str:
    return f"invitations-{hashlib.sha256(email.lower().encode()).hexdigest()}"


def _count_letter(email: str) -> None:
    cache.add(_letters_to(email), 0, timeout=24 * 60 * 60)
    cache.incr(_letters_to(email))


def _send(invitation: Invitation) -> None:
    check_that_not_too_many(invitation.email)
    _count_letter(invitation.email)
    token = invitation.renew()
    invitation.save()
    mail.send(
        invitation.email,
        "coalitions/invitation",
        {"invitation": invitation, "token": token},
        language=invitation.language,
    )


def _pending(invitation: Invitation, by: User) -> Invitation:
    if not may_invite(by, invitation.coalition, invitation.role):
        raise PermissionDenied
    pending = Invitation.objects.pending().select_for_update(of=["self"]).filter(pk=invitation.pk).first()
    if pending is None:
        raise ValidationError(_("This invitation was accepted or revoked meanwhile."))
    return pending


def _open(token: str) -> Invitation:
    # Two clicks at once: the second waits here, and then sees what the first did.
    invitation = Invitation.objects.with_token(token).select_for_update(of=["self"]).first()
    if invitation is None or not is_valid(invitation):
        raise NotOpen
    return invitation


def _represent(invitation: Invitation, user: User) -> Representative:
    representative, _created = Representative.objects.current().get_or_create(
        user=user, coalition=invitation.coalition, defaults={"role": invitation.role}
    )
    if invitation.role == Representative.Role.COORDINATOR != representative.role:
        representative.role = Representative.Role.COORDINATOR
        representative.save(update_fields=["role"])
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return representative
