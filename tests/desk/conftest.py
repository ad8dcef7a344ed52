"""A report that has only begun, and a browser in which somebody writes it."""

import pytest
from django.test import Client

from submissions.models import Submission
from tests.factories import RepresentativeFactory, SubmissionFactory


@pytest.fixture
def submission() -> Submission:
    return SubmissionFactory(answers={})


@pytest.fixture
def writer(client: Client, submission: Submission) -> Client:
    """A browser in which somebody is signed in who speaks for the report's coalition."""
    client.force_login(RepresentativeFactory(coalition=submission.coalition, user__name="Writer").user)
    return client
