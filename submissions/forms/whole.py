"""A whole report: all its sections over one submission, what is missing in them, and how far each has come."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from measures.models import Measure
from submissions.answers import Answers
from submissions.forms.base import AnswersForm, Lists, RowForm, Section
from submissions.forms.sections import SECTIONS
from submissions.models import Submission


class Progress(StrEnum):
    """How far a section has come."""

    NOT_STARTED = "not-started"
    OPTIONAL = "optional"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"

    @property
    def lacks_something(self) -> bool:
        """Whether the section keeps the report from being submitted."""
        return self in (Progress.NOT_STARTED, Progress.IN_PROGRESS)


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a report from being submitted, and where to put it right."""

    section: type[Section]
    question: str
    label: str
    message: str
    anchor: str  # the id of the input


class WholeForm:
    """The forms of a submission's answers. With a measure, valid forms also fill that measure's fields."""

    def __init__(self, submission: Submission, measure: Measure | None = None) -> None:
        self.submission = submission
        self.lists = Lists(submission)
        self.sections: dict[str, Section] = {
            slug: form(submission, self.lists, instance=measure) for slug, form in SECTIONS.items()
        }

    def __getitem__(self, slug: str) -> Section:
        return self.sections[slug]

    @cached_property
    def problems(self) -> list[Problem]:
        """All that is missing or wrong, in the order of the form."""
        return [problem for section in self.sections.values() for problem in problems_of(section)]

    @property
    def is_valid(self) -> bool:
        return not self.problems


def answers_of(measure: Measure) -> Answers:
    """What a published measure says as the answers of a submission, which carries it forward or updates it.

    What each section asks says what is carried, so no question is forgotten. Files are records of the submission's
    own: the workflow makes them.
    """
    return {slug: section.answers_from(measure) for slug, section in SECTIONS.items()}


def progress_of(section: Section) -> Progress:
    """How far a section has come. One that asks nothing compulsory may stay empty."""
    if section.is_valid():
        return Progress.OPTIONAL if section.is_empty else Progress.COMPLETE
    return Progress.NOT_STARTED if section.is_empty else Progress.IN_PROGRESS


def problems_of(section: Section) -> list[Problem]:
    """What is missing or wrong in one section."""
    found = _problems(section, section)
    for name, rows in section.rows.items():
        for number, row in enumerate(rows, start=1):
            found += _problems(section, row, name, number)
    return found


def _problems(section: Section, form: AnswersForm, name: str = "", number: int = 0) -> list[Problem]:
    found = []
    for field, messages in form.errors.items():
        bound: Any = form[field] if field in form.fields else None
        label = str(bound.label) if bound else str(section.heading)
        if isinstance(form, RowForm):
            label = f"{form.noun} {number}: {label}"
        anchor = bound.id_for_label or bound.auto_id if bound else f"section-{section.slug}"
        found += [Problem(type(section), name or field, label, str(message), anchor) for message in messages]
    return found
