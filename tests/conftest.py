"""What every test may use.

A test that commits is followed by empty tables, but for what migrations made (management/commands/flush.py).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import transaction
from django.utils import translation
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from config import translations

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A shared machine may pause at any moment, so no test fails by the clock.
hypothesis.settings.register_profile("polyphony", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("polyphony")
expect.set_options(timeout=30_000)  # milliseconds


def pytest_configure() -> None:
    translations.compile_changed()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What a test does outside a request is in English, whatever language the request before it was in."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around all tests of a file: a register that none of them changes is made in it, once."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield
        transaction.set_rollback(True)


@pytest.fixture
def no_second_factor(settings: Settings) -> None:
    """The secretariat signs in with a password alone: second factors have tests of their own."""
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it a test is skipped, but in CI, where nobody would notice, it fails."""
    if not CHROMIUM.exists():
        sentence = f"There is no {CHROMIUM}: install it with `apt-get install chromium`."
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    # Playwright keeps an event loop in this thread, where Django then suspects asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A new visitor's page: `page.goto("/en/")` opens a served address."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()
