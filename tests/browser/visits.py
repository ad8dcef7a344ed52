"""Somebody's visit: a browser with the session of a test client, and what it complains of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Error, Page
from pytest_django.live_server_helper import LiveServer


@contextmanager
def visit(browser: Browser, live_server: LiveServer, client: Client, **options: Any) -> Iterator[Page]:
    """A page of this client's. Without motion: axe would measure colours on their way from the light to the dark."""
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
    for name, cookie in client.cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def complaints(page: Page, address: str) -> list[str]:
    """Open the page at this address, and tell what its scripts or the policy complain of meanwhile."""
    said: list[tuple[str, str]] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append((message.text, message.location["url"]))

    def catch(error: Error) -> None:
        said.append((str(error), ""))

    page.on("console", hear)
    page.on("pageerror", catch)
    answer = page.goto(address)
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", catch)
    assert answer
    # That the page itself is an error, such as 404, is no complaint.
    return [text for text, url in said if not (text.startswith("Failed to load resource") and url == answer.url)]
