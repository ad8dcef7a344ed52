"""Results: the achieved outcomes of a measure, one row each."""

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coalitions.models import Coalition, Event
from common.constraints import filled, not_negative, real_date
from common.fields import PartialDateField, PlainTextField
from common.languages import Wording
from measures.models.details import MeasureRow
from measures.models.measure import Measure


class ResultQuerySet(models.QuerySet["Result"]):
    def published(self) -> "ResultQuerySet":
        """Results of measures that the public may read."""
        return self.filter(measure__withdrawn_at__isnull=True)

    def newest(self) -> "ResultQuerySet":
        """The latest first; those without a date come last."""
        return self.order_by(F("date").desc(nulls_last=True), "-pk")

    def for_listing(self) -> "ResultQuerySet":
        return self.select_related("measure__coalition", "event", "beneficiary")

    def whole(self) -> "ResultQuerySet":
        """With all that the public document shows, in a fixed number of queries."""
        terms = ("measure__terms__vocabulary", "measure__terms__parent")
        return self.for_listing().select_related("measure__cycle").prefetch_related(*terms)


class Result(MeasureRow):
    """One achieved outcome: what changed, when, how many of what, for whom, and what shows it."""

    class Kind(models.TextChoices):
        POLICY = "policy-changed", _("policy changed")
        FUNDING = "funding-secured", _("funding secured")
        ORGANISATION = "organisation", _("organisation founded or relaunched")
        CAPACITY = "capacity-built", _("capacity built")
        EVENT = "event-held", _("event held")
        PEOPLE = "people-reached", _("people reached")
        PUBLICATION = "publication", _("publication")
        OTHER = "other", _("other")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="results")
    statement = PlainTextField(
        _("what was achieved"), help_text=_("One outcome in one or two sentences, in the language of the report.")
    )
    kind = models.CharField(_("kind of result"), max_length=30, choices=Kind, default=Kind.OTHER)
    date = PartialDateField(_("when"))
    quantity = models.DecimalField(_("how many"), max_digits=15, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=100, blank=True, help_text=_("For instance: people trained."))
    evidence = PlainTextField(_("what shows it"), blank=True, help_text=_("A document, a decision, a web address."))
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("event it came from")
    )
    beneficiary = models.ForeignKey(
        Coalition, models.PROTECT, null=True, blank=True, related_name="gains", verbose_name=_("coalition that gained")
    )

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(MeasureRow.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [models.Index(fields=["-date", "-id"], name="result_newest")]
        constraints = [
            filled("result_has_statement", "statement", _("Say what was achieved.")),
            real_date("result_date_is_real", "date"),
            not_negative(
                "result_quantity_not_negative",
                "quantity",
                _("A number cannot be negative. Give it without a minus sign."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def wording(self) -> Wording:
        """The statement in the language of its measure."""
        return Wording(self.statement, self.measure.language)
