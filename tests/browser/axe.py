"""Asks axe what is wrong with a page for people who see, hear, move or read in another way than its makers."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# The size of targets is WCAG 2.2, which axe leaves out unless asked. What was found to be right stays in the page: to
# write it down and carry it over takes several times as long as to look.
RUN = """async ({ only }) => {
    scrollTo(0, document.body.scrollHeight); // where a bar at the foot of the window lies over nothing
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
    const found = await axe.run(only.length ? { ...options, runOnly: only } : options);
    return found.violations.map(({ id, nodes: [first] }) => `${id}: ${first.html}`);
}"""


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds, as "rule: the first element with it"; by these rules only, if any are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, {"only": list(rules)})
    return found


def faults_in_any_light(page: Page, *rules: str) -> list[str]:
    """What axe finds in the light, and with the colours in the dark."""
    page.emulate_media(color_scheme="light")
    found = faults(page, *rules)
    page.emulate_media(color_scheme="dark")
    return found + [f"in the dark: {fault}" for fault in faults(page, "color-contrast")]
