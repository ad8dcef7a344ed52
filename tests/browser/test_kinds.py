"""Colours are looked at where a kind of elements is new, whatever the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import COLOURS, faults_of_kinds
from tests.browser.kinds import kinds

pytestmark = pytest.mark.browser

STYLE = """
    <style>
        p { background: white; color: black }
        .faint { color: silver }
        @media (prefers-color-scheme: dark) { .glaring { background: #222 } }
    </style>
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_an_element_is_of_the_kind_of_another_that_looks_alike(page: Page) -> None:
    page.set_content(
        "<style>.faint { color: gray } a[href] { color: navy }</style>"
        "<p class='faint first'><a href=/ id=one>One</a><a href=/two>Two</a><em hidden>Three</em><a>Four</a></p>"
    )

    assert kinds(page) == {"body > p.faint", "body > p.faint > a[href]", "body > p.faint > a"}


def test_colours_are_found_wrong_in_the_light_and_in_the_dark(page: Page) -> None:
    page.set_content(STYLE + "<p>Well</p><p class=faint>Badly</p><p class=glaring>By night</p>")

    assert faults_of_kinds(page, kinds(page), *COLOURS) == [
        'color-contrast: <p class="faint">Badly</p>',
        'in the dark: color-contrast: <p class="faint">Badly</p>',
    ]


def test_colours_of_known_kinds_are_not_looked_at(page: Page) -> None:
    page.set_content(STYLE + "<p class=faint>Badly</p><p class=glaring>By night</p>")

    assert faults_of_kinds(page, kinds(page) - {"body > p.faint"}, *COLOURS) == [
        'in the dark: color-contrast: <p class="glaring">By night</p>'
    ]
    assert faults_of_kinds(page, set(), *COLOURS) == []
