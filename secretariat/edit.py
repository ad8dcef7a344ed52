"""The page on which the secretariat edits a section of a report on behalf of its coalition."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.kept_texts import forget_kept_text, kept_text, resend
from submissions import review, workflow
from submissions.forms.base import Lists, Section
from submissions.forms.reading import Reading, readings_of
from submissions.forms.section_page import SectionPage
from submissions.forms.sections import SECTIONS
from submissions.forms.whole import problems_of
from submissions.models import Submission
from submissions.section_post import SectionPost, offer_found_events


def edit_page(request: HttpRequest, submission: Submission, slug: str) -> HttpResponseBase:
    """Shows a section's questions as its coalition sees them, and saves what the secretariat types."""
    if slug not in SECTIONS:
        raise Http404
    if request.method == "POST":
        return _save(request, submission, slug)
    if submission.state != Submission.State.SUBMITTED:
        messages.error(request, _not_now())
        return redirect("admin:submissions_submission_change", submission.pk)
    form = _section(submission, slug)
    if text := kept_text(request):
        kept = SectionPost(form, text)
        return _page(request, kept.unsaved, revision=kept.seen_revision, kept=request.GET["kept"])
    return _page(request, form, revision=submission.get_revision(slug))


def _section(submission: Submission, slug: str) -> Section:
    return SECTIONS[slug](submission, Lists(submission, with_remarks=False))


def _page(
    request: HttpRequest,
    form: Section,
    *,
    revision: int,
    kept: str = "",
    error: str = "",
    stored: list[Reading] | None = None,
) -> HttpResponse:
    offer_found_events(form, request.GET)
    context = {
        "submission": form.submission,
        "section": form,
        "revision": revision,
        "kept": kept,
        "error": error,
        "stored": stored or [],
        "problems": problems_of(form),
        "page": SectionPage(form),
    }
    return render(request, "admin/submissions/submission/edit.html", context, status=409 if error else 200)


def _not_now() -> str:
    return _("A report can be edited on behalf of its coalition while it waits for a decision.")


def _save(request: HttpRequest, submission: Submission, slug: str) -> HttpResponseBase:
    if not review.may_be_read(submission):
        return resend(request, _not_now())  # with what was typed, and nothing of what the coalition writes
    form = _section(submission, slug)
    posted = SectionPost(form, request.POST)
    if obstacle := posted.change_rows():
        messages.error(request, obstacle)
    try:
        posted.save(workflow.edit_on_behalf, signed_in(request))
    except workflow.Conflict as conflict:
        return _conflict(request, posted, conflict)
    except (workflow.WrongState, workflow.TooMuch) as refusal:
        return _page(request, posted.unsaved, revision=posted.seen_revision, error=str(refusal))
    forget_kept_text(request)
    if posted.goes_on_at:
        here = reverse("admin:submissions_submission_edit", args=[submission.pk, form.slug])
        return redirect(f"{here}{posted.goes_on_at}")
    messages.success(request, _("Saved. The trail tells the coalition that you edited the section, and how."))
    return redirect(f"{reverse('admin:submissions_submission_change', args=[submission.pk])}#section-{form.slug}")


def _conflict(request: HttpRequest, posted: SectionPost, conflict: workflow.Conflict) -> HttpResponse:
    """What was typed, to be saved again in place of what is stored now, which the page shows where it differs."""
    sentence = _("%(who)s saved this section after you had opened it. Nothing of yours is saved yet.")
    error = sentence % {"who": conflict.by or _("Somebody")}
    typed = {reading.question: reading.plain for reading in readings_of(posted.unsaved)}
    now = Submission.objects.get(pk=posted.form.submission.pk)
    if not review.may_be_read(now):  # its coalition took it back this moment
        return resend(request, _not_now())
    stored = readings_of(_section(now, posted.form.slug))
    others = [reading for reading in stored if typed.get(reading.question) != reading.plain]
    return _page(request, posted.unsaved, revision=conflict.revision, error=error, stored=others)
