"""The way of a section, from its view until it is stored, enters few rooms and leads down through the house."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from submissions.models import Submission
from tests.desk.steps import press, rows, section, stored
from tests.desk.walk import walk_through
from tests.factories import ANSWERS

pytestmark = pytest.mark.django_db

ROOMS = {"desk", "submissions", "coalitions", "accounts", "common"}
# The guard of the desk's pages keeps texts for the secretariat, too, so it lives below both and calls the view.
GUARD = "accounts.at_desk.<locals>.wrapped → desk.with_submission.<locals>.wrapped"


@pytest.mark.parametrize(
    ("slug", "typed", "rooms"),
    [
        ("measure", ANSWERS["measure"], ROOMS),
        # The wording of this question is the same wherever a measure is shown.
        (
            "results",
            rows("results", "n1", **{"results-n1-statement": "A law.", "results-n1-date": "2019-10"}),
            ROOMS | {"measures"},
        ),
        ("partners", rows("fundings", "n1", **{"fundings-n1-amount": "1,200", "fundings-n1-currency": "EUR"}), ROOMS),
    ],
)
def test_a_section_is_saved_by_few_rooms_and_climbs_once(
    writer: Client, submission: Submission, slug: str, typed: dict[str, Any], rooms: set[str]
) -> None:
    address = section(submission, slug)
    writer.get(address)  # what is loaded with the first page is no part of the way

    walk = walk_through(resolve(address).func, lambda: press(writer, submission, slug, "save", typed))

    assert stored(submission, slug)
    assert walk.rooms == rooms
    assert walk.climbs == {GUARD}
