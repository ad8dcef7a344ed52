"""Invitations to represent a coalition, by a link that works once and for 14 days."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.models.coalition import Coalition, Representative
from common.fields import MailAddressField

VALIDITY = timedelta(days=14)
REMEMBERED = timedelta(days=90)  # after an invitation has expired that nobody accepted


def fingerprint(token: str) -> str:
    """What the database keeps of a link: whoever reads it there cannot open anything."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; the link may have expired, and can be sent anew."""
        return self.filter(accepted_at=None, revoked_at=None)

    def unanswered_for_long(self) -> "InvitationQuerySet":
        """Nobody accepted it, and by now nobody asks about it: the address of a person who did not answer."""
        return self.filter(accepted_at=None, expires_at__lt=timezone.now() - REMEMBERED)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(fingerprint=fingerprint(token))


class Invitation(models.Model):
    """An e-mail address that was asked to represent a coalition."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        EXPIRED = "expired", _("expired")
        ACCEPTED = "accepted", _("accepted")
        REVOKED = "revoked", _("revoked")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="invitations", verbose_name=_("coalition"))
    email = MailAddressField(_("e-mail address"))
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Representative.Role,
        default=Representative.Role.CONTRIBUTOR,
        help_text=_("A contributor writes reports. A coordinator also invites colleagues."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language of the e-mail."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "coalition",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_once_at_a_time",
                violation_error_message=_("This address is invited already. Send that invitation again instead."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.coalition}"

    @property
    def state(self) -> State:
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= timezone.now() else self.State.OPEN

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def renew(self) -> str:
        """Start its 14 days anew and return the only token that opens it; earlier ones no longer do."""
        token = secrets.token_urlsafe(32)
        self.fingerprint = fingerprint(token)
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + VALIDITY
        return token
