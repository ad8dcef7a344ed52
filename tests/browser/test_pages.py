"""Every page of the site in a real browser: for everybody, under the policy, without a script, and light if public.

The pages come from the addresses that the site has, so that a new one is checked without anyone remembering. Each is
opened once, on a phone, and everything is looked at in this one visit. A public page is then opened again on a desktop,
as on the visitor's next visit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from django.utils import translation
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from config.settings import STORAGES
from tests.browser import register as registers
from tests.browser import routes
from tests.browser.axe import BY_LAYOUT, COLOURS, faults_but_of_colours, faults_of_kinds
from tests.browser.focus import focus_faults
from tests.browser.kinds import kinds
from tests.browser.register import Register
from tests.browser.visits import forget, load, visit
from tests.browser.weight import too_much

# One process makes the register and the static files for all of these, and it begins with them: they take the longest.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

PHONE, DESKTOP = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
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
# A parser runs no script, so it reads the page as a browser without scripts does.
SCRIPTLESS = """html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const buttons = ["submit", "image"], rest = [...buttons, "button", "hidden", "fieldset"];
    const forms = [...page.forms].map(form => [form, [...form.elements].map(each => each.type)]);
    return [
        ...page.querySelector("main h1, main h2") ? [] : ["there is no heading"],
        ...forms
            .filter(([, types]) => types.some(type => !rest.includes(type)))
            .filter(([, types]) => !types.some(type => buttons.includes(type)))
            .map(([form]) => `cannot be sent: ${form.outerHTML.slice(0, 200)}`),
    ];
}"""


@pytest.fixture(scope="module")
def transactional_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database, which is emptied after the last of these tests; the fixture of this name empties it after each."""
    with django_db_blocker.unblock():
        yield
        call_command("flush")


@pytest.fixture(scope="module")
def register(transactional_db: None) -> Iterator[Register]:
    """The demonstration register, and beside it whatever else a page can show: made once, as these tests only look."""
    with translation.override("en"), override_settings(REQUIRE_SECOND_FACTOR=False):
        yield registers.load()


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files of all but the admin as in production: collected, named by their content, and compressed."""
    folder = tmp_path_factory.mktemp("static")
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=folder, STATICFILES_FINDERS=finders):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@contextmanager
def served(part: str, static: Path) -> Iterator[str]:
    """The address where this part of the site is served as in production; the admin, with Django's own static files."""
    is_admin = part == "admin"
    with override_settings(**{} if is_admin else {"STORAGES": STORAGES, "STATIC_ROOT": static}):
        # The stubs ask for a class that serves files; Django calls whatever wraps the application.
        handler: Any = StaticFilesHandler if is_admin else as_it_is
        server = LiveServerThread("localhost", static_handler=handler)
        server.start()
        server.is_ready.wait()
        yield f"http://localhost:{server.port}"
        server.terminate()


def as_it_is(application: Any) -> Any:
    """Leave the static files to the site's own middleware."""
    return application


class Look:
    """Looks at the pages of one part of the site, and remembers what kinds of elements it has seen on them.

    axe looks at every page, as it is on a phone. On a desktop the same elements have other places, and some show that
    the phone hides; and what colours they have, in the light and in the dark, the style sheets say by kind. So for that
    axe looks at what is of a new kind.
    """

    def __init__(self, part: str, site: str) -> None:
        self.rules = AXE_RULES.get(part, [])
        self.is_public = part == "public"
        self.site = site
        self.seen_on_phone: set[str] = set()
        self.seen_on_desktop: set[str] = set()

    def faults(self, page: Page, address: str) -> list[str]:
        """What is wrong with the page at this address, narrow and wide, in the light and in the dark, by keyboard."""
        page.set_viewport_size(PHONE)
        if self.is_public:
            forget(page)
        first = load(page, address)
        found: list[str] = first.complaints + page.evaluate(SCRIPTLESS, first.html) + page.evaluate(UNTOLD)
        found += [f"narrow: {fault}" for fault in self.on_phone(page)]
        page.set_viewport_size(DESKTOP)
        if self.is_public:
            again = load(page, address)
            found += again.complaints + too_much(self.site, first, again)
        found += page.evaluate(MOVING)
        return found + self.on_desktop(page)

    def on_phone(self, page: Page) -> list[str]:
        new = kinds(page) - self.seen_on_phone
        self.seen_on_phone |= new
        found = faults_but_of_colours(page, *self.rules) + faults_of_kinds(page, new, *COLOURS)
        return found + sideways(page) + focus_faults(page)

    def on_desktop(self, page: Page) -> list[str]:
        new = kinds(page) - self.seen_on_desktop
        self.seen_on_desktop |= new
        found = faults_of_kinds(page, new, *BY_LAYOUT) + faults_of_kinds(page, new - self.seen_on_phone, *self.rules)
        return found + sideways(page) + focus_faults(page)


def sideways(page: Page) -> list[str]:
    return ["scrolls sideways"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []


@pytest.mark.parametrize("part", routes.PARTS)
def test_every_page_is_for_everybody(part: str, register: Register, static: Path, browser: Browser) -> None:
    found = {}
    pages = routes.pages(routes.PARTS[part], register)
    with served(part, static) as site:
        look = Look(part, site)
        for who in dict.fromkeys(who for _address, who in pages):
            with visit(browser, site, register.people[who]) as page:
                for address in [address for address, other in pages if other == who]:
                    if wrong := look.faults(page, address):
                        found[f"{address} for the {who}"] = wrong

    assert found == {}


def test_the_style_guide_is_for_everybody(
    register: Register, static: Path, browser: Browser, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls"

    with served("accounts", static) as site, visit(browser, site, Client()) as page:
        assert Look("accounts", site).faults(page, "/styleguide/") == []
