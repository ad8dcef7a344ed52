"""Accounts in the admin, from the side of an administrator who wants more than they were given."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from secretariat import rights
from tests.admin import administrator, editor, errors, form_data, page, save, signed_in, superuser
from tests.factories import PASSWORD, RepresentativeFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


@pytest.fixture
def attacker() -> User:
    return administrator(email="attacker@example.org")


@pytest.fixture
def client(attacker: User) -> Client:
    return signed_in(attacker)


NEW_PASSWORD = {"usable_password": "true", "password1": "quite another password", "password2": "quite another password"}


def password_page(user: User) -> str:
    return reverse("admin:auth_user_password_change", args=[user.pk])


class TestAdministrator:
    def test_adds_an_editor_who_can_sign_in(self, client: Client) -> None:
        data = form_data(client.get("/admin/accounts/user/add/")) | {
            "email": "New@Example.org",
            "name": "New colleague",
            "language": "es",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "is_staff": "on",
            "groups": [Group.objects.get(name=EDITORS).pk],
        }

        response = client.post("/admin/accounts/user/add/", data)

        assert response.status_code == 302, errors(response)
        user = User.objects.get(email="new@example.org")
        assert (user.name, user.language, user.is_staff, user.is_superuser) == ("New colleague", "es", True, False)
        assert [group.name for group in user.groups.all()] == [EDITORS]
        assert user.check_password(PASSWORD)

    def test_without_a_password_the_person_sets_one_from_a_letter(self, client: Client) -> None:
        data = form_data(client.get("/admin/accounts/user/add/")) | {
            "email": "new@example.org",
            "usable_password": "false",
        }

        client.post("/admin/accounts/user/add/", data)

        assert not User.objects.get(email="new@example.org").has_usable_password()

    def test_closes_an_account(self, client: Client) -> None:
        user = UserFactory()
        data = form_data(client.get(page(user)))
        del data["is_active"]

        client.post(page(user), data)

        user.refresh_from_db()
        assert not user.is_active

    def test_the_same_address_in_other_letters_is_a_sentence(self, client: Client) -> None:
        UserFactory(email="one@example.org")

        response = save(client, UserFactory(), email="ONE@example.org")

        assert errors(response) == ["There is already an account with this address."]


class TestWhoeverIsChanged:
    """Is told, as by the page of one's own account, and cannot be changed fast."""

    def test_is_told_of_a_new_password_in_their_language(self, client: Client) -> None:
        user = UserFactory(email="ama@example.org", language="fr")

        client.post(password_page(user), NEW_PASSWORD)

        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            (["ama@example.org"], "Votre mot de passe a été changé")
        ]

    def test_is_told_of_a_new_address_at_the_old_one(self, client: Client) -> None:
        user = UserFactory(email="ama@example.org")

        save(client, user, email="Other@example.org")

        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            (["ama@example.org"], "Your e-mail address was changed")
        ]
        assert "sign in with other@example.org, no longer with ama@example.org." in mail.outbox[0].body

    def test_is_not_told_of_anything_else(self, client: Client) -> None:
        user = UserFactory(email="ama@example.org")

        save(client, user, name="Ama", email="AMA@example.org")

        assert mail.outbox == []

    def test_cannot_be_given_one_password_after_the_other(self, client: Client) -> None:
        users = UserFactory.create_batch(6)

        answers = [client.post(password_page(user), NEW_PASSWORD).status_code for user in users]

        assert answers == [302] * 5 + [429]

    def test_cannot_be_given_one_address_after_the_other(self, client: Client) -> None:
        users = UserFactory.create_batch(11)

        for user in users:
            response = save(client, user, email=f"other-{user.email}")

        assert errors(response) == ["There were too many attempts. Wait for some minutes, then try again."]
        assert User.objects.filter(email__startswith="other-").count() == 10


class TestOneself:
    """Is changed on the page of one's account, which asks who one is."""

    @pytest.mark.parametrize("page_of", [lambda _user: "/admin/password_change/", password_page])
    def test_has_a_new_password_there(self, client: Client, attacker: User, page_of: Callable[[User], str]) -> None:
        response = client.post(page_of(attacker), NEW_PASSWORD)

        assert response["Location"] == "/en/accounts/password/change/"
        attacker.refresh_from_db()
        assert attacker.check_password(PASSWORD)

    def test_has_a_new_address_there(self, client: Client, attacker: User) -> None:
        save(client, attacker, email="other@example.org", name="Another name")

        attacker.refresh_from_db()
        assert (attacker.email, attacker.name) == ("attacker@example.org", "Another name")


