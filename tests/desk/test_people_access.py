"""The pages of a coalition's people from the attacker's side: every address, tried by everybody who has no business."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from coalitions import invitations
from coalitions.models import Invitation, Representative
from desk import people_urls
from tests.factories import RepresentativeFactory
from tests.outsiders import OUTSIDERS, Outsider

pytestmark = pytest.mark.django_db
COORDINATOR = Representative.Role.COORDINATOR
MARKER = "Quetzalcoatlus"

# What each address names besides the coalition. A new address of the people fails until it is listed here.
NAMES: dict[str, str] = {
    "people": "",
    "people_invite": "",
    "people_person": "representative",
    "people_removal": "representative",
    "people_invitation": "invitation",
}
ROUTES = [str(pattern.name) for pattern in people_urls.urlpatterns if str(pattern.pattern).startswith("desk/")]


@pytest.fixture
def coordinator() -> Representative:
    """The only coordinator of a coalition, who has invited somebody."""
    coordinator: Representative = RepresentativeFactory(role=COORDINATOR, user__name=MARKER)
    invitations.invite(coordinator.coalition, f"{MARKER}@example.org", "contributor", "en", by=coordinator.user)
    return coordinator


def address(route: str, coordinator: Representative) -> str:
    ids = {"representative": coordinator.pk, "invitation": coordinator.coalition.invitations.get().pk}
    named = {"pk": ids[NAMES[route]]} if NAMES[route] else {}
    return reverse(route, kwargs={"slug": coordinator.coalition.slug, **named})


def forged(action: str) -> dict[str, str]:
    """Everything that a form of these pages could send."""
    return {"action": action, "email": "mallory@example.org", "role": "coordinator", "language": "en", "reason": "Why?"}


def what_is_kept() -> list[list[dict[str, Any]]]:
    records = [Representative.objects.order_by("pk"), Invitation.objects.order_by("pk"), Email.objects.order_by("pk")]
    return [list(queryset.values()) for queryset in records]


def test_every_address_of_the_people_is_in_the_table() -> None:
    assert set(ROUTES) == set(NAMES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_learns_that_the_pages_exist(
    client: Client, coordinator: Representative, route: str, outsider: Outsider
) -> None:
    client.force_login(outsider(coordinator.coalition))

    answer = client.get(address(route, coordinator))

    assert answer.status_code in (404, 405)
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("action", ["end", "coordinator", "contributor", "revoke", "resend"])
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_changes_anything(
    client: Client, coordinator: Representative, route: str, outsider: Outsider, action: str
) -> None:
    client.force_login(outsider(coordinator.coalition))
    before = what_is_kept()

    answer = client.post(address(route, coordinator), forged(action))

    assert answer.status_code == 404
    assert what_is_kept() == before


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in(client: Client, coordinator: Representative, route: str, method: str) -> None:
    before = what_is_kept()

    answer = getattr(client, method)(address(route, coordinator), forged("end"))

    assert answer["Location"].partition("?")[0] == reverse("account_login")
    assert what_is_kept() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if NAMES[route]])
def test_what_belongs_to_another_coalition_is_out_of_reach_below_ones_own(
    client: Client, coordinator: Representative, route: str
) -> None:
    other = RepresentativeFactory(role=COORDINATOR)
    client.force_login(other.user)
    before = what_is_kept()
    pk = address(route, coordinator).rstrip("/").removesuffix("/removal").rpartition("/")[2]

    answer = client.post(reverse(route, kwargs={"slug": other.coalition.slug, "pk": pk}), forged("end"))

    assert answer.status_code == 404
    assert what_is_kept() == before
