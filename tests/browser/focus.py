"""Gives the focus to all that can have it, and tells where somebody who has only a keyboard would be lost.

Tab goes where HTML says that it goes: to each control, in the order of the document. So a page is asked for what would
change that, which is quicker than to press Tab as often. test_keyboard.py presses it, on the way through each task.
"""

from playwright.sync_api import Page

LOOK = r"""part => {
    const isOutlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const isDrawn = ({ stroke, strokeWidth }) => stroke !== "none" && parseFloat(strokeWidth) >= 2; // on a map
    const isMarked = control => isOutlined(getComputedStyle(control))
        || [...control.querySelectorAll("svg a > *")].some(each => isDrawn(getComputedStyle(each)));

    const places = [0.02, 0.25, 0.5, 0.75, 0.98];
    const points = ({ left, top, width, height }) =>
        places.flatMap(x => places.map(y => [left + x * width, top + y * height]));
    const isCovered = control => ![...control.getClientRects()].flatMap(points).some(([x, y]) => {
        const there = document.elementFromPoint(x, y);
        const isBesideOnMap = there?.ownerSVGElement && control.closest("svg")?.contains(there); // one sees through it
        return there && (isBesideOnMap || control.contains(there) || there.closest("label")?.control === control);
    });

    const tab = { key: "Tab", keyCode: 9, bubbles: true, cancelable: true };
    const isTrap = control => !control.dispatchEvent(new KeyboardEvent("keydown", tab));

    function faultOf(control) {
        control.focus();
        if (control.tabIndex) return "is not where Tab goes next";
        if (document.activeElement !== control) return "does not take the focus";
        if (!isMarked(control)) return "does not show that it has the focus";
        if (isCovered(control)) return "is covered when it has the focus";
        return isTrap(control) ? "keeps the focus" : "";
    }

    const before = document.activeElement;
    const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter(control => control.closest(part) && !control.disabled && !control.closest("[aria-hidden=true]"))
        .filter(control => control.checkVisibility({ visibilityProperty: true }))
        .map(control => [faultOf(control), control.outerHTML.replace(/\s+/g, " ").slice(0, 200)])
        .filter(([fault]) => fault)
        .map(([fault, control]) => `${fault}: ${control}`);
    if (before === document.body) document.activeElement.blur();
    else before.focus();
    return found;
}"""


def focus_faults(page: Page, part: str = "body") -> list[str]:
    """What keeps the keyboard from some control in this part of the page, or hides where it is."""
    page.keyboard.press("Shift")  # or the browser takes us for somebody with a mouse, and shows no focus
    found: list[str] = page.evaluate(LOOK, part)
    return found
