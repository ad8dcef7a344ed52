"""The review page of a report: what it says, the remarks on it, and the decision."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.kept_texts import forget_kept_text, kept_text, wants_json
from accounts.models import User
from common.texts import to_stored
from measures.differences import Difference, differences
from measures.documents import document
from submissions import remarks, review
from submissions.forms.reading import Reading, readings_of
from submissions.forms.whole import WholeForm
from submissions.limits import LONGEST_REMARK, TooMuch, check_text
from submissions.models import Remark, Submission
from submissions.workflow import StepRefused

QUESTION = re.compile(r"[a-z0-9_]{1,50}")
WHOLE = "whole"  # how the page names a remark on the whole report, which is on the question ""


@dataclass
class Thread:
    """The remarks on one question: those that were sent, and those that are being written."""

    name: str  # of the question, in the page's form
    open: list[Remark] = field(default_factory=list)
    solved: list[Remark] = field(default_factory=list)
    of_colleagues: list[Remark] = field(default_factory=list)
    text: str = ""  # what the reviewer writes
    seen: str = ""
    elsewhere: str = ""  # what the reviewer wrote meanwhile in another window


@dataclass
class AnswerWithRemarks:
    """A question with its answer, and what is remarked on it."""

    reading: Reading
    thread: Thread
    is_changed: bool


@dataclass
class ReviewPost:
    """What a post to the page holds, so that nothing of it is lost when the page is shown again."""

    texts: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    also: set[int] = field(default_factory=set)
    reason: str = ""
    step: int = 0  # the report's last step that the page had shown
    is_unsaved: bool = False  # typed before its writer had to sign in again

    @classmethod
    def of(cls, post: Any) -> "ReviewPost":
        texts = {name.removeprefix("remark-"): to_stored(text) for name, text in post.items() if _is_remark(name)}
        return cls(
            texts=texts,
            seen={name: post.get(f"seen-{name}", "") for name in texts},
            also={int(pk) for pk in post.getlist("also") if pk.isdecimal() and len(pk) < 19},
            reason=to_stored(post.get("reason", "")),
            step=int(post["step"]) if post.get("step", "").isdecimal() and len(post["step"]) < 19 else 0,
        )


def _is_remark(name: str) -> bool:
    return name.startswith("remark-")


def review_page(request: HttpRequest, submission: Submission, *, may_change: bool) -> HttpResponseBase:
    """Shows a report, and does what the page's one form asks for."""
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        return _post(request, submission)
    if may_change:
        review.look(submission, signed_in(request))
    typed = None
    if may_change and (kept := kept_text(request)):
        typed = ReviewPost.of(kept)
        typed.is_unsaved = True
    return _page(request, submission, may_change=may_change, typed=typed)


# Showing


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    may_change: bool = True,
    typed: ReviewPost | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    submission = Submission.objects.select_related("coalition", "cycle", "measure", "reviewer").get(pk=submission.pk)
    handed_over = review.handed_over(submission)
    is_waiting = submission.state == Submission.State.SUBMITTED
    changes = review.changes_since_last_round(submission)
    threads = _threads(submission, signed_in(request), typed or ReviewPost())
    sections = _sections(handed_over, threads, {change.question for change in changes}) if handed_over else []
    asked = {answer.reading.question for section in sections for answer in section["answers"]}
    context = {
        **admin.site.each_context(request),
        "opts": Submission._meta,
        "title": _("Review a report"),
        "is_nav_sidebar_enabled": False,  # the answers and the remarks stand side by side
        "submission": submission,
        "handed_over": handed_over,
        "is_waiting": is_waiting,
        "may_change": may_change,
        "may_write": may_change and submission.is_on_its_way,
        "looker": review.who_looks(submission),
        "changes": changes,
        "sections": sections,
        "whole": threads.get("") or Thread(WHOLE),
        "others": [thread for question, thread in threads.items() if question and question not in asked],
        "unsent": submission.remarks.filter(sent_at=None).select_related("author"),
        "files": _files(submission, handed_over),
        "trail": review.trail(submission),
        "step": review.last_step(submission),
        "typed": typed or ReviewPost(),
        "error": error,
    }
    if handed_over and is_waiting:
        context |= _foreseen(handed_over)
    return render(request, "admin/submissions/submission/review.html", context, status=status)


def _foreseen(submission: Submission) -> dict[str, Any]:
    """What publishing would change, or what stands in its way."""
    is_update = submission.purpose == Submission.Purpose.UPDATE and submission.measure
    try:
        public = review.foresee(submission)
    except StepRefused as error:
        return {"problems": WholeForm(submission).problems, "obstacle": str(error)}
    if not is_update or not submission.measure:
        return {}
    found: list[Difference] = differences(document(submission.measure), public)
    return {"is_update": True, "differences": found}


