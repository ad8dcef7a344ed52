"""The neighbours of a measure: those that share what few others have, then those that say alike; and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from finding.neighbours import CANDIDATES, FEW, Points, neighbours
from measures.models import Measure
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, TermFactory


def near(measure: Measure) -> list[tuple[str, list[str]]]:
    return [(neighbour.measure.title, neighbour.shared) for neighbour in neighbours(measure)]


@pytest.mark.django_db
def test_a_rare_term_that_is_shared_tells_more_than_a_common_one() -> None:
    common, rare = TermFactory(names={"en": "Training"}), TermFactory(names={"en": "Puppetry"})
    MeasureFactory.create_batch(5, terms=[common])
    MeasureFactory(title="Strings", terms=[rare])
    MeasureFactory(title="Apart", terms=[TermFactory()])
    measure = MeasureFactory(terms=[common, rare])

    assert near(measure)[0] == ("Strings", ["Puppetry"])
    assert "Apart" not in dict(near(measure))


@pytest.mark.django_db
def test_each_says_what_it_shares_the_most_telling_first() -> None:
    term, event = TermFactory(names={"en": "Digital environment"}), EventFactory(name="Congress in Lomé")
    helped = CoalitionFactory(name="Coalition helped")
    MeasureFactory.create_batch(3, terms=[term])
    MeasureFactory(title="Near", terms=[term], events=[event], supported_coalitions=[helped], countries=["TG"])
    measure = MeasureFactory(terms=[term], events=[event], supported_coalitions=[helped], countries=["TG", "CA"])

    assert near(measure)[0] == ("Near", ["Congress in Lomé", "Coalition helped", "Togo"])


@pytest.mark.django_db
def test_among_those_that_share_as_much_the_words_decide() -> None:
    term = TermFactory()
    MeasureFactory(title="A school", main_features="Puppeteers learn how to restore old puppets.", terms=[term])
    MeasureFactory.create_batch(3, title="A fund", main_features="Orchestras travel.", terms=[term])
    measure = MeasureFactory(title="Restoring the puppets of the old theatre", terms=[term])

    assert near(measure)[0][0] == "A school"


@pytest.mark.django_db
def test_neither_itself_nor_a_withdrawn_measure_is_a_neighbour() -> None:
    term = TermFactory()
    measure = MeasureFactory(terms=[term])
    withdrawn = MeasureFactory(terms=[term])
    Measure.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="Reported twice.")

    assert near(measure) == []


@pytest.mark.django_db
def test_a_measure_that_shares_nothing_has_none() -> None:
    MeasureFactory(terms=[TermFactory()], countries=["TG"])

    assert near(MeasureFactory(countries=["CA"])) == []


@pytest.mark.django_db
def test_many_that_share_something_cost_no_more_queries_than_few() -> None:
    term = TermFactory()
    measure = Measure.objects.whole().get(pk=MeasureFactory(terms=[term], countries=["TG"]).pk)

    def queries() -> int:
        neighbours(measure)
        with CaptureQueriesContext(connection) as asked:
            assert len(neighbours(measure)) == FEW
        return len(asked)

    MeasureFactory.create_batch(FEW, terms=[term], countries=["TG"])
    few = queries()
    MeasureFactory.create_batch(CANDIDATES, terms=[term], countries=["TG"])

    assert queries() == few


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 40)), st.integers(1, 100)), max_size=8),
    st.integers(1, 20),
)
def test_points_are_added_up_and_the_records_with_most_are_found(
    given_points: list[tuple[set[int], int]], count: int
) -> None:
    points, expected = Points(), dict.fromkeys(range(41), 0)
    for records, number in given_points:
        points.add(BitMap(records), number)
        for record in records:
            expected[record] += number

    best = sorted((record for record in expected if expected[record]), key=lambda record: (-expected[record], -record))
    assert {record: points.of(record) for record in expected} == expected
    assert set(points.most(count)) == set(best[:count])
