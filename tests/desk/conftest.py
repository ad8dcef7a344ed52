"""A report that has only begun, a browser in which somebody writes it, and a coalition with its coordinator."""

import pytest
from django.test import Client

from accounts.models import User
from coalitions.models import Coalition, Representative
from submissions.models import Submission
from tests.factories import CoalitionFactory, RepresentativeFactory, SubmissionFactory


@pytest.fixture
def submission() -> Submission:
    return SubmissionFactory(answers={})


@pytest.fixture
def writer(client: Client, submission: Submission) -> Client:
    """A browser in which somebody is signed in who speaks for the report's coalition."""
    client.force_login(RepresentativeFactory(coalition=submission.coalition, user__name="Writer").user)
    return client


@pytest.fixture
def coalition() -> Coalition:
    return CoalitionFactory(slug="example")


@pytest.fixture
def coordinator(coalition: Coalition) -> User:
    user: User = RepresentativeFactory(coalition=coalition, role=Representative.Role.COORDINATOR).user
    return user
