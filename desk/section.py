"""One section of a report: shown, saved, and never lost, with JavaScript or without."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import forget_kept_text, kept_text, wants_json
from coalitions.models import Event
from common import text_diff, uploads
from desk.access import with_report
from submissions import attachments, workflow
from submissions.forms import edit_rows
from submissions.forms.base import MOST_ROWS, Lists, Section
from submissions.forms.fields import EventField, event_choices
from submissions.forms.page import Page
from submissions.forms.reading import Reading, readings_of
from submissions.forms.report import problems_of
from submissions.forms.sections import SECTIONS, RemarksSection
from submissions.models import Submission

PAGES: dict[str, type[Section]] = {**SECTIONS, RemarksSection.slug: RemarksSection}
MOST_FOUND = 8


@with_report
def section(request: HttpRequest, submission: Submission, slug: str) -> HttpResponseBase:
    """The page of a section, and saving what was typed on it."""
    if slug not in PAGES:
        raise Http404
    form = PAGES[slug](submission)
    if request.method == "POST":
        return _save(request, submission, form)
    if kept := kept_text(request):
        unsaved = PAGES[slug](submission, answers=form.read(kept))
        return _page(request, unsaved, revision=seen_revision(kept), kept=request.GET["kept"])
    if not submission.is_writable:
        return redirect("desk_check", submission.pk)
    return _page(request, form, revision=submission.get_revision(slug))


def _page(request: HttpRequest, form: Section, *, revision: int, kept: str = "", file_error: str = "") -> HttpResponse:
    if not request.GET.get("check"):
        form.forgive_missing()
    find_events(request, form)
    order = list(SECTIONS)
    place = order.index(form.slug) if form.slug in order else -1
    context = {
        "submission": form.submission,
        "section": form,
        "revision": revision,
        "kept": kept,
        "file_error": file_error,
        "number": place + 1,
        "count": len(order),
        "previous": SECTIONS[order[place - 1]] if place > 0 else None,
        "problems": problems_of(form),
        "page": Page(form),
        "most_rows": MOST_ROWS,
        "most_files": uploads.MOST_FILES,
        "accept": uploads.ACCEPT,
    }
    return render(request, "desk/section.html", context)


# Saving


def _save(request: HttpRequest, submission: Submission, form: Section) -> HttpResponseBase:
    typed = form.read(request.POST)
    verb, _space, rest = request.POST.get("do", "save").partition(" ")
    if verb == "resolve":
        typed = _resolved(request.POST, typed, form.answers)
    target = change_rows(request, type(form), typed, verb, rest)
    save = workflow.replace_section if verb == "resolve" else workflow.save_section
    try:
        submission = save(submission, signed_in(request), form.slug, typed, seen_revision(request.POST))
    except workflow.Conflict as conflict:
        return _conflict(request, form, typed, conflict)
    except workflow.WrongState as error:
        return _too_late(request, form, typed, str(error))
    forget_kept_text(request)
    if wants_json(request):
        return JsonResponse({"revision": submission.get_revision(form.slug), "at": timezone.now().isoformat()})
    return _after_saving(request, PAGES[form.slug](submission), verb, rest, target)


def change_rows(request: HttpRequest, section: type[Section], typed: dict[str, Any], verb: str, rest: str) -> str:
    """Do what a row's button asks for; the id of the place on the page where the writer goes on."""
    name, _space, key = rest.partition(" ")
    if verb == "add":
        key = edit_rows.add_row(section, typed, name) or ""
        if not key:
            messages.error(
                request, _("There are %(most)d rows already, and no more can be added.") % {"most": MOST_ROWS}
            )
    elif verb == "remove":
        edit_rows.remove_row(section, typed, name, key)
        return f"rows-{name}"
    elif verb in ("up", "down"):
        edit_rows.move_row(section, typed, name, key, -1 if verb == "up" else 1)
    return f"{name}-{key}" if key else f"rows-{name}"


def _after_saving(request: HttpRequest, form: Section, verb: str, rest: str, target: str) -> HttpResponseBase:
    here = reverse("desk_section", args=[form.submission.pk, form.slug])
    if verb in ("upload", "remove-file"):
        return _change_files(request, form, verb, rest)
    if verb in ("add", "remove", "up", "down"):
        return redirect(f"{here}#{target}")
    if verb == "find":
        words = request.POST.get(f"{rest}-find", "")
        return redirect(f"{here}?{urlencode({'find': rest, 'words': words})}#id_{rest}")
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M %Z}"})
    return redirect(_where_to_go_on(form, verb, here))


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
        return reverse("desk_report", args=[form.submission.pk])
    following = order[order.index(form.slug) + 1 :]
    if not following:
        return reverse("desk_check", args=[form.submission.pk])
    return reverse("desk_section", args=[form.submission.pk, following[0]])


