"""A report's answers as a person reads them: with the labels of the form and in words instead of codes."""

import contextlib
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.fields import NumberField, PartialDateFormField
from common.numbers import parse_number, show_number
from common.typed_dates import parse_date
from submissions.answers import REMARK, is_blank
from submissions.forms.base import AnswersForm, Section
from submissions.forms.fields import EventField

QUESTION_MARK = " \xa0\u202f?؟？"


@dataclass(frozen=True)
class Reading:
    """One question with what was answered: a text, or rows of further questions."""

    question: str
    label: str
    text: str = ""
    rows: list[list["Reading"]] = field(default_factory=list)
    language: str = ""  # of what the writer wrote; empty for what was chosen from a list

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.rows

    @property
    def named(self) -> str:
        """The text with its label in front."""
        return f"{self.label.rstrip(QUESTION_MARK)}: {self.text}"

    @property
    def plain(self) -> str:
        """All of it as one text, to be compared."""
        lines = ["; ".join(part.named for part in row if part.text) for row in self.rows]
        return "\n".join([self.text, *lines]).strip()


def readings_of(section: Section) -> list[Reading]:
    """A section's answers, in the order of its questions."""
    language = section.submission.language
    found = _readings(section, language)
    for name, rows in section.rows.items():
        shown = [_readings(row, language) for row in rows if not row.is_empty]
        found.append(Reading(name, str(section.row_headings[name]), rows=shown))
    return found


def _readings(form: AnswersForm, language: str) -> list[Reading]:
    return [
        Reading(
            name, str(bound.label), in_words(bound.field, form.answers.get(name)), language=_language(bound, language)
        )
        for name, bound in ((name, form[name]) for name in form.fields)
        if not name.startswith(REMARK)
    ]


def _language(bound: Any, language: str) -> str:
    is_written = isinstance(bound.field, forms.CharField) and not isinstance(
        bound.field, EventField | PartialDateFormField
    )
    return language if is_written else ""


def in_words(question: forms.Field, value: Any) -> str:
    """A stored answer in words; what is in no list is shown as it is."""
    if isinstance(question, forms.BooleanField):
        return _("Yes") if value else ""
    if is_blank(value):
        return ""
    if isinstance(question, EventField):
        choices = {**question.proposed, **question.events}
        return str(choices.get(value) or _("An event that is no longer in the register"))
    if isinstance(question, forms.ChoiceField):
        labels = dict(_flat(question.choices))
        values = value if isinstance(value, list) else [value]
        return " · ".join(str(labels.get(str(code), code)) for code in values)
    return _as_understood(question, str(value))


def _as_understood(question: forms.Field, typed: str) -> str:
    """A number or a date as the reader writes it; what is none stays as it was typed, since its writer is told so."""
    with contextlib.suppress(forms.ValidationError):
        if isinstance(question, NumberField):
            return show_number(parse_number(typed))
        if isinstance(question, PartialDateFormField) and (date := parse_date(typed)):
            return date.display()
    return typed


def _flat(choices: Any) -> list[tuple[str, Any]]:
    flat = []
    for value, label in choices:
        flat += _flat(label) if isinstance(label, list | tuple) else [(str(value), label)]
    return flat
