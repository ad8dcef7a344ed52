"""What happens to a browser, and to what it sends, besides what goes well."""

from contextlib import suppress

from playwright.sync_api import Error, Page, Route


def crash(page: Page) -> None:
    """End the page's process at once. One that is merely closed sends what it has left, even while it is offline."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()


def hold_first(page: Page, address: str) -> list[Route]:
    """The first request to the address, which goes on when the test lets it."""
    held: list[Route] = []

    def wait(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, wait)
    return held
