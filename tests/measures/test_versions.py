"""Versions: whatever was public is kept, once for each change, in order."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from measures.models import Measure, Version
from measures.versions import include_broader_terms, keep_version, reinstate, withdraw
from tests.factories import (
    AreaFactory,
    MeasureFactory,
    PartnerFactory,
    ResultFactory,
    TermFactory,
    UserFactory,
    publish,
)

pytestmark = pytest.mark.django_db


def test_first_version_keeps_the_whole_public_document() -> None:
    measure = MeasureFactory(title="Trained staff", main_features="Four workshops.")
    ResultFactory(measure=measure, statement="Ten people came.")
    editor = UserFactory()

    version = keep_version(measure, by=editor, reason="First report.")

    assert version is not None
    assert (version.number, version.made_by, version.reason) == (1, editor, "First report.")
    assert version.document["title"] == "Trained staff"
    assert version.document["results"][0]["statement"] == "Ten people came."


def test_nothing_is_kept_when_nothing_public_has_changed() -> None:
    measure = MeasureFactory()
    ResultFactory(measure=measure, quantity="12.50")
    publish(measure)

    assert keep_version(measure, by=None) is None
    assert measure.versions.count() == 1


def test_correction_is_kept_beside_what_it_corrects() -> None:
    measure = MeasureFactory(main_features="Foor workshops.")
    publish(measure)
    measure.main_features = "Four workshops."
    measure.save()

    publish(measure, reason="A misprint.")

    assert [(version.number, version.document["main_features"]) for version in measure.versions.all()] == [
        (2, "Four workshops."),
        (1, "Foor workshops."),
    ]


def test_new_row_makes_a_version() -> None:
    measure = MeasureFactory()
    publish(measure)
    PartnerFactory(measure=measure, name="Example foundation")

    version = publish(measure)

    assert (version.number, version.document["partners"][0]["name"]) == (2, "Example foundation")


def test_numbers_go_on_beside_other_measures() -> None:
    publish(MeasureFactory())

    assert publish(MeasureFactory()).number == 1


def test_database_refuses_a_number_twice() -> None:
    version = publish(MeasureFactory())

    with pytest.raises(IntegrityError, match="version_number_in_measure"), transaction.atomic():
        Version.objects.create(measure=version.measure, number=1, document={})


def test_measure_with_versions_cannot_be_deleted() -> None:
    version = publish(MeasureFactory())

    with pytest.raises(IntegrityError, match="protected foreign keys"):
        version.measure.delete()


def test_version_outlives_the_account_of_who_made_it() -> None:
    editor = UserFactory()
    version = publish(MeasureFactory(), by=editor)

    editor.delete()

    version.refresh_from_db()
    assert version.made_by is None


def test_area_brings_its_goal() -> None:
    area = AreaFactory()
    measure = MeasureFactory(terms=[area])

    include_broader_terms(measure)

    assert set(measure.terms.all()) == {area, area.parent}


def test_terms_without_a_parent_bring_nothing() -> None:
    term = TermFactory()
    measure = MeasureFactory(terms=[term])

    include_broader_terms(measure)

    assert list(measure.terms.all()) == [term]


def test_version_names_goal_and_area() -> None:
    area = AreaFactory(code="treaties", parent__code="flows")
    measure = MeasureFactory(terms=[area])

    terms = publish(measure).document["terms"]

    assert [(vocabulary, [term["code"] for term in found]) for vocabulary, found in terms.items()] == [
        ("goal", ["flows"]),
        ("area", ["treaties"]),
    ]


def test_withdrawal_keeps_a_version_with_its_reason() -> None:
    measure = MeasureFactory()
    publish(measure)

    version = withdraw(measure, by=None, reason="Reported twice.")

    measure.refresh_from_db()
    assert (measure.is_withdrawn, measure.withdrawal_reason) == (True, "Reported twice.")
    assert (version.number, version.reason) == (2, "Reported twice.")
    assert list(Measure.objects.published()) == []


@pytest.mark.parametrize("reason", ["", " \n"])
def test_withdrawal_needs_a_reason(reason: str) -> None:
    measure = MeasureFactory()

    with pytest.raises(IntegrityError, match="measure_withdrawn_with_reason"), transaction.atomic():
        withdraw(measure, by=None, reason=reason)

    assert list(Measure.objects.published()) == [measure]


def test_withdrawn_measure_may_come_back() -> None:
    measure = MeasureFactory()
    withdraw(measure, by=None, reason="By mistake.")

    reinstate(measure, by=None, reason="It was one after all.")

    assert list(Measure.objects.published()) == [measure]
    assert [version.reason for version in measure.versions.all()] == ["It was one after all.", "By mistake."]


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_one_time_are_both_kept() -> None:
    measure = MeasureFactory()
    publish(measure)
    together = threading.Barrier(2)

    def correct(name: str) -> None:
        try:
            together.wait()
            with transaction.atomic():
                PartnerFactory(measure=measure, name=name)
                keep_version(measure, by=None)
        finally:
            connection.close()

    threads = [threading.Thread(target=correct, args=[name]) for name in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [version.number for version in measure.versions.all()] == [3, 2, 1]
    assert len(measure.versions.all()[0].document["partners"]) == 2
