"""What is published a moment ago is counted a moment later, in every process; what is rolled back never was."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from common.snapshot import snapshot
from finding.kinds import COALITION, EVENT, MEASURE, RESULT
from finding.register import Register
from finding.search import search
from measures.models import Measure, Result, Term
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
from tests.finding.processes import Process, in_thread


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


def found(process: Process, words: str) -> list[str]:
    """The titles of the measures that a process finds."""
    index = process.register.index(MEASURE)
    answer = search(index, words)
    records: Iterable[int] = answer.records if answer else []
    return sorted(Measure.objects.filter(pk__in=list(records)).values_list("title", flat=True))


@in_public
def test_every_process_finds_what_another_one_published(processes: tuple[Process, Process]) -> None:
    one, other = processes
    MeasureFactory(title="A festival")
    changing, going = MeasureFactory(title="The festivals"), MeasureFactory(title="No festival")
    assert found(one, "festival") == found(other, "festival") == ["A festival", "No festival", "The festivals"]

    Measure.objects.filter(pk=changing.pk).update(title="The libraries")
    Measure.objects.filter(pk=going.pk).update(withdrawn_at=going.published_at, withdrawal_reason="Reported twice.")
    MeasureFactory(title="Festival of films")
    one.write("UPDATE measures_measure SET title = 'Festival, not yet public' WHERE title = 'The libraries'")

    assert found(one, "festival") == found(other, "festival") == ["A festival", "Festival of films"]
    assert found(one, "library") == ["The libraries"]
    one.commit()
    assert found(one, "festival") == ["A festival", "Festival of films", "Festival, not yet public"]


@pytest.mark.django_db
def test_words_that_were_asked_for_are_not_looked_for_again_when_something_changes() -> None:
    process = Process()
    MeasureFactory.create_batch(2, title="A festival")
    found(process, "festival")

    MeasureFactory(title="Another festival")

    with CaptureQueriesContext(connection) as queries:
        assert len(found(process, "festival")) == 3
    assert [query for query in queries if "search_records" in query["sql"]] == []


@in_public
def test_a_name_that_changed_is_found_at_once(processes: tuple[Process, Process]) -> None:
    one, other = processes
    term = TermFactory(names={"en": "Music"})
    MeasureFactory(title="Songs", terms=[term])
    assert found(one, "music") == found(other, "music") == ["Songs"]

    Term.objects.filter(pk=term.pk).update(names={"en": "Film"})

    assert (found(one, "music"), found(other, "music"), found(other, "film")) == ([], [], ["Songs"])


@in_public
def test_whoever_sees_the_past_keeps_it_from_the_others() -> None:
    process = Process()
    MeasureFactory(title="A festival")
    with snapshot():
        assert Measure.objects.count() == 1
        process.write("UPDATE measures_measure SET title = 'A library'")
        process.commit()
        process.write("UPDATE measures_measure SET first_year = 2016")
        process.commit()
        assert in_thread(lambda: found(process, "library")) == ["A library"]
        found(process, "museum library")
        found(process, "festival")

    assert (found(process, "library"), found(process, "festival")) == (["A library"], [])
    process.connection.close()


@pytest.mark.django_db
def test_without_a_change_nothing_is_read_again() -> None:
    register = Register()
    MeasureFactory()

    assert register.index(MEASURE) is register.index(MEASURE)


@pytest.mark.django_db
def test_an_answer_that_has_begun_goes_on_with_what_it_began_with() -> None:
    register = Register()
    MeasureFactory.create_batch(3)
    before = register.index(MEASURE)
    measure = MeasureFactory(language="fr")

    after = register.index(MEASURE)

    assert (measure.pk in before.records, measure.pk in after.records) == (False, True)
    assert (set(before.facets["language"]), set(after.facets["language"])) == ({"en"}, {"en", "fr"})


@pytest.mark.django_db
def test_all_that_a_listing_counts_is_followed() -> None:
    process = Process()
    for kind in (MEASURE, RESULT, COALITION, EVENT):
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

    for kind in (MEASURE, RESULT):
        assert process.counts("term", kind) == {term.pk: 1}
        assert process.counts("event", kind) == {event.pk: 1}
        assert process.counts("supported", kind) == {coalition.pk: 1}
    assert process.counts("beneficiary", RESULT) == {coalition.pk: 1}
    assert process.counts("came_from", RESULT) == {event.pk: 1}
    assert process.counts("coalition", EVENT) == {coalition.pk: 1}
    assert process.counts("status", COALITION) == {"dormant": 1}
    assert process.counts("role", COALITION) == {"board": 1}


@pytest.mark.django_db
def test_a_withdrawn_measure_goes_with_its_results() -> None:
    process = Process()
    measure = MeasureFactory()
    ResultFactory(measure=measure)
    assert (process.counts("language"), process.counts("language", RESULT)) == ({"en": 1}, {"en": 1})

    Measure.objects.update(withdrawn_at=measure.published_at, withdrawal_reason="Reported twice.")

    assert (process.counts("language"), process.counts("language", RESULT)) == ({}, {})


@pytest.mark.django_db
def test_a_deleted_result_is_gone() -> None:
    process = Process()
    ResultFactory()
    assert process.counts("kind", RESULT) == {"other": 1}

    Result.objects.all().delete()

    assert process.counts("kind", RESULT) == {}
