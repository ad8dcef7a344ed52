"""A record is found by words of its own, in any of its fields, with or without accents."""

import pytest
from django.db import connection

from coalitions.models import Event
from common.plain import words_of
from common.word_search import refusal_of_words
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_each_word_may_stand_in_another_field() -> None:
    congress = EventFactory(name="Congrès", place="Lomé")
    EventFactory(name="Congrès", place="Quito")

    assert list(Event.objects.with_words("lome CONGRES")) == [congress]


def test_without_a_word_all_are_left() -> None:
    event = EventFactory()

    assert list(Event.objects.with_words("  ")) == [event]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("أحمد", "احمد"),
        ("احمد", "أحمد"),
        ("فرهنگی ایران کتاب", "فرهنگي ايران كتاب"),
        ("مُحَمَّد", "محمد"),
        ("Congress ۱۳۹۸", "1398"),
        ("Straße", "strasse"),
        ("L’Événement", "evenement"),
        ("Part & parcel", "part & parcel"),
        ("100 %", "100%"),
    ],
)
def test_letters_that_readers_take_for_the_same_are_the_same(name: str, typed: str) -> None:
    event = EventFactory(name=name)
    EventFactory(name="Other")

    assert list(Event.objects.with_words(typed)) == [event]


@pytest.mark.parametrize("words", ["Lomé 2019", "togo", "Togo congress", "2019-10"])
def test_an_event_is_found_by_its_country_and_its_dates(words: str) -> None:
    event = EventFactory(name="Congress", place="Lomé", country="TG", start="2019-10-09", end=None)
    EventFactory(name="Congress", place="Quito", country="EC", start="2020", end=None)

    assert list(Event.objects.with_words(words)) == [event]


@pytest.mark.parametrize("words", ["Germany", "Allemagne", "Alemania"])
def test_a_country_is_found_in_every_language_of_the_interface(words: str) -> None:
    event = EventFactory(country="DE")
    EventFactory(country="")

    assert list(Event.objects.with_words(words)) == [event]


def test_names_in_other_languages_are_found() -> None:
    event = EventFactory(name="Congress", other_names={"ar": "مؤتمر"})

    assert list(Event.objects.with_words("موتمر")) == [event]


@pytest.mark.parametrize("words", ["a " * 900, "a " * 41, "x" * 201, "a\0b"])
def test_what_is_too_much_is_refused_in_a_sentence(words: str) -> None:
    assert refusal_of_words(words).startswith("Nothing was searched for: ")


def test_a_long_title_is_not_too_much() -> None:
    assert refusal_of_words("word " * 40) == ""


@pytest.mark.parametrize(
    "text", ["İstanbul’da ŞÖLEN", "Ærø øl", "أحمد ی ک ۱۲", "Œuvre Straße", "ΆΛΦΑ", "Ёлка", "São Tomé"]
)
def test_python_and_the_database_compare_words_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain_words(%s)", [text])
        (words,) = cursor.fetchone()

    assert " ".join(words_of(text)) == words
