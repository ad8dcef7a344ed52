"""The insights in a real browser: what opens has no fault, and on paper the charts stand without what chooses them."""

import pytest
from playwright.sync_api import Page, expect

from measures.models import Term
from tests.browser.axe import faults
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory
from tests.public.charts import fill_register

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

LONG = "Coalition of associations for the diversity of cultural expressions, number"


def fill_long_register() -> None:
    """More years, supports and countries than a picture has room for, with long names."""
    fill_register()
    goal, event = Term.objects.get(code="governance"), EventFactory(name="Congress")
    MeasureFactory(terms=[goal], first_year=1980, last_year=1981)
    giver = CoalitionFactory(name=f"{LONG} 0")
    for number in range(1, 22):
        taker = CoalitionFactory(name=f"{LONG} {number}")
        MeasureFactory(coalition=giver, supported_coalitions=[taker], events=[event], countries=["CA", "FR", "SN"])


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("address", ["/en/insights/", "/fr/insights/?goal=governance&year=2016&page=1"])
def test_opened_and_long_they_have_no_fault(page: Page, address: str, width: int, scheme: str) -> None:
    fill_long_register()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address)

    page.locator(".choose > summary").click()
    page.locator(".figures-of > summary").click()

    expect(page.locator(".figures-of table")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_paper_there_are_charts_and_nothing_to_choose(page: Page) -> None:
    fill_register()
    page.emulate_media(media="print")
    page.goto("/en/insights/")

    expect(page.locator(".course")).to_have_count(2)
    expect(page.locator(".course").first).to_be_visible()
    expect(page.locator(".choose")).to_be_hidden()


def test_a_column_leads_to_the_measures_of_its_year(page: Page) -> None:
    fill_register()
    page.goto("/en/insights/?country=TG")

    page.locator(".course").first.locator(".plot .columns a").first.click()

    expect(page.locator(".bar strong")).to_have_text("2 measures")
