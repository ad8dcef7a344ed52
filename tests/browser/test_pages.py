"""Every page of the site in a real browser: for everybody, under the policy, and without a script.

The pages come from the addresses that the site has, so that a new one is checked without anyone remembering.
"""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import routes
from tests.browser.axe import faults_in_any_light
from tests.browser.focus import focus_faults
from tests.browser.register import Register
from tests.browser.visits import complaints, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is only good practice is Django's own business in its admin: it names its search field by a picture.
AXE_RULES = {"admin": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
UNTOLD = """() => [...document.querySelectorAll("main .errorlist:not(.nonfield)")]
    .filter(({ id }) => !document.querySelector(`[aria-describedby~="${id}"]`))
    .map(errors => `no field is described by: ${errors.outerHTML}`)"""
MOVING = """() => [...document.querySelectorAll("body, body *")]
    .filter(element => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== "none" || /[1-9]/.test(transitionDuration);
    })
    .map(element => `moves, though it was asked not to: ${element.outerHTML.slice(0, 200)}`)"""
SCRIPTLESS = """() => {
    const buttons = ["submit", "image"], rest = [...buttons, "button", "hidden", "fieldset"];
    const forms = [...document.forms].map(form => [form, [...form.elements].map(each => each.type)]);
    return [
        ...document.querySelector("main h1, main h2") ? [] : ["there is no heading"],
        ...forms
            .filter(([, types]) => types.some(type => !rest.includes(type)))
            .filter(([, types]) => !types.some(type => buttons.includes(type)))
            .map(([form]) => `cannot be sent: ${form.outerHTML.slice(0, 200)}`),
    ];
}"""


@pytest.mark.parametrize("part", routes.PARTS)
def test_every_page_is_for_everybody(part: str, register: Register, browser: Browser, live_server: LiveServer) -> None:
    found = {}
    pages = routes.pages(routes.PARTS[part], register)
    for who in dict.fromkeys(who for _address, who in pages):
        with (
            visit(browser, live_server, register.people[who]) as page,
            visit(browser, live_server, register.people[who], java_script_enabled=False) as scriptless,
        ):
            for address in [address for address, other in pages if other == who]:
                wrong = faults_of_page(page, address, AXE_RULES.get(part, []))
                if wrong := wrong + missing_without_a_script(scriptless, address):
                    found[f"{address} for the {who}"] = wrong

    assert found == {}


def faults_of_page(page: Page, address: str, rules: list[str]) -> list[str]:
    """What is wrong with the page at this address, wide and narrow, in the light and in the dark, or for a keyboard."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = complaints(page, address)
    found += page.evaluate(UNTOLD) + page.evaluate(MOVING)
    found += faults_in_any_light(page, *rules) + sideways(page) + focus_faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = faults_in_any_light(page, *rules) + sideways(page) + focus_faults(page)
    return found + [f"narrow: {fault}" for fault in narrow]


def sideways(page: Page) -> list[str]:
    return ["scrolls sideways"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []


def missing_without_a_script(page: Page, address: str) -> list[str]:
    """What is missing on the page at this address where no script runs."""
    page.goto(address)
    missing: list[str] = page.evaluate(SCRIPTLESS)
    return missing


@pytest.mark.usefixtures("register")
def test_the_style_guide_is_for_everybody(browser: Browser, live_server: LiveServer, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls"

    with visit(browser, live_server, Client()) as page:
        assert faults_of_page(page, "/styleguide/", []) == []
