"""The world map in a real browser: its countries lead on by finger, mouse and keyboard, however small they are."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import faults
from tests.browser.keyboard import press, reach
from tests.factories import AuthorityMeasureFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

TARGET = 24  # pixels that a finger needs


@pytest.fixture
def register() -> None:
    AuthorityMeasureFactory(countries=["TV", "LU", "CA", "TG"])


def country(page: Page, name: str) -> Locator:
    return page.locator(".map").get_by_role("link", name=name)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("width", [320, 1280])
def test_every_country_is_as_large_as_a_finger(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/en/map/")

    sizes = page.locator(".map a").evaluate_all("links => links.map(link => link.getBoundingClientRect().width)")

    assert len(sizes) == 4
    assert min(sizes) >= TARGET
    assert faults(page, "target-size") == []


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("address", ["/en/", "/en/map/"])
def test_a_country_is_chosen_on_the_map_without_a_script(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    country(page, "Tuvalu: 1 measure").locator(".dot").click()

    expect(page).to_have_url(f"{live_server.url}/en/measures/?country=TV")
    context.close()


@pytest.mark.usefixtures("register")
def test_a_large_country_is_chosen_by_its_shape(page: Page) -> None:
    page.goto("/en/map/")
    box = country(page, "Canada: 1 measure").locator("use").bounding_box()
    assert box

    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.75 * box["height"])  # Ontario, far from its mark

    expect(page).to_have_url("/en/measures/?country=CA")


@pytest.mark.usefixtures("register")
def test_the_map_is_walked_through_with_the_keyboard_or_skipped(page: Page) -> None:
    page.goto("/en/map/")

    reach(country(page, "Canada: 1 measure"))
    expect(country(page, "Canada: 1 measure").locator(".reach")).not_to_have_css("stroke", "none")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/measures/?country=CA")

    page.go_back()
    press(page.get_by_role("link", name="Skip the map"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="As a list")).to_be_focused()


@pytest.mark.usefixtures("register")
def test_a_visitor_finds_the_measures_of_a_country_from_home(page: Page) -> None:
    page.goto("/en/")

    page.get_by_label("Country", exact=True).select_option(label="Togo (1)")
    page.get_by_role("button", name="Search").click()

    expect(page).to_have_url("/en/measures/?q=&country=TG")
    expect(page.locator(".bar strong")).to_have_text("1 measure")
