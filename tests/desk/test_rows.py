"""Rows of a report, such as its partners, without JavaScript."""

import pytest
from django.test import Client

from submissions.models import Submission
from tests.desk.steps import press, rows, section, stored

pytestmark = pytest.mark.django_db


def test_rows_are_added_moved_and_removed_with_all_that_was_typed(writer: Client, submission: Submission) -> None:
    press(writer, submission, "partners", "add partners", {"rows": ["partners"]})
    first = rows("partners", "n1", **{"partners-n1-name": "One"})
    press(writer, submission, "partners", "add partners", first)
    both = rows("partners", "n1", "n2", **{"partners-n1-name": "One", "partners-n2-name": "Two"})
    press(writer, submission, "partners", "up partners n2", both)

    assert [row["name"] for row in stored(submission, "partners")["partners"]] == ["Two", "One"]

    moved = rows("partners", "n2", "n1", **{"partners-n1-name": "One", "partners-n2-name": "Two"})
    press(writer, submission, "partners", "remove partners n2", moved)

    assert [row["name"] for row in stored(submission, "partners")["partners"]] == ["One"]


def test_there_is_an_end_to_adding_rows(writer: Client, submission: Submission) -> None:
    press(writer, submission, "evidence", "save", rows("links", *[f"n{number}" for number in range(1, 51)]))

    page = writer.post(
        section(submission, "evidence"),
        {**rows("links", *[f"n{number}" for number in range(1, 51)]), "revision": "1", "do": "add links"},
        follow=True,
    )

    *_earlier, message = page.context["messages"]
    assert str(message) == "There are 50 rows already, and no more can be added."


def test_a_row_that_is_wrong_says_so_in_the_row(writer: Client, submission: Submission) -> None:
    post = rows("results", "n1", **{"results-n1-statement": "A law.", "results-n1-date": "32 May"})

    press(writer, submission, "results", "continue", post)

    page = writer.get(section(submission, "results"))
    row = page.context["section"].rows["results"][0]
    assert list(row.errors) == ["date"]
    assert row["date"].value() == "32 May"


def test_a_row_that_was_added_and_left_alone_is_no_obstacle(writer: Client, submission: Submission) -> None:
    press(writer, submission, "partners", "add fundings", {"rows": ["fundings"]})

    form = writer.get(section(submission, "partners")).context["section"]

    assert form.rows["fundings"][0]["currency"].value() == "USD"
    assert (form.is_valid(), form.is_empty) == (True, True)
