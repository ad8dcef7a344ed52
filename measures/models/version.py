"""Versions: what was public after each publication or correction, kept for ever."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from measures.models.measure import Measure


class Version(models.Model):
    """The whole public document of a measure as it was, with who made it so, when and why."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("public document"))
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="version_number_in_measure")]

    def __str__(self) -> str:
        return f"{self.measure} · {self.number}"
