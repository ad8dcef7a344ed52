"""Every page of an account that can be reached is our own, and needs no inline script or style."""

import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from accounts import urls
from tests.accounts.steps import set_up_app, show_identity, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OURS = settings.BASE_DIR / "templates"
ARGUMENTS: dict[str, dict[str, object]] = {
    "account_confirm_email": {"key": "x"},
    "account_reset_password_from_key": {"uidb36": "x", "key": "x"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}


def names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """The names of all addresses of accounts."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns)
        else:
            found.append(str(pattern.name))
    return found


ADDRESSES = [reverse(name, kwargs=ARGUMENTS.get(name)) for name in dict.fromkeys(names(urls.urlpatterns))]


def visit(client: Client) -> dict[str, list[Path]]:
    """The templates of every page that opens, by address."""
    used = {}
    for address in ADDRESSES:
        response = client.get(address)
        assert response.status_code in (200, 302, 403, 404, 405)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            assert not re.search(r"<style|\sstyle=|\son\w+=", response.content.decode())
            used[address] = [Path(t.origin.name) for t in response.templates if t.name and t.name.endswith(".html")]
    return used


def foreign(pages: dict[str, list[Path]]) -> list[Path]:
    """Templates that are neither ours nor the bare inputs of Django's forms."""
    return sorted(
        {
            template
            for templates in pages.values()
            for template in templates
            if not template.is_relative_to(OURS) and "django/forms" not in str(template)
        }
    )


def test_a_visitors_pages_are_ours(client: Client) -> None:
    pages = visit(client)

    assert foreign(pages) == []
    assert sorted(pages) == [
        "/en/accounts/confirm-email/",
        "/en/accounts/confirm-email/x/",
        "/en/accounts/inactive/",
        "/en/accounts/login/",
        "/en/accounts/password/reset/",
        "/en/accounts/password/reset/done/",
        "/en/accounts/password/reset/key/done/",
        "/en/accounts/password/reset/key/x-x/",
        "/en/accounts/signup/",
    ]


def test_ones_own_pages_are_ours(client: Client) -> None:
    with time_machine.travel("2026-03-01 12:00"):
        show_identity(sign_in(client, UserFactory()))
        pages = visit(client)
        set_up_app(client)
        pages |= visit(client)

    assert foreign(pages) == []
    assert set(pages) >= {
        f"/en/accounts/{path}"
        for path in (
            "",
            "email/",
            "letters/",
            "logout/",
            "password/change/",
            "reauthenticate/",
            "second-factor/",
            "second-factor/reauthenticate/",
            "second-factor/recovery-codes/",
            "second-factor/recovery-codes/generate/",
            "second-factor/totp/deactivate/",
            "second-factor/webauthn/",
            "second-factor/webauthn/add/",
            "sessions/",
            "settings/",
        )
    }


def test_the_second_step_at_sign_in_is_ours(client: Client) -> None:
    with time_machine.travel("2026-03-01 12:00"):
        user = UserFactory()
        set_up_app(sign_in(Client(), user))
        page = sign_in(client, user).get("/en/accounts/second-factor/authenticate/")

    assert foreign({"": [Path(template.origin.name) for template in page.templates]}) == []


def test_too_many_attempts_get_a_page_of_ours(client: Client) -> None:
    for _ in range(31):
        page = client.post("/en/accounts/login/", {"login": "x", "password": "x"})

    assert page.status_code == 429
    assert foreign({"": [Path(template.origin.name) for template in page.templates]}) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_of_an_account_is_kept_by_a_browser(client: Client, address: str) -> None:
    sign_in(client, UserFactory())
    show_identity(client)

    assert "no-store" in client.get(address).headers["Cache-Control"]
