"""The page on which the secretariat edits a section of a report on behalf of its coalition."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.kept_texts import forget_kept_text, kept_text
from desk.section import change_rows, find_events, seen_revision
from submissions import workflow
from submissions.answers import REMARK
from submissions.forms.base import Section
from submissions.forms.page import Page
from submissions.forms.reading import Reading, readings_of
from submissions.forms.report import problems_of
from submissions.forms.sections import SECTIONS
from submissions.models import Submission


def edit_page(request: HttpRequest, submission: Submission, slug: str) -> HttpResponseBase:
    """Shows a section's questions as its coalition sees them, and saves what the secretariat types."""
    if slug not in SECTIONS:
        raise Http404
    form = SECTIONS[slug](submission)
    if request.method == "POST":
        return _save(request, form)
    if submission.state != Submission.State.SUBMITTED:
        messages.error(request, _("A report can be edited on behalf of its coalition while it waits for a decision."))
        return redirect("admin:submissions_submission_change", submission.pk)
    if kept := kept_text(request):
        unsaved = SECTIONS[slug](submission, answers=_typed(form, kept))
        return _page(request, unsaved, revision=seen_revision(kept), kept=request.GET["kept"])
    return _page(request, form, revision=submission.get_revision(slug))


def _typed(form: Section, post: Any) -> dict[str, Any]:
    # The secretariat does not answer its own remarks.
    return {name: value for name, value in form.read(post).items() if not name.startswith(REMARK)}


def _page(
    request: HttpRequest,
    form: Section,
    *,
    revision: int,
    kept: str = "",
    error: str = "",
    stored: list[Reading] | None = None,
) -> HttpResponse:
    form.remarks = []
    find_events(request, form)
    context = {
        "submission": form.submission,
        "section": form,
        "revision": revision,
        "kept": kept,
        "error": error,
        "stored": stored or [],
        "problems": problems_of(form),
        "page": Page(form),
    }
    return render(request, "admin/submissions/submission/edit.html", context, status=409 if error else 200)


def _save(request: HttpRequest, form: Section) -> HttpResponseBase:
    submission, typed = form.submission, _typed(form, request.POST)
    verb, _space, rest = request.POST.get("do", "save").partition(" ")
    target = change_rows(request, type(form), typed, verb, rest)
    unsaved = type(form)(submission, answers=typed)
    revision = seen_revision(request.POST)
    try:
        workflow.edit_on_behalf(submission, signed_in(request), form.slug, typed, revision)
    except workflow.Conflict as conflict:
        sentence = _("%(who)s saved this section after you had opened it. Nothing of yours is saved yet.")
        who = conflict.by or _("Somebody")
        stored = _differing(unsaved, type(form)(Submission.objects.get(pk=submission.pk)))
        return _page(request, unsaved, revision=conflict.revision, error=sentence % {"who": who}, stored=stored)
    except workflow.WrongState as error:
        return _page(request, unsaved, revision=revision, error=str(error))
    forget_kept_text(request)
    here = reverse("admin:submissions_submission_edit", args=[submission.pk, form.slug])
    if verb == "find":
        words = request.POST.get(f"{rest}-find", "")
        return redirect(f"{here}?{urlencode({'find': rest, 'words': words})}#id_{rest}")
    if verb in ("add", "remove", "up", "down"):
        return redirect(f"{here}#{target}")
    messages.success(request, _("Saved. The trail tells the coalition that you edited the section, and how."))
    return redirect(f"{reverse('admin:submissions_submission_change', args=[submission.pk])}#section-{form.slug}")


def _differing(mine: Section, theirs: Section) -> list[Reading]:
    """Their answers where mine are others."""
    own = {reading.question: reading.plain for reading in readings_of(mine)}
    return [reading for reading in readings_of(theirs) if own.get(reading.question) != reading.plain]
