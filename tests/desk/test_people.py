"""Who speaks for a coalition: coordinators decide, anyone can leave, and what has ended gives no access."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalitions import people
from coalitions.models import Coalition, Representative
from tests.factories import CoalitionFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/en/desk/example/people/"
LAST = (
    "A coalition needs a coordinator, and there is no other. Make a colleague coordinator first, or write to the "
    "secretariat."
)


@pytest.fixture
def coalition() -> Coalition:
    return CoalitionFactory(slug="example")


@pytest.fixture
def coordinator(coalition: Coalition) -> Representative:
    return RepresentativeFactory(coalition=coalition, role=Representative.Role.COORDINATOR, user__name="Ama")


@pytest.fixture
def contributor(coalition: Coalition) -> Representative:
    return RepresentativeFactory(coalition=coalition, user__name="Kofi")


def of(representative: Representative) -> Client:
    client = Client()
    client.force_login(representative.user)
    return client


def post(client: Client, representative: Representative, action: str) -> tuple[int, list[str]]:
    """Press a button on somebody's page, and return the status and what is said then."""
    response = client.post(f"{PEOPLE}{representative.pk}/", {"action": action}, follow=True)
    return response.status_code, [str(message) for message in response.context["messages"]] if response.context else []


def role_of(representative: Representative) -> str | None:
    """The role now, or nothing if it has ended."""
    return Representative.objects.current().filter(pk=representative.pk).values_list("role", flat=True).first()


def test_those_who_speak_for_it_see_each_other(coordinator: Representative, contributor: Representative) -> None:
    listed = of(contributor).get(PEOPLE).context["representatives"]

    assert [str(representative.user) for representative in listed] == ["Ama", "Kofi"]


def test_a_coordinator_ends_a_representation_at_once(coordinator: Representative, contributor: Representative) -> None:
    colleague = of(contributor)
    assert colleague.get(PEOPLE).status_code == 200

    assert post(of(coordinator), contributor, "end") == (200, ["Kofi no longer represents the coalition."])

    assert colleague.get(PEOPLE).status_code == 404
    assert [letter.to for letter in mail.outbox] == [[contributor.user.email]]


def test_ending_one_representation_leaves_the_others(coordinator: Representative, contributor: Representative) -> None:
    elsewhere = RepresentativeFactory(user=contributor.user)

    post(of(coordinator), contributor, "end")

    assert list(Coalition.objects.represented_by(contributor.user)) == [elsewhere.coalition]


def test_anyone_can_leave(coordinator: Representative, contributor: Representative) -> None:
    assert post(of(contributor), contributor, "end")[0] == 200
    assert role_of(contributor) is None
    assert mail.outbox == []


@pytest.mark.parametrize("action", ["end", "contributor"])
def test_the_last_coordinator_is_told_how_to_go(
    coordinator: Representative, contributor: Representative, action: str
) -> None:
    assert post(of(coordinator), coordinator, action) == (200, [LAST])
    assert role_of(coordinator) == "coordinator"


def test_a_coordinator_whose_account_is_closed_does_not_count(coordinator: Representative) -> None:
    RepresentativeFactory(coalition=coordinator.coalition, role=Representative.Role.COORDINATOR, user__is_active=False)

    assert post(of(coordinator), coordinator, "end") == (200, [LAST])


def test_a_coordinator_hands_over_and_leaves(coordinator: Representative, contributor: Representative) -> None:
    client = of(coordinator)

    post(client, contributor, "coordinator")
    post(client, coordinator, "end")

    assert (role_of(contributor), role_of(coordinator)) == ("coordinator", None)


@pytest.mark.parametrize("action", ["end", "contributor", "coordinator"])
def test_a_contributor_changes_nobody_else(
    coordinator: Representative, contributor: Representative, action: str
) -> None:
    assert post(of(contributor), coordinator, action)[0] == 403
    assert role_of(coordinator) == "coordinator"


def test_a_contributor_has_no_page_of_a_colleague(coordinator: Representative, contributor: Representative) -> None:
    assert of(contributor).get(f"{PEOPLE}{coordinator.pk}/").status_code == 403


def test_a_contributor_does_not_make_oneself_coordinator(contributor: Representative) -> None:
    assert post(of(contributor), contributor, "coordinator")[0] == 403
    assert role_of(contributor) == "contributor"


@pytest.mark.usefixtures("coalition")
def test_another_coalitions_people_are_out_of_reach_through_ones_own_page(contributor: Representative) -> None:
    other = RepresentativeFactory(coalition__slug="other", role=Representative.Role.COORDINATOR)

    assert of(other).post(f"/en/desk/other/people/{contributor.pk}/", {"action": "end"}).status_code == 404
    assert role_of(contributor) == "contributor"


def test_a_former_coordinator_changes_nobody(coordinator: Representative, contributor: Representative) -> None:
    former = RepresentativeFactory(
        coalition=coordinator.coalition, role=Representative.Role.COORDINATOR, ended_at="2026-01-01T00:00Z"
    )

    assert of(former).post(f"{PEOPLE}{contributor.pk}/", {"action": "end"}).status_code == 404
    assert role_of(contributor) == "contributor"


def test_a_link_changes_nobody(coordinator: Representative, contributor: Representative) -> None:
    of(coordinator).get(f"{PEOPLE}{contributor.pk}/?action=end")

    assert role_of(contributor) == "contributor"


def test_a_removal_is_asked_of_those_who_keep_accounts(
    coordinator: Representative, contributor: Representative
) -> None:
    keeper = UserFactory(is_staff=True, email="office@example.org", language="fr")
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    UserFactory(is_staff=True)

    of(coordinator).post(f"{PEOPLE}{contributor.pk}/removal/", {"reason": "Kofi has left us."})

    (letter,) = mail.outbox
    assert letter.to == ["office@example.org"]
    assert "Kofi has left us." in letter.body
    assert f"http://testserver/admin/accounts/user/{contributor.user.pk}/change/" in letter.body
    assert role_of(contributor) == "contributor"


def test_a_contributor_asks_for_no_removal(coordinator: Representative, contributor: Representative) -> None:
    assert of(contributor).post(f"{PEOPLE}{coordinator.pk}/removal/", {"reason": "x"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_do_not_end_each_other(coordinator: Representative) -> None:
    other = RepresentativeFactory(coalition=coordinator.coalition, role=Representative.Role.COORDINATOR)

    def leave(representative: Representative) -> bool:
        try:
            people.end(representative, representative.user)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        left = list(pool.map(leave, [coordinator, other]))

    assert sorted(left) == [False, True]
    assert Representative.objects.coordinators().count() == 1


def test_the_list_costs_the_same_for_many(
    coordinator: Representative, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = of(coordinator)
    RepresentativeFactory.create_batch(10, coalition=coordinator.coalition)

    with django_assert_max_num_queries(7):
        client.get(PEOPLE)
