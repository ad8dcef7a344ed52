"""The desk: what lies on it, and beginning a report, an update, or the same measure in the next cycle."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from coalitions.models import Representative
from submissions.models import Submission
from tests.factories import CycleFactory, MeasureFactory, RepresentativeFactory, SubmissionFactory
from tests.pages import elements

pytestmark = pytest.mark.django_db
State = Submission.State


def test_one_who_speaks_for_two_coalitions_sees_both(writer: Client, submission: Submission) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    other = RepresentativeFactory(user=user).coalition

    page = writer.get(reverse("desk"))

    assert [desk.coalition for desk in page.context["desks"]] == [submission.coalition, other]


def test_a_desk_takes_as_many_queries_for_many_reports_as_for_few(
    writer: Client, submission: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = Representative.objects.get(coalition=submission.coalition).user
    for _number in range(3):
        coalition = RepresentativeFactory(user=user).coalition
        for state in (State.DRAFT, State.CHANGES_REQUESTED, State.SUBMITTED):
            SubmissionFactory(coalition=coalition, state=state)
        MeasureFactory.create_batch(3, coalition=coalition, cycle=CycleFactory())

    with django_assert_max_num_queries(14):
        writer.get(reverse("desk"))


@pytest.mark.parametrize(("role", "links"), [("coordinator", ["desk_archive"]), ("contributor", [])])
def test_a_coordinator_is_led_to_the_archive(client: Client, role: str, links: list[str]) -> None:
    representative = RepresentativeFactory(role=role)
    client.force_login(representative.user)

    page = client.get(reverse("desk"))

    addresses = [reverse(name, args=[representative.coalition.slug]) for name in links]
    assert [link.attributes["href"] for link in elements(page, "a") if "download" in link.attributes] == addresses


def test_beginning_a_report(writer: Client, submission: Submission) -> None:
    cycle = CycleFactory()

    answer = writer.post(reverse("desk_start"), {"coalition": submission.coalition_id})

    begun = Submission.objects.latest("pk")
    assert answer["Location"] == begun.get_absolute_url()
    assert (begun.coalition, begun.cycle) == (submission.coalition, cycle)


def test_an_update_begins_with_what_is_public(writer: Client, submission: Submission) -> None:
    measure = MeasureFactory(coalition=submission.coalition)

    writer.post(reverse("desk_update", args=[measure.pk]))

    update = measure.submissions.get()
    assert update.answers["features"]["main_features"] == measure.main_features


def test_a_measure_is_carried_forward_into_the_next_cycle(writer: Client, submission: Submission) -> None:
    measure = MeasureFactory(coalition=submission.coalition)

    writer.post(reverse("desk_carry_forward", args=[measure.pk]))

    assert measure.carried_forward.get().cycle == CycleFactory()
