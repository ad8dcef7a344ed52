"""What a page weighs on a slow line, measured in a real browser, with the static files as they are in production."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.fixtures import Settings

from config.settings import STORAGES
from tests.browser import routes
from tests.browser.register import Register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+$")
ADD_UP_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifted += entry.value))
        .observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Load(NamedTuple):
    """What came over the wire for a page: the bytes of each address, and how far the page moved meanwhile."""

    bytes: dict[str, int]
    shifted: float


@pytest.fixture
def site(register: Register, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The register as production serves it: its static files collected, named by their content, and compressed."""
    settings.STORAGES, settings.STATIC_ROOT = STORAGES, tmp_path
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]  # public pages take no others
    call_command("collectstatic", interactive=False, verbosity=0)
    # The stubs ask for a class that serves files; Django calls whatever wraps the application.
    server = LiveServerThread("localhost", static_handler=as_it_is)  # type: ignore[arg-type]
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()


def as_it_is(application: Any) -> Any:
    """Leave the static files to the site's own middleware."""
    return application


def test_a_public_page_is_light_and_still_and_comes_from_this_site(
    site: str, register: Register, browser: Browser
) -> None:
    found = {}
    for address, _visitor in routes.pages(routes.PARTS["public"], register):
        context = browser.new_context(base_url=site)
        context.add_init_script(ADD_UP_SHIFTS)
        first, again = (load(context.new_page(), address, size) for size in (PHONE, DESKTOP))
        context.close()
        if wrong := too_much(site, first, again):
            found[address] = wrong

    assert found == {}


def load(page: Page, address: str, size: ViewportSize) -> Load:
    """Open the page in a window of this size, and measure."""
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def note_address(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def note_size(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:  # nothing comes over the wire from the cache
            sizes[addresses[event["requestId"]]] = round(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", note_address)
    session.on("Network.loadingFinished", note_size)
    session.send("Network.enable")
    page.set_viewport_size(size)
    page.goto(address)
    page.evaluate(TWO_FRAMES)
    return Load(sizes, page.evaluate("window.shifted"))


def too_much(site: str, first: Load, again: Load) -> list[str]:
    """What is too much of a first visit, and of the next one."""
    found = [f"came from elsewhere: {address}" for address in first.bytes if not address.startswith(site)]
    if (weight := sum(first.bytes.values())) > MOST_BYTES:
        found.append(f"weighs {weight} bytes: {first.bytes}")
    if len(first.bytes) > MOST_REQUESTS:
        found.append(f"takes {len(first.bytes)} requests: {list(first.bytes)}")
    found += [f"moved by {each.shifted:.3f}" for each in (first, again) if each.shifted > 0.01]
    static = [address for address in first.bytes if "/static/" in address]
    found += [f"is not named by its content: {address}" for address in static if not HASHED.search(address)]
    return found + [f"came again: {address}" for address in again.bytes if address in static]
