"""The interface in French and Spanish: every sentence is translated, whole, and reads as these languages are set."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from config.messages import collect

FILES = sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])


def read(file: Path) -> Catalog:
    with file.open("rb") as text:
        return read_po(text, locale=file.parts[-3])


def messages(file: Path) -> list[Message]:
    return [message for message in read(file) if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of the English sentence with what it became."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    (singular, plural), (first, *others) = tuple(message.id), tuple(message.string or ())
    return [(singular, first), *((plural, other) for other in others)]


def test_every_language_of_the_interface_has_a_file() -> None:
    languages = {"en", *(file.parts[-3] for file in FILES)}

    assert languages == {code for code, _name in settings.LANGUAGES}


@each_file
def test_every_sentence_of_the_program_is_in_the_file(file: Path) -> None:
    listed = {(message.context, message.id) for message in messages(file)}

    assert listed == {(message.context, message.id) for message in collect() if message.id}  # else: make messages


@each_file
def test_every_sentence_is_translated(file: Path) -> None:
    missing = [
        message.id for message in messages(file) if message.fuzzy or not all(text for _id, text in pairs(message))
    ]

    assert missing == []


@each_file
def test_translations_keep_the_placeholders(file: Path) -> None:
    # A singular may say "one" in words.
    wrong = [
        (text, translation)
        for message in messages(file)
        for text, translation in pairs(message)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(translation))
    ]

    assert wrong == []


@each_file
def test_no_blank_is_lost_or_won_at_an_end(file: Path) -> None:
    wrong = [
        (text, translation)
        for message in messages(file)
        for text, translation in pairs(message)
        if (text[:1].isspace(), text[-1:].isspace()) != (translation[:1].isspace(), translation[-1:].isspace())
    ]

    assert wrong == []


def test_french_signs_stand_behind_no_break_spaces() -> None:
    (french,) = (file for file in FILES if file.parts[-3] == "fr")

    wrong = [
        translation
        for message in messages(french)
        for _text, translation in pairs(message)
        if re.search(r" [:;?!»]|« |[^\s\u00a0][?!»]|[\"“”]", translation)
    ]

    assert wrong == []


@pytest.mark.parametrize(("language", "word", "words"), [("fr", "pays", "mesures"), ("es", "país", "medidas")])
def test_translations_are_served(language: str, word: str, words: str) -> None:
    with override(language):
        assert gettext("country") == word
        assert ngettext("%(shown)s measure", "%(shown)s measures", 2) % {"shown": 2} == f"2 {words}"
