"""Passkeys in a real browser, under our strict policy: added, used to sign in, and used as the second step."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def ama(page: Page) -> Page:
    """The page of a person whose machine keeps passkeys, and is unlocked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    machine = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": machine})
    UserFactory(email="ama@example.org")
    return page


def sign_in(page: Page) -> None:
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill("ama@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def add_passkey(page: Page, *, alone: bool) -> None:
    page.wait_for_url(re.compile("/en/desk/"))
    page.goto("/en/accounts/second-factor/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Name of the passkey").fill("My telephone")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def sign_out(page: Page) -> None:
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("login"))


def test_signs_in_without_a_password(ama: Page) -> None:
    sign_in(ama)
    add_passkey(ama, alone=True)
    sign_out(ama)

    ama.get_by_role("button", name="Sign in with a passkey").click()

    ama.wait_for_url(re.compile("/en/desk/"))


def test_is_the_second_step(ama: Page) -> None:
    sign_in(ama)
    add_passkey(ama, alone=False)
    sign_out(ama)

    sign_in(ama)
    expect(ama.get_by_role("heading", level=1)).to_have_text("Second step")
    ama.get_by_role("button", name="Use a passkey instead").click()

    ama.wait_for_url(re.compile("/en/desk/"))


def test_is_renamed_and_removed(ama: Page) -> None:
    sign_in(ama)
    add_passkey(ama, alone=True)

    ama.goto("/en/accounts/second-factor/webauthn/")
    ama.get_by_role("link", name="Rename").click()
    ama.get_by_label("Name of the passkey").fill("Old telephone")
    ama.get_by_role("button", name="Save").click()
    expect(ama.get_by_text("Old telephone")).to_be_visible()
    ama.get_by_role("link", name="Remove").click()
    ama.get_by_role("button", name="Remove").click()
    expect(ama.get_by_text("You have none.")).to_be_visible()
