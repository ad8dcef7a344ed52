"""Vocabularies, terms and cycles."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.utils.translation import override

from common.data import read_records
from exports.columns import measure_columns
from finding.filters import MORE, ResultFilterSet
from measures.models import Cycle, Term, Vocabulary
from measures.models.framework import TAKEN_CODES
from measures.vocabularies import FRAMEWORK, load_framework
from public.views.charts import RESULT, SUPPORT
from secretariat.coalition import LanguageFilter
from secretariat.measure_filters import CycleFilter, PublicOrWithdrawnFilter, ReporterFilter
from tests.factories import AreaFactory, CycleFactory, GoalFactory, TermFactory, VocabularyFactory
from tests.rules import form_errors, insert, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"first_year": 2027, "last_year": 2024}, "cycle_years_in_order"),
        ({"first_year": 1944}, "cycle_first_year"),
        ({"last_year": 2101}, "cycle_last_year"),
        ({"first_year": 2020, "last_year": 2023}, "cycle_once"),
        (
            {"opens": datetime.date(2027, 7, 1), "closes": datetime.date(2027, 6, 30)},
            "cycle_closes_after_opening",
        ),
    ],
)
def test_database_refuses_cycle(fields: dict[str, Any], constraint: str) -> None:
    CycleFactory(first_year=2020, last_year=2023)
    cycle = CycleFactory()

    with pytest.raises(IntegrityError, match=constraint):
        update(cycle, **fields)


def test_form_says_that_a_cycle_closes_before_it_opens() -> None:
    typed = {"first_year": "2024", "last_year": "2027", "opens": "2027-07-01", "closes": "2027-06-30"}

    assert form_errors(Cycle, typed) == {"closes": ["The cycle closes before it opens. Correct one of the two dates."]}


@pytest.mark.parametrize(
    ("today", "is_open"),
    [("2026-01-14", False), ("2026-01-15", True), ("2027-06-30", True), ("2027-07-01", False)],
)
def test_cycle_is_open_from_its_first_to_its_last_day(today: str, is_open: bool) -> None:
    cycle = CycleFactory(opens=datetime.date(2026, 1, 15), closes=datetime.date(2027, 6, 30))

    with time_machine.travel(f"{today}T12:00Z"):
        assert (cycle.is_open, Cycle.objects.open().exists()) == (is_open, is_open)


def test_cycle_writes_its_years() -> None:
    cycle = CycleFactory.build(first_year=2024, last_year=2027)

    assert (str(cycle), cycle.code) == ("2024–2027", "2024-2027")


def test_database_refuses_term_without_name() -> None:
    term = TermFactory()

    with pytest.raises(IntegrityError, match="term_has_name"):
        update(term, names={})


def test_database_refuses_term_in_itself() -> None:
    term = TermFactory()

    with pytest.raises(IntegrityError, match="term_not_in_itself"):
        update(term, parent=term)


def test_database_refuses_code_twice_in_one_vocabulary() -> None:
    term = TermFactory(code="music")

    with pytest.raises(IntegrityError, match="term_code_in_vocabulary"):
        insert(TermFactory.build(vocabulary=term.vocabulary, code="music"))


def test_code_may_stand_in_two_vocabularies() -> None:
    TermFactory(vocabulary__code="domain", code="other")
    TermFactory(vocabulary__code="kind", code="other")

    assert Term.objects.filter(code="other").count() == 2


def test_form_wants_the_goal_of_an_area() -> None:
    area = AreaFactory()
    typed = {"vocabulary": area.vocabulary.pk, "code": "new", "names_en": "New area", "position": "0"}

    assert form_errors(Term, typed) == {"parent": ["Choose the term of “Goal” that this one belongs to."]}


def test_form_wants_no_parent_where_terms_belong_to_nothing() -> None:
    goal = GoalFactory()
    domain = VocabularyFactory(code="domain")
    typed = {"vocabulary": domain.pk, "code": "new", "names_en": "New", "position": "0", "parent": goal.pk}

    assert form_errors(Term, typed) == {"parent": ["The terms of this vocabulary belong to nothing. Leave this empty."]}


@pytest.mark.parametrize(("language", "name"), [("en", "Music"), ("fr", "Musique"), ("es", "Música")])
def test_term_is_named_in_the_interface_language(language: str, name: str) -> None:
    term = TermFactory.build(names={"en": "Music", "fr": "Musique", "es": "Música"})

    with override(language):
        assert (str(term), term.name.lang, term.name.is_foreign) == (name, language, False)


def test_term_without_the_interface_language_says_which_it_is_in() -> None:
    term = TermFactory.build(names={"en": "Music"})

    with override("es"):
        assert (str(term), term.name.lang, term.name.is_foreign) == ("Music", "en", True)


def test_framework_has_each_vocabulary_with_its_terms() -> None:
    load_framework()

    counts = {vocabulary.code: vocabulary.terms.count() for vocabulary in Vocabulary.objects.all()}
    assert counts == {"goal": 4, "area": 11, "domain": 8, "value_chain": 4, "kind": 7, "target": 7}


def test_framework_loads_again_without_doubling_or_undoing_edits() -> None:
    load_framework()
    Term.objects.filter(code="music").update(names={"en": "Music and sound"})

    assert load_framework() == 0
    assert Term.objects.get(code="music").names == {"en": "Music and sound"}


def test_framework_adds_what_is_missing() -> None:
    load_framework()
    Term.objects.filter(code="music").delete()

    assert load_framework() == 1
    assert Term.objects.get(code="music").names == {"en": "Music", "fr": "Musique", "es": "Música"}


def test_every_area_belongs_to_a_goal() -> None:
    load_framework()

    goals = {term.code: term.parent.code for term in Term.objects.of("area") if term.parent}
    assert goals["civil-society"] == "governance"
    assert goals["treaties"] == "flows-and-mobility"
    assert len(goals) == 11


def test_framework_is_named_in_the_three_languages_of_the_interface() -> None:
    for vocabulary in read_records(FRAMEWORK):
        for named in [vocabulary, *vocabulary["terms"]]:
            assert list(named["names"]) == ["en", "fr", "es"]


def test_a_vocabulary_takes_no_word_that_means_something_else() -> None:
    parameters = {*ResultFilterSet.base_filters, MORE, "page", "page_size"}
    of_the_admin = {
        one.parameter_name for one in (PublicOrWithdrawnFilter, CycleFilter, ReporterFilter, LanguageFilter)
    }
    columns = {column.name for column in measure_columns() if not column.name.endswith(("_name", "_names"))}

    assert {*parameters, *of_the_admin, *columns, RESULT, SUPPORT} <= TAKEN_CODES
    assert form_errors(Vocabulary, {"code": "state", "names_en": "State", "position": "0"}) == {
        "code": ["This word means something else in addresses and exports. Choose another."]
    }
