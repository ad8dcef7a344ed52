"""A listing changes in place in a real browser, and its address follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import MeasureFactory, TermFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def register() -> None:
    music = TermFactory(code="music", names={"en": "Music"})
    MeasureFactory(title="A festival of songs", terms=[music], countries=["CA"])
    MeasureFactory(title="A festival of films", countries=["CA"])
    MeasureFactory(title="A library", countries=["FR"])


@pytest.fixture
def listing(page: Page, register: None) -> Page:
    page.goto("/en/measures/")
    page.locator("#facet-country summary").click()
    page.evaluate("window.isTheSamePage = true")
    return page


def test_a_facet_narrows_the_list_in_place(listing: Page) -> None:
    listing.get_by_role("link", name="Canada 2").click()

    expect(listing.locator("article h2")).to_have_text(["A festival of films", "A festival of songs"])
    expect(listing).to_have_url(re.compile(r"/en/measures/\?country=CA$"))
    expect(listing.get_by_role("link", name="Canada 2", exact=True)).to_be_focused()
    expect(listing.get_by_role("status")).to_have_text("2 measures")
    assert listing.evaluate("window.isTheSamePage")


def test_searching_keeps_what_was_chosen(listing: Page) -> None:
    listing.get_by_role("link", name="Music 1").click()
    expect(listing.locator("article h2")).to_have_count(1)

    listing.get_by_role("searchbox").fill("festival")
    listing.get_by_role("searchbox").press("Enter")

    expect(listing).to_have_url(re.compile(r"\?(q=festival&domain=music|domain=music&q=festival)$"))
    expect(listing.locator("mark")).to_have_text(["festival"])
    assert listing.evaluate("window.isTheSamePage")


def test_going_back_shows_the_list_before(listing: Page) -> None:
    listing.get_by_role("link", name="Canada 2").click()
    expect(listing.locator("article h2")).to_have_count(2)

    listing.go_back()

    expect(listing.locator("article h2")).to_have_count(3)
    expect(listing).to_have_url(re.compile(r"/en/measures/$"))
    assert listing.evaluate("window.isTheSamePage")


def test_going_back_keeps_the_place_on_the_page(listing: Page) -> None:
    listing.set_viewport_size({"width": 1280, "height": 300})
    listing.get_by_role("link", name="A library").scroll_into_view_if_needed()
    listing.evaluate("scrollTo(0, 150)")
    listing.locator("#facet-country a", has_text="Canada").dispatch_event("click")
    expect(listing.locator("article h2")).to_have_count(2)

    listing.go_back()

    expect(listing.locator("article h2")).to_have_count(3)
    assert listing.evaluate("scrollY") == 150


def test_skipping_to_the_content_reads_no_list_anew(listing: Page) -> None:
    asked: list[str] = []
    listing.on("request", lambda request: asked.append(request.url))
    listing.locator("a.skip").focus()

    listing.keyboard.press("Enter")
    listing.locator("#facet-country a", has_text="Canada").click()  # which is the first thing asked for

    expect(listing).to_have_url(re.compile(r"/en/measures/\?country=CA$"))
    lists = [url.partition("/en/measures/")[2] for url in asked if "/en/measures/" in url]
    assert lists == ["?country=CA"]


def test_a_corrected_search_is_announced(listing: Page) -> None:
    listing.get_by_role("searchbox").fill("festvial")
    listing.get_by_role("searchbox").press("Enter")

    expect(listing.locator("p.unseen[role=status]")).to_have_text(
        "2 measures. Nothing has “festvial”. This is the list for “festival”. Search for “festival”"
    )


def test_a_link_that_leads_elsewhere_does(listing: Page) -> None:
    listing.get_by_role("link", name="A library").click()

    expect(listing).to_have_url(re.compile(r"/en/measures/a-library/$"))


def test_what_cannot_be_listed_is_said_on_a_page(listing: Page) -> None:
    listing.locator("#id_year_from").fill("20")
    listing.locator("#id_year_from").press("Enter")

    expect(listing.get_by_role("heading", level=1)).to_have_text("The address asks for something unknown")
    expect(listing).to_have_url(re.compile(r"\?year_from=20$"))
