"""Asks axe what is wrong with a page for people who see, hear, move or read in another way than its makers."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# The size of targets is WCAG 2.2, which axe leaves out unless asked. What was found to be right stays in the page: to
# write it down and carry it over takes several times as long as to look.
RUN = """async ({ only, isColoured, kinds }) => {
    scrollTo(0, document.body.scrollHeight); // where a bar at the foot of the window lies over nothing
    const rules = { "target-size": { enabled: true }, "color-contrast": { enabled: isColoured } };
    const options = { resultTypes: ["violations"], rules };
    const part = kinds ? { include: kinds.map(kind => textOfKind.get(kind)).filter(Boolean) } : document;
    if (kinds && !part.include.length) return [];
    const found = await axe.run(part, only.length ? { ...options, runOnly: only } : options);
    return found.violations.map(({ id, nodes: [first] }) => `${id}: ${first.html}`);
}"""
COLOURS = ["color-contrast"]
BY_LAYOUT = [*COLOURS, "target-size", "scrollable-region-focusable"]  # all other rules look at what a page is made of


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds, as "rule: the first element with it"; by these rules only, if any are named."""
    return _run(page, {"only": rules})


def faults_but_of_colours(page: Page, *rules: str) -> list[str]:
    """What axe finds of all but the colours, at which it looks longer than at everything else."""
    return _run(page, {"only": rules, "isColoured": False})


def faults_of_kinds(page: Page, kinds: set[str], *rules: str) -> list[str]:
    """What axe finds in elements of these kinds (`kinds.py`) by these rules, and with their colours in the dark."""
    if not kinds:
        return []
    look = {"kinds": sorted(kinds)}
    return _run(page, look | {"only": rules}) + _run_in_the_dark(page, look | {"only": COLOURS})


def faults_in_any_light(page: Page, *rules: str) -> list[str]:
    """What axe finds in the light, and with the colours in the dark."""
    return faults(page, *rules) + _run_in_the_dark(page, {"only": COLOURS})


def _run_in_the_dark(page: Page, look: dict[str, Any]) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = [f"in the dark: {fault}" for fault in _run(page, look)]
    page.emulate_media(color_scheme="light")
    return found


def _run(page: Page, look: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, {"isColoured": True, "kinds": None, **look})
    return found
