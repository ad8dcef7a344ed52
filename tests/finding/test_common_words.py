"""What is kept of common words answers a search, and is as true as the texts, whatever changed since."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from finding import common_words, text_matches
from measures.models import Measure
from tests.factories import MeasureFactory

pytestmark = pytest.mark.django_db

FESTIVAL = "'en:festiv'"


def keep(common: int = 1) -> int:
    write_entries()
    return common_words.keep(common)


def find(query: str) -> set[int]:
    write_entries()
    return set(text_matches.text_matches("measure", [query]).records)


def kept(*queries: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM search_kept WHERE kind = 'measure' AND query = ANY(%s)", [list(queries)])
        return [query for (query,) in cursor.fetchall()]


def write_entries() -> None:
    """Make the entries of what changed, as the end of the transaction would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS search_enter_changed IMMEDIATE; SET CONSTRAINTS search_enter_changed DEFERRED")


def test_a_kept_word_is_not_looked_for_in_the_texts() -> None:
    measure = MeasureFactory(title="A festival", language="en")
    keep()
    kept_only = BitMap([measure.pk, measure.pk + 1]).serialize()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_kept SET records = %s WHERE query = %s", [kept_only, FESTIVAL])

    assert find(FESTIVAL) == {measure.pk, measure.pk + 1}


def test_a_measure_that_was_published_since_is_found() -> None:
    before = MeasureFactory(title="A festival", language="en")
    keep()

    since = MeasureFactory(title="Festivals", language="en")

    assert find(FESTIVAL) == {before.pk, since.pk}


def test_a_measure_that_lost_the_word_since_is_not_found() -> None:
    staying, changed, withdrawn = (MeasureFactory(title="A festival", language="en") for _ in range(3))
    keep()

    Measure.objects.filter(pk=changed.pk).update(title="A school")
    Measure.objects.filter(pk=withdrawn.pk).update(withdrawn_at="2026-01-01T00:00Z", withdrawal_reason="A double.")

    assert find(FESTIVAL) == {staying.pk}


def test_more_changes_than_are_looked_at_one_by_one_make_the_texts_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_matches, "MOST_CHANGED", 1)
    before = MeasureFactory(title="A festival", language="en")
    keep()

    since = [MeasureFactory(title="A festival", language="en") for _ in range(3)]

    assert find(FESTIVAL) == {before.pk, *(measure.pk for measure in since)}


def test_what_has_a_word_in_its_title_is_told_apart() -> None:
    for title in ("A festival", "A school"):
        MeasureFactory(title=title, language="en", main_features="A festival for schools")
    keep()
    MeasureFactory(title="A museum and its festival", language="en")
    write_entries()

    headings = text_matches.text_matches("measure", [FESTIVAL]).headings

    titled = Measure.objects.filter(title__contains="festival").values_list("pk", flat=True)
    assert set(headings) == set(titled)


def test_only_words_that_are_common_are_kept() -> None:
    for title in ("A festival", "A festival and a school"):
        MeasureFactory(title=title, language="en", main_features="Something else")
    keep(common=2)

    assert kept(FESTIVAL, "'en:school'") == [FESTIVAL]


def test_a_word_that_is_no_longer_common_is_no_longer_kept() -> None:
    measure = MeasureFactory(title="A festival", language="en")
    keep()
    measure.delete()

    keep()

    assert kept(FESTIVAL) == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_of_an_emptied_register() -> None:
    MeasureFactory(title="A festival", language="en")
    keep()

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE measures_measure CASCADE")

    assert find(FESTIVAL) == set()


def test_the_command_says_how_many_words_it_keeps(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("keep_common_words")

    assert capsys.readouterr().out == "Kept the records of 0 common stems of words.\n"


WORDS = ["festival", "school", "museum"]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
changes = st.lists(st.tuples(st.integers(0, 4), titles | st.none() | st.just("keep")), max_size=6)


@given(before=st.lists(titles, min_size=1, max_size=5), then=changes, word=st.sampled_from(WORDS))
def test_what_is_found_is_what_reading_every_title_finds(
    before: list[str], then: list[tuple[int, Any]], word: str
) -> None:
    with transaction.atomic():
        measures = [MeasureFactory(title=title, language="sw", main_features="Else") for title in before]
        keep()
        for place, title in then:
            measure = measures[place % len(measures)]
            if title == "keep":
                keep()
            elif title is None:
                Measure.objects.filter(pk=measure.pk).delete()
            else:
                Measure.objects.filter(pk=measure.pk).update(title=title)

        found = find(f"'-:{word}'")

        titled = Measure.objects.filter(title__contains=word).values_list("pk", flat=True)
        assert found == set(titled)
        transaction.set_rollback(True)
