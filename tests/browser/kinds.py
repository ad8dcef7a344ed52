"""What kinds of elements there are on a page: so that what was looked at on one is not looked at again on the next."""

from playwright.sync_api import Page

# Style sheets know an element by its tag, by what it is in, and by those of its marks that they mention. So do these
# paths. Of each kind one that has a text of its own stays in the page for axe.
KINDS = r"""() => {
    const styles = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText);
    const ofBrowsers = ["[dir", "[disabled", "[type"]; // marks that they style by themselves
    const mentioned = new Set([...ofBrowsers, ...styles.join().match(/[.#[][\w-]+/g) ?? []]);
    const valued = ["type", "role", "dir", "scope", "aria-current", "aria-expanded", "aria-invalid"];
    const marksOf = ({ id, classList, attributes }) => [
        `#${id}`,
        ...[...classList].map(name => `.${name}`),
        ...[...attributes].map(({ name }) => `[${name}`),
    ].filter(mark => mentioned.has(mark)).sort();
    const nameOf = element => element.localName + marksOf(element).map(mark => {
        const name = mark.slice(1);
        return mark[0] !== "[" ? mark : valued.includes(name) ? `${mark}=${element.getAttribute(name)}]` : `${mark}]`;
    }).join("");
    const hasText = element => element.matches("input, select, textarea")
        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const paths = new Map([[document.body, nameOf(document.body)]]);
    const found = new Set();
    window.textOfKind = new Map();
    for (const element of document.body.querySelectorAll("*")) {
        const path = `${paths.get(element.parentElement)} > ${nameOf(element)}`;
        paths.set(element, path);
        if (window.textOfKind.has(path) || !element.checkVisibility({ visibilityProperty: true })) continue;
        found.add(path);
        if (hasText(element)) window.textOfKind.set(path, element);
    }
    return [...found];
}"""


def kinds(page: Page) -> set[str]:
    """Every kind of element that shows on the page as it is now."""
    return set(page.evaluate(KINDS))
