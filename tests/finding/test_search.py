"""Searching: what people type finds what they mean, in whatever language it was written, also when it is mistyped."""

from typing import Any

import pytest
from django.http import QueryDict

from coalitions.models import Coalition, Event
from finding.filters import CoalitionFilterSet, EventFilterSet, ListingFilterSet, MeasureFilterSet, ResultFilterSet
from measures.models import Measure, Result
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    PartnerFactory,
    ResultFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def searched(
    words: str, filterset: type[ListingFilterSet] = MeasureFilterSet, records: Any = None, **others: str
) -> Any:
    query = QueryDict(mutable=True)
    query.update({"q": words, **others})
    filters = filterset(query, Measure.objects.published() if records is None else records)
    assert filters.is_valid(), filters.errors
    return filters


def found(words: str, **others: str) -> list[str]:
    """The titles of the measures that the words find, in order."""
    return [measure.title for measure in searched(words, MeasureFilterSet, None, **others).selected]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Policies for cultural diversity", "policy"),
        ("en", "Trained librarians", "training"),
        ("fr", "Les politiques numériques", "politique numérique"),
        ("fr", "Les politiques numériques", "politiques numeriques"),
        ("es", "Políticas de la música", "politica musica"),
        ("es", "Formación de artistas", "formaciones"),
        ("pt", "Comunicações públicas", "comunicação"),
        ("pt", "Políticas culturais", "politica cultural"),
        ("de", "Förderung der Künste", "forderungen"),
        ("de", "Häuser der Kultur", "haus"),
        ("ar", "الثقافة والفنون", "الثقافة"),
        ("ar", "الثقافة والفنون", "ثقافة"),
        ("ar", "الثَّقافَة", "الثقافة"),
        ("ar", "أحمد", "احمد"),
        ("fa", "فرهنگی و کتاب", "فرهنگي كتاب"),
        ("ru", "Культурная политика", "культурной политики"),
        ("ru", "Культурная политика", "КУЛЬТУРНАЯ"),
        ("it", "Festival musicali", "musicale"),
        ("nl", "Culturele bijeenkomsten", "bijeenkomst"),
        ("zh", "推动文化政策", "文化"),
        ("zh", "推动文化政策", "文化政策"),
        ("zh", "推动文化政策", "策"),
        ("ja", "文化の多様性を守る", "多様性"),
        ("ja", "フェスティバル", "フェスティバル"),
        ("ko", "문화다양성", "문화"),
        ("th", "วัฒนธรรม", "วัฒนธรรม"),
        ("hi", "संस्कृति", "संस्कृति"),
        ("sw", "Utamaduni na sanaa", "utamaduni"),
        ("en", "Québec", "Quebec"),
        ("en", "Quebec", "QUÉBEC"),
        ("en", "Québec", "quebec"),  # its accent apart, as some programs write it
        ("en", "An office for e‑commerce", "e-commerce"),
        ("fr", "L’exception culturelle", "exception"),
        ("fr", "Droits d'auteur", "d’auteur"),
        ("en", "ﬁlm", "film"),
    ],
)
def test_words_are_found_in_the_forms_of_their_language(language: str, text: str, words: str) -> None:
    MeasureFactory(title=text, language=language)
    MeasureFactory(title="Other", main_features="Nothing of the kind.")

    assert found(words) == [text]


def test_a_word_is_not_found_in_part_of_another_one() -> None:
    MeasureFactory(title="Particularly welcome")

    assert found("art") == []


def test_one_character_of_an_unspaced_script_finds_no_other() -> None:
    MeasureFactory(title="推动文化政策", language="zh")

    assert found("文政") == []


@pytest.mark.parametrize(
    "words",
    ["title", "feature", "achieve", "statement", "partner", "reporter", "acronym", "congress", "term", "mot"],
)
def test_words_are_found_wherever_a_measure_has_them(words: str) -> None:
    coalition = CoalitionFactory(name="Reporter", acronym="Acronym")
    term = TermFactory(names={"en": "Term", "fr": "Mot"})
    measure = MeasureFactory(
        title="Title",
        main_features="Features",
        results_achieved="Achieved",
        coalition=coalition,
        terms=[term],
        events=[EventFactory(name="Congress")],
    )
    ResultFactory(measure=measure, statement="Statement")
    PartnerFactory(measure=measure, name="Partner")
    MeasureFactory(title="Other")

    assert found(words) == ["Title"]


def test_an_authority_is_found() -> None:
    AuthorityMeasureFactory(title="Opened an office", authority="Ministry of Culture")

    assert found("ministry") == ["Opened an office"]


def test_a_query_in_one_language_finds_content_in_all() -> None:
    music = TermFactory(code="music", names={"en": "Music", "fr": "Musique", "es": "Música"})
    for title, language in [("Concerts", "fr"), ("演奏会", "ja"), ("حفلات", "ar")]:
        MeasureFactory(title=title, language=language, terms=[music])

    assert [len(found(words)) for words in ("music", "musique", "musica")] == [3, 3, 3]


def test_all_words_must_occur_and_excluded_ones_must_not() -> None:
    MeasureFactory(title="Music and dance")
    MeasureFactory(title="Music")

    assert found("music dance") == ["Music and dance"]
    assert found("music -dance") == ["Music"]
    assert found("-dance") == ["Music"]


