"""The history of a measure: what was public, when, why, and by whom without naming anybody."""

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from tests.factories import CoalitionFactory, MeasureFactory, RepresentativeFactory, UserFactory, publish
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected() -> Measure:
    """A measure that its coalition published and the secretariat corrected."""
    coalition = CoalitionFactory(name="Example coalition")
    person = RepresentativeFactory(coalition=coalition, user__name="Ada Person", user__email="ada@example.org").user
    measure: Measure = MeasureFactory(coalition=coalition, main_features="Forty persons came.")
    publish(measure, by=person)
    measure.main_features = "Forty people came."
    measure.save()
    publish(measure, by=UserFactory(name="Bo Editor", is_staff=True), reason="A word was wrong.")
    return measure


def history(measure: Measure, number: str = "", language: str = "en") -> str:
    return f"/{language}/measures/{measure.slug}/history/{number}"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_history_and_versions_answer_in_every_language(client: Client, corrected: Measure, language: str) -> None:
    for number in ("", "1/", "2/"):
        page = client.get(history(corrected, number, language))

        assert page.status_code == 200
        assert [element.attributes["lang"] for element in elements(page, "html")] == [language]


def test_the_history_says_when_why_and_in_which_role(client: Client, corrected: Measure) -> None:
    page = client.get(history(corrected))

    (versions,) = elements(page, "ol", class_="dated")
    today = timezone.localdate().strftime("%-d %B %Y")
    assert versions.text == (
        f"{today} Version 2 A word was wrong. by the secretariat {today} Version 1 by Example coalition"
    )


@pytest.mark.parametrize("number", ["", "1/", "2/"])
def test_nobody_is_named(client: Client, corrected: Measure, number: str) -> None:
    source = client.get(history(corrected, number)).content.decode()

    assert [name for name in ("Ada", "ada@", "Bo Editor") if name in source] == []


def test_a_version_shows_what_it_changed(client: Client, corrected: Measure) -> None:
    page = client.get(history(corrected, "2/"))

    assert (texts(page, "del"), texts(page, "ins")) == (["persons"], ["people"])


def test_a_version_is_the_document_as_it_was(client: Client, corrected: Measure) -> None:
    page = client.get(history(corrected, "1/"))

    assert texts(page, "h1") == [f"{corrected.bare_title} (2016–2019)"]
    assert texts(page, "p", class_="notice") == ["This measure was reported by civil society."]
    assert texts(page, "div", class_="prose") == ["Forty persons came."]
    assert (texts(page, "del"), texts(page, "ins")) == ([], [])


@pytest.mark.parametrize("number", ["3/", "0/", "99999999999999999999/"])
def test_a_version_that_never_was_is_not_found(client: Client, corrected: Measure, number: str) -> None:
    assert client.get(history(corrected, number)).status_code == 404


def test_the_versions_of_a_withdrawn_measure_are_gone_with_it(client: Client, corrected: Measure) -> None:
    Measure.objects.filter(pk=corrected.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="Reported twice.")

    assert [client.get(history(corrected, number)).status_code for number in ("", "1/", "2/")] == [410, 410, 410]


def test_typed_markup_stays_text_in_a_difference(client: Client) -> None:
    measure = MeasureFactory(main_features="Ten came.")
    publish(measure)
    Measure.objects.filter(pk=measure.pk).update(main_features="Ten <script>alert(1)</script> came.")
    publish(measure, reason="<b>why</b>")

    page = client.get(history(measure, "2/"))

    assert elements(page, "script") == elements(page, "b") == []
