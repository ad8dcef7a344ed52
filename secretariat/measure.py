"""Measures: a whole one on a page, its history, and taking it out of the public register and back."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from common.fields import CurrencyField
from common.record_admin import LargeRowInline, RecordAdmin, RowInline
from common.templatetags.register import day
from common.texts import validate_plain_text
from common.uploads import MOST_FILES
from measures.differences import differences
from measures.models import Evidence, Funding, Link, Measure, Partner, Result, Vocabulary
from measures.versions import reinstate, withdraw
from secretariat.coalition import LanguageFilter
from secretariat.measure_filters import (
    CountriesFilter,
    CycleFilter,
    PublicOrWithdrawnFilter,
    ReporterFilter,
    ReportingCoalitionFilter,
    term_filter,
)
from secretariat.measure_form import (
    DRAFT,
    EvidenceForm,
    EvidenceFormSet,
    OrderedFormSet,
    measure_form,
    terms_field_name,
)
from submissions import workflow
from submissions.corrections import keep_correction


class ResultInline(LargeRowInline):
    model = Result
    formset = OrderedFormSet
    autocomplete_fields = ["event", "beneficiary"]
    fields = [
        "statement",
        ("kind", "date"),
        ("quantity", "unit"),
        "evidence",
        ("event", "beneficiary"),
        "position",
    ]


class PartnerInline(RowInline):
    model = Partner
    formset = OrderedFormSet
    fields = ["name", "type", "country", "position"]


class FundingInline(RowInline):
    model = Funding
    formset = OrderedFormSet
    fields = ["amount", "currency", "source", "year", "position"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"form_class": CurrencyField} if db_field.name == "currency" else {}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class LinkInline(RowInline):
    model = Link
    formset = OrderedFormSet
    fields = ["url", "label", "position"]


class EvidenceInline(RowInline):
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    max_num = MOST_FILES
    fields = ["file", "title", "name", "position"]


def may_prepare(request: HttpRequest) -> bool:
    """Whether this person may keep a draft: whoever decides on reports."""
    return signed_in(request).has_perm("submissions.change_submission")


class ReasonForm(forms.Form):
    """Why a measure is withdrawn, or public again; everybody can read it."""

    reason = forms.CharField(
        label=_("Public reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        validators=[validate_plain_text],
        error_messages={"required": _("Give the reason: it is shown at the measure's address and in its history.")},
    )


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    list_display = ["__str__", "reported_by", "cycle", "results", "changed", "is_public"]
    list_select_related = ["coalition", "cycle"]
    date_hierarchy = "published_at"
    search_fields = ["title", "main_features", "results_achieved", "coalition__name", "authority"]
    search_help_text = _("Words of the title, the answers, or the reporter's name")
    ordering = ["-published_at", "-pk"]
    autocomplete_fields = ["coalition", "events", "supported_coalitions"]
    inlines = [ResultInline, PartnerInline, FundingInline, LinkInline, EvidenceInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        results = Result.objects.filter(measure=OuterRef("pk")).order_by().values("measure").annotate(count=Count("pk"))
        return super().get_queryset(request).annotate(results_count=Subquery(results.values("count")))

    def get_list_filter(self, request: HttpRequest) -> Any:
        terms = [term_filter(vocabulary) for vocabulary in Vocabulary.objects.all()]
        return [
            PublicOrWithdrawnFilter,
            CycleFilter,
            ReporterFilter,
            *terms,
            LanguageFilter,
            CountriesFilter,
            ReportingCoalitionFilter,
        ]

    @admin.display(description=_("reported by"), ordering="coalition__name")
    def reported_by(self, measure: Measure) -> str:
        return str(measure.coalition or measure.authority)

    @admin.display(description=_("last changed"), ordering="updated_at")
    def changed(self, measure: Measure) -> str:
        return day(measure.updated_at)

    @admin.display(description=_("results"), ordering="results_count", empty_value="0")
    def results(self, measure: Any) -> int | None:
        return measure.results_count  # type: ignore[no-any-return]

    @admin.display(description=_("public"), boolean=True, ordering="withdrawn_at")
    def is_public(self, measure: Measure) -> bool:
        return not measure.is_withdrawn

    def get_form_fieldsets(self, request: HttpRequest, obj: Measure | None) -> Any:
        terms = ["terms", *(terms_field_name(vocabulary) for vocabulary in Vocabulary.objects.all())]
        return [
            (None, {"fields": ["seen", "title", "language", "coalition", "authority"]}),
            (_("When and where"), {"fields": [("first_year", "last_year", "ongoing"), "cycle", "countries"]}),
            (_("What it does"), {"fields": ["main_features", "results_achieved"]}),
            (_("What it is about"), {"fields": terms}),
            (_("Events and coalitions"), {"fields": ["events", "supported_coalitions"]}),
            (
                _("Support and evaluation"),
                {"fields": ["ifcd_support", "evaluated", "evaluation_year", "evaluation_conclusions"]},
            ),
            (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Measure | None = None) -> Any:
        """In the form, the terms are chosen for each vocabulary; who may only read sees them together."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            for _heading, options in fieldsets:
                options["fields"] = [name for name in options["fields"] if name != "terms"]
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        return super().get_form(request, obj, change=change, **{"form": measure_form(), **kwargs})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, which publishes what is typed or keeps it as a report that is decided later."""
        if DRAFT in request.POST and not may_prepare(request):
            raise PermissionDenied
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the update that is on its way, or a button that begins one."""
        measure = context.get("original")
        update = workflow.update_of(measure) if measure else None
        is_possible = not update and not (measure and (measure.is_withdrawn or not measure.coalition_id))
        context |= {"update": update, "may_prepare": is_possible and may_prepare(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Measure, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save, so that a draft is what publishing would have made; `save_related` undoes it."""
        if DRAFT in request.POST:
            request.before_draft = transaction.savepoint()  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Everything is saved now, and the version of it belongs to the same transaction."""
        super().save_related(request, form, formsets, change)
        measure, by, reason = form.instance, signed_in(request), form.cleaned_data["reason"]
        if DRAFT not in request.POST:
            keep_correction(measure, by, reason)
            return
        said = workflow.said_by(measure)
        transaction.savepoint_rollback(request.before_draft)  # type: ignore[attr-defined]
        draft = workflow.prepare(said, by, measure.coalition, measure if change else None, reason)
        request.draft = draft  # type: ignore[attr-defined]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A draft has a trail of its own."""
        return None if DRAFT in request.POST else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A draft has a trail of its own."""
        return None if DRAFT in request.POST else super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Where the draft is, or what the admin does."""
        return self._to_draft(request) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Where the draft is, or what the admin does."""
        return self._to_draft(request) or super().response_change(request, obj)

    def _to_draft(self, request: HttpRequest) -> HttpResponse | None:
        draft = getattr(request, "draft", None)
        if draft is None:
            return None
        sentence = _("Nothing is public yet: this is kept as a report that waits for a decision. Publish it here.")
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:submissions_submission_change", draft.pk)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        measure = self.get_object(request, unquote(object_id))
        versions = list(measure.versions.select_related("made_by")) if measure else []
        rows = [
            {"version": version, "differences": differences(before.document, version.document) if before else None}
            for version, before in zip_longest(versions, versions[1:])
        ]
        return super().history_view(request, object_id, {**(extra_context or {}), "rows": rows})

    def get_urls(self) -> list[Any]:
        return [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"measures_measure_{name}")
            for name, view in (("withdraw", self.withdraw_view), ("reinstate", self.reinstate_view))
        ] + super().get_urls()

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, withdraw, _("Withdraw"), _("The measure is withdrawn."))

    def reinstate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, reinstate, _("Make public again"), _("The measure is public again."))

    def _decide(self, request: HttpRequest, object_id: str, decide: Any, action: Any, outcome: Any) -> HttpResponse:
        measure = self.get_object(request, unquote(object_id))
        if measure is None:
            raise Http404
        if not self.has_change_permission(request, measure):
            raise PermissionDenied
        back = redirect("admin:measures_measure_change", quote(measure.pk))
        form = ReasonForm(request.POST if request.method == "POST" else None)
        with transaction.atomic():
            measure = Measure.objects.select_for_update().get(pk=measure.pk)
            if measure.is_withdrawn == (decide is withdraw):
                self.message_user(request, _("Somebody else did this already."), messages.WARNING)
                return back
            if form.is_valid():
                reason = form.cleaned_data["reason"]
                decide(measure, signed_in(request), reason)
                self.log_change(request, measure, f"{action}: {reason}")
                self.message_user(request, outcome, messages.SUCCESS)
                return back
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": action,
            "subtitle": str(measure),
            "object": measure,
            "form": form,
            "withdrawing": decide is withdraw,
        }
        return TemplateResponse(request, "admin/measures/measure/decide.html", context)
