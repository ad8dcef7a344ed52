"""Reports of coalitions: the secretariat's work list, and the way to the page on which each is reviewed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from accounts.kept_texts import at_desk
from coalitions.models import Coalition
from common.record_admin import ListFilter, OfferedFilters
from common.sorting import in_order
from common.templatetags.register import day, worded
from public.views import records
from secretariat.edit import edit_page
from secretariat.measure_filters import CycleFilter
from secretariat.review import review_page
from submissions import review, workflow
from submissions.attachments import download_of
from submissions.models import Submission

State = Submission.State


class SubmissionStateFilter(ListFilter):
    """What waits for a decision, unless something else is asked for."""

    title = _("state")
    parameter_name = "state"
    everything = "all"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            (State.SUBMITTED.value, _("waits for a decision")),
            (State.CHANGES_REQUESTED.value, _("changes requested")),
            (State.PUBLISHED.value, _("published")),
            (State.DECLINED.value, _("declined")),
            (State.WITHDRAWN.value, _("set aside")),
            (State.DRAFT.value, _("draft")),
            (self.everything, _("all")),
        ]

    def value(self) -> str:
        return super().value() or State.SUBMITTED

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset if value == self.everything else queryset.filter(state=value)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Without Django's "all" in front, which would be a second one."""
        yield from list(super().choices(changelist))[1:]


class SubmittingCoalitionFilter(ListFilter):
    """Only the coalitions that report."""

    title = _("coalition")
    parameter_name = "coalition"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        reporting = Coalition.objects.filter(submissions__isnull=False).distinct()
        return [(each.slug, each.name_in_lists) for each in in_order(reporting, lambda each: each.name_in_lists)]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(coalition__slug=value)


def _with(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@admin.register(Submission)
class SubmissionAdmin(OfferedFilters):
    list_display = ["named", "coalition", "waiting", "looker", "purpose", "cycle", "state"]
    list_display_links = ["named"]
    list_select_related = ["coalition", "cycle", "reviewer"]
    list_filter = [SubmissionStateFilter, CycleFilter, SubmittingCoalitionFilter]
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["typed_title", "coalition__name", "coalition__acronym"]
    search_help_text = _("Words of the title, or of the coalition's name")
    ordering = ["submitted_at", "pk"]
    actions = None
    change_list_template = "admin/submissions/submission/queue.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        title = KeyTextTransform("title", KeyTransform("measure", "answers"))
        queryset: QuerySet[Any] = super().get_queryset(request).annotate(typed_title=Cast(title, TextField()))
        return queryset

    def get_list_display(self, request: HttpRequest) -> Any:
        """Without the state where all have the same."""
        is_mixed = request.GET.get(SubmissionStateFilter.parameter_name) == SubmissionStateFilter.everything
        return self.list_display if is_mixed else [name for name in self.list_display if name != "state"]

    def get_urls(self) -> list[Any]:
        def guarded(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        # What a reviewer typed is not lost when signing in again comes between.
        change = at_desk(guarded(self.change_view))
        return [
            path("<path:object_id>/change/", change, name="submissions_submission_change"),
            path("<int:pk>/files/<int:file>/", guarded(self.file_view), name="submissions_submission_file"),
            path("<int:pk>/edit/<slug:slug>/", at_desk(guarded(self.edit_view)), name="submissions_submission_edit"),
            path("<int:pk>/preview/", guarded(self.preview_view), name="submissions_submission_preview"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with its two usual orders a click away."""
        column = self.list_display.index("waiting") + 1
        orders = [
            {"name": name, "query": _with(request, o=order), "is_current": request.GET.get("o", str(column)) == order}
            for name, order in ((_("Waiting longest"), str(column)), (_("Newest"), f"-{column}"))
        ]
        title = self.opts.verbose_name_plural
        return super().changelist_view(request, {"orders": orders, "title": capfirst(title), **(extra_context or {})})

    def change_view(  # type: ignore[override]
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponseBase:
        """The review page takes the place of a form over the table."""
        submission = self._get(request, object_id)
        return review_page(request, submission, may_change=self.has_change_permission(request, submission))

    def _get(self, request: HttpRequest, pk: Any) -> Submission:
        submission: Submission | None = self.get_object(request, str(pk))
        if submission is None or not self.has_view_or_change_permission(request, submission):
            raise Http404
        return submission

    def edit_view(self, request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
        """A section, edited on behalf of the coalition."""
        submission = self._get(request, pk)
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        return edit_page(request, submission, slug)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The public page as publishing would make it, from the same code; nothing of it is stored."""
        submission = self._get(request, pk)
        back = redirect("admin:submissions_submission_change", pk)
        if submission.state != State.SUBMITTED:
            return back
        try:
            with workflow.as_published(submission) as measure:
                sentence = _("This is a preview. Nobody else can see it.")
                link = format_html('<a href="{}">{}</a>', back.url, _("Back to the review"))
                messages.info(request, format_html("{} {}", sentence, link))
                return records.measure(request, measure.slug)
        except (workflow.NotValid, ValidationError):
            messages.error(request, _("There is a preview as soon as the problems are put right."))
            return back

    def file_view(self, request: HttpRequest, pk: int, file: int) -> FileResponse:
        """A file of a report, to be saved and never shown in place."""
        return download_of(get_object_or_404(review.files(self._get(request, pk)), pk=file))

    @admin.display(description=_("report"), ordering="typed_title")
    def named(self, submission: Submission) -> str:
        return worded(submission.title)

    @admin.display(description=_("waiting since"), ordering="submitted_at")
    def waiting(self, submission: Submission) -> str:
        since = submission.submitted_at
        if not since or submission.state != State.SUBMITTED:
            return ""
        return format_html('<time datetime="{}">{}</time> ({})', since.isoformat(), day(since), timesince(since))

    @admin.display(description=_("who looks at it now"), ordering="reviewer__name")
    def looker(self, submission: Submission) -> str:
        return str(review.who_looks(submission) or "")
