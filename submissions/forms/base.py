"""Forms that are bound to a report's stored answers, whatever these hold, and read typed text back as it was typed."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar, Self

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from coalitions.models import Coalition, Event
from common.countries import country_choices
from common.fields import CurrencyField, PartialDateFormField
from common.texts import to_stored
from measures.models import Measure, Vocabulary
from submissions.answers import REMARK, is_blank, to_typed
from submissions.forms.fields import PROPOSED, EventField, NotTooLong, in_script_of, judged_here
from submissions.models import Remark, Submission, SubmissionFile

KEY = re.compile("[A-Za-z0-9]{1,20}")
MOST_ROWS = 50  # of one kind; a browser's post stays well below the number of fields that Django takes


class Lists:
    """What a report's questions choose from, each list read once for all the forms that show it.

    Without remarks for the secretariat, which does not answer its own.
    """

    def __init__(self, submission: Submission, *, with_remarks: bool = True) -> None:
        self.submission, self.with_remarks = submission, with_remarks

    @cached_property
    def coalitions(self) -> dict[str, Coalition]:
        return {str(coalition.pk): coalition for coalition in Coalition.objects.by_title()}

    @cached_property
    def vocabularies(self) -> list[Vocabulary]:
        return list(Vocabulary.objects.prefetch_related("terms__parent"))

    @cached_property
    def files(self) -> list[SubmissionFile]:
        return list(self.submission.files.all())

    @cached_property
    def remarks(self) -> list[Remark]:
        sent = self.submission.remarks.sent().select_related("author")
        return list(sent) if self.with_remarks else []

    @cached_property
    def countries(self) -> list[tuple[str, str]]:
        return country_choices()

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events of the register that the answers choose, by id."""
        answers = self.submission.answers
        rows = [*_rows(answers, "events", "events"), *_rows(answers, "results", "results")]
        return self.events_by_id(str(row.get("event", "")) for row in rows)

    @staticmethod
    def events_by_id(ids: Iterable[str]) -> dict[str, Event]:
        """Those of these ids that are events of the register."""
        numbers = {int(pk) for pk in ids if pk.isdecimal() and len(pk) < 19}
        return {str(event.pk): event for event in Event.objects.filter(pk__in=numbers)}

    @property
    def proposed(self) -> dict[str, str]:
        """The names of the events that this report proposes, by "new:" and the row's key."""
        rows = _rows(self.submission.answers, "events", "proposed_events")
        return {f"{PROPOSED}{row['key']}": row.get("name", "") for row in rows if not is_blank(row)}

    def coalition_choices(self) -> list[tuple[str, str]]:
        return [(pk, coalition.name_in_lists) for pk, coalition in self.coalitions.items()]

    def other_coalition_choices(self) -> list[tuple[str, str]]:
        """Without the one that reports."""
        return [choice for choice in self.coalition_choices() if choice[0] != str(self.submission.coalition_id)]


def _rows(answers: dict[str, Any], section: str, name: str) -> list[dict[str, Any]]:
    return list(answers.get(section, {}).get(name, []))


