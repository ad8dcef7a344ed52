"""What was found is marked in the list, and what people wrote stays text."""

import pytest
from django.test import Client

from measures.models import Measure
from tests.factories import MeasureFactory, ResultFactory
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
