"""What somebody does who has only a keyboard: goes on with Tab to what they look for, presses it, types, chooses."""

import re

import pytest
from playwright.sync_api import Locator, expect

MOST = 200  # presses, which is more than a page has stops
LOOK = "target => [target === document.activeElement, document.activeElement.outerHTML.slice(0, 80)]"


def reach(target: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until this has the focus."""
    expect(target).to_be_visible()
    passed: list[str] = []
    for _press in range(MOST):
        target.page.keyboard.press(key)
        is_there, passing = target.evaluate(LOOK)
        if is_there:
            return
        passed.append(passing)
    pytest.fail(f"{target} is never reached. {key} passes:\n" + "\n".join(passed))


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
    """Reach a list, type the first letter of what one chooses, and go on with the arrow."""
    write(target, name[0])
    arrow("ArrowDown", target.locator("option", has_text=re.compile(f"^{name}$")))


def pick(target: Locator, chosen: Locator) -> None:
    """Reach the one of several choices that is chosen, and go to another with the arrows."""
    reach(chosen)
    arrow("ArrowUp", target)


def arrow(key: str, target: Locator) -> None:
    """Press an arrow until this is chosen."""
    for _press in range(MOST):
        if target.evaluate("choice => choice.checked || choice.selected"):
            return
        target.page.keyboard.press(key)
    pytest.fail(f"{key} never chooses {target}.")
