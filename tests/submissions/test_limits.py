"""A report holds far more than anybody writes, and no more: what is too much is refused, and stays on the page."""

from typing import Any

import pytest
from django.urls import reverse

from submissions.limits import LONGEST_REMARK, LONGEST_SECTION, LONGEST_TEXT
from submissions.models import Submission
from tests.admin import editor, signed_in
from tests.factories import RepresentativeFactory, SubmissionFactory
from tests.pages import texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

TOO_LONG = (
    "Nothing is saved yet: the text that begins with “<!--<!--<!--<!--<!--<!--<!--<!--<!--<!--” has 50,004 characters, "
    "and at most 50,000 can be kept. Shorten it, or add it as a file."
)
TOO_MANY = (
    "Nothing is saved yet: this section has 200,048 characters in all, and at most 200,000 can be kept. Shorten it, or "
    "add a part of it as a file."
)


@pytest.fixture
def submission() -> Submission:
    return SubmissionFactory(answers={})


def write(submission: Submission, slug: str, typed: dict[str, Any], **headers: str) -> Any:
    writer = signed_in(RepresentativeFactory(coalition=submission.coalition).user)
    address = reverse("desk_section", args=[submission.pk, slug])
    return writer.post(address, {**typed, "revision": "0"}, headers=headers or None)


def test_a_text_that_is_too_long_is_refused_in_a_sentence_and_stays_on_the_page(submission: Submission) -> None:
    text = "<!--" * (LONGEST_TEXT // 4 + 1)

    answer = write(submission, "features", {"main_features": text})

    assert answer.status_code == 413
    assert TOO_LONG in texts(answer, "p")
    assert answer.context["section"]["main_features"].value() == text
    assert "data-unsaved" in answer.content.decode()  # so the browser keeps it, too
    submission.refresh_from_db()
    assert submission.answers == {}


def test_a_script_is_told_the_same(submission: Submission) -> None:
    answer = write(
        submission, "features", {"main_features": "<!--" * (LONGEST_TEXT // 4 + 1)}, accept="application/json"
    )

    assert (answer.status_code, answer.json()) == (413, {"reason": "too-much", "sentence": TOO_LONG})


def test_many_texts_that_are_too_much_together_are_refused(submission: Submission) -> None:
    size = LONGEST_SECTION // 8 + 1
    typed: dict[str, Any] = {"rows": ["results"], "results": [f"n{number}" for number in range(10, 18)]}
    typed |= {f"results-n{number}-statement": "x" * size for number in range(10, 18)}
    typed |= {f"results-n{number}-kind": "oo" for number in range(10, 18)}

    answer = write(submission, "results", typed)

    assert answer.status_code == 413
    assert TOO_MANY in texts(answer, "p")


def test_what_is_long_is_kept(submission: Submission) -> None:
    answer = write(submission, "features", {"main_features": "é" * LONGEST_TEXT})

    submission.refresh_from_db()
    assert answer.status_code == 302
    assert len(submission.answers["features"]["main_features"]) == LONGEST_TEXT


@pytest.mark.parametrize("field", ["remark-title", "reason"])
def test_a_remark_or_a_reason_that_is_too_long_stays_on_the_page(field: str) -> None:
    waiting = SubmissionFactory(state="submitted")
    text = "x" * (LONGEST_REMARK + 1)

    page: Any = signed_in(editor()).post(
        reverse("admin:submissions_submission_change", args=[waiting.pk]), {field: text, "do": "decline"}
    )

    assert page.status_code == 413
    assert text in page.content.decode()
    assert waiting.remarks.count() == 0


def test_the_secretariats_own_edit_is_limited_alike() -> None:
    waiting = SubmissionFactory(state="submitted")
    text = "x" * (LONGEST_TEXT + 1)

    page: Any = signed_in(editor()).post(
        reverse("admin:submissions_submission_edit", args=[waiting.pk, "features"]),
        {"main_features": text, "revision": "0"},
    )

    assert page.status_code == 409
    assert page.context["section"]["main_features"].value() == text


def test_a_record_of_the_admin_is_limited_too() -> None:
    page: Any = signed_in(editor()).post(
        "/admin/coalitions/event/add/", {"name": "x", "description": "x" * 50_001, "language": "en"}
    )

    assert page.context["adminform"].form.errors["description"] == [
        "Ensure this value has at most 50000 characters (it has 50001)."
    ]
