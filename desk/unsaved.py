"""What a writer reads when a section was not saved: somebody else was quicker, or the report is elsewhere by now."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString

from accounts.kept_texts import wants_json
from common import text_diff
from submissions.forms.reading import Reading, readings_of
from submissions.models import Submission
from submissions.section_post import SectionPost
from submissions.workflow import Conflict


def show_conflict(request: HttpRequest, posted: SectionPost, conflict: Conflict) -> HttpResponseBase:
    """Both texts side by side; the writer chooses, question by question."""
    who = conflict.by if conflict.by and conflict.by != request.user else None
    if wants_json(request):
        return JsonResponse({"reason": "conflict", "by": str(who or "")}, status=409)
    submission = Submission.objects.get(pk=posted.form.submission.pk)
    stored = type(posted.form)(submission)
    theirs = {reading.question: reading for reading in readings_of(stored)}
    context = {
        "submission": submission,
        "section": posted.form,
        "conflict": conflict,
        "who": who,
        "pairs": [
            (mine, theirs[mine.question], _marked(theirs[mine.question], mine))
            for mine in readings_of(stored.retyped(posted.typed))
            if _differs(mine.question, posted.typed, conflict.theirs)
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


def show_too_late(request: HttpRequest, posted: SectionPost, sentence: str) -> HttpResponseBase:
    """The report is not with its coalition any more. What was typed is shown, so that it can be kept elsewhere."""
    if wants_json(request):
        return JsonResponse({"reason": "state", "sentence": sentence}, status=409)
    unsaved = posted.unsaved
    context = {
        "submission": posted.form.submission,
        "section": unsaved,
        "sentence": sentence,
        "readings": [reading for reading in readings_of(unsaved) if not reading.is_blank],
        "fields": _carried(request.POST),
        "revision": request.POST.get("revision", ""),
    }
    return render(request, "desk/too_late.html", context, status=409)


def _carried(post: QueryDict) -> list[tuple[str, str]]:
    """What was posted, to be posted once more: all but what the next page gives anew."""
    left_out = ("csrfmiddlewaretoken", "revision", "do")
    return [
        (name, value)
        for name, values in post.lists()
        if name not in left_out and not name.startswith("choose-")
        for value in values
    ]
