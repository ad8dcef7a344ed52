"""Signing in: by e-mail and password, limited per account and per address, without telling who has an account."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/accounts/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> tuple[int, str]:
    """Status, and where it leads or what it says about the form as a whole."""
    response = client.post(ADDRESS, {"login": email, "password": password}, **extra)
    if response.status_code == 302:
        return 302, response["Location"]
    context = response.context
    return response.status_code, " ".join(context["form"].non_field_errors()) if context else ""


def test_leads_to_the_desk(client: Client) -> None:
    user = UserFactory(email="ama@example.org")

    assert sign_in(client, "Ama@Example.org") == (302, "/en/desk/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_leads_on_in_the_language_of_the_user(client: Client) -> None:
    UserFactory(email="ama@example.org", language="fr")

    assert sign_in(client, "ama@example.org") == (302, "/fr/desk/")


def test_leads_the_secretariat_to_the_admin(client: Client) -> None:
    UserFactory(email="office@example.org", is_staff=True)

    assert sign_in(client, "office@example.org") == (302, "/admin/")


def test_leads_back_to_where_one_was(client: Client) -> None:
    UserFactory(email="ama@example.org")

    response = client.post(f"{ADDRESS}?next=/en/accounts/settings/", {"login": "ama@example.org", "password": PASSWORD})

    assert response["Location"] == "/en/accounts/settings/"


def test_leads_to_no_other_site(client: Client) -> None:
    UserFactory(email="ama@example.org")

    response = client.post(f"{ADDRESS}?next=https://evil.example/", {"login": "ama@example.org", "password": PASSWORD})

    assert response["Location"] == "/en/desk/"


def test_gives_the_session_a_new_key(client: Client) -> None:
    UserFactory(email="ama@example.org")
    client.get(ADDRESS)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)

    sign_in(client, "ama@example.org")

    assert client.cookies["sessionid"].value != before


def test_says_the_same_of_a_wrong_password_and_of_an_unknown_address(client: Client) -> None:
    UserFactory(email="ama@example.org")

    wrong = sign_in(client, "ama@example.org", "guess")
    unknown = sign_in(client, "nobody@example.org", "guess")

    assert wrong == unknown
    assert wrong == (200, "The e-mail address or the password is not right. Check both, or ask for a new password.")


def test_five_wrong_passwords_close_an_account_for_five_minutes(client: Client) -> None:
    UserFactory(email="ama@example.org")
    limited = (200, "There were too many attempts. Wait for some minutes, then try again.")

    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        for number in range(5):
            sign_in(client, "ama@example.org", "guess", REMOTE_ADDR=f"192.0.2.{number}")
        assert sign_in(client, "AMA@example.org", REMOTE_ADDR="192.0.2.9") == limited
        clock.shift(301)
        assert sign_in(client, "ama@example.org") == (302, "/en/desk/")


def test_an_unknown_address_is_limited_like_an_account(client: Client) -> None:
    for number in range(5):
        sign_in(client, "nobody@example.org", "guess", REMOTE_ADDR=f"192.0.2.{number}")

    said = sign_in(client, "nobody@example.org", "guess", REMOTE_ADDR="192.0.2.9")

    assert said == (200, "There were too many attempts. Wait for some minutes, then try again.")


def test_ten_wrong_passwords_from_one_place_close_it_for_every_account(client: Client) -> None:
    UserFactory(email="ama@example.org")

    for number in range(10):
        sign_in(client, f"user{number}@example.org", "guess", REMOTE_ADDR="192.0.2.1")

    assert sign_in(client, "ama@example.org", REMOTE_ADDR="192.0.2.1")[0] == 200
    assert sign_in(client, "ama@example.org", REMOTE_ADDR="192.0.2.2")[0] == 302


def test_a_made_up_header_does_not_move_one_to_another_place(client: Client) -> None:
    UserFactory(email="ama@example.org")

    for number in range(10):
        sign_in(client, f"user{number}@example.org", "guess", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in(client, "ama@example.org", HTTP_X_FORWARDED_FOR="192.0.2.77")[0] == 200


def test_a_closed_account_stays_out(client: Client) -> None:
    UserFactory(email="ama@example.org", is_active=False)

    sign_in(client, "ama@example.org")

    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_up(client: Client) -> None:
    response = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert response.status_code == 200
    assert User.objects.count() == 0
