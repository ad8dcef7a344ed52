"""The secretariat invites coordinators from the admin, with the rights for it."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from coalitions import invitations
from coalitions.models import Coalition, Invitation, Representative
from secretariat.invitation import ONLY_THE_FIRST
from tests import admin
from tests.admin import errors, form_data, signed_in
from tests.factories import PASSWORD, CoalitionFactory, FederationFactory, RepresentativeFactory

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


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_one_person_adds_a_coalition_and_its_membership_and_invites_its_coordinator(role: str) -> None:
    federation = FederationFactory()
    client = signed_in(getattr(admin, role)())
    new = "/admin/coalitions/coalition/add/"
    typed = form_data(client.get(new)) | {
        "name": "Ghana Coalition for Cultural Diversity",
        "language": "en",
        "country": "GH",
        "statuses-0-status": "active",
        "memberships-0-federation": federation.pk,
        "memberships-0-since": "2024",
        "coordinator": "Ama@example.org",
        "letter_language": "fr",
    }

    client.post(new, typed)

    coalition = Coalition.objects.get(country="GH")
    assert coalition.memberships.get().federation == federation
    invitation = coalition.invitations.get()
    assert (invitation.email, invitation.role, invitation.language) == ("ama@example.org", "coordinator", "fr")
    assert [letter.to for letter in mail.outbox] == [["ama@example.org"]]


def test_no_coalition_is_added_when_the_address_is_wrong() -> None:
    client = signed_in(admin.editor())
    new = "/admin/coalitions/coalition/add/"

    answer = client.post(new, form_data(client.get(new)) | {"name": "Ghana", "language": "en", "coordinator": "ama@"})

    assert errors(answer) == ["Enter a valid email address."]
    assert not Coalition.objects.exists()


def test_an_editor_invites_the_first_coordinator_and_sends_the_link_again(form: dict[str, object]) -> None:
    client = signed_in(admin.editor())

    client.post(ADD, form)
    client.post(LIST, {"action": "send_again", "_selected_action": [Invitation.objects.get().pk]})

    assert len(mail.outbox) == 2
    assert Invitation.objects.get().is_open


# Whoever speaks for a coalition reads its drafts, and an editor must not.


@pytest.mark.parametrize("gone", ["", "ended", "account removed"])
def test_an_editor_invites_nobody_where_somebody_spoke(
    coalition: Coalition, form: dict[str, object], gone: str
) -> None:
    first = signed_in(admin.administrator())
    first.post(ADD, form)
    token = mail.outbox[0].body.partition("/invitations/")[2].partition("/")[0]
    spoke = invitations.accept_with_new_account(token, "Ama", "en", PASSWORD)
    if gone:
        spoke.ended_at = timezone.now()
        spoke.save()
    if gone == "account removed":
        spoke.user.delete()

    answer = signed_in(admin.editor()).post(ADD, form | {"email": "me@example.org"})

    assert answer.context["adminform"].form.errors == {"__all__": [str(ONLY_THE_FIRST)]}
    assert not Invitation.objects.filter(email="me@example.org").exists()


def test_an_editor_invites_no_contributor(form: dict[str, object]) -> None:
    answer = signed_in(admin.editor()).post(ADD, form | {"role": "contributor"})

    assert answer.context["adminform"].form.errors == {"__all__": [str(ONLY_THE_FIRST)]}
    assert mail.outbox == []


def test_an_editors_second_link_opens_nothing_once_somebody_speaks(form: dict[str, object]) -> None:
    client = signed_in(admin.editor())
    client.post(ADD, form)
    client.post(ADD, form | {"email": "me@example.org"})
    first, second = (letter.body.partition("/invitations/")[2].partition("/")[0] for letter in mail.outbox)
    invitations.accept_with_new_account(first, "Ama", "en", PASSWORD)

    with pytest.raises(invitations.NotOpen):
        invitations.accept_with_new_account(second, "Me", "en", PASSWORD)


def test_an_editor_revokes_no_invitation_of_a_coordinator(coalition: Coalition) -> None:
    coordinator = RepresentativeFactory(coalition=coalition, role=Representative.Role.COORDINATOR).user
    sent = invitations.invite(coalition, "kofi@example.org", "contributor", "en", coordinator)

    signed_in(admin.editor()).post(LIST, {"action": "revoke", "_selected_action": [sent.pk]})

    sent.refresh_from_db()
    assert sent.is_open


def test_an_administrator_changes_no_coalition(administrator: Client, coalition: Coalition) -> None:
    assert administrator.post(admin.page(coalition), {"name": "Another name"}).status_code == 403


def test_nobody_is_invited_by_changing_a_coalition(coalition: Coalition) -> None:
    admin.save(signed_in(admin.editor()), coalition, acronym="GCCD", coordinator="me@example.org")

    coalition.refresh_from_db()
    assert (coalition.acronym, mail.outbox) == ("GCCD", [])


@pytest.mark.parametrize("role", list(Representative.Role))
def test_a_representative_adds_no_coalition(role: str) -> None:
    client = signed_in(RepresentativeFactory(role=role).user)

    assert client.post("/admin/coalitions/coalition/add/", {"name": "Mine", "language": "en"}).status_code == 302
    assert not Coalition.objects.filter(name="Mine").exists()


def test_a_coordinator_does_not_reach_it(form: dict[str, object]) -> None:
    client = signed_in(RepresentativeFactory(role=Representative.Role.COORDINATOR).user)

    assert client.post(ADD, form).status_code == 302
    assert mail.outbox == []
