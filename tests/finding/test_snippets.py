"""What was found is marked in the list, and what people wrote stays text."""

import pytest
from django.test import Client

from measures.models import Measure
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, PartnerFactory, ResultFactory, TermFactory
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


def marks(client: Client, words: str, listing: str = "measures") -> list[str]:
    return texts(client.get(f"/en/{listing}/", {"q": words}), "mark")


@pytest.mark.parametrize(
    ("language", "title", "words", "marked"),
    [
        ("fr", "Des politiques numériques pour tous", "politique numerique", ["politiques", "numériques"]),
        ("en", "Quebec and Québec", "quebec", ["Quebec", "Québec"]),
        ("en", "Øresund", "oresund", ["Øresund"]),
        ("ar", "دعم الثقافة", "ثقافة", ["الثقافة"]),
        ("zh", "推动文化政策", "文化", ["文化"]),
        ("vi", "Tiếng Việt", "tieng viet", ["Tiếng", "Việt"]),
        ("en", "Discoverability and discovery", "discov*", ["Discoverability", "discovery"]),
        ("en", "Cultural policies", '"cultural policy"', ["Cultural", "policies"]),
        ("en", "Festivals", "festvials", ["Festivals"]),
    ],
)
def test_words_are_marked_as_they_stand(
    client: Client, language: str, title: str, words: str, marked: list[str]
) -> None:
    MeasureFactory(title=title, language=language)

    assert marks(client, words) == marked


def test_excluded_words_and_parts_of_words_are_not_marked(client: Client) -> None:
    MeasureFactory(title="Art in particular")

    assert marks(client, "art -music") == ["Art"]


def test_the_passage_with_the_most_matches_is_shown(client: Client) -> None:
    MeasureFactory(
        title="Long", main_features=f"A fund. {'Nothing. ' * 100}The fund of funds grew. {'Nothing. ' * 100}"
    )

    page = client.get("/en/measures/", {"q": "fund"})

    (passage,) = texts(page, "p", class_="text")
    assert "The fund of funds grew." in passage
    assert passage.startswith("…")
    assert len(passage) < 300


def test_a_match_in_a_result_is_shown(client: Client) -> None:
    ResultFactory(statement="A law on libraries was passed.")

    page = client.get("/en/measures/", {"q": "law"})

    assert texts(page, "p", class_="text") == ["A law on libraries was passed."]
    assert marks(client, "law", "results") == ["law"]


def found_by(client: Client, words: str, listing: str = "measures") -> list[str]:
    """What the last line of meta of each record says."""
    return [line for line in texts(client.get(f"/en/{listing}/", {"q": words}), "p", class_="found-by") if line]


def test_a_measure_says_by_which_of_its_names_it_was_found(client: Client) -> None:
    kind = TermFactory(
        vocabulary__names={"en": "Kind of measure"}, names={"en": "Financial support", "es": "Apoyo financiero"}
    )
    event = EventFactory(name="Forum of the south")
    measure = MeasureFactory(coalition__name="Southern coalition", terms=[kind], events=[event])
    PartnerFactory(measure=measure, name="South Fund")

    assert found_by(client, "southern") == ["Coalition: Southern coalition"]
    assert found_by(client, "financial") == ["Kind of measure: Financial support"]
    assert found_by(client, "apoyo") == ["Kind of measure: Financial support (Apoyo financiero)"]
    assert found_by(client, "forum") == ["Event: Forum of the south"]
    assert found_by(client, "fund") == ["Partner: South Fund"]
    assert marks(client, "apoyo") == ["Apoyo"]


def test_a_term_is_named_in_the_language_of_the_interface(client: Client) -> None:
    area = TermFactory(
        vocabulary__names={"en": "Area", "fr": "Domaine"}, names={"en": "Digital environment", "fr": "Numérique"}
    )
    MeasureFactory(terms=[area])

    page = client.get("/fr/measures/", {"q": "digital"})

    assert texts(page, "p", class_="found-by") == ["Domaine : Numérique (Digital environment)"]


def test_a_result_says_by_which_name_it_was_found(client: Client) -> None:
    ResultFactory(statement="It was passed.", measure__title="A law on libraries")

    assert found_by(client, "libraries", "results") == ["Measure: A law on libraries"]


def test_coalitions_are_marked_where_they_were_found(client: Client) -> None:
    CoalitionFactory(name="Coalition for songs", other_names={"fr": "Coalition des chants"}, description="It sings.")

    assert marks(client, "songs", "coalitions") == ["songs"]
    assert marks(client, "sings", "coalitions") == ["sings"]
    assert found_by(client, "chants", "coalitions") == ["Also called: Coalition des chants"]


@pytest.mark.parametrize("start", ["2007", "2098"])
@pytest.mark.parametrize("sort", ["", "date"])
def test_events_are_marked_where_they_were_found(client: Client, start: str, sort: str) -> None:
    EventFactory(name="Forum", place="Lomé", start=start, end=None, description="People met.")

    page = client.get("/en/events/", {"q": "people forum", "sort": sort})

    assert texts(page, "mark") == ["Forum", "People"]


def test_markup_stays_text(client: Client) -> None:
    measure = MeasureFactory(title="Law & order")
    Measure.objects.filter(pk=measure.pk).update(
        title="Law & <img src=x onerror=alert(1)> order",
        main_features='A law <script>alert("law")</script> of 1 < 2 & 3.',
    )

    page = client.get("/en/measures/", {"q": 'law "><script>alert(1)</script>'})
    shown = client.get("/en/measures/", {"q": "law"})

    assert [element for element in elements(page, "script") if "src" not in element.attributes] == []
    assert elements(shown, "img") == []
    assert texts(shown, "h2") == ["Law & order"]
    assert texts(shown, "p", class_="text") == ["A law of 1 < 2 & 3."]
