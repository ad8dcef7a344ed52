"""A record is found by words of its own, in any of its fields, with or without accents."""

import pytest

from coalitions.models import Event
from measures.models import Measure
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def test_each_word_may_stand_in_another_field() -> None:
    congress = EventFactory(name="Congrès", place="Lomé")
    EventFactory(name="Congrès", place="Quito")

    assert list(Event.objects.with_words("lome CONGRES")) == [congress]


def test_without_a_word_all_are_left() -> None:
    event = EventFactory()

    assert list(Event.objects.with_words("  ")) == [event]


def test_a_measure_has_the_words_of_its_reporter() -> None:
    measure = MeasureFactory(coalition=CoalitionFactory(name="Coalition of Kenya"), title="A festival")
    MeasureFactory(title="A festival")

    assert list(Measure.objects.with_words("festiv kenya")) == [measure]
