"""What is published a moment ago is counted a moment later, in every process; what is rolled back never was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from measures.domain.facets import COALITIONS, EVENTS, MEASURES, RESULTS
from measures.domain.index import Kind, Register
from measures.models import Measure, Result
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
)


class Process:
    """Another process of the site: what it remembers of the register, and, for writing, a connection of its own."""

    def __init__(self) -> None:
        self.register = Register()
        self.connection: Any = connection.copy()

    def counts(self, facet: str, kind: Kind = MEASURES) -> dict[Any, int]:
        counted = self.register.index(kind).facets[facet]
        return {value: len(records) for value, records in counted.items() if records}

    def write(self, statement: str) -> None:
        if not self.connection.in_atomic_block:
            self.connection.set_autocommit(autocommit=False)
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def commit(self) -> None:
        self.connection.commit()

    def rollback(self) -> None:
        self.connection.rollback()


@pytest.fixture
def processes() -> Iterator[tuple[Process, Process]]:
    both = Process(), Process()
    yield both
    for process in both:
        process.connection.close()


in_public = pytest.mark.django_db(transaction=True)


@in_public
def test_every_process_counts_what_another_one_published(processes: tuple[Process, Process]) -> None:
    one, other = processes
    measure = MeasureFactory(language="en")
    assert one.counts("language") == other.counts("language") == {"en": 1}

    Measure.objects.filter(pk=measure.pk).update(language="fr")
    MeasureFactory(language="es")

    assert one.counts("language") == other.counts("language") == {"fr": 1, "es": 1}


@in_public
def test_what_is_not_committed_counts_nowhere_else(processes: tuple[Process, Process]) -> None:
    one, other = processes
    MeasureFactory(language="en")
    assert other.counts("language") == {"en": 1}

    one.write("UPDATE measures_measure SET language = 'fr'")
    assert other.counts("language") == {"en": 1}

    one.rollback()
    assert other.counts("language") == {"en": 1}


@in_public
def test_the_order_of_commits_does_not_matter(processes: tuple[Process, Process]) -> None:
    one, other = processes
    first, second = MeasureFactory(language="en"), MeasureFactory(language="en")
    reader = Process()
    assert reader.counts("language") == {"en": 2}

    one.write(f"UPDATE measures_measure SET language = 'fr' WHERE id = {first.pk}")
    other.write(f"UPDATE measures_measure SET language = 'es' WHERE id = {second.pk}")
    other.commit()
    assert reader.counts("language") == {"en": 1, "es": 1}

    one.commit()
    assert reader.counts("language") == {"fr": 1, "es": 1}


@in_public
def test_an_emptied_register_is_noticed(processes: tuple[Process, Process]) -> None:
    one, _other = processes
    MeasureFactory()
    assert one.counts("language") == {"en": 1}

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE measures_measure CASCADE")

    assert one.counts("language") == {}


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_counted() -> None:
    process = Process()
    kept = MeasureFactory(language="en")
    with transaction.atomic():
        MeasureFactory(language="es")
        Measure.objects.filter(pk=kept.pk).update(language="fr")
        assert process.counts("language") == {"fr": 1, "es": 1}
        transaction.set_rollback(True)

    assert process.counts("language") == {"en": 1}


@pytest.mark.django_db
def test_without_a_change_nothing_is_read_again() -> None:
    register = Register()
    MeasureFactory()

    assert register.index(MEASURES) is register.index(MEASURES)


@pytest.mark.django_db
def test_an_answer_that_has_begun_goes_on_with_what_it_began_with() -> None:
    register = Register()
    MeasureFactory.create_batch(3)
    before = register.index(MEASURES)
    measure = MeasureFactory(language="fr")

    after = register.index(MEASURES)

    assert (measure.pk in before.everything, measure.pk in after.everything) == (False, True)
    assert (set(before.facets["language"]), set(after.facets["language"])) == ({"en"}, {"en", "fr"})


@pytest.mark.django_db
def test_all_that_a_listing_counts_is_followed() -> None:
    process = Process()
    for kind in (MEASURES, RESULTS, COALITIONS, EVENTS):
        process.register.index(kind)
    coalition, event, term = CoalitionFactory(), EventFactory(), TermFactory()

    measure = MeasureFactory(coalition=coalition)
    measure.terms.add(term)
    measure.events.add(event)
    measure.supported_coalitions.add(coalition)
    ResultFactory(measure=measure, beneficiary=coalition, event=event)
    ParticipationFactory(event=event, coalition=coalition)
    StatusChangeFactory(coalition=coalition, status="dormant")
    MembershipFactory(coalition=coalition, role="board")

    for kind in (MEASURES, RESULTS):
        assert process.counts("term", kind) == {term.pk: 1}
        assert process.counts("event", kind) == {event.pk: 1}
        assert process.counts("supported", kind) == {coalition.pk: 1}
    assert process.counts("beneficiary", RESULTS) == {coalition.pk: 1}
    assert process.counts("came_from", RESULTS) == {event.pk: 1}
    assert process.counts("coalition", EVENTS) == {coalition.pk: 1}
    assert process.counts("status", COALITIONS) == {"dormant": 1}
    assert process.counts("role", COALITIONS) == {"board": 1}


@pytest.mark.django_db
def test_a_withdrawn_measure_goes_with_its_results() -> None:
    process = Process()
    measure = MeasureFactory()
    ResultFactory(measure=measure)
    assert (process.counts("language"), process.counts("language", RESULTS)) == ({"en": 1}, {"en": 1})

    Measure.objects.update(withdrawn_at=measure.published_at, withdrawal_reason="Reported twice.")

    assert (process.counts("language"), process.counts("language", RESULTS)) == ({}, {})


@pytest.mark.django_db
def test_a_deleted_result_is_gone() -> None:
    process = Process()
    ResultFactory()
    assert process.counts("kind", RESULTS) == {"other": 1}

    Result.objects.all().delete()

    assert process.counts("kind", RESULTS) == {}
