"""While one thread reads, others write, wait or see the past: each answer is of one moment, and none is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import connection

from common.snapshot import snapshot
from finding.index import Index
from finding.kinds import EVENT, KINDS, MEASURE, RESULT
from finding.register import Register
from measures.models import Measure
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    MembershipFactory,
    ResultFactory,
    TermFactory,
)
from tests.finding.processes import Process, in_thread

in_public = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds until a thread that waits for ever fails its test


@pytest.fixture
def process() -> Iterator[Process]:
    process = Process()
    yield process
    process.connection.close()


@contextmanager
def after_first(words: str, work: Callable[[], Any]) -> Iterator[None]:
    """Does the work once, when this thread has run its first statement with these words."""
    done: list[str] = []

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if words in sql and not done:
            done.append(sql)
            work()
        return answer

    with connection.execute_wrapper(run):
        yield
    assert done


@in_public
def test_all_that_an_index_has_is_of_one_moment(process: Process) -> None:
    MeasureFactory(language="en", countries=["FR"])

    def change() -> None:
        process.write("UPDATE measures_measure SET language = 'fr', countries = '{KE}', last_year = 2031")
        process.commit()

    with after_first("ARRAY_AGG", change):
        index = process.register.index(MEASURE)

    assert (set(index.facets["country"]), set(index.facets["language"])) == ({"FR"}, {"en"})
    assert (process.counts("country"), process.counts("language")) == ({"KE": 1}, {"fr": 1})


@in_public
def test_what_changes_while_an_index_is_read_is_in_the_next(process: Process) -> None:
    measure = MeasureFactory(language="en")
    process.register.index(EVENT)

    def change_and_look() -> None:
        process.write("UPDATE measures_measure SET language = 'fr'")
        process.commit()
        in_thread(lambda: process.register.index(EVENT))

    with after_first("ARRAY_AGG", change_and_look):
        first = process.register.index(MEASURE)

    assert list(first.facets["language"]["en"]) == [measure.pk]
    assert process.counts("language") == {"fr": 1}


@contextmanager
def reading(process: Process) -> Iterator[Future[Any]]:
    """Inside, a thread has begun to read the measures, and waits."""
    has_begun, may_go_on = Event(), Event()

    def read() -> Any:
        def wait() -> None:
            has_begun.set()
            may_go_on.wait(PATIENCE)

        try:
            with after_first("ARRAY_AGG", wait):
                return process.register.index(MEASURE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        reader = threads.submit(read)
        has_begun.wait(PATIENCE)
        try:
            yield reader
        finally:
            may_go_on.set()


@in_public
def test_whoever_asks_for_another_kind_does_not_wait(process: Process) -> None:
    MeasureFactory()
    event = EventFactory()
    process.register.index(EVENT)

    with reading(process) as reader:
        other = EventFactory()
        events = list(process.register.index(EVENT).records)
        was_reading = not reader.done()

    assert (events, was_reading) == ([event.pk, other.pk], True)


@in_public
def test_an_index_that_was_read_before_the_register_was_emptied_is_not_kept(process: Process) -> None:
    MeasureFactory(language="en")
    process.register.index(EVENT)

    with reading(process) as reader:
        process.write("DELETE FROM measures_measure")
        process.write("SELECT search_note('measure', '{0}')")  # what the trigger notes, without a lock on the table
        process.commit()
        process.register.index(EVENT)

    assert len(reader.result().records) == 1
    assert process.counts("language") == {}


@in_public
def test_what_is_read_of_the_past_is_not_kept(process: Process) -> None:
    MeasureFactory(language="en")
    assert process.counts("language") == {"en": 1}

    with snapshot():
        assert Measure.objects.count() == 1
        process.write("UPDATE measures_measure SET language = 'fr'")
        process.commit()
        in_thread(lambda: process.register.index(RESULT))  # which learns of the change, and does not read it
        assert process.counts("language") == {"en": 1}

    assert process.counts("language") == {"fr": 1}


@in_public
def test_while_somebody_writes_for_long_all_that_others_publish_counts(process: Process) -> None:
    measures = MeasureFactory.create_batch(5, language="en")
    CoalitionFactory()
    process.write("UPDATE coalitions_coalition SET acronym = 'X'")  # and goes on for hours

    for done, measure in enumerate(measures, start=1):
        Measure.objects.filter(pk=measure.pk).update(language="fr")
        assert process.counts("language").get("fr") == done
    Measure.objects.filter(pk=measures[0].pk).update(language="es")
    assert process.counts("language") == {"fr": 4, "es": 1}

    process.commit()
    assert process.counts("language") == {"fr": 4, "es": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("name", MEASURE.orders)
def test_an_order_has_all_records_of_its_index_though_some_went_before_it_was_read(name: str) -> None:
    register = Register()
    measures = MeasureFactory.create_batch(3)
    index = register.index(MEASURE)
    Measure.objects.filter(pk=measures[1].pk).delete()
    MeasureFactory()

    order = index.order(name)

    assert sorted(order.slice(index.records, 0, 10)) == [measure.pk for measure in measures]
    assert order.sorted(index.records)[-1] == measures[1].pk


@pytest.mark.django_db
def test_a_change_copies_only_what_it_changes() -> None:
    register = Register()
    english, french = MeasureFactory(language="en"), MeasureFactory(language="fr")
    before = register.index(MEASURE).facets

    Measure.objects.filter(pk=french.pk).update(language="es")
    after = register.index(MEASURE).facets

    assert after["language"]["en"] is before["language"]["en"]
    assert after["coalition"][english.coalition_id] is before["coalition"][english.coalition_id]
    assert {key: list(found) for key, found in before["language"].items()} == {"en": [english.pk], "fr": [french.pk]}
    assert {key: list(found) for key, found in after["language"].items()} == {"en": [english.pk], "es": [french.pk]}


@in_public
@pytest.mark.parametrize(
    "table", ["measures_measure_terms", "coalitions_membership", "measures_result", "coalitions_event"]
)
def test_an_emptied_table_is_noticed(process: Process, table: str) -> None:
    event = EventFactory()
    ResultFactory(measure=MeasureFactory(terms=[TermFactory()]), event=event)
    MembershipFactory(role="board")
    before = {kind.name: process.register.index(kind) for kind in KINDS}

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")

    after = {kind.name: process.register.index(kind) for kind in KINDS}
    true = {kind.name: Register().index(kind) for kind in KINDS}
    assert [name for name in true if all_of(after[name]) != all_of(true[name])] == []
    assert [name for name in true if all_of(before[name]) != all_of(true[name])] != []


def all_of(index: Index) -> tuple[Any, ...]:
    return index.records, index.facets
