"""What somebody does who has only a keyboard: goes on with Tab to what they look for, presses it, types, chooses."""

import pytest
from playwright.sync_api import Locator, expect

MOST = 200  # presses, which is more than a page has stops
LOOK = "target => [target === document.activeElement, document.activeElement.outerHTML.slice(0, 80)]"


def reach(target: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until this has the focus."""
    expect(target).to_be_visible()
    passed: list[str] = []
    is_there = False
    while not is_there:
        if len(passed) == MOST:
            pytest.fail(f"{target} is never reached. {key} passes:\n" + "\n".join(passed))
        target.page.keyboard.press(key)
        is_there, passing = target.evaluate(LOOK)
        passed.append(passing)


def press(target: Locator, key: str = "Tab") -> None:
    """Reach a link or button and press Enter."""
    reach(target, key)
    target.page.keyboard.press("Enter")


def write(target: Locator, text: str) -> None:
    """Reach a field and type."""
    reach(target)
    target.page.keyboard.type(text)


def tick(target: Locator) -> None:
    """Reach a box and press the space bar."""
    reach(target)
    target.page.keyboard.press("Space")
    expect(target).to_be_checked()


def choose(target: Locator, name: str) -> None:
    """Reach a list that opens and type what one chooses, of which each name begins in its own way."""
    write(target, name)
    expect(target.locator("option:checked")).to_have_text(name)


def pick(target: Locator, chosen: Locator) -> None:
    """Reach the one of several choices that is chosen, and go to another with the arrows."""
    reach(chosen)
    while not target.is_checked():
        target.page.keyboard.press("ArrowUp")