class TestRemoval:
    def test_takes_the_contact_details_with_it(self, client: Client) -> None:
        user = UserFactory(email="ama@example.org")
        submission = SubmissionFactory(answers={"contact": {"contact_email": "ama@example.org"}})
        RepresentativeFactory(user=user, coalition=submission.coalition)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

        response = client.post(page(user, "delete"), {"post": "yes"})

        assert response["Location"] == "/admin/accounts/user/"
        assert not User.objects.filter(pk=user.pk).exists()
        submission.refresh_from_db()
        assert submission.answers == {"contact": {}}

    def test_is_not_of_oneself(self, client: Client, attacker: User) -> None:
        assert client.post(page(attacker, "delete"), {"post": "yes"}).status_code == 403

    def test_is_not_of_many_at_once(self, client: Client) -> None:
        victim = superuser()
        selected = {"action": "delete_selected", "_selected_action": [victim.pk], "post": "yes"}

        client.post("/admin/accounts/user/", selected)

        assert User.objects.filter(pk=victim.pk).exists()


class TestAttacker:
    def test_gains_no_rights_by_forging_fields(self, client: Client, attacker: User) -> None:
        permission = Permission.objects.get(codename="delete_user")

        save(client, attacker, is_superuser="on", user_permissions=[permission.pk])

        attacker = User.objects.get(pk=attacker.pk)
        assert (attacker.is_superuser, list(attacker.user_permissions.all())) == (False, [])

    def test_gives_no_other_rights_to_somebody_else(self, client: Client) -> None:
        other: User = UserFactory()

        save(client, other, is_superuser="on", is_staff="on", user_permissions=[Permission.objects.all()[0].pk])

        other = User.objects.get(pk=other.pk)
        assert (other.is_superuser, list(other.user_permissions.all())) == (False, [])

    def test_makes_no_superuser_of_a_new_account(self, client: Client) -> None:
        data = form_data(client.get("/admin/accounts/user/add/")) | {
            "email": "puppet@example.org",
            "usable_password": "false",
            "is_superuser": "on",
        }

        client.post("/admin/accounts/user/add/", data)

        assert not User.objects.get(email="puppet@example.org").is_superuser

    def test_puts_nobody_into_another_group(self, client: Client, attacker: User) -> None:
        powerful = Group.objects.create(name="Secretariat of everything")

        response = save(client, attacker, groups=[powerful.pk])

        assert response.status_code == 200
        assert [group.name for group in attacker.groups.all()] == [ADMINISTRATORS]

    def test_changes_no_rights_of_a_group(self, client: Client) -> None:
        group = Group.objects.get(name=ADMINISTRATORS)
        address = reverse("admin:auth_group_change", args=[group.pk])

        response = client.post(address, {"name": group.name, "permissions": [Permission.objects.all()[0].pk]})

        assert response.status_code == 403

    @pytest.mark.parametrize("kind", ["superuser", "with a right of their own", "in another group"])
    def test_takes_over_nobody_with_more_rights(self, client: Client, kind: str) -> None:
        victim = superuser() if kind == "superuser" else editor()
        if kind == "with a right of their own":
            victim.user_permissions.add(Permission.objects.get(codename="delete_user"))
        if kind == "in another group":
            victim.groups.add(Group.objects.create(name="Operators"))
        email = victim.email

        answers = [
            client.post(page(victim), {"email": "attacker2@example.org", "language": "en"}).status_code,
            client.post(password_page(victim), {"password1": "mine now 123", "password2": "mine now 123"}).status_code,
            client.post(page(victim, "delete"), {"post": "yes"}).status_code,
        ]

        assert answers == [403, 403, 403]
        victim.refresh_from_db()
        assert (victim.email, victim.check_password(PASSWORD)) == (email, True)

    def test_learns_no_password_by_filtering(self, client: Client) -> None:
        response = client.get("/admin/accounts/user/", {"password__startswith": "md5"})

        assert response.status_code == 400


class TestEditorAndRepresentative:
    @pytest.mark.parametrize("address", ["/admin/accounts/user/", "/admin/accounts/user/add/"])
    def test_an_editor_keeps_no_accounts(self, address: str) -> None:
        assert signed_in(editor()).get(address).status_code == 403

    def test_a_representative_has_no_admin(self) -> None:
        assert signed_in(UserFactory()).get("/admin/accounts/user/").status_code == 302


def test_the_groups_are_those_that_have_rights() -> None:
    assert set(rights.RIGHTS) == {EDITORS, ADMINISTRATORS}
