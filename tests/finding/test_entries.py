"""What was loaded or removed with triggers off is found all the same, once the night's command has run."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from finding import entries
from finding.kinds import MEASURE
from finding.search import search
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, ResultFactory, TermFactory
from tests.finding.processes import Process

pytestmark = pytest.mark.django_db


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def without_triggers(statement: str) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
    execute(statement)
    execute("SET LOCAL session_replication_role = origin")


def found(process: Process, words: str) -> list[int]:
    answer = search(process.register.index(MEASURE), words)
    return list(answer.records) if answer else []


COPY = """
    CREATE TEMPORARY TABLE copied ON COMMIT DROP AS SELECT * FROM measures_measure;
    UPDATE copied SET id = id + 1000, slug = 'copied', language = 'fr';
    INSERT INTO measures_measure SELECT * FROM copied
"""


def test_what_was_loaded_with_triggers_off_is_mended() -> None:
    process = Process()
    measure = MeasureFactory(title="A festival")
    assert process.counts("language") == {"en": 1}

    without_triggers(COPY)
    assert process.counts("language") == {"en": 1}
    mended = entries.mend()

    assert mended == 1
    assert process.counts("language") == {"en": 1, "fr": 1}
    assert found(process, "festival") == [measure.pk, measure.pk + 1000]


def test_what_was_removed_with_triggers_off_is_mended() -> None:
    process = Process()
    MeasureFactory(title="A festival")
    assert process.counts("language") == {"en": 1}

    without_triggers("DELETE FROM measures_measure")

    assert entries.mend() == 1
    assert (process.counts("language"), found(process, "festival")) == ({}, [])


def test_what_was_changed_with_triggers_off_is_found_when_all_is_entered_anew() -> None:
    process = Process()
    measure = MeasureFactory(title="A festival")
    assert found(process, "museum") == []

    without_triggers("UPDATE measures_measure SET title = 'A museum'")
    assert entries.mend() == 0
    entries.renew()

    assert (found(process, "museum"), found(process, "festival")) == ([measure.pk], [])


def test_there_is_nothing_to_mend_where_triggers_are_on() -> None:
    ResultFactory(beneficiary=CoalitionFactory(), event=EventFactory())
    MeasureFactory(terms=[TermFactory()])
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert entries.mend() == 0


def test_the_commands_say_what_they_did(capsys: Any) -> None:
    TermFactory.create_batch(2)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("DELETE FROM search_name WHERE record = (SELECT max(record) FROM search_name)")

    call_command("keep_common_words")
    call_command("renew_search")

    assert capsys.readouterr().out.splitlines() == [
        "Entries mended: 1. Something was loaded or removed with triggers off.",
        "Kept the records of 0 common stems of words.",
        "Entries made anew: 2.",
    ]
