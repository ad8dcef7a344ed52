"""Coalitions and events, as the secretariat keeps them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from coalitions.invitations import check_that_not_too_many, invite, may_invite
from coalitions.models import Coalition, Event, Membership, Participation, Representative, StatusChange
from coalitions.profile import keep_correction, profile_of
from common.countries import country_name
from common.fields import validate_mail_address
from common.languages import language_name
from common.record_admin import ListFilter, OfferedFilters, PlainFields, RecordAdmin, RecordForm, RowInline
from common.sorting import in_order


class InUse(ListFilter):
    """Filters by the codes that records have, instead of by all that there could be."""

    def name_of(self, code: str) -> str:
        raise NotImplementedError

    def find_choices(self, model_admin: Any) -> list[tuple[str, Any]]:
        codes = model_admin.model._base_manager.values_list(self.parameter_name, flat=True).distinct().order_by()
        return in_order(((code, self.name_of(code)) for code in codes if code), lambda choice: choice[1])

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.parameter_name}": value})


class CountryFilter(InUse):
    title = _("country")
    parameter_name = "country"

    def name_of(self, code: str) -> str:
        return country_name(code)


class LanguageFilter(InUse):
    title = _("language")
    parameter_name = "language"

    def name_of(self, code: str) -> str:
        return language_name(code)


class StatusFilter(ListFilter):
    """By the latest status."""

    title = _("status")
    parameter_name = "status"

    def find_choices(self, model_admin: Any) -> list[tuple[str, Any]]:
        return StatusChange.Status.choices

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        latest = StatusChange.objects.latest_of(OuterRef("pk"))
        found: QuerySet[Any] = queryset.alias(latest_status=latest).filter(latest_status=value)
        return found


class StatusInline(RowInline):
    model = StatusChange


class MembershipForm(forms.ModelForm):
    """One membership. Whether two overlap is judged once all rows are saved: ending one makes room for the next."""

    class Meta:
        model = Membership
        fields = ["federation", "role", "since", "until"]

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for constraint in Membership._meta.constraints:
            if not isinstance(constraint, ExclusionConstraint):
                try:
                    constraint.validate(Membership, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(None, error)


class MembershipInline(RowInline):
    model = Membership
    form = MembershipForm
    fk_name = "coalition"
    autocomplete_fields = ["federation"]


class RepresentativeInline(RowInline):
    model = Representative
    autocomplete_fields = ["user"]
    readonly_fields = ["started_at"]
    fields = ["user", "role", "started_at", "ended_at"]
    extra = 0


class CoalitionForm(RecordForm):
    """A coalition and, when it is added, whom to invite as its first coordinator."""

    coordinator = forms.EmailField(
        validators=[validate_mail_address],
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text=_(
            "We send a link to it, by which the person takes the coalition's desk over. Leave it empty to invite later."
        ),
    )
    letter_language = forms.ChoiceField(
        label=_("Language of the e-mail"), required=False, choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )

    def clean_coordinator(self) -> str:
        email: str = self.cleaned_data["coordinator"]
        try:
            check_that_not_too_many(email)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return email


@admin.register(Coalition)
class CoalitionAdmin(RecordAdmin):
    form = CoalitionForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "seen",
                    "name",
                    "language",
                    "other_names",
                    "acronym",
                    "former_names",
                    "is_federation",
                    "country",
                ]
            },
        ),
        (_("What it is"), {"fields": ["founded", "description", "other_descriptions", "website"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    coordinator_fieldset: Any = (_("Its first coordinator"), {"fields": ["coordinator", "letter_language"]})
    inlines = [StatusInline, MembershipInline, RepresentativeInline]
    list_display = ["__str__", "acronym", "country", "status", "founding", "is_federation"]
    list_filter = ["is_federation", StatusFilter, CountryFilter]
    search_fields = ["name", "acronym", "former_names", "other_names", "country"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("statuses")

    def get_ordering(self, request: HttpRequest) -> Any:
        """By the names that the reader sees, in the pickers, too."""
        return Coalition.objects.by_title().query.order_by

    def get_form_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        """For a new one also its first coordinator: all that it needs to begin is one page."""
        fieldsets = super().get_form_fieldsets(request, obj)
        return fieldsets if obj else [*fieldsets, self.coordinator_fieldset]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Send the invitation in the transaction that adds the coalition."""
        super().save_related(request, form, formsets, change)
        email = form.cleaned_data["coordinator"]
        if change or not email:
            return
        coordinator, language = Representative.Role.COORDINATOR, form.cleaned_data["letter_language"]
        invite(form.instance, email, coordinator, language or settings.LANGUAGE_CODE, signed_in(request))
        sentence = _("The invitation is on its way to %(email)s.") % {"email": email}
        self.message_user(request, sentence, messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Coalition, form: Any, change: bool) -> None:  # noqa: FBT001
        """Keep what the coalition said of itself before, and tell so whoever of it writes another text meanwhile."""
        before = profile_of(Coalition.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        if before:
            keep_correction(obj, before, signed_in(request))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With whether somebody can be invited from here."""
        coalition = context.get("original")
        context["may_invite"] = bool(coalition) and may_invite(signed_in(request), coalition)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """The coalitions found; where a membership asks, only those that have members."""
        if (request.GET.get("model_name"), request.GET.get("field_name")) == ("membership", "federation"):
            queryset = queryset.federations()
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("status"))
    def status(self, coalition: Coalition) -> str:
        return str(coalition.get_status() or "")

    @admin.display(description=_("founded"), ordering="founded")
    def founding(self, coalition: Coalition) -> str:
        return coalition.founded.display() if coalition.founded else ""


class ParticipationInline(RowInline):
    model = Participation
    autocomplete_fields = ["coalition"]


@admin.register(Event)
class EventAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["seen", "name", "language", "other_names", "kind", "start", "end", "place", "country"]}),
        (_("More about it"), {"fields": ["description", "website"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    inlines = [ParticipationInline]
    list_display = ["__str__", "kind", "dates", "place", "country"]
    list_filter = ["kind", CountryFilter]
    search_fields = ["name", "place", "country", "start", "end", "description", "other_names"]

    @admin.display(description=_("when"), ordering="start")
    def dates(self, event: Event) -> str:
        return event.when


@admin.register(Representative)
class RepresentativeAdmin(PlainFields, OfferedFilters):
    """Who speaks for whom: the administrators' list; editors see the same people on the coalition's page."""

    autocomplete_fields = ["user", "coalition"]
    readonly_fields = ["started_at"]
    fields = ["user", "coalition", "role", "started_at", "ended_at"]
    list_display = ["user", "coalition", "role", "started_at", "ended_at"]
    list_select_related = ["user", "coalition"]
    list_filter = ["role", ("ended_at", admin.EmptyFieldListFilter)]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["user__email", "user__name", "coalition__name", "coalition__acronym"]
    actions = ["end_now"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("End the selected representations now"), permissions=["change"])
    def end_now(self, request: HttpRequest, queryset: QuerySet[Representative]) -> None:
        for representative in queryset.filter(ended_at__isnull=True):
            representative.ended_at = timezone.now()
            representative.save(update_fields=["ended_at"])
            self.log_change(request, representative, [{"changed": {"fields": [str(_("until"))]}}])
