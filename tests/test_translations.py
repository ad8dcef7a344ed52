"""The interface in French and Spanish: every sentence is translated, whole, and reads as these languages are set."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from common.data import read_records
from config.messages import collect
from measures.questions import MAIN_FEATURES, RESULTS
from measures.vocabularies import FRAMEWORK

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


def texts(language: str) -> list[str]:
    """All that the program says in a language by itself: its catalogue, the vocabularies, the official lines."""
    (file,) = (file for file in FILES if file.parts[-3] == language)
    vocabularies = read_records(FRAMEWORK)
    terms = [term for vocabulary in vocabularies for term in vocabulary["terms"]]
    questions = [*MAIN_FEATURES.values(), *RESULTS.values(), *(vocabulary["question"] for vocabulary in vocabularies)]
    return [
        *(translation for message in messages(file) for _text, translation in pairs(message)),
        *(entry["names"][language] for entry in [*vocabularies, *terms]),
        *(question[language] for question in questions),
    ]


def glossary() -> list[dict[str, str]]:
    """The rows of the glossary's table of words: "en", "fr", "not fr", "es", "not es"."""
    lines = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8").split("\n## ")
    (table,) = (part for part in lines if part.startswith("The words"))
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]
    return [dict(zip(["en", "fr", "not fr", "es", "not es"], map(str.strip, row), strict=False)) for row in rows]


def test_french_signs_stand_behind_no_break_spaces_and_apostrophes_are_set() -> None:
    wrong = [
        text
        for text in texts("fr")
        if re.search(r" [:;?!»]|«(?!\u00a0)|[^\s\u00a0][;?!»]|[^\s\u00a0]:(?!//|\d\d)|[\"“”']", text)
    ]

    assert wrong == []


def test_spanish_signs_stand_without_spaces_and_questions_are_opened() -> None:
    wrong = [
        text
        for text in texts("es")
        if re.search(r"\s[:;?!»]|«\s|[\"“”']", text)
        or text.count("¿") != text.count("?")
        or text.count("¡") != text.count("!")
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "familiar"),
    [
        ("fr", r"\b(tu|te|toi|ton|ta|tes|tien|tienne)\b|\bt’"),
        ("es", r"\b(tú|te|ti|tu|tus|tuyo|tuya|contigo|vosotr[oa]s|vuestr[oa]s?|os)\b"),
    ],
)
def test_everybody_is_spoken_to_in_the_same_polite_way(language: str, familiar: str) -> None:
    assert [text for text in texts(language) if re.search(familiar, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_word_that_the_glossary_refuses_is_used(language: str) -> None:
    refused = [word for row in glossary() for word in row[f"not {language}"].split(", ") if word]
    any_ending = [re.escape(word).replace(r"\*", r"\w*") for word in refused]
    pattern = re.compile(rf"\b(?:{'|'.join(any_ending)})\b", re.IGNORECASE)

    found = [(match[0], text) for text in texts(language) for match in pattern.finditer(PLACEHOLDER.sub("", text))]

    assert len(refused) > 20  # the table was read
    assert found == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_word_of_the_glossary_that_stands_alone_is_translated_as_there(language: str) -> None:
    (file,) = (file for file in FILES if file.parts[-3] == language)
    translations = {
        text.lower(): translation.lower() for message in messages(file) for text, translation in pairs(message)
    }
    fixed = {row["en"].lower(): row[language].lower() for row in glossary() if row["en"].lower() in translations}

    assert {word: translations[word] for word in fixed} == fixed


@pytest.mark.parametrize(("language", "word", "words"), [("fr", "pays", "mesures"), ("es", "país", "medidas")])
def test_translations_are_served(language: str, word: str, words: str) -> None:
    with override(language):
        assert gettext("country") == word
        assert ngettext("%(shown)s measure", "%(shown)s measures", 2) % {"shown": 2} == f"2 {words}"
