"""The measure: what a coalition or a public authority did, as the public sees it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalitions.models import Coalition, Event
from common.addresses import Addressed, AddressedQuerySet
from common.constraints import Rule, Visible, filled, known_language, year_in_range, years_in_order
from common.dates import display_years, validate_year, without_years
from common.fields import LanguageField, PlainTextField, validate_countries
from common.languages import Wording
from common.texts import without_markup
from measures.models.framework import Cycle, Term

LONGEST_ANSWER = 10_000  # characters, for each of the two answers


class MeasureQuerySet(AddressedQuerySet["Measure"]):
    """The language of questions about measures."""

    def published(self) -> "MeasureQuerySet":
        """What the public may read: all but the withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def reported_by(self, coalition: Coalition) -> "MeasureQuerySet":
        return self.filter(coalition=coalition)

    def for_listing(self) -> "MeasureQuerySet":
        """With what a line in a list shows, in a fixed number of queries."""
        return self.select_related("coalition", "cycle").prefetch_related("terms__vocabulary", "terms__parent")

    def whole(self) -> "MeasureQuerySet":
        """With all that the public document shows, in a fixed number of queries."""
        return self.select_related("coalition", "cycle").prefetch_related(
            "terms__vocabulary",
            "terms__parent",
            "supported_coalitions",
            "events",
            "partners",
            "fundings",
            "links",
            "evidence",
            "results__event",
            "results__beneficiary",
        )


class Measure(Addressed):
    """A measure or initiative. Its two answers are what readers come for."""

    class Reporter(models.TextChoices):
        CIVIL_SOCIETY = "civil-society", _("civil society")
        PUBLIC_AUTHORITY = "public-authority", _("public authority")

    title = models.CharField(
        _("title"), max_length=300, help_text=_("Name of the measure/initiative, in the language of the report.")
    )
    language = LanguageField(
        _("language of the report"), help_text=_("The language that the title and the answers are written in.")
    )
    coalition = models.ForeignKey(
        Coalition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("coalition"),
        help_text=_("The civil-society coalition that reports the measure."),
    )
    authority = models.CharField(
        _("public authority"),
        max_length=250,
        blank=True,
        help_text=_("Only when a state reports: the name of the agency responsible."),
    )
    first_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True, validators=[validate_year])
    last_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True, validators=[validate_year])
    ongoing = models.BooleanField(_("ongoing"), default=False, help_text=_("It goes on, so there is no last year."))

    main_features = PlainTextField(_("main features"), validators=[MaxLengthValidator(LONGEST_ANSWER)])
    results_achieved = PlainTextField(
        _("results achieved so far"), blank=True, validators=[MaxLengthValidator(LONGEST_ANSWER)]
    )

    countries = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("countries concerned"),
        default=list,
        blank=True,
        validators=[validate_countries],
        help_text=_("Where it took place or whom it concerned."),
    )
    terms = models.ManyToManyField(Term, related_name="measures", blank=True, verbose_name=_("terms"))
    supported_coalitions = models.ManyToManyField(
        Coalition,
        related_name="supporting_measures",
        blank=True,
        verbose_name=_("coalitions supported"),
        help_text=_("Coalitions in other countries that this measure helped."),
    )
    events = models.ManyToManyField(Event, related_name="measures", blank=True, verbose_name=_("events"))
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("reporting cycle")
    )

    ifcd_support = models.BooleanField(
        _("supported by the International Fund for Cultural Diversity"), null=True, blank=True
    )
    evaluated = models.BooleanField(_("has been evaluated"), null=True, blank=True)
    evaluation_year = models.PositiveSmallIntegerField(
        _("year of the evaluation"), null=True, blank=True, validators=[validate_year]
    )
    evaluation_conclusions = PlainTextField(_("main conclusions of the evaluation"), blank=True)

    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = PlainTextField(_("public reason for the withdrawal"), blank=True)

    objects: ClassVar[MeasureQuerySet] = MeasureQuerySet.as_manager()  # type: ignore[assignment]
    address_text = "title"

    class Meta(Addressed.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["-published_at", "-pk"]
        indexes = [
            *Addressed.Meta.indexes,
            GinIndex(fields=["countries"], name="measure_countries"),
            models.Index(fields=["-published_at", "-id"], name="measure_newest"),
            models.Index(fields=["first_year", "last_year"], name="measure_years"),
        ]
        constraints = [
            filled("measure_has_title", "title", _("Give the measure a title.")),
            filled("measure_has_main_features", "main_features", _("Describe the main features of the measure.")),
            known_language("measure_language"),
            Rule(
                name="measure_has_one_reporter",
                field="coalition",
                condition=Q(coalition__isnull=False, authority="") | Q(Visible("authority"), coalition__isnull=True),
                violation_error_message=_(
                    "Say who reports the measure: either a coalition or a public authority, not both."
                ),
            ),
            year_in_range("measure_first_year", "first_year"),
            year_in_range("measure_last_year", "last_year"),
            year_in_range("measure_evaluation_year", "evaluation_year"),
            years_in_order("measure_years_in_order", "first_year", "last_year"),
            Rule(
                name="measure_ongoing_has_no_end",
                field="ongoing",
                condition=Q(ongoing=False) | Q(last_year__isnull=True, first_year__isnull=False),
                violation_error_message=_("An ongoing measure has a first year and no last year. Correct the period."),
            ),
            Rule(
                name="measure_evaluation_is_consistent",
                field="evaluated",
                condition=Q(evaluated=True, evaluated__isnull=False)
                | Q(evaluation_year__isnull=True, evaluation_conclusions=""),
                violation_error_message=_(
                    "The evaluation has a year or conclusions. Say that the measure was evaluated, or remove them."
                ),
            ),
            Rule(
                name="measure_withdrawn_with_reason",
                field="withdrawal_reason",
                condition=Q(withdrawn_at__isnull=True) | Q(Visible("withdrawal_reason")),
                violation_error_message=_("Give the public reason for which the measure is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bare_title} ({self.period})" if self.period else self.bare_title

    @property
    def period(self) -> str:
        """When it took place: "2016–2019", "2019", "since 2016", or nothing."""
        return display_years(self.first_year, self.last_year, ongoing=self.ongoing)

    @property
    def bare_title(self) -> Wording:
        """The title without its own period at its end, which people often type there although the form asks for it."""
        title = without_markup(self.title).strip()
        title = (
            without_years(title, self.first_year, self.last_year, ongoing=self.ongoing) if self.first_year else title
        )
        return Wording(title, self.language)

    @property
    def reporter(self) -> "Measure.Reporter":
        return self.Reporter.CIVIL_SOCIETY if self.coalition_id else self.Reporter.PUBLIC_AUTHORITY

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.slug])
