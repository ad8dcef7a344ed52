"""Remarks that are being written, and what becomes of those that were sent."""

import re

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from submissions.limits import LONGEST_REMARK, check_text
from submissions.models import Remark, Submission

TOKEN = re.compile(r"(\d{1,18}) ")


class WrittenElsewhere(Exception):
    """The reviewer wrote another text for the same remark in another window. `stored` is what is kept of it."""

    def __init__(self, stored: Remark | None) -> None:
        super().__init__("written in another window")
        self.stored = stored


def token(draft: Remark | None) -> str:
    """What a page remembers of a remark that is being written, to notice that it changed meanwhile."""
    return f"{draft.pk} {draft.updated_at.isoformat()}" if draft else ""


@transaction.atomic
def keep_remark(submission: Submission, by: User, question: str, text: str, seen: str) -> Remark | None:
    """Keep a remark that is being written, however unfinished; an empty one is taken away. Only its writer does this.

    Raises WrittenElsewhere when there is another text than the one that the page had seen, and TooMuch.
    """
    check_text(text, LONGEST_REMARK)
    Submission.objects.select_for_update().get(pk=submission.pk)  # two windows at once: one waits
    drafts = submission.remarks.filter(author=by, question=question, sent_at=None)
    draft = drafts.first()
    if text.strip() == (draft.text.strip() if draft else ""):
        return draft
    if token(draft) != seen:
        stored = draft or _sent_meanwhile(submission, by, seen)
        if stored and stored.text.strip() == text.strip():  # it was sent meanwhile, as it is
            return draft
        raise WrittenElsewhere(stored)
    if not text.strip():
        drafts.delete()
        return None
    draft = draft or Remark(submission=submission, author=by, question=question, round=submission.round)
    draft.text = text
    draft.save()
    return draft


def _sent_meanwhile(submission: Submission, by: User, seen: str) -> Remark | None:
    known = TOKEN.match(seen)
    return submission.remarks.filter(pk=int(known[1]), author=by).first() if known else None


def solve(submission: Submission, by: User, remark: int) -> None:
    """Mark a remark as solved."""
    found = submission.remarks.sent().filter(pk=remark, solved_at=None)
    found.update(solved_by=by, solved_at=timezone.now())


def reopen(submission: Submission, _by: User, remark: int) -> None:
    """Ask once more for what a remark asks, as if nothing had been done about it."""
    found = submission.remarks.sent().filter(pk=remark)
    found.update(solved_by=None, solved_at=None, done_by=None, done_at=None)
