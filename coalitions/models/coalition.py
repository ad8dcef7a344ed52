"""Coalitions, their place in a federation, their status over time, and the people who speak for them."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.addresses import Addressed, AddressedQuerySet
from common.constraints import Rule, SpanOfDays, dates_in_order, filled, known_language, real_date, web_address
from common.countries import country_name
from common.dates import display_span
from common.fields import (
    CountryField,
    LanguageField,
    PartialDateField,
    PlainTextField,
    TranslatedTextsField,
    TranslationsField,
    WebAddressField,
)
from common.languages import Wording, wording
from common.name_order import by_name


def told_apart(name: str, *details: Any) -> str:
    """A name with details that tell what is called the same apart, as far as they are known."""
    known = ", ".join(str(detail) for detail in details if detail)
    return f"{name} ({known})" if known else str(name)


class CoalitionQuerySet(AddressedQuerySet["Coalition"]):
    def federations(self) -> "CoalitionQuerySet":
        return self.filter(is_federation=True)

    def represented_by(self, user: User) -> "CoalitionQuerySet":
        """Coalitions that this user speaks for today."""
        return self.filter(representatives__in=Representative.objects.current().filter(user=user)).distinct()

    def by_title(self) -> "CoalitionQuerySet":
        """In the order of the names that the reader sees, accents and case aside."""
        title = Coalesce(
            KT(f"other_names__{(get_language() or 'en').partition('-')[0]}"), F("name"), output_field=models.TextField()
        )
        return self.order_by(by_name(title), "pk")

    def for_listing(self) -> "CoalitionQuerySet":
        """With what a list of coalitions shows, in a fixed number of queries."""
        return self.prefetch_related("statuses", "memberships__federation")


class Coalition(Addressed):
    """A national or regional platform of cultural organisations, or a federation of such platforms."""

    name = models.CharField(_("name"), max_length=250, help_text=_("The official name, in its own language."))
    language = LanguageField(_("language of the name"))
    other_names = TranslationsField(
        _("names in other languages"), blank=True, help_text=_("Official names, or translations in use.")
    )
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    former_names = PlainTextField(_("former names"), blank=True, help_text=_("One a line, with the years if known."))
    is_federation = models.BooleanField(_("is a federation"), default=False, help_text=_("Its members are coalitions."))
    country = CountryField(_("country"), blank=True, help_text=_("Its seat. A federation may have one too."))
    founded = PartialDateField(_("founded"))
    description = PlainTextField(
        _("what it is"), blank=True, help_text=_("Two or three sentences for someone who never heard of it.")
    )
    other_descriptions = TranslatedTextsField(
        _("what it is, in other languages"), blank=True, help_text=_("Whoever reads in one of these sees this text.")
    )
    website = WebAddressField(_("website"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[CoalitionQuerySet] = CoalitionQuerySet.as_manager()  # type: ignore[assignment]
    address_text = "name"

    class Meta(Addressed.Meta):
        verbose_name = _("coalition")
        verbose_name_plural = _("coalitions")
        ordering = ["name", "pk"]
        constraints = [
            filled("coalition_has_name", "name", _("Give the coalition's name.")),
            known_language("coalition_language"),
            web_address("coalition_website_is_web_address", "website", optional=True),
            real_date("coalition_founded_is_real", "founded"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> Wording:
        """The name for the reader: in the interface language if there is one, else the official name."""
        return wording(self.other_names, self.name, self.language)

    @property
    def name_in_lists(self) -> str:
        """The name for lists to choose from, with what tells it from another of the same name: "Coalition (Mali)"."""
        return told_apart(
            self.title,
            _("federation") if self.is_federation else "",
            country_name(str(self.country)) if self.country else "",
            display_span(self.founded, None),
        )

    @property
    def about(self) -> Wording:
        """What it is, for the reader: in the interface language if it was said in it, else as it was said first."""
        return wording(self.other_descriptions, self.description, self.language)

    def get_absolute_url(self) -> str:
        return reverse("coalition", args=[self.slug])

    def get_status(self) -> "StatusChange | None":
        """The latest known status, if any was recorded."""
        return next(reversed(self.statuses.all()), None)


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def latest_of(self, coalition: OuterRef) -> Subquery:
        """The latest known status of each coalition that a query goes through, NULL where none was recorded."""
        return Subquery(self.filter(coalition=coalition).reverse().values("status")[:1])


class StatusChange(models.Model):
    """From when on a coalition was active, dormant or relaunched."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        DORMANT = "dormant", _("dormant")
        RELAUNCHED = "relaunched", _("relaunched")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="statuses")
    status = models.CharField(_("status"), max_length=20, choices=Status)
    since = PartialDateField(_("since"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[StatusChangeQuerySet] = StatusChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("status over time")
        ordering = [F("since").asc(nulls_first=True), "pk"]  # the latest known status comes last
        constraints = [
            real_date("status_since_is_real", "since"),
            Rule(
                name="status_is_known",
                field="status",
                condition=Q(status__in=["active", "dormant", "relaunched"]),
                violation_error_message=_("Choose a status."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class Membership(models.Model):
    """A coalition's place in a federation, in one role, for a span of time."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        SECRETARIAT = "secretariat", _("secretariat")
        BOARD = "board", _("board member")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="memberships", verbose_name=_("coalition"))
    federation = models.ForeignKey(
        Coalition,
        models.CASCADE,
        related_name="members",
        verbose_name=_("federation"),
        limit_choices_to={"is_federation": True},
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    since = PartialDateField(_("since"))
    until = PartialDateField(_("until"), help_text=_("Empty while it lasts."))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = [F("since").asc(nulls_first=True), "pk"]
        constraints = [
            Rule(
                name="membership_not_of_itself",
                field="federation",
                condition=~Q(coalition=F("federation")),
                violation_error_message=_("A federation cannot be a member of itself. Choose another federation."),
            ),
            real_date("membership_since_is_real", "since"),
            real_date("membership_until_is_real", "until"),
            dates_in_order("membership_ends_after_start", "since", "until"),
            ExclusionConstraint(
                name="membership_one_at_a_time",
                expressions=[
                    ("coalition", RangeOperators.EQUAL),
                    ("federation", RangeOperators.EQUAL),
                    (SpanOfDays("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This coalition already has a membership in this federation at that time. "
                    "End the earlier membership before the new one begins."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coalition} · {self.federation} · {self.get_role_display()}"

    def clean(self) -> None:
        if self.federation_id and not self.federation.is_federation:
            raise ValidationError({"federation": _("Only a federation has members. Choose a federation.")})

    @property
    def span(self) -> str:
        """Its dates as the interface language writes them: "2007–2012", "since 2007"; empty when unknown."""
        if self.since and not self.until:
            return _("since %(date)s") % {"date": self.since.display()}
        if self.until and not self.since:
            return _("until %(date)s") % {"date": self.until.display()}
        return display_span(self.since, self.until)

    @property
    def is_current(self) -> bool:
        return self.until is None or self.until.last_day >= timezone.localdate()


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def current(self) -> "RepresentativeQuerySet":
        """Those who speak for their coalition now; an ended one has no access from that moment."""
        return self.filter(ended_at__isnull=True)

    def coordinators(self) -> "RepresentativeQuerySet":
        """Those who coordinate now and can sign in."""
        return self.current().filter(role=Representative.Role.COORDINATOR, user__is_active=True)


class Representative(models.Model):
    """A user who speaks for a coalition. Ending it ends access; what the person wrote stays with the coalition."""

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("contributor")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="representations", verbose_name=_("user")
    )
    coalition = models.ForeignKey(
        Coalition, models.CASCADE, related_name="representatives", verbose_name=_("coalition")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role,
        default=Role.CONTRIBUTOR,
        help_text=_("A coordinator also invites colleagues."),
    )
    started_at = models.DateTimeField(_("since"), auto_now_add=True)
    ended_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty while the person represents the coalition.")
    )

    objects: ClassVar[RepresentativeQuerySet] = RepresentativeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["coalition", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "coalition"],
                condition=Q(ended_at__isnull=True),
                name="representative_once_at_a_time",
                violation_error_message=_("This person already represents this coalition."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.coalition}"
