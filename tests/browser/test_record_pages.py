"""What the pages of records do in a browser: their address is copied, and on paper they are documents."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import EventFactory, LinkFactory, MeasureFactory, ParticipationFactory, publish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

A4: ViewportSize = {"width": 643, "height": 972}  # what the margins leave, in pixels of CSS


def test_a_button_copies_the_address(browser: Browser, live_server: LiveServer) -> None:
    MeasureFactory(slug="museums")
    context = browser.new_context(
        base_url=live_server.url, permissions=["clipboard-read", "clipboard-write"], locale="en"
    )
    page = context.new_page()
    page.goto("/en/measures/museums/")

    page.get_by_role("button", name="Copy the address").click()

    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("p.address").inner_text()
    context.close()


def test_without_a_script_there_is_the_address_and_no_button(browser: Browser, live_server: LiveServer) -> None:
    MeasureFactory(slug="museums")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/measures/museums/")

    expect(page.locator("p.address")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the address")).to_be_hidden()
    context.close()


def test_on_paper_a_measure_says_where_it_came_from_and_writes_out_addresses(page: Page) -> None:
    measure = MeasureFactory(slug="museums")
    LinkFactory(measure=measure, url="https://example.org/report", label="The report")
    publish(measure)
    page.emulate_media(media="print")
    page.goto("/en/measures/museums/")

    expect(page.locator(".source")).to_contain_text("/en/measures/museums/, as it was on")
    expect(page.locator(".source")).to_contain_text("version 1")
    written = page.get_by_role("link", name="The report").evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://example.org/report" in written


@pytest.mark.parametrize(
    "address",
    ["/en/measures/museums/", "/en/measures/?country=CA", "/en/coalitions/example/", "/en/events/congress/"],
)
def test_on_paper_there_is_no_navigation_and_nothing_is_cut(page: Page, address: str) -> None:
    part = ParticipationFactory(event=EventFactory(slug="congress"), coalition__slug="example")
    MeasureFactory(slug="museums", title="A" * 200, coalition=part.coalition, countries=["CA"], events=[part.event])
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(address)

    expect(page.locator("nav, button, .filters, form").and_(page.locator(":visible"))).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
