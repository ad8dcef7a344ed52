"""The pages of reports stood among the measures once; letters, bookmarks and open forms still lead to them."""

import pytest
from django.test import Client

from submissions.models import Submission
from tests.admin import editor, signed_in
from tests.factories import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

FORMER = "/admin/measures/submission/"
PRESENT = "/admin/submissions/submission/"


@pytest.fixture
def office() -> Client:
    return signed_in(editor())


@pytest.mark.parametrize("page", ["", "?state=all&q=trained", "1/change/", "1/files/2/?download=1"])
def test_a_page_is_found_where_it_is_now(office: Client, page: str) -> None:
    response = office.get(FORMER + page)

    assert (response.status_code, response.headers["Location"]) == (308, PRESENT + page)


def test_a_form_that_was_open_is_sent_on_whole(office: Client) -> None:
    submission = submitted()
    step = submission.steps.latest("pk")
    decision = {"do": "decline", "step": step.pk, "reason": "Not about culture."}

    # As a browser does after a 308, the client sends the same method and body again.
    response = office.post(f"{FORMER}{submission.pk}/change/", decision, follow=True)

    assert response.redirect_chain[0] == (f"{PRESENT}{submission.pk}/change/", 308)
    assert Submission.objects.get().state == Submission.State.DECLINED
