"""What a report's JSON holds: {section: {question: what was typed}}.

A text is a string as typed, several choices are a list of strings, a tick is a boolean, and rows are a list of such
objects, each with a `key` that it keeps when rows are moved. What comes from a published row has that row's id as its
key, so that an update changes the row in place.
"""

from typing import Any

from django.forms.models import model_to_dict
from django.utils import timezone

from accounts.models import User
from coalitions.models import Participation
from measures.models import Measure
from submissions.models import Submission

REMARK = "remark_"  # and a remark's id: what its section holds as the writer's answer, and with "_done" as the tick

SectionAnswers = dict[str, Any]
Answers = dict[str, SectionAnswers]  # by section

MEASURE_FIELDS = {
    "measure": ("title", "language", "first_year", "last_year", "ongoing"),
    "features": ("main_features",),
    "results": ("results_achieved",),
    "partners": ("ifcd_support",),
    "evaluation": ("evaluated", "evaluation_year", "evaluation_conclusions"),
}
ROW_FIELDS = {
    ("results", "results"): ("statement", "kind", "date", "quantity", "unit", "evidence", "event", "beneficiary"),
    ("partners", "partners"): ("name", "type", "country"),
    ("partners", "fundings"): ("amount", "currency", "source", "year"),
    ("evidence", "links"): ("url", "label"),
}


def answers_of(measure: Measure) -> Answers:
    """A published measure's content as a report's answers, to be carried forward or updated."""
    answers: Answers = {
        section: {name: typed(value) for name, value in model_to_dict(measure, fields).items()}
        for section, fields in MEASURE_FIELDS.items()
    }
    for (section, name), fields in ROW_FIELDS.items():
        rows = getattr(measure, name).all()
        answers.setdefault(section, {})[name] = [_row(row, fields) for row in rows]
    answers["measure"]["countries"] = list(measure.countries)
    answers["partners"]["supported_coalitions"] = [
        str(coalition.pk) for coalition in measure.supported_coalitions.all()
    ]
    for term in measure.terms.select_related("vocabulary"):
        answers["features"].setdefault(f"terms_{term.vocabulary.code}", []).append(term.code)
    answers["events"] = {"events": _events(measure), "proposed_events": []}
    return answers


def typed(value: Any) -> str | bool:
    """A stored value as a person would type it."""
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)


def _row(row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    values = {name: typed(value) for name, value in model_to_dict(row, fields).items()}
    return {"key": str(row.pk), **values}


def _events(measure: Measure) -> list[dict[str, Any]]:
    events = list(measure.events.all())
    parts = Participation.objects.filter(event__in=events, coalition=measure.coalition_id)
    roles = {part.event_id: part.role for part in parts}
    return [{"key": str(event.pk), "event": str(event.pk), "role": roles.get(event.pk, "")} for event in events]


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
