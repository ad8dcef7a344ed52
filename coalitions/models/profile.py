"""What coordinators propose that their coalition says of itself, and what became of it; kept for ever."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalitions.models.coalition import Coalition
from common.constraints import Rule


class ProfileUpdateQuerySet(models.QuerySet["ProfileUpdate"]):
    def pending(self) -> "ProfileUpdateQuerySet":
        """Those that wait for the secretariat; a coalition has one at most."""
        return self.filter(state=ProfileUpdate.State.PROPOSED)

    def accepted(self) -> "ProfileUpdateQuerySet":
        """What became public, each with what it replaced."""
        return self.filter(state=ProfileUpdate.State.ACCEPTED)


class ProfileUpdate(models.Model):
    """One text of a change to a coalition's own profile. It is never rewritten: who changes it makes the next one.

    It is no Submission. A report has sections, a cycle and remarks, is written over days and becomes a measure; what an
    organisation reports of a cycle will be one, too. A profile is a few fields of a record of this room, on one page,
    that are accepted or not. So the rows of this table are the proposal, its trail, and what was public before.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the secretariat")
        REPLACED = "replaced", _("replaced by a later proposal")
        TAKEN_BACK = "taken-back", _("taken back")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not accepted")

    coalition = models.ForeignKey(
        Coalition, models.CASCADE, related_name="profile_updates", verbose_name=_("coalition"), editable=False
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PROPOSED, editable=False)
    # {field of the coalition: value}, only of those that change; `before` says what was public until it was accepted.
    changes = models.JSONField(_("changes"), default=dict, editable=False)
    before = models.JSONField(_("public before"), default=dict, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"), editable=False
    )
    proposed_at = models.DateTimeField(_("when"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    objects: ClassVar[ProfileUpdateQuerySet] = ProfileUpdateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("change of a profile")
        verbose_name_plural = _("changes of profiles")
        ordering = ["-pk"]
        constraints = [
            Rule(
                name="profile_update_state_is_known",
                field="state",
                condition=Q(state__in=["proposed", "replaced", "taken-back", "accepted", "declined"]),
                violation_error_message=_("Choose a state."),
            ),
            Rule(
                name="profile_update_declined_with_reason",
                field="reason",
                condition=~Q(state="declined") | Q(reason__regex=r"\S"),
                violation_error_message=_("Give the reason, so that the coalition knows why."),
            ),
            models.UniqueConstraint(
                fields=["coalition"], condition=Q(state="proposed"), name="profile_update_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.coalition)
