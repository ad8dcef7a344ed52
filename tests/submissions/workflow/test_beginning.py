"""How a report begins: as a new one, as an update of a measure, or as the same measure in another cycle."""

import pytest

from measures.models import Evidence
from submissions import workflow
from tests.factories import (
    CoalitionFactory,
    CycleFactory,
    EvidenceFactory,
    MeasureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_new_report_knows_whom_to_ask() -> None:
    user = UserFactory(name="Office", email="office@example.org")

    submission = workflow.start(CoalitionFactory(), user, CycleFactory())

    assert submission.answers == {"contact": {"contact_name": "Office", "contact_email": "office@example.org"}}
    assert [step.kind for step in submission.steps.all()] == ["started"]


def test_one_measure_has_one_update_at_a_time() -> None:
    measure = MeasureFactory()

    first = workflow.propose_update(measure, UserFactory(name="Office"))

    assert workflow.propose_update(measure, UserFactory(name="Office")) == first


def test_a_measure_carried_forward_becomes_a_measure_of_its_own() -> None:
    old = MeasureFactory(title="Taught", results_achieved="Some.")
    EvidenceFactory(measure=old)
    cycle = CycleFactory()

    report = workflow.submit(workflow.carry_forward(old, UserFactory(name="Office"), cycle), UserFactory())
    new = workflow.publish(report, UserFactory())

    assert new.pk != old.pk
    assert (new.slug, new.cycle) == ("taught-2", cycle)
    assert Evidence.objects.filter(measure=old).count() == Evidence.objects.filter(measure=new).count() == 1
