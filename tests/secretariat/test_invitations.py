"""The secretariat invites coordinators from the admin, with the rights for it."""

import pytest
from django.core import mail
from django.test import Client

from coalitions.models import Coalition, Invitation, Representative
from tests import admin
from tests.admin import signed_in
from tests.factories import CoalitionFactory, RepresentativeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

ADD = "/admin/coalitions/invitation/add/"
LIST = "/admin/coalitions/invitation/"


@pytest.fixture
def coalition() -> Coalition:
    coalition: Coalition = CoalitionFactory()
    return coalition


@pytest.fixture
def form(coalition: Coalition) -> dict[str, object]:
    return {"coalition": coalition.pk, "email": "Ama@example.org", "role": "coordinator", "language": "es"}


@pytest.fixture
def administrator() -> Client:
    return signed_in(admin.administrator())


def test_an_administrator_invites_a_coordinator(administrator: Client, form: dict[str, object]) -> None:
    administrator.post(ADD, form)

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.is_open) == ("ama@example.org", "coordinator", True)
    (letter,) = mail.outbox
    assert letter.to == ["ama@example.org"]
    assert "http://testserver/es/accounts/invitations/" in letter.body


def test_the_coalitions_page_leads_there(administrator: Client, coalition: Coalition) -> None:
    page = administrator.get(f"{ADD}?coalition={coalition.pk}")

    initial = page.context["adminform"].form.initial
    assert (initial["coalition"], initial["role"]) == (str(coalition.pk), "coordinator")


def test_someone_who_represents_the_coalition_is_not_invited(
    administrator: Client, coalition: Coalition, form: dict[str, object]
) -> None:
    RepresentativeFactory(coalition=coalition, user__email="ama@example.org")

    errors = administrator.post(ADD, form).context["adminform"].form.errors

    assert errors == {"email": ["This person already represents the coalition."]}
    assert mail.outbox == []


def test_inviting_an_address_again_replaces_the_first_link(administrator: Client, form: dict[str, object]) -> None:
    administrator.post(ADD, form)
    administrator.post(ADD, form | {"role": "contributor"})

    assert list(Invitation.objects.values_list("role", flat=True)) == ["contributor"]
    assert len(mail.outbox) == 2


def test_invitations_are_sent_again_and_revoked(administrator: Client, form: dict[str, object]) -> None:
    administrator.post(ADD, form)
    invitation = Invitation.objects.get()

    administrator.post(LIST, {"action": "send_again", "_selected_action": [invitation.pk]})
    administrator.post(LIST, {"action": "revoke", "_selected_action": [invitation.pk]})
    administrator.post(LIST, {"action": "send_again", "_selected_action": [invitation.pk]})

    invitation.refresh_from_db()
    assert (invitation.state, len(mail.outbox)) == (Invitation.State.REVOKED, 2)


def test_nobody_changes_or_deletes_one(administrator: Client, form: dict[str, object]) -> None:
    administrator.post(ADD, form)
    page = f"{LIST}{Invitation.objects.get().pk}/"

    assert administrator.get(f"{page}change/").status_code == 200
    assert administrator.post(f"{page}change/", form | {"email": "evil@example.org"}).status_code == 403
    assert administrator.post(f"{page}delete/", {"post": "yes"}).status_code == 403


def test_an_editor_invites_nobody(form: dict[str, object]) -> None:
    assert signed_in(admin.editor()).post(ADD, form).status_code == 403
    assert mail.outbox == []


def test_a_coordinator_does_not_reach_it(form: dict[str, object]) -> None:
    client = signed_in(RepresentativeFactory(role=Representative.Role.COORDINATOR).user)

    assert client.post(ADD, form).status_code == 302
    assert mail.outbox == []
