"""Writing a report's answers into the tables of the public register. The caller holds the transaction."""

from typing import Any

from coalitions.models import Event, Participation
from measures.models import Evidence, Measure, Term
from measures.models.details import MeasureRow
from submissions.forms.base import RowForm, Section
from submissions.forms.fields import EventField
from submissions.forms.whole import WholeForm
from submissions.models import Submission

Events = dict[str, Event]  # by the value with which answers name them


class NotValid(Exception):
    """The answers cannot be published as they are; `problems` says why."""

    def __init__(self, form: WholeForm) -> None:
        super().__init__("; ".join(f"{problem.label}: {problem.message}" for problem in form.problems))
        self.problems = form.problems


def write_measure(submission: Submission, measure: Measure) -> Measure:
    """Save the answers as this measure, new or published before, with all that belongs to it. Raises NotValid."""
    measure.coalition, measure.cycle = submission.coalition, submission.cycle or measure.cycle
    form = WholeForm(submission, measure)
    if not form.is_valid:
        raise NotValid(form)
    measure.full_clean(exclude=["slug"], validate_unique=False)
    measure.save()
    events = _write_events(form, measure)
    for section in form.sections.values():
        _write_choices(section, measure)
        for name, rows in section.rows.items():
            if issubclass(model := section.row_forms[name]._meta.model, MeasureRow):
                _write_rows(measure, model, rows, events)
    _write_evidence(form, measure)
    measure.terms.set(_terms(form))
    return measure


def _write_choices(section: Section, measure: Measure) -> None:
    """The records that the measure names, such as coalitions that it supported."""
    for field in Measure._meta.many_to_many:
        if field.name in section.fields:
            getattr(measure, field.name).set(section.cleaned_data[field.name])


def _terms(form: WholeForm) -> list[Term]:
    answers = form["features"].cleaned_data
    return [
        term
        for vocabulary in form.lists.vocabularies
        for term in vocabulary.terms.all()
        if term.code in answers[f"terms_{vocabulary.code}"]
    ]


def _write_events(form: WholeForm, measure: Measure) -> Events:
    section = form["events"]
    events: Events = {}
    for row in section.get_filled_rows("events"):
        event = row.cleaned_data["event"]
        if not isinstance(event, Event):  # "new:…", proposed below and chosen above
            continue
        events[str(event.pk)] = event
        _take_part(event, measure, row)
    for row in section.get_filled_rows("proposed_events"):
        proposed: Any = row.save()
        events[f"new:{row.key}"] = proposed
        _take_part(proposed, measure, row)
    measure.events.set(events.values())
    return events


def _take_part(event: Event, measure: Measure, row: RowForm) -> None:
    if role := row.cleaned_data["role"]:
        Participation.objects.get_or_create(event=event, coalition=measure.coalition, role=role)


def _write_rows(measure: Measure, model: Any, rows: list[RowForm], events: Events) -> None:
    """Rows that were published keep their id, so that links to them and their history hold."""
    published = {str(row.pk): row for row in model.objects.filter(measure=measure)}
    filled = [row for row in rows if not row.is_empty]
    for position, form in enumerate(filled):
        row = published.pop(form.key, None) or model(measure=measure)
        _fill(row, form, events)
        row.measure, row.position = measure, position
        row.full_clean(exclude=["measure"])
        row.save()
    model.objects.filter(pk__in=[row.pk for row in published.values()]).delete()


def _fill(row: Any, form: RowForm, events: Events) -> None:
    for name, value in form.cleaned_data.items():
        field = row._meta.get_field(name)
        if isinstance(form.fields[name], EventField):
            setattr(row, name, events.get(value) if isinstance(value, str) else value)
        elif field.is_relation:
            setattr(row, field.attname, value or None)
        else:
            setattr(row, name, value)


def _write_evidence(form: WholeForm, measure: Measure) -> None:
    """A public file is the report's own stored file: nothing is copied, so nothing can be half there."""
    titles = form["evidence"].cleaned_data
    kept = []
    for position, file in enumerate(form.lists.files):
        evidence = (
            file.evidence if file.evidence and file.evidence.measure_id == measure.pk else Evidence(measure=measure)
        )
        evidence.file.name = file.file.name
        evidence.name, evidence.content_type, evidence.size = file.name, file.content_type, file.size
        evidence.title, evidence.position = titles[f"file_{file.pk}"], position
        evidence.save()
        kept.append(evidence.pk)
    measure.evidence.exclude(pk__in=kept).delete()
