"""Writing a report without JavaScript: what is typed is kept, and what is wrong with it told beside the question."""

from typing import Any

import pytest
from django.test import Client

from submissions.models import Submission
from tests.desk.steps import section, stored

pytestmark = pytest.mark.django_db
LONG = "Ten thousand words, and every one of them kept. " * 850  # 40,800 characters


def test_what_was_typed_is_saved_and_shown_again(writer: Client, submission: Submission) -> None:
    page = writer.post(section(submission), {"title": "Taught", "revision": "0", "do": "save"}, follow=True)

    assert stored(submission)["title"] == "Taught"
    assert page.context["section"]["title"].value() == "Taught"


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("first_year", "20l9", "Give a year from 1945 to 2100, in four digits."),
        ("first_year", "209", "Give a year from 1945 to 2100, in four digits."),
        ("title", "A " * 200, "This is too long: it has 399 characters, and 300 can be published. Shorten it."),
        (
            "title",
            "<script>alert(1)</script>",
            (
                "This is plain text, and “<script>alert(1)</script>” is markup. "
                "Remove it: paragraphs, lists and links need none."
            ),
        ),
        (
            "title",
            "Bell\x07",
            "There is a control character (U+0007) after “Bell”. Remove it, or paste only the text.",
        ),
        ("language", "xx", "Select a valid choice. xx is not one of the available choices."),
        ("countries", ["CA", "ZZ"], "“ZZ” is no longer in the list. Choose another, or none."),
    ],
)
def test_bad_input_is_kept_as_typed_and_told_beside_the_question(
    writer: Client, submission: Submission, question: str, typed: Any, sentence: str
) -> None:
    post = {question: typed, "last_year": "2019", "revision": "0", "do": "continue"}

    page = writer.post(section(submission), post, follow=True)

    form = page.context["section"]
    assert list(form.errors.get(question, [])) == [sentence]
    assert stored(submission)[question] == typed
    assert stored(submission)["last_year"] == "2019"
    assert form.errors.keys() - {question, "last_year"} == set()


def test_an_end_before_the_start(writer: Client, submission: Submission) -> None:
    post = {"first_year": "2020", "last_year": "2019", "revision": "0", "do": "continue"}

    page = writer.post(section(submission), post, follow=True)

    assert list(page.context["section"].errors["last_year"]) == [
        "The period ends before it starts, or has no first year. Correct one of the two years."
    ]


@pytest.mark.parametrize(
    "text", ["\u202eright to left\u202c", "👩🏽‍🎨 🎭", "دعم التحالفات", "a\u0301 ﬁ ẞ", "'; DROP TABLE --"]
)
def test_signs_of_every_script_are_kept(writer: Client, submission: Submission, text: str) -> None:
    writer.post(section(submission, "features"), {"main_features": text, "revision": "0"})

    assert stored(submission, "features")["main_features"] == text


def test_nul_is_the_only_sign_that_goes(writer: Client, submission: Submission) -> None:
    writer.post(section(submission, "features"), {"main_features": "a\x00b\r\nc", "revision": "0"})

    assert stored(submission, "features")["main_features"] == "ab\nc"


def test_a_paste_that_is_too_long_is_kept_and_the_excess_shown(writer: Client, submission: Submission) -> None:
    post = {"main_features": LONG, "revision": "0", "do": "save"}

    page = writer.post(section(submission, "features"), post, follow=True)

    question = page.context["page"].questions[0]
    assert stored(submission, "features")["main_features"] == LONG
    assert (question.count, question.excess) == (len(LONG), LONG[10_000:])
    assert list(page.context["section"].errors["main_features"]) == [
        f"This is too long: it has {len(LONG.strip())} characters, and 10000 can be published. Shorten it."
    ]


def test_what_is_missing_is_told_only_when_it_is_asked_for(writer: Client, submission: Submission) -> None:
    assert not writer.get(section(submission)).context["section"].errors
    assert "title" in writer.get(section(submission), {"check": "1"}).context["section"].errors


def test_a_post_that_leaves_a_question_out_keeps_its_answer(writer: Client, submission: Submission) -> None:
    writer.post(section(submission), {"title": "Taught", "countries": ["CA"], "revision": "0"})

    writer.post(section(submission), {"first_year": "2019", "revision": "1"})

    assert stored(submission)["title"] == "Taught"
    assert stored(submission)["countries"] == ["CA"]


def test_a_page_of_the_form_says_that_no_browser_cuts_or_restores(writer: Client, submission: Submission) -> None:
    page = writer.get(section(submission)).content.decode()

    assert "maxlength" not in page
    assert 'autocomplete="off"' in page
