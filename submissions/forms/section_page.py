"""A section as its page shows it: each question with its example, its counter and the remarks about it."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField

from measures.models.measure import LONGEST_ANSWER
from submissions.answers import REMARK
from submissions.forms.base import RowForm, Section
from submissions.models import Remark, SubmissionFile


@dataclass(frozen=True)
class RemarkWithReply:
    """A remark; while it is open, with the inputs that answer it."""

    remark: Remark
    is_open: bool
    answer: BoundField | None = None
    done: BoundField | None = None


@dataclass(frozen=True)
class Question:
    """One question, beside which everything stands that concerns it."""

    bound: BoundField
    remarks: list[RemarkWithReply]
    example: Any = ""
    limit: int = 0
    text: str = ""

    @property
    def name(self) -> str:
        return self.bound.name

    @property
    def count(self) -> int:
        return len(self.text)

    @property
    def excess(self) -> str:
        """What of the text is too much."""
        return self.text[self.limit :] if self.limit else ""


@dataclass(frozen=True)
class RowGroup:
    """Rows of one kind."""

    name: str
    heading: Any
    help: Any
    rows: list[RowForm]
    blank: RowForm
    remarks: list[RemarkWithReply] = field(default_factory=list)


class SectionPage:
    """What the page of a section shows, in its order."""

    def __init__(self, section: Section) -> None:
        self.section = section
        files = {f"file_{file.pk}": file for file in section.lists.files}
        asked = [name for name in section.fields if name not in files and not name.startswith(REMARK)]
        self.questions = [self._question(name) for name in asked]
        self.groups = [self._group(name) for name in section.row_forms]
        self.files: list[tuple[SubmissionFile, BoundField]] = [
            (file, section[name]) for name, file in files.items() if name in section.fields
        ]
        shown = {*asked, *section.row_forms}
        # Remarks on files, and on what is not asked any more, stand above all.
        self.remarks = [self._remark(remark) for remark in section.remarks if remark.question not in shown]

    def _question(self, name: str) -> Question:
        section = self.section
        return Question(
            bound=section[name],
            remarks=self._remarks(name),
            example=section.examples.get(name, ""),
            limit=LONGEST_ANSWER if name in section.long_answers else 0,
            text=str(section.answers.get(name) or ""),
        )

    def _group(self, name: str) -> RowGroup:
        section, form = self.section, self.section.row_forms[name]
        return RowGroup(
            name=name,
            heading=section.row_headings[name],
            help=section.row_helps.get(name, ""),
            rows=section.rows[name],
            blank=form({"key": "__key__", **form.proposal}, section.lists, name=name),
            remarks=self._remarks(name),
        )

    def _remarks(self, question: str) -> list[RemarkWithReply]:
        return [self._remark(remark) for remark in self.section.remarks if remark.question == question]

    def _remark(self, remark: Remark) -> RemarkWithReply:
        name = f"{REMARK}{remark.pk}"
        if not remark.is_open:
            return RemarkWithReply(remark, is_open=False)
        is_done = bool(self.section.answers.get(f"{name}_done"))
        return RemarkWithReply(remark, not is_done, self.section[name], self.section[f"{name}_done"])
