"""Asks axe what is wrong with a page for people who see, hear, move or read in another way than its makers."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds, as "rule: the first element with it"; by these rules only, if any are named."""
    page.evaluate(AXE)
    only = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(options)", only)
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]]


def faults_in_any_light(page: Page, *rules: str) -> list[str]:
    """What axe finds in the light, and with the colours in the dark."""
    page.emulate_media(color_scheme="light")
    found = faults(page, *rules)
    page.emulate_media(color_scheme="dark")
    return found + [f"in the dark: {fault}" for fault in faults(page, "color-contrast")]