def test_a_phrase_stands_as_it_is() -> None:
    MeasureFactory(title="Cultural policy")
    MeasureFactory(title="A policy for cultural life")

    assert found('"cultural policy"') == ["Cultural policy"]
    assert found("“cultural policy”") == ["Cultural policy"]
    assert found('policy -"cultural policy"') == ["A policy for cultural life"]


def test_a_star_finds_the_words_that_begin_so() -> None:
    MeasureFactory(title="Discoverability")
    MeasureFactory(title="Discord")

    assert found("discover*") == ["Discoverability"]


def test_small_words_need_not_occur() -> None:
    MeasureFactory(title="Protecting artists", language="en")

    assert found("the protection of the artists") == ["Protecting artists"]


@pytest.mark.parametrize("words", ["***", '"', "-", "( ) & | !", "'", "\\", ":*", '""', "،", "<b>", "%s %(x)s"])
def test_signs_without_words_are_no_search(words: str) -> None:
    MeasureFactory(title="Music")

    assert len(found(words)) <= 1


def test_nothing_is_corrected_where_something_is_found() -> None:
    MeasureFactory(title="Festival")
    MeasureFactory(title="Festvial")

    filters = searched("festvial")

    assert [measure.title for measure in filters.selected] == ["Festvial"]
    assert filters.selection.found.correction == ""


@pytest.mark.parametrize(
    ("title", "language", "typed", "meant"),
    [
        ("Festival", "en", "festvial", "festival"),
        ("Festival", "en", "-music festvial 2019*", ""),
        ("Фестиваль", "ru", "фестивль", "фестиваль"),
        ("Diversité culturelle", "fr", "diverstié", "diversite"),
    ],
)
def test_a_typing_error_still_finds_and_says_so(title: str, language: str, typed: str, meant: str) -> None:
    MeasureFactory(title=title, language=language)

    filters = searched(typed)

    assert [measure.title for measure in filters.selected] == ([title] if meant else [])
    assert filters.selection.found.correction == meant


def test_the_more_common_word_is_meant() -> None:
    MeasureFactory(title="Festivals")
    MeasureFactory(title="Festival")
    MeasureFactory(title="Festival again")

    assert searched("festivalz").selection.found.correction == "festival"


def test_a_word_of_a_withdrawn_measure_is_nobodys_meaning() -> None:
    withdrawn = MeasureFactory(title="Festival")
    Measure.objects.filter(pk=withdrawn.pk).update(withdrawn_at=withdrawn.published_at, withdrawal_reason="Wrong.")

    filters = searched("festvial")

    assert list(filters.selected) == []
    assert filters.selection.found.correction == ""


def test_titles_come_before_names_and_names_before_texts() -> None:
    MeasureFactory(title="In a text", main_features="Once there was a festival, among many other things.")
    MeasureFactory(title="Of a term", terms=[TermFactory(names={"en": "Festival"})])
    MeasureFactory(title="A festival")
    MeasureFactory(title="All about it", main_features="The festival of festivals, and how a festival was made.")

    assert found("festival") == ["A festival", "Of a term", "All about it", "In a text"]
    assert found("festival", sort="newest") == ["All about it", "A festival", "Of a term", "In a text"]


def test_titles_are_sorted_without_accents_case_and_quotes() -> None:
    for title in ("Zoo", "école", "Eco", "« Été »", "Øst", "apple"):
        MeasureFactory(title=title)

    assert found("", sort="title") == ["apple", "Eco", "école", "« Été »", "Øst", "Zoo"]


def test_what_changed_in_this_transaction_is_found_and_what_was_is_not() -> None:
    measure = MeasureFactory(title="Former")
    assert found("former") == ["Former"]

    Measure.objects.filter(pk=measure.pk).update(title="Present")

    assert (found("former"), found("present")) == ([], ["Present"])


def test_results_are_found_by_their_statement_and_their_measure() -> None:
    measure = MeasureFactory(title="Supported poets")
    ResultFactory(measure=measure, statement="Ten books were published.")
    ResultFactory(statement="A law was changed.")

    by_statement = searched("book", ResultFilterSet, Result.objects.published()).selected
    by_measure = searched("poet", ResultFilterSet, Result.objects.published()).selected

    assert [result.statement for result in by_statement] == ["Ten books were published."]
    assert list(by_measure) == list(by_statement)


def test_coalitions_and_events_are_found() -> None:
    CoalitionFactory(name="Coalition française", other_names={"en": "French coalition"}, description="Of forty unions.")
    EventFactory(name="Congress", place="Lomé")

    coalitions = [
        searched(words, CoalitionFilterSet, Coalition.objects.all()).selected
        for words in ("french", "francaise", "union")
    ]
    events = searched("lome", EventFilterSet, Event.objects.all()).selected

    assert [len(records) for records in [*coalitions, events]] == [1, 1, 1, 1]


def test_too_many_words_are_no_valid_search() -> None:
    filters = MeasureFilterSet(QueryDict(f"q={'a+' * 41}"), Measure.objects.published())

    assert filters.errors == {"q": ["Nothing was searched for: give at most 40 words and 200 characters."]}
