"""The list of reports: what waits the longest comes first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from submissions.models import Submission
from tests.factories import SubmissionFactory, submitted
from tests.pages import texts

pytestmark = pytest.mark.django_db
QUERIES = 13


def test_the_list_shows_what_waits_the_longest_first(office: Client) -> None:
    later, sooner = (submitted() for _number in range(2))
    Submission.objects.filter(pk=sooner.pk).update(submitted_at=timezone.now() - timedelta(days=3))
    SubmissionFactory()

    found = office.get("/admin/submissions/submission/").context["cl"].result_list

    assert list(found) == [sooner, later]


def test_the_list_counts_each_state(office: Client) -> None:
    submitted()
    SubmissionFactory()

    html = office.get("/admin/submissions/submission/").content.decode()

    assert [label in html for label in ("waits for a decision (1)", "draft (1)", "all (2)")] == [True, True, True]


@pytest.mark.parametrize(
    ("query", "count"), [("state=all", 2), ("state=draft", 1), ("q=trained", 1), ("q=nothing", 0), ("state=odd", 1)]
)
def test_the_list_is_narrowed(office: Client, query: str, count: int) -> None:
    submitted()
    SubmissionFactory(answers={})

    found = office.get(f"/admin/submissions/submission/?{query}", follow=True).context["cl"].result_list

    assert len(found) == count


def test_the_list_takes_a_fixed_number_of_queries(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submitted()
    office.get("/admin/submissions/submission/")
    with django_assert_num_queries(QUERIES):
        office.get("/admin/submissions/submission/")
    for _number in range(5):
        submitted()

    with django_assert_num_queries(QUERIES):
        office.get("/admin/submissions/submission/")


def test_the_first_page_of_the_secretariat_says_how_many_reports_wait(office: Client) -> None:
    assert texts(office.get("/admin/"), "p", class_="waiting") == ["No report waits for a decision."]

    submitted()
    submitted()
    SubmissionFactory()

    assert texts(office.get("/admin/"), "p", class_="waiting") == ["2 reports wait for a decision"]
