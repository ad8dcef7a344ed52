"""What was public stays public: a measure that is updated or carried forward, and published as it was, says the same.

All that is tested is found from the public document, the models and the forms, so that a new field is tested, too:
one that no question carries fails by its name.
"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from coalitions.models import Coalition, Event
from measures.documents import MeasureDocument, document
from measures.models import Measure, Term
from measures.models.details import MeasureRow
from submissions import workflow
from submissions.forms.sections import SECTIONS
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    EvidenceFactory,
    MeasureFactory,
    TermFactory,
    UserFactory,
    publish,
)
from tests.submissions.records import LINE, TEXT, YEARS, record_of

pytestmark = pytest.mark.django_db

PUBLIC: dict[str, Any] = dict(MeasureDocument().fields)
# What the public reads of a measure and no question asks: the register gives it, or the submission as a whole has it.
NOT_ASKED = {"slug", "reporter", "coalition", "authority", "cycle"}
# Questions that are not one field of the measure, by one of their names in the form.
ASKED_AS = {"terms": "terms_area", "evidence": "files"}

ROWS = {name: form for section in SECTIONS.values() for name, form in section.row_forms.items()}
ROW_MODELS = {name: form._meta.model for name, form in ROWS.items() if issubclass(form._meta.model, MeasureRow)}
PUBLIC_OF_ROWS: dict[str, list[str]] = {name: list(PUBLIC[name].child.fields) for name in ROW_MODELS}


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in NOT_ASKED])
def test_every_public_field_is_asked_in_a_section(name: str) -> None:
    assert any(section.asks(ASKED_AS.get(name, name)) for section in SECTIONS.values())


@pytest.mark.parametrize(("rows", "name"), [(rows, name) for rows, names in PUBLIC_OF_ROWS.items() for name in names])
def test_every_public_field_of_a_row_is_asked_in_the_row(rows: str, name: str) -> None:
    assert name in ROWS[rows].base_fields


def consistent(values: dict[str, Any]) -> dict[str, Any]:
    """Without what the register refuses together."""
    first = values["first_year"]
    if values["ongoing"] or (values["last_year"] or first) < first:
        values["last_year"] = None
    if not values["evaluated"]:
        values |= {"evaluation_year": None, "evaluation_conclusions": ""}
    return values


# A report is published only with these, which records of the secretariat may lack.
MEASURES = st.builds(
    lambda values, asked: consistent(values | asked),
    record_of(Measure, [name for name in PUBLIC if name not in NOT_ASKED]),
    st.fixed_dictionaries({"title": LINE, "first_year": YEARS, "main_features": TEXT, "results_achieved": TEXT}),
)
LISTS_OF_ROWS = st.fixed_dictionaries(
    {name: st.lists(record_of(model, PUBLIC_OF_ROWS[name]), max_size=2) for name, model in ROW_MODELS.items()}
)

by_example = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def writer() -> User:
    """Somebody, in a register where a measure has others to name."""
    CoalitionFactory.create_batch(2)
    EventFactory.create_batch(2)
    TermFactory()
    AreaFactory()
    return UserFactory(name="Office")


def make(values: dict[str, Any], rows: dict[str, list[dict[str, Any]]], data: st.DataObject) -> Measure:
    """A published measure with all that can be said of one."""

    def some(records: Any) -> Any:
        return data.draw(st.lists(st.sampled_from(list(records)), unique=True))

    others, events, terms = Coalition.objects.all(), Event.objects.all(), Term.objects.all()
    measure: Measure = MeasureFactory(
        **values,
        supported_coalitions=some(others),
        events=some(events),
        terms=some(terms),
        coalition=CoalitionFactory(),
        cycle=CycleFactory(),
    )
    named: dict[Any, Any] = {Coalition: others, Event: events}
    for name, model in ROW_MODELS.items():
        relations = [field for field in model._meta.fields if field.name in PUBLIC_OF_ROWS[name] and field.is_relation]
        for position, row in enumerate(rows[name]):
            related = {
                field.name: data.draw(st.sampled_from([None, *named[field.related_model]])) for field in relations
            }
            records: Any = model._default_manager
            records.create(measure=measure, position=position, **row, **related)
    EvidenceFactory(measure=measure, title="Minutes")
    publish(measure)
    return measure


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields of which the public would read something else than before."""
    return [name for name in before if before[name] != after[name]]


@by_example
@given(values=MEASURES, rows=LISTS_OF_ROWS, data=st.data())
def test_an_update_that_is_published_unchanged_changes_nothing(
    writer: User, values: dict[str, Any], rows: dict[str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    with transaction.atomic():
        measure = make(values, rows, data)
        before = document(measure)

        workflow.publish(workflow.submit(workflow.propose_update(measure, writer), writer), writer)

        assert differing(before, document(measure)) == []
        assert measure.versions.count() == 1
        transaction.set_rollback(True)


@by_example
@given(values=MEASURES, rows=LISTS_OF_ROWS, data=st.data())
def test_a_measure_that_is_carried_forward_unchanged_says_the_same_in_its_new_cycle(
    writer: User, values: dict[str, Any], rows: dict[str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    with transaction.atomic():
        measure = make(values, rows, data)

        carried = workflow.carry_forward(measure, writer, measure.cycle)
        new = workflow.publish(workflow.submit(carried, writer), writer)

        assert differing(without_numbers(document(measure)), without_numbers(document(new))) == ["slug"]
        transaction.set_rollback(True)


def without_numbers(public: dict[str, Any]) -> dict[str, Any]:
    """A public document without the numbers of its files: those of a new measure are its own."""
    return public | {"evidence": [{**file, "id": None} for file in public["evidence"]]}
