"""What happens to a browser besides being closed in good order."""

from contextlib import suppress

from playwright.sync_api import Error, Page


def crash(page: Page) -> None:
    """End the page's process at once. One that is merely closed sends what it has left, even while it is offline."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()
