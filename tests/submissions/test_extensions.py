"""More time in a cycle: who may give it, that it counts, and that the coalition hears of it and can read it."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Cycle, CycleExtension
from submissions import workflow
from submissions.models import Step, Submission
from tests.admin import administrator, editor, page, signed_in
from tests.factories import CoalitionFactory, CycleFactory, RepresentativeFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
ADD = "/admin/measures/cycleextension/add/"


@pytest.fixture
def cycle() -> Cycle:
    return CycleFactory(opens=datetime.date(2026, 1, 1), closes=datetime.date(2027, 6, 30))


@pytest.fixture
def submission(cycle: Cycle) -> Submission:
    return SubmissionFactory(cycle=cycle)


@pytest.fixture(params=[editor, administrator])
def office(request: pytest.FixtureRequest) -> Client:
    """A member of the secretariat, of either group."""
    return signed_in(request.param(name="Office"))


def give(client: Client, submission: Submission, day: str) -> int:
    fields = {"cycle": submission.cycle_id, "coalition": submission.coalition_id, "closes": day}
    return client.post(ADD, fields).status_code


def test_a_report_can_be_submitted_until_then(office: Client, submission: Submission) -> None:
    today = timezone.localdate()
    Cycle.objects.update(opens=today - datetime.timedelta(days=9), closes=today - datetime.timedelta(days=1))
    submission = Submission.objects.get()
    with pytest.raises(workflow.CycleClosed):
        workflow.submit(submission, UserFactory())

    give(office, submission, today.isoformat())

    assert workflow.submit(submission, UserFactory()).state == Submission.State.SUBMITTED


def test_the_coalition_is_told_and_reads_it_in_the_trail(office: Client, submission: Submission) -> None:
    representative = RepresentativeFactory(coalition=submission.coalition)

    give(office, submission, "2027-07-15")

    assert [letter.to for letter in mail.outbox] == [[representative.user.email]]
    step = submission.steps.get()
    assert (step.kind, step.note, str(step.by)) == (Step.Kind.CYCLE_EXTENDED, "2027-07-15", "Office")


def test_another_day_is_told_again_and_the_same_is_not(office: Client, submission: Submission) -> None:
    RepresentativeFactory(coalition=submission.coalition)
    give(office, submission, "2027-07-15")
    extension = CycleExtension.objects.get()
    address = reverse("admin:measures_cycleextension_change", args=[extension.pk])

    office.post(address, {"closes": "2027-07-15"})
    assert len(mail.outbox) == 1

    office.post(address, {"closes": "2027-07-31"})
    assert len(mail.outbox) == 2


def test_a_day_before_the_cycle_closes_is_no_extension(office: Client, submission: Submission) -> None:
    response = office.post(
        ADD, {"cycle": submission.cycle_id, "coalition": submission.coalition_id, "closes": "2027-06-30"}
    )

    assert response.context["adminform"].form.errors == {
        "closes": ["The cycle itself closes on 30 June 2027. Give a later day."]
    }
    assert not CycleExtension.objects.exists()


def test_an_administrator_gives_it_on_the_page_of_the_cycle(submission: Submission) -> None:
    RepresentativeFactory(coalition=submission.coalition)
    cycle = submission.cycle
    assert cycle

    signed_in(administrator()).post(
        page(cycle),
        {
            "first_year": cycle.first_year,
            "last_year": cycle.last_year,
            "opens": "2026-01-01",
            "closes": "2027-06-30",
            "extensions-TOTAL_FORMS": 1,
            "extensions-INITIAL_FORMS": 0,
            "extensions-0-coalition": submission.coalition_id,
            "extensions-0-closes": "2027-07-15",
        },
    )

    assert CycleExtension.objects.get().closes == datetime.date(2027, 7, 15)
    assert len(mail.outbox) == 1


def test_nobody_else_gives_more_time(client: Client, submission: Submission) -> None:
    for user in (
        RepresentativeFactory(coalition=submission.coalition).user,
        RepresentativeFactory(coalition=CoalitionFactory(), role="coordinator").user,
    ):
        client.force_login(user)
        give(client, submission, "2099-12-31")

    assert not CycleExtension.objects.exists()
