"""The sections of a report with how far each has come, and what is said of the whole."""

import pytest
from django.test import Client
from django.urls import reverse

from submissions.models import Submission
from tests.factories import RepresentativeFactory, SubmissionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_what_is_required_and_missing_is_named(writer: Client, submission: Submission) -> None:
    page = writer.get(reverse("desk_submission", args=[submission.pk]))

    sentence = "Something that is required is missing in 4 sections: The measure, What it does, Results and Contact."
    assert sentence in texts(page, "main")[0]


def test_each_section_says_whether_it_is_required_and_begun(writer: Client, submission: Submission) -> None:
    submission.answers = {"measure": {"title": "A title"}, "events": {}, "results": {"results_achieved": "A law."}}
    submission.save()

    page = writer.get(reverse("desk_submission", args=[submission.pk]))

    assert texts(page, "span", class_="progress")[:4] == [
        "Begun; something is missing",
        "Required; not begun",
        "Complete",
        "Optional; not begun",
    ]


def test_a_report_that_lacks_nothing_says_so(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_submission", args=[submission.pk]))

    assert "Nothing that is required is missing: you can check the report and submit it." in texts(page, "main")[0]


def test_a_submitted_report_does_not_invite_to_write(client: Client) -> None:
    submission = SubmissionFactory(state=Submission.State.SUBMITTED)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_submission", args=[submission.pk]))

    assert "Write the sections in any order" not in texts(page, "main")[0]
