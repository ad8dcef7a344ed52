"""Pages in a state that no address has: what opened, what went wrong, and where the keyboard is."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from submissions import workflow
from tests.accounts.steps import sign_in
from tests.admin import editor
from tests.browser.axe import faults_in_any_light
from tests.browser.focus import focus_faults
from tests.browser.keyboard import press
from tests.browser.visits import visit
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    GoalFactory,
    MeasureFactory,
    RepresentativeFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Of a visitor to a register in which a list can be narrowed."""
    goal = GoalFactory(code="governance", names={"en": "Support sustainable systems of governance for culture"})
    MeasureFactory(slug="museums", title="A library", countries=["MX"], terms=[goal], coalition=CoalitionFactory())
    MeasureFactory(countries=["CA"])
    EventFactory(start="2098", end=None)
    with visit(browser, live_server.url, Client(), viewport={"width": 320, "height": 640}) as page:
        yield page


# What opens


@pytest.mark.parametrize("sheet", ["menu", "filters"])
def test_a_sheet_opens_and_closes_by_the_keyboard(phone: Page, sheet: str) -> None:
    phone.goto("/en/measures/?country=MX")
    opener = phone.locator(f".opener[popovertarget={sheet}]")

    press(opener)
    expect(phone.locator(f"#{sheet}")).to_be_visible()
    assert faults_in_any_light(phone) + focus_faults(phone, f"#{sheet}") == []

    phone.keyboard.press("Tab")
    expect(phone.locator(f"#{sheet}").get_by_role("button", name="Close")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(phone.locator(f"#{sheet}")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_sheet_closes_with_its_button(phone: Page) -> None:
    phone.goto("/en/measures/")
    phone.get_by_role("button", name="Filters").click()

    phone.locator("#filters").get_by_role("button", name="Close").click()

    expect(phone.locator("#filters")).to_be_hidden()


def test_the_languages_open_and_close_by_the_keyboard(phone: Page) -> None:
    phone.goto("/en/measures/")
    languages = phone.locator("details.languages summary")

    press(languages)
    expect(phone.get_by_role("link", name="Français")).to_be_visible()
    assert faults_in_any_light(phone) == []

    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Français")).to_be_hidden()


def test_a_list_is_narrowed_without_a_script(phone: Page, browser: Browser, live_server: LiveServer) -> None:
    with visit(browser, live_server.url, Client(), java_script_enabled=False) as page:
        page.goto("/en/measures/")

        page.locator("summary", has_text="Country").click()
        page.locator("#filters").get_by_role("link", name="Mexico").click()
        page.get_by_role("heading", level=2).get_by_role("link").click()

        expect(page).to_have_url(f"{live_server.url}/en/measures/museums/")


# Where the keyboard is


def test_the_keyboard_first_offers_to_skip_to_the_content(phone: Page) -> None:
    phone.goto("/en/measures/")

    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(phone.get_by_role("link", name="Skip to the content")).to_be_in_viewport()

    phone.keyboard.press("Enter")
    expect(phone.locator("main")).to_be_focused()


def test_one_is_told_where_the_keyboard_would_be_lost(phone: Page) -> None:
    phone.set_content(
        """
        <style>:focus { outline: 2px solid }</style>
        <a href="/">as it should be</a>
        <a href="/" style="outline: 0">unmarked</a>
        <a href="/" tabindex="-1">passed by</a>
        <a href="/" tabindex="1">too early</a>
        <p style="position: relative"><a href="/">covered</a><span style="position: absolute; inset: 0"></span></p>
        <p onkeydown="return false"><a href="/">trap</a></p>
        """
    )

    assert focus_faults(phone) == [
        'does not show that it has the focus: <a href="/" style="outline: 0">unmarked</a>',
        'is not where Tab goes next: <a href="/" tabindex="-1">passed by</a>',
        'is not where Tab goes next: <a href="/" tabindex="1">too early</a>',
        'is covered when it has the focus: <a href="/">covered</a>',
        'keeps the focus: <a href="/">trap</a>',
    ]


# What went wrong


@pytest.mark.parametrize("how", ["400", "403", "csrf", "429", "500", "503"])
def test_the_page_of_a_failure_has_no_fault(phone: Page, settings: Settings, how: str) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls"

    phone.goto(f"/en/fail/{how}/")

    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert faults_in_any_light(phone) == []


def test_a_refused_sign_in_has_no_fault(phone: Page) -> None:
    phone.goto("/en/accounts/login/")
    phone.get_by_label("E-mail address").fill("nobody@example.org")
    phone.get_by_label("Password", exact=True).fill("wrong")
    phone.get_by_role("button", name="Sign in", exact=True).click()

    expect(phone.get_by_role("alert")).to_be_visible()
    assert faults_in_any_light(phone) == []


def test_two_texts_of_one_section_have_no_fault(browser: Browser, live_server: LiveServer) -> None:
    representative = RepresentativeFactory()
    report = SubmissionFactory(coalition=representative.coalition)
    with visit(browser, live_server.url, sign_in(Client(), representative.user)) as page:
        page.goto(reverse("desk_section", args=[report.pk, "measure"]))
        workflow.save_section(report, editor(name="Colleague"), "measure", {"title": "Trained archive staff"}, 0)

        page.get_by_role("button", name="Save and continue").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("There are two texts now")
        assert faults_in_any_light(page) == []


def test_a_refused_decision_has_no_fault(browser: Browser, live_server: LiveServer, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    report = workflow.submit(SubmissionFactory(), UserFactory())
    with visit(browser, live_server.url, sign_in(Client(), editor())) as page:
        page.goto(reverse("admin:submissions_submission_change", args=[report.pk]))

        page.get_by_role("button", name="Ask for changes").click()

        expect(page.locator(".messagelist, .errornote").first).to_be_visible()
        assert faults_in_any_light(page, "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") == []