class AnswersForm(forms.ModelForm):
    """A form over stored answers. It is always bound, so that it judges them; rendering shows them as typed."""

    def __init__(
        self, answers: dict[str, Any], lists: Lists, *, instance: Model | None = None, prefix: str | None = None
    ) -> None:
        super().__init__(instance=instance, prefix=prefix, use_required_attribute=False, label_suffix="")
        self.answers, self.lists = answers, lists
        self.ask()
        self.ask_about_remarks()
        for name, field in self.fields.items():
            self._limit_like_the_record(name, field)
            judged_here(field)
            in_script_of(lists.submission.language, field)
            if isinstance(field, EventField):
                field.offer(lists.events, lists.proposed)
        self.is_bound = True
        self.data = self._as_data(answers)

    def ask(self) -> None:
        """Add questions that depend on the report or on the register, and fill their lists."""

    def ask_about_remarks(self) -> None:
        """Add questions that answer the secretariat's remarks."""

    def choose_from(self, name: str, choices: list[Any]) -> None:
        """Give a question its list."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices

    def _limit_like_the_record(self, name: str, field: forms.Field) -> None:
        if isinstance(field, PartialDateFormField | CurrencyField):
            return  # what is wrong with these is never their length
        if name in (self._meta.fields or []):
            validators = self._meta.model._meta.get_field(name).validators
            limits = [each.limit_value for each in validators if isinstance(each, MaxLengthValidator)]
            if limits and not getattr(field, "max_length", None):
                field.validators.append(NotTooLong(min(limits)))

    def _as_data(self, answers: dict[str, Any]) -> MultiValueDict[str, Any]:
        data: MultiValueDict[str, Any] = MultiValueDict()
        for name, field in self.fields.items():
            value = answers.get(name)
            if isinstance(value, list):
                data.setlist(self.add_prefix(name), [str(part) for part in value])
            elif isinstance(field, forms.MultipleChoiceField):
                data.setlist(self.add_prefix(name), [str(value)] if value else [])
            elif isinstance(field, forms.BooleanField):
                if value:
                    data[self.add_prefix(name)] = "on"
            else:
                data[self.add_prefix(name)] = "" if value is None else str(value)
        return data

    @classmethod
    def answers_from(cls, record: Model) -> dict[str, Any]:
        """What a published record answers to each question that is a field of the record, by the question's name.

        A form that asks about more than fields of its record adds these answers here.
        """
        kept = cls._meta.model._meta
        fields = [field for field in (*kept.fields, *kept.many_to_many) if field.name in cls.base_fields]
        return {field.name: to_typed(field.value_from_object(record)) for field in fields}

    def read(self, post: Any) -> dict[str, Any]:
        """The answers in a posted form. A question that the post leaves out keeps its stored answer."""
        typed = {}
        for name, field in self.fields.items():
            html_name = self.add_prefix(name)
            if field.widget.value_omitted_from_data(post, {}, html_name):
                if name in self.answers:
                    typed[name] = self.answers[name]
            else:
                typed[name] = _kept(field.widget.value_from_datadict(post, {}, html_name))
        return typed

    def forgive_missing(self) -> None:
        """Say only what is wrong, and not what is missing: nobody has finished yet."""
        for name in list(self.errors):
            if name in self.fields and is_blank(self.answers.get(name)):
                del self.errors[name]


def _kept(value: Any) -> Any:
    """A typed value as it is stored as JSON."""
    if isinstance(value, list):
        return [_kept(part) for part in value if part]
    if isinstance(value, str):
        return to_stored(value)
    return bool(value) if isinstance(value, bool) else ""


class RowForm(AnswersForm):
    """One row of a section. A row in which nothing was answered is none."""

    noun: ClassVar[Any]  # what one row is, for its heading and its buttons
    proposal: ClassVar[dict[str, Any]] = {}  # what the form itself answers in a new row

    def __init__(self, answers: dict[str, Any], lists: Lists, *, instance: Model | None = None, name: str) -> None:
        self.key = str(answers.get("key", ""))
        super().__init__(answers, lists, instance=instance, prefix=f"{name}-{self.key}")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered, apart from what the form itself proposes."""
        return all(
            is_blank(value) or value == self.proposal.get(name)
            for name, value in self.answers.items()
            if name in self.fields
        )

    def full_clean(self) -> None:
        if self.is_empty:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class Section(AnswersForm):
    """One page of the report: questions, and rows of further questions."""

    do_not_call_in_templates = True  # a template may name the section itself, not only one report's
    slug: ClassVar[str]
    heading: ClassVar[Any]
    lead: ClassVar[Any] = ""
    row_forms: ClassVar[dict[str, type[RowForm]]] = {}
    row_headings: ClassVar[dict[str, Any]] = {}
    row_helps: ClassVar[dict[str, Any]] = {}
    examples: ClassVar[dict[str, Any]] = {}
    long_answers: ClassVar[tuple[str, ...]] = ()
    is_private: ClassVar[bool] = False

    class Meta:
        model = Measure
        fields: ClassVar[list[str]] = []

    def __init__(
        self, submission: Submission, lists: Lists | None = None, *, answers: Any = None, instance: Any = None
    ):
        self.submission = submission
        lists = lists or Lists(submission)
        answers = submission.answers.get(self.slug, {}) if answers is None else answers
        super().__init__(answers, lists, instance=instance or Measure(coalition=submission.coalition))
        self.rows = {
            name: [form(row, lists, name=name) for row in answers.get(name, [])]
            for name, form in self.row_forms.items()
        }

    @classmethod
    def answers_from(cls, record: Model) -> dict[str, Any]:
        """With the rows. A published row's id is its key, so that an update changes that row."""
        answers = super().answers_from(record)
        for name, form in cls.row_forms.items():
            answers[name] = [{"key": str(row.pk), **form.answers_from(row)} for row in getattr(record, name).all()]
        return answers

    def retyped(self, answers: dict[str, Any]) -> Self:
        """The same section of the same report, with other answers than those that are stored."""
        return type(self)(self.submission, self.lists, answers=answers)

    def read(self, post: Any) -> dict[str, Any]:
        typed = super().read(post)
        for name, form_class in self.row_forms.items():
            if name not in post.getlist("rows"):  # not on the page that was posted
                typed[name] = self.answers.get(name, [])
                continue
            stored = {form.key: form.answers for form in self.rows[name]}
            keys = list(dict.fromkeys(key for key in post.getlist(name) if KEY.fullmatch(key)))[:MOST_ROWS]
            typed[name] = [
                {"key": key, **form_class(stored.get(key, {"key": key}), self.lists, name=name).read(post)}
                for key in keys
            ]
        return typed

    def ask_about_remarks(self) -> None:
        self.remarks = [remark for remark in self.lists.remarks if self.asks(remark.question)]
        for remark in self.remarks:
            if remark.is_open:
                self.fields[f"{REMARK}{remark.pk}"] = forms.CharField(
                    label=_("Your answer"), required=False, widget=forms.Textarea(attrs={"rows": 2})
                )
                self.fields[f"{REMARK}{remark.pk}_done"] = forms.BooleanField(label=_("This is done"), required=False)

    @property
    def is_empty(self) -> bool:
        questions = [
            value for name, value in self.answers.items() if name not in self.row_forms and not name.startswith(REMARK)
        ]
        return is_blank(questions) and all(row.is_empty for rows in self.rows.values() for row in rows)

    @property
    def open_remarks(self) -> list[Remark]:
        """What the secretariat asked here and the writer has not marked as done."""
        return [
            remark for remark in self.remarks if remark.is_open and not self.answers.get(f"{REMARK}{remark.pk}_done")
        ]

    def forgive_missing(self) -> None:
        super().forgive_missing()
        for rows in self.rows.values():
            for row in rows:
                row.forgive_missing()

    def is_valid(self) -> bool:
        rows_are_valid = [row.is_valid() for rows in self.rows.values() for row in rows]
        return super().is_valid() and all(rows_are_valid)

    def get_filled_rows(self, name: str) -> list[RowForm]:
        return [row for row in self.rows[name] if not row.is_empty]

    @classmethod
    def get_questions(cls) -> list[str]:
        """The names of what this section asks, rows included; remarks are attached to these."""
        return [*cls.base_fields, *cls.row_forms]

    @classmethod
    def asks(cls, question: str) -> bool:
        """Whether this section asks this question."""
        return question in cls.get_questions()