def _sections(submission: Submission, threads: Mapping[str, Thread], changed: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "section": section,
            "answers": [
                AnswerWithRemarks(
                    reading, threads.get(reading.question) or Thread(reading.question), reading.question in changed
                )
                for reading in readings_of(section)
            ],
        }
        for section in WholeForm(submission).sections.values()
    ]


def _files(submission: Submission, handed_over: Submission | None) -> list[Any]:
    return list(review.files(submission)) if handed_over else []


def _threads(submission: Submission, user: User, typed: ReviewPost) -> dict[str, Thread]:
    """The remarks by question, with what the reviewer typed in place of what is stored."""
    threads: dict[str, Thread] = {}
    found = submission.remarks.select_related("author", "answered_by", "done_by", "solved_by")
    for remark in found:
        thread = threads.setdefault(remark.question, Thread(remark.question or WHOLE))
        if remark.sent_at:
            (thread.solved if remark.solved_at else thread.open).append(remark)
        elif remark.author_id == user.pk:
            thread.text, thread.seen = remark.text, remarks.token(remark)
        else:
            thread.of_colleagues.append(remark)
    for name, text in typed.texts.items():
        thread = threads.setdefault(_question(name), Thread(name))
        thread.text, thread.elsewhere = text, typed.elsewhere.get(name, "")
        if typed.is_unsaved:
            thread.seen = typed.seen[name]
    return threads


def _question(name: str) -> str:
    return "" if name == WHOLE else name


# Doing


def _post(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Keep what was typed, whatever else is asked for; then do that."""
    typed, user = ReviewPost.of(request.POST), signed_in(request)
    try:
        check_text(typed.reason, LONGEST_REMARK)
        kept = _keep_remarks(submission, user, typed)
    except TooMuch as refusal:
        if wants_json(request):
            return JsonResponse({"reason": "too-much", "sentence": str(refusal)}, status=413)
        return _page(request, submission, typed=typed, error=str(refusal), status=413)
    if wants_json(request):
        return JsonResponse(kept | {"elsewhere": typed.elsewhere}, status=409 if typed.elsewhere else 200)
    if typed.elsewhere:
        sentence = _("You wrote another text for the same remark in another window. Both are below: keep one of them.")
        return _page(request, submission, typed=typed, error=sentence, status=409)
    forget_kept_text(request)
    verb, _space, what = request.POST.get("do", "save").partition(" ")
    try:
        return _do(request, submission, verb, what, typed)
    except StepRefused as refusal:
        return _page(request, submission, typed=typed, error=str(refusal), status=409)


def _keep_remarks(submission: Submission, user: User, typed: ReviewPost) -> dict[str, Any]:
    seen: dict[str, str] = {}
    for name, text in typed.texts.items():
        if not QUESTION.fullmatch(name):
            continue
        try:
            draft = remarks.keep_remark(submission, user, _question(name), text, typed.seen[name])
        except remarks.WrittenElsewhere as conflict:
            typed.elsewhere[name] = conflict.stored.text if conflict.stored else ""
        else:
            seen[name] = remarks.token(draft)
    return {"seen": seen, "at": timezone.now().isoformat()}


def _do(request: HttpRequest, submission: Submission, verb: str, what: str, typed: ReviewPost) -> HttpResponseBase:
    user = signed_in(request)
    queue = reverse("admin:submissions_submission_changelist")
    if verb == "publish":
        measure = review.publish(submission, user, typed.step)
        sentence = _("It is published:")
        messages.success(request, format_html('{} <a href="{}">{}</a>', sentence, measure.get_absolute_url(), measure))
        return redirect(queue)
    if verb == "ask":
        review.ask_for_changes(submission, user, typed.also, typed.step)
        messages.success(request, _("The coalition is asked for changes: it reads your remarks now."))
        return redirect(queue)
    if verb == "decline":
        review.decline(submission, user, typed.reason, typed.step)
        messages.success(request, _("The report is declined, and its coalition is told why."))
        return redirect(queue)
    anchor = "remarks"
    if verb in ("solve", "reopen") and what.isdecimal() and len(what) < 19:
        mark = remarks.solve if verb == "solve" else remarks.reopen
        mark(submission, user, int(what))
        anchor = f"remark-{what}"
    else:
        messages.success(request, _("Your remarks are saved. The coalition does not see them until you send them."))
    if typed.reason:  # it is not stored, so it stays on the page
        return _page(request, submission, typed=typed)
    return redirect(f"{reverse('admin:submissions_submission_change', args=[submission.pk])}#{anchor}")