def _change_files(request: HttpRequest, form: Section, verb: str, rest: str) -> HttpResponseBase:
    submission = form.submission
    try:
        if verb == "remove-file" and rest.isdecimal():
            attachments.remove_file(submission, int(rest))
        for upload in request.FILES.getlist("files"):
            attachments.add_file(submission, signed_in(request), upload)
    except ValidationError as error:
        fresh = PAGES[form.slug](submission)
        revision = submission.get_revision(form.slug)
        return _page(request, fresh, revision=revision, file_error=" ".join(error.messages))
    except workflow.WrongState as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('desk_section', args=[submission.pk, form.slug])}#files")


def seen_revision(post: QueryDict) -> int:
    """The revision that the writer saw; none when a forged post names none, which then conflicts with any."""
    value = post.get("revision", "")
    return int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else -1


# Two texts


def _conflict(
    request: HttpRequest, form: Section, typed: dict[str, Any], conflict: workflow.Conflict
) -> HttpResponseBase:
    """Both texts side by side; the writer chooses, question by question."""
    who = conflict.by if conflict.by and conflict.by != request.user else None
    if wants_json(request):
        return JsonResponse({"reason": "conflict", "by": str(who or "")}, status=409)
    submission = Submission.objects.get(pk=form.submission.pk)
    lists = Lists(submission)
    mine = readings_of(type(form)(submission, lists, answers=typed))
    theirs = {reading.question: reading for reading in readings_of(type(form)(submission, lists))}
    context = {
        "submission": submission,
        "section": form,
        "conflict": conflict,
        "who": who,
        "pairs": [
            (one, theirs[one.question], _marked(theirs[one.question], one))
            for one in mine
            if _differs(one.question, typed, conflict.theirs)
        ],
        "fields": _carried(request.POST),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _differs(question: str, mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return (mine.get(question) or "") != (theirs.get(question) or "")


def _marked(theirs: Reading, mine: Reading) -> SafeString:
    """Word by word what differs, where one text looks like the other; else both speak for themselves."""
    is_alike = mine.plain and text_diff.is_alike(theirs.plain, mine.plain)
    return text_diff.to_html(theirs.plain, mine.plain) if is_alike else SafeString()


def _resolved(post: QueryDict, mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """My text, with theirs wherever I chose it."""
    chosen = {name: theirs.get(name, "") for name in {**mine, **theirs} if post.get(f"choose-{name}") == "theirs"}
    return {**mine, **chosen}


def _carried(post: QueryDict) -> list[tuple[str, str]]:
    left_out = ("csrfmiddlewaretoken", "revision", "do")
    return [
        (name, value)
        for name, values in post.lists()
        if name not in left_out and not name.startswith("choose-")
        for value in values
    ]


def _too_late(request: HttpRequest, form: Section, typed: dict[str, Any], sentence: str) -> HttpResponseBase:
    """The report is not with its coalition any more. What was typed is shown, so that it can be kept elsewhere."""
    if wants_json(request):
        return JsonResponse({"reason": "state", "sentence": sentence}, status=409)
    unsaved = type(form)(form.submission, answers=typed)
    readings = [reading for reading in readings_of(unsaved) if not reading.is_blank]
    context = {
        "submission": form.submission,
        "section": unsaved,
        "sentence": sentence,
        "readings": readings,
        "fields": _carried(request.POST),
        "revision": request.POST.get("revision", ""),
    }
    return render(request, "desk/too_late.html", context, status=409)


# Events


@require_safe
@with_report
def events(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The radio buttons of events that contain what was typed, for the page's script to put in place."""
    name = request.GET.get("name", "")
    if not re.fullmatch(r"(events|results)-[A-Za-z0-9]{1,20}-event", name):
        raise Http404
    lists, chosen = Lists(submission), request.GET.get("chosen", "")
    found = _events_with(request.GET.get("words", ""))
    # What was chosen a moment ago, and perhaps is not saved yet, stays in the list whatever is searched for next.
    shown = {**lists.events, **Lists.events_by_id([chosen])}
    context = {
        "widget": {
            "name": name,
            "chosen": chosen,
            "is_gone": chosen not in ("", *shown, *lists.proposed),
            "choices": event_choices([*shown.values(), *found], lists.proposed),
            "found": found,
            "words": request.GET.get("words", ""),
        }
    }
    return render(request, "submissions/widgets/event_choices.html", context)


def _events_with(words: str) -> list[Event]:
    return list(Event.objects.with_words(words[:200])[:MOST_FOUND]) if words.strip() else []


def find_events(request: HttpRequest, form: Section) -> None:
    """Without a script: what the writer was looking for in one row, found."""
    wanted = request.GET.get("find", "")
    for rows in form.rows.values():
        for row in rows:
            for name, question in row.fields.items():
                if isinstance(question, EventField) and row.add_prefix(name) == wanted:
                    words = request.GET.get("words", "")
                    question.show_found(words, _events_with(words))
