"""What a report's JSON holds: {section: {question: what was typed}}.

A text is a string as typed, several choices are a list of strings, a tick is a boolean, and rows are a list of such
objects, each with a `key` that it keeps when rows are moved. What comes from a published row has that row's id as its
key, so that an update changes the row in place.
"""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from submissions.models import Submission

REMARK = "remark_"  # and a remark's id: what its section holds as the writer's answer, and with "_done" as the tick

SectionAnswers = dict[str, Any]
Answers = dict[str, SectionAnswers]  # by section


def to_typed(value: Any) -> str | bool | list[str]:
    """A stored value as a person would type it: records by their ids, of several one after the other."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return [str(part.pk if isinstance(part, Model) else part) for part in value]
    return "" if value is None else str(value)


def hand_over_replies(submission: Submission, by: User) -> None:
    """Move what the writer replied out of the answers and to the remarks, where the secretariat reads it."""
    replies: dict[str, Any] = {}
    for section in submission.answers.values():
        replies |= {name: section.pop(name) for name in list(section) if name.startswith(REMARK)}
    now = timezone.now()
    for remark in submission.remarks.open():
        text, done = replies.get(f"{REMARK}{remark.pk}", ""), replies.get(f"{REMARK}{remark.pk}_done")
        if text.strip():
            remark.answer, remark.answered_by, remark.answered_at = text, by, now
        if done:
            remark.done_by, remark.done_at = by, now
        remark.save()


def is_blank(value: Any) -> bool:
    """Whether nothing was answered: no text, no tick, no choice, no row with anything in it."""
    if isinstance(value, dict):
        return all(is_blank(part) for name, part in value.items() if name != "key")
    if isinstance(value, list):
        return all(is_blank(part) for part in value)
    return value in (None, "", False) or (isinstance(value, str) and not value.strip())
