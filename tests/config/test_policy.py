"""The Content-Security-Policy lets our own pages work and nothing else, as a real browser sees it."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import UserFactory


@pytest.mark.browser
def test_the_admin_works_under_the_policy(
    page: Page, client: Client, live_server: LiveServer, settings: Settings
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    settings.REQUIRE_SECOND_FACTOR = False  # it has tests of its own
    client.force_login(UserFactory(is_staff=True))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )

    page.goto("/admin/")

    assert page.locator("#header").evaluate("element => getComputedStyle(element).display") == "flex"
    assert [line for line in said if "Content Security Policy" in line or "Error:" in line] == []


@pytest.mark.browser
def test_a_script_typed_into_a_page_does_not_run(page: Page) -> None:
    page.goto("/en/accounts/login/")

    with pytest.raises(Exception, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'taken over'")

    assert page.title() != "taken over"
