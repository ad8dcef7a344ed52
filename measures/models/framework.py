"""The monitoring framework and other vocabularies, and the reporting cycles: rows that the secretariat edits."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coalitions.models import Coalition
from common.constraints import Rule, year_in_range, years_in_order
from common.fields import TranslationsField
from common.languages import Wording, wording

CODE_HELP = _("Appears in addresses and exports, so it never changes: small letters, digits and hyphens.")

# A vocabulary's code is a parameter of the listings, a column of the tables and the name of a chart. These are taken.
PARAMETERS = (
    "all beneficiary came_from coalition country cycle e event language more o p page page_size q region reporter "
    "result sort state support supported year year_from year_to"
)
COLUMNS = (
    "authority coalition_country countries evaluated evaluation_conclusions evaluation_year events evidence first_year "
    "fundings ifcd_support last_year links main_features ongoing partner_types partners period published_at results "
    "results_achieved slug supported_coalitions title updated_at url version"
)
TAKEN_CODES = frozenset(PARAMETERS.split() + COLUMNS.split())


class Named(models.Model):
    """Something with a stable code, and a name in each language of the interface."""

    code = models.SlugField(_("code"), max_length=50, help_text=CODE_HELP)
    names = TranslationsField(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Its place in lists."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> Wording:
        return wording(self.names)


class Vocabulary(Named):
    """A list of terms: goals, areas of monitoring, cultural domains, and so on. Its code is a listing's parameter."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("terms belong to"),
        help_text=_("Areas belong to goals: each term of this vocabulary then belongs to one of that vocabulary."),
    )
    question = TranslationsField(_("question in the form"), blank=True)

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="vocabulary_code", violation_error_message=_("Another vocabulary has this code.")
            ),
            Rule(
                name="vocabulary_has_name",
                field="names",
                condition=~Q(names={}),
                violation_error_message=_("Give a name in at least one language."),
            ),
        ]

    def clean(self) -> None:
        if self.code in TAKEN_CODES:
            raise ValidationError(
                {"code": _("This word means something else in addresses and exports. Choose another.")}
            )


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str) -> "TermQuerySet":
        """The terms of the vocabulary with this code, in their order."""
        return self.filter(vocabulary__code=vocabulary)


class Term(Named):
    """One entry of a vocabulary."""

    vocabulary = models.ForeignKey(Vocabulary, models.PROTECT, related_name="terms", verbose_name=_("vocabulary"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    needs_review = models.BooleanField(
        _("translation to be reviewed"),
        default=False,
        help_text=_("A name was translated here, not taken from a published text."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[TermQuerySet] = TermQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_in_vocabulary",
                violation_error_message=_("Another term of this vocabulary has this code."),
            ),
            Rule(
                name="term_has_name",
                field="names",
                condition=~Q(names={}),
                violation_error_message=_("Give a name in at least one language."),
            ),
            Rule(
                name="term_not_in_itself",
                field="parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                violation_error_message=_("A term cannot belong to itself. Choose another one."),
            ),
        ]

    def clean(self) -> None:
        if not self.vocabulary_id:
            return
        wanted = self.vocabulary.parent_id
        if wanted and (self.parent is None or self.parent.vocabulary_id != wanted):
            raise ValidationError(
                {
                    "parent": _("Choose the term of “%(vocabulary)s” that this one belongs to.")
                    % {"vocabulary": self.vocabulary.parent}
                }
            )
        if not wanted and self.parent is not None:
            raise ValidationError({"parent": _("The terms of this vocabulary belong to nothing. Leave this empty.")})


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open(self) -> "CycleQuerySet":
        """Cycles in which reports can be submitted today."""
        today = timezone.localdate()
        return self.filter(opens__lte=today, closes__gte=today)


class Cycle(models.Model):
    """A reporting cycle: the four years it covers, and the days on which submitting opens and closes."""

    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    opens = models.DateField(_("opens on"), null=True, blank=True)
    closes = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("The last day on which a report can be submitted, until 23:59 UTC."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[CycleQuerySet] = CycleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-first_year"]
        constraints = [
            year_in_range("cycle_first_year", "first_year"),
            year_in_range("cycle_last_year", "last_year"),
            years_in_order("cycle_years_in_order", "first_year", "last_year"),
            models.UniqueConstraint(
                fields=["first_year", "last_year"],
                name="cycle_once",
                violation_error_message=_("There is already a cycle for these years."),
            ),
            Rule(
                name="cycle_closes_after_opening",
                field="closes",
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(closes__gte=models.F("opens")),
                violation_error_message=_("The cycle closes before it opens. Correct one of the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}–{self.last_year}"

    @property
    def code(self) -> str:
        """As addresses and exports write it: "2016-2019"."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def is_open(self) -> bool:
        today = timezone.localdate()
        return bool(self.opens and self.closes and self.opens <= today <= self.closes)

    def get_last_day(self, coalition: Coalition) -> datetime.date | None:
        """The last day on which this coalition can submit, with the extension that it may have been given."""
        extension = self.extensions.filter(coalition=coalition).first()
        return extension.closes if extension else self.closes


class CycleExtension(models.Model):
    """More time in one cycle for one coalition."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="extensions", verbose_name=_("cycle"))
    coalition = models.ForeignKey(
        Coalition, models.CASCADE, related_name="cycle_extensions", verbose_name=_("coalition")
    )
    closes = models.DateField(
        _("closes on"), help_text=_("The last day on which this coalition can submit, until 23:59 UTC.")
    )

    class Meta:
        verbose_name = _("extension of a cycle")
        verbose_name_plural = _("extensions of cycles")
        ordering = ["cycle", "coalition__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "coalition"],
                name="extension_once",
                violation_error_message=_("This coalition already has an extension of this cycle. Change its date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle} · {self.coalition} · {self.closes}"

    def clean(self) -> None:
        closes = self.cycle.closes if self.cycle_id else None
        if closes and self.closes and self.closes <= closes:
            raise ValidationError(
                {
                    "closes": _("The cycle itself closes on %(day)s. Give a later day.")
                    % {"day": date_format(closes, "DATE_FORMAT")}
                }
            )
