"""One section of a report: shown, saved, and never lost, with JavaScript or without."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import forget_kept_text, kept_text, left_behind, wants_json
from common import uploads
from common.word_search import refusal_of_words
from desk.access import with_submission
from desk.unsaved import show_conflict, show_too_late
from submissions import attachments, workflow
from submissions.forms.base import MOST_ROWS, Lists, Section
from submissions.forms.fields import event_choices
from submissions.forms.section_page import SectionPage
from submissions.forms.sections import SECTIONS, RemarksSection
from submissions.forms.whole import problems_of
from submissions.models import Submission
from submissions.section_post import SectionPost, find_events, offer_found_events

PAGES: dict[str, type[Section]] = {**SECTIONS, RemarksSection.slug: RemarksSection}


@with_submission
def section(request: HttpRequest, submission: Submission, slug: str) -> HttpResponseBase:
    """The page of a section, and saving what was typed on it."""
    if slug not in PAGES:
        raise Http404
    form = PAGES[slug](submission)
    if request.method == "POST":
        return _save(request, form)
    if text := kept_text(request):
        kept = SectionPost(form, text)
        return _page(
            request, kept.unsaved, revision=kept.seen_revision, kept=request.GET["kept"], file_errors=left_behind(text)
        )
    if not submission.is_writable:
        return redirect("desk_check", submission.pk)
    return _page(request, form, revision=submission.get_revision(slug))


def _page(
    request: HttpRequest,
    form: Section,
    *,
    revision: int,
    kept: str = "",
    file_errors: Iterable[str] = (),
    too_much: str = "",
) -> HttpResponse:
    if not request.GET.get("check"):
        form.forgive_missing()
    offer_found_events(form, request.GET)
    order = list(SECTIONS)
    place = order.index(form.slug) if form.slug in order else -1
    context = {
        "submission": form.submission,
        "section": form,
        "revision": revision,
        "kept": kept,
        "file_errors": file_errors,
        "too_much": too_much,
        "number": place + 1,
        "count": len(order),
        "previous": SECTIONS[order[place - 1]] if place > 0 else None,
        "problems": problems_of(form),
        "page": SectionPage(form),
        "most_rows": MOST_ROWS,
        "most_files": uploads.MOST_FILES,
        "accept": uploads.ACCEPT,
    }
    return render(request, "desk/section.html", context, status=413 if too_much else 200)


# Saving


def _save(request: HttpRequest, form: Section) -> HttpResponseBase:
    posted = SectionPost(form, request.POST)
    save = workflow.save_section
    if posted.verb == "resolve":
        posted.choose_theirs()
        save = workflow.replace_section
    if obstacle := posted.change_rows():
        messages.error(request, obstacle)
    try:
        submission = posted.save(save, signed_in(request))
    except workflow.Conflict as conflict:
        _tell(request, _keep_files(request, form.submission))
        return show_conflict(request, posted, conflict)
    except workflow.WrongState as refusal:
        _tell(request, _keep_files(request, form.submission))
        return show_too_late(request, posted, str(refusal))
    except workflow.TooMuch as refusal:
        return _show_too_much(request, posted, str(refusal))
    forget_kept_text(request)
    if wants_json(request):
        return JsonResponse({"revision": submission.get_revision(form.slug), "at": timezone.now().isoformat()})
    return _go_on(request, submission, posted)


def _show_too_much(request: HttpRequest, posted: SectionPost, sentence: str) -> HttpResponseBase:
    """All that was typed, with the sentence that says why it is not saved."""
    if wants_json(request):
        return JsonResponse({"reason": "too-much", "sentence": sentence}, status=413)
    refused = _keep_files(request, posted.form.submission)
    unsaved = posted.unsaved
    return _page(request, unsaved, revision=posted.seen_revision, file_errors=refused, too_much=sentence)


def _go_on(request: HttpRequest, submission: Submission, posted: SectionPost) -> HttpResponseBase:
    here = reverse("desk_section", args=[submission.pk, posted.form.slug])
    if posted.verb == "remove-file":
        _remove_file(request, submission, posted.what)
    # Whichever button was pressed, what was chosen in the field for files was sent with it.
    refused = _keep_files(request, submission)
    if posted.goes_on_at and not refused:
        return redirect(f"{here}{posted.goes_on_at}")
    if posted.verb in ("upload", "remove-file") and not refused:
        return redirect(f"{here}#files")
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M %Z}"})
    form = PAGES[posted.form.slug](submission)
    if refused:
        return _page(request, form, revision=submission.get_revision(form.slug), file_errors=refused)
    return redirect(_where_to_go_on(form, posted.verb, here))


def _where_to_go_on(form: Section, verb: str, here: str) -> str:
    if verb == "later":
        return form.submission.get_absolute_url()
    here += "?resolved=1" if verb == "resolve" else ""
    form.forgive_missing()
    if not form.is_valid():
        return f"{here}#errors"
    return _next(form) if verb == "continue" else here


def _next(form: Section) -> str:
    order = [*SECTIONS]
    if form.slug not in order:
        return reverse("desk_submission", args=[form.submission.pk])
    following = order[order.index(form.slug) + 1 :]
    if not following:
        return reverse("desk_check", args=[form.submission.pk])
    return reverse("desk_section", args=[form.submission.pk, following[0]])


# Files


def _keep_files(request: HttpRequest, submission: Submission) -> list[str]:
    """Add the chosen files to the report. Says which are added; returns a sentence for each that is not."""
    added = attachments.add_files(submission, signed_in(request), request.FILES.getlist("files"))
    for file in added.kept:
        messages.success(request, _("The file “%(file)s” is added to the report.") % {"file": file.name})
    return added.refused


def _tell(request: HttpRequest, refused: list[str]) -> None:
    for sentence in refused:
        messages.error(request, sentence)


def _remove_file(request: HttpRequest, submission: Submission, pk: str) -> None:
    try:
        if pk.isdecimal():
            attachments.remove_file(submission, int(pk))
    except workflow.WrongState as refusal:
        messages.error(request, str(refusal))


# Events


@require_safe
@with_submission
def events(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The radio buttons of events that contain what was typed, for the page's script to put in place."""
    name = request.GET.get("name", "")
    if not re.fullmatch(r"(events|results)-[A-Za-z0-9]{1,20}-event", name):
        raise Http404
    lists, chosen = Lists(submission), request.GET.get("chosen", "")
    words = request.GET.get("words", "")
    found = find_events(words)
    # What was chosen a moment ago, and perhaps is not saved yet, stays in the list whatever is searched for next.
    shown = {**lists.events, **Lists.events_by_id([chosen])}
    context = {
        "widget": {
            "name": name,
            "chosen": chosen,
            "is_gone": chosen not in ("", *shown, *lists.proposed),
            "choices": event_choices([*shown.values(), *found], lists.proposed),
            "found": found,
            "words": words,
            "refusal": refusal_of_words(words),
        }
    }
    return render(request, "submissions/widgets/event_choices.html", context)
