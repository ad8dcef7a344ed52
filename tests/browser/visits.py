"""Somebody's visit: a browser with the session of a test client, what comes over the wire, and what it complains of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

ADD_UP_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifted += entry.value))
        .observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Load(NamedTuple):
    """What came when a page was opened."""

    html: str  # as the site sent it, before any script
    complaints: list[str]  # of its scripts, and of the policy
    bytes: dict[str, int]  # over the wire, of each address
    kept: list[str]  # the addresses of what came from the browser's cache
    shifted: float  # how far the page moved meanwhile


@contextmanager
def visit(browser: Browser, site: str, client: Client, **options: Any) -> Iterator[Page]:
    """A page of this client's. Without motion: axe would measure colours on their way from the light to the dark."""
    context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
    context.add_cookies([{"name": name, "value": cookie.value, "url": site} for name, cookie in client.cookies.items()])
    context.add_init_script(ADD_UP_SHIFTS)
    yield context.new_page()
    context.close()


def forget(page: Page) -> None:
    """Make the browser one that has never been here."""
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


def load(page: Page, address: str) -> Load:
    """Open the page at this address, with all the motion that it has, and measure what comes."""
    said: list[tuple[str, str]] = []
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append((message.text, message.location["url"]))

    def catch(error: Error) -> None:
        said.append((str(error), ""))

    def note_address(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def note_size(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:  # nothing comes over the wire from the cache
            sizes[addresses[event["requestId"]]] = round(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", note_address)
    session.on("Network.loadingFinished", note_size)
    session.send("Network.enable")
    page.on("console", hear)
    page.on("pageerror", catch)
    page.emulate_media(reduced_motion="no-preference")
    answer = page.goto(address)
    page.evaluate(TWO_FRAMES)
    shifted = page.evaluate("window.shifted")
    page.emulate_media(reduced_motion="reduce")
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", catch)
    session.detach()
    assert answer
    # That the page itself is an error, such as 404, is no complaint.
    complaints = [text for text, url in said if not (text.startswith("Failed to load resource") and url == answer.url)]
    kept = [address for address in addresses.values() if address.startswith("http") and address not in sizes]
    return Load(answer.text(), complaints, sizes, kept, shifted)
