"""Events where coalitions meet, and who took part in which role."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, Concat, Length, Right
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.models.coalition import Coalition, told_apart
from common.addresses import Addressed, AddressedQuerySet
from common.constraints import dates_in_order, filled, known_language, real_date, web_address
from common.countries import country_name
from common.dates import display_span
from common.fields import (
    CountryField,
    LanguageField,
    PartialDateField,
    PlainTextField,
    TranslationsField,
    WebAddressField,
)
from common.languages import Wording, wording
from common.word_search import having_words


def _comparable_last_day() -> Coalesce:
    # A text that compares with ISO days: "2018-10" becomes "2018-10-99", after all days of that month.
    end = Coalesce(F("end"), F("start"))
    return Coalesce(Concat(end, Right(Value("-99-99"), 10 - Length(end))), Value(""), output_field=models.CharField())


def _is_over() -> LessThan:
    return LessThan(_comparable_last_day(), Value(timezone.localdate().isoformat()))


class EventQuerySet(AddressedQuerySet["Event"]):
    def ending_from(self, day: str) -> "EventQuerySet":
        """Events whose last day may be this ISO day, month or year, or later."""
        return self.filter(GreaterThanOrEqual(_comparable_last_day(), Value(day)))

    def coming(self) -> "EventQuerySet":
        """Events that are not over, the next one first."""
        return self.ending_from(timezone.localdate().isoformat()).order_by("start", "pk")

    def past(self) -> "EventQuerySet":
        """Events that are over, the latest first; those without a date come last."""
        return self.filter(_is_over()).order_by(F("start").desc(nulls_last=True), "pk")

    def in_calendar_order(self) -> "EventQuerySet":
        """Coming events, the next one first, and after them those that are past, the latest first, or undated."""
        coming_start = Case(When(is_past=False, then=F("start")))
        return self.annotate(is_past=_is_over()).order_by(
            "is_past", coming_start.asc(), F("start").desc(nulls_last=True), "pk"
        )

    def with_words(self, text: str) -> "EventQuerySet":
        """Events that have every word of the text in a name, their place, country, dates or description."""
        return having_words(self, text, "name", "place", "country", "start", "end", "description", "other_names")


class Event(Addressed):
    """A congress, assembly, meeting, workshop, hearing or campaign."""

    class Kind(models.TextChoices):
        CONGRESS = "congress", _("congress")
        ASSEMBLY = "general-assembly", _("general assembly")
        MEETING = "international-meeting", _("international meeting")
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        HEARING = "hearing", _("hearing")
        CAMPAIGN = "campaign", _("campaign")

    name = models.CharField(_("name"), max_length=250)
    language = LanguageField(_("language of the name"))
    other_names = TranslationsField(_("names in other languages"), blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"), help_text=_("Empty for a single day, or when not known."))
    place = models.CharField(_("place"), max_length=150, blank=True, help_text=_("A town, or “online”."))
    country = CountryField(_("country"), blank=True)
    description = PlainTextField(_("description"), blank=True)
    website = WebAddressField(_("website"), blank=True)
    participants = models.ManyToManyField(Coalition, through="Participation", related_name="events", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]
    address_text = "name"

    class Meta(Addressed.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = [F("start").desc(nulls_last=True), "pk"]
        constraints = [
            filled("event_has_name", "name", _("Give the event's name.")),
            known_language("event_language"),
            web_address("event_website_is_web_address", "website", optional=True),
            real_date("event_start_is_real", "start"),
            real_date("event_end_is_real", "end"),
            dates_in_order("event_ends_after_start", "start", "end"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> Wording:
        """The name for the reader: in the interface language if there is one, else as it was given."""
        return wording(self.other_names, self.name, self.language)

    @property
    def name_in_lists(self) -> str:
        """The name for lists to choose from: "Congress (Lomé, Togo, 2019)"."""
        return told_apart(self.title, self.place, self.country_in_words, self.when or self.get_kind_display())

    @property
    def country_in_words(self) -> str:
        return country_name(str(self.country)) if self.country else ""

    @property
    def when(self) -> str:
        """The dates as the interface language writes them; empty when unknown."""
        return display_span(self.start, self.end)

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])


class Participation(models.Model):
    """A coalition's part in an event."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        HOST = "host", _("host")
        PARTICIPANT = "participant", _("participant")
        SPEAKER = "speaker", _("speaker")
        ADVISER = "adviser", _("adviser")

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations", verbose_name=_("event"))
    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="participations", verbose_name=_("coalition"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.PARTICIPANT)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("who took part")
        ordering = ["coalition__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "coalition", "role"],
                name="participation_once_a_role",
                violation_error_message=_("This coalition already has this role in the event."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.coalition} ({self.get_role_display()})"
