"""The rules of measures: kept by the database whoever writes, and told beside the field in a form."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from coalitions.models import Coalition
from measures.models import Measure
from tests.factories import CoalitionFactory, MeasureFactory
from tests.rules import form_errors, insert, update

pytestmark = pytest.mark.django_db

# What is wrong → the constraint that refuses it.
REFUSED = [
    pytest.param({"title": ""}, "measure_has_title", id="no title"),
    pytest.param({"title": " \t\n"}, "measure_has_title", id="a title of blanks"),
    pytest.param({"title": "\u00a0\u200b\u200f\ufeff"}, "measure_has_title", id="a title that cannot be seen"),
    pytest.param({"title": None}, "null value in column", id="title is null"),
    pytest.param({"language": ""}, "measure_language", id="no language"),
    pytest.param({"language": "EN"}, "measure_language", id="language in capitals"),
    pytest.param({"language": None}, "null value in column", id="language is null"),
    pytest.param({"main_features": ""}, "measure_has_main_features", id="no main features"),
    pytest.param({"main_features": " \n\n "}, "measure_has_main_features", id="main features of blanks"),
    pytest.param({"main_features": "\u2800"}, "measure_has_main_features", id="main features that cannot be seen"),
    pytest.param({"main_features": None}, "null value in column", id="main features are null"),
    pytest.param({"coalition": None}, "measure_has_one_reporter", id="no reporter"),
    pytest.param({"coalition": None, "authority": "  "}, "measure_has_one_reporter", id="an authority of blanks"),
    pytest.param(
        {"coalition": None, "authority": "\u200b"}, "measure_has_one_reporter", id="an authority that cannot be seen"
    ),
    pytest.param({"authority": "Example Ministry"}, "measure_has_one_reporter", id="two reporters"),
    pytest.param({"first_year": 2019, "last_year": 2016}, "measure_years_in_order", id="ends before it starts"),
    pytest.param({"first_year": None, "last_year": 2016}, "measure_years_in_order", id="an end without a start"),
    pytest.param({"first_year": 1944}, "measure_first_year", id="starts in 1944"),
    pytest.param({"last_year": 2101}, "measure_last_year", id="ends in 2101"),
    pytest.param({"evaluated": True, "evaluation_year": 1944}, "measure_evaluation_year", id="evaluated in 1944"),
    pytest.param({"ongoing": True}, "measure_ongoing_has_no_end", id="ongoing with an end"),
    pytest.param(
        {"ongoing": True, "first_year": None, "last_year": None}, "measure_ongoing_has_no_end", id="ongoing since when?"
    ),
    pytest.param(
        {"evaluated": False, "evaluation_conclusions": "It works."},
        "measure_evaluation_is_consistent",
        id="conclusions of none",
    ),
    pytest.param(
        {"evaluated": None, "evaluation_year": 2020}, "measure_evaluation_is_consistent", id="year of no evaluation"
    ),
    pytest.param(
        {"withdrawn_at": "2026-01-01T00:00Z"}, "measure_withdrawn_with_reason", id="withdrawn without a reason"
    ),
    pytest.param(
        {"withdrawn_at": "2026-01-01T00:00Z", "withdrawal_reason": " "},
        "measure_withdrawn_with_reason",
        id="a reason of blanks",
    ),
    pytest.param({"first_year": 70_000}, "smallint out of range", id="a year that fits nowhere"),
]


@pytest.mark.parametrize(("fields", "constraint"), REFUSED)
def test_database_refuses_insert(fields: dict[str, Any], constraint: str) -> None:
    measure = MeasureFactory.build(**{"coalition": CoalitionFactory(), "slug": "a-measure"} | fields)

    with pytest.raises(DatabaseError, match=constraint):
        insert(measure)


@pytest.mark.parametrize(("fields", "constraint"), REFUSED)
def test_database_refuses_update(fields: dict[str, Any], constraint: str) -> None:
    measure = MeasureFactory()

    with pytest.raises(DatabaseError, match=constraint):
        update(measure, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"first_year": None, "last_year": None}, id="period unknown"),
        pytest.param({"last_year": None}, id="end unknown"),
        pytest.param({"first_year": 2019, "last_year": 2019}, id="one year"),
        pytest.param({"first_year": 1945, "last_year": 2100}, id="the longest period"),
        pytest.param({"ongoing": True, "last_year": None}, id="ongoing"),
        pytest.param({"coalition": None, "authority": "Example Ministry"}, id="by an authority"),
        pytest.param({"evaluated": True}, id="evaluated, nothing more"),
        pytest.param({"results_achieved": ""}, id="no results yet"),
    ],
)
def test_database_and_form_accept(fields: dict[str, Any]) -> None:
    measure = MeasureFactory(**fields)

    measure.full_clean()


def typed(**fields: Any) -> dict[str, Any]:
    """What a person types who makes no mistake, and then these fields."""
    coalition = Coalition.objects.first() or CoalitionFactory()
    right = {
        "title": "Trained museum staff",
        "language": "en",
        "coalition": coalition.pk,
        "first_year": "2016",
        "last_year": "2019",
        "main_features": "Four workshops a year.",
    }
    return right | fields


def test_form_accepts_what_is_right() -> None:
    assert form_errors(Measure, typed()) == {}


ORDER = "The period ends before it starts, or has no first year. Correct one of the two years."
ONE_REPORTER = "Say who reports the measure: either a coalition or a public authority, not both."
EVALUATION = "The evaluation has a year or conclusions. Say that the measure was evaluated, or remove them."
YEAR = "Give a year from 1945 to 2100, in four digits."
MARKUP = "This is plain text, and “<b>” is markup. Remove it: paragraphs, lists and links need none."


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"title": "  "}, "title", "This field is required."),
        ({"language": ""}, "language", "Choose the language that this is written in."),
        ({"language": "xx"}, "language", "Select a valid choice. xx is not one of the available choices."),
        ({"main_features": " \n "}, "main_features", "This field is required."),
        (
            {"main_features": "x" * 10_001},
            "main_features",
            "Ensure this value has at most 10000 characters (it has 10001).",
        ),
        ({"main_features": "Read <b>this</b>"}, "main_features", MARKUP),
        ({"coalition": ""}, "coalition", ONE_REPORTER),
        ({"authority": "Example Ministry"}, "coalition", ONE_REPORTER),
        ({"first_year": "2019", "last_year": "2016"}, "last_year", ORDER),
        ({"first_year": ""}, "last_year", ORDER),
        ({"first_year": "1944"}, "first_year", YEAR),
        ({"last_year": "2101"}, "last_year", YEAR),
        ({"ongoing": "on"}, "ongoing", "An ongoing measure has a first year and no last year. Correct the period."),
        ({"evaluated": "false", "evaluation_conclusions": "It works."}, "evaluated", EVALUATION),
        ({"evaluated": "unknown", "evaluation_year": "2020"}, "evaluated", EVALUATION),
        ({"countries": "CA,XX"}, "countries", "“XX” is not the code of a country."),
    ],
)
def test_form_says_what_is_wrong_beside_the_field(fields: dict[str, Any], field: str, sentence: str) -> None:
    assert form_errors(Measure, typed(**fields)) == {field: [sentence]}


def test_coalition_with_measures_cannot_be_deleted() -> None:
    measure = MeasureFactory()

    with pytest.raises(IntegrityError, match="protected foreign keys"):
        measure.coalition.delete()


@pytest.mark.parametrize(
    ("title", "years", "shown"),
    [
        ("Support to coalitions", (2016, 2019), "Support to coalitions (2016–2019)"),
        ("Support to coalitions (2016–2019)", (2016, 2019), "Support to coalitions (2016–2019)"),
        ("Support to coalitions, 2016-2019", (2016, 2019), "Support to coalitions (2016–2019)"),
        ("Support to coalitions – (2016 — 2019)", (2016, 2019), "Support to coalitions (2016–2019)"),
        ("Organized the congress – 2019", (2019, 2019), "Organized the congress (2019)"),
        ("Congress of 2019 in Lomé", (2019, 2019), "Congress of 2019 in Lomé (2019)"),
        ("Support to coalitions (2015–2018)", (2016, 2019), "Support to coalitions (2015–2018) (2016–2019)"),
        ("2019", (2019, 2019), "2019 (2019)"),
        ("Route 12019", (2019, 2019), "Route 12019 (2019)"),
        ("A title without a period", (None, None), "A title without a period"),
        ("European Agenda for Music, since 2018", (2018, None), "European Agenda for Music, since 2018 (2018)"),
        ("Agenda de la musique, depuis 2018", (2018, None), "Agenda de la musique, depuis 2018 (2018)"),
        ("Red de música, desde 2016", (2016, None), "Red de música, desde 2016 (2016)"),
        ("Network, 2016-", (2016, None), "Network, 2016- (2016)"),
        ("Network, 2016 to date", (2016, None), "Network, 2016 to date (2016)"),
        ("Network 2016 – 2019", (2019, 2019), "Network 2016 – 2019 (2019)"),
        ("Network, FY 2018/2019", (2018, 2019), "Network, FY 2018/2019 (2018–2019)"),
        ("Agenda post-2015", (2015, 2015), "Agenda post-2015 (2015)"),
        ("Congress (Lomé, 2019)", (2019, 2019), "Congress (Lomé, 2019) (2019)"),
        ("Law of May 5, 2019", (2019, 2019), "Law of May 5, 2019 (2019)"),
        ("شبكة، منذ ٢٠١٨", (2018, 2018), "شبكة، منذ ٢٠١٨ (2018)"),
    ],
)
def test_title_shows_the_period_once(title: str, years: tuple[int | None, int | None], shown: str) -> None:
    measure = MeasureFactory.build(title=title, first_year=years[0], last_year=years[1])

    assert str(measure) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("European Agenda for Music, since 2018", "European Agenda for Music (since 2018)"),
        ("Agenda de la musique (depuis 2018)", "Agenda de la musique (since 2018)"),
        ("Red de música – desde 2018", "Red de música (since 2018)"),
        ("What we do since 2018", "What we do since 2018 (since 2018)"),
        ("Network, 2018-", "Network, 2018- (since 2018)"),
    ],
)
def test_title_of_an_ongoing_measure_stays_whole(title: str, shown: str) -> None:
    assert str(MeasureFactory.build(title=title, first_year=2018, last_year=None, ongoing=True)) == shown


def test_ongoing_measure_shows_since_when() -> None:
    assert MeasureFactory.build(first_year=2016, last_year=None, ongoing=True).period == "since 2016"


def test_title_knows_its_language() -> None:
    title = MeasureFactory.build(title="دعم التحالفات", language="ar").bare_title

    assert (title.lang, title.dir) == ("ar", "rtl")


def test_published_leaves_out_the_withdrawn() -> None:
    kept = MeasureFactory()
    MeasureFactory(withdrawn_at="2026-01-01T00:00Z", withdrawal_reason="Reported twice.")

    assert list(Measure.objects.published()) == [kept]
