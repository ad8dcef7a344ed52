// Changes a listing in place: what is clicked or searched for replaces the list, and the address follows, so that going
// back, a bookmark and a copied address work as they do without this script.

const PARTS = [".listing", ".languages"]; // what differs between two pages of one listing
let asked = null;
let shown = location.search; // the query of the list that is on the page

const voice = document.createElement("p"); // tells those who do not see the new list how long it is
voice.className = "unseen";
voice.setAttribute("role", "status");
document.body.append(voice);

document.addEventListener("click", (event) => {
  const link = event.target.closest(".listing a[href]");
  if (
    !link ||
    event.defaultPrevented ||
    event.button ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  if (link.hasAttribute("download") || link.target || !isHere(link.href)) return;
  event.preventDefault();
  show(link.href, { focus: whereToGoOn(link) });
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "search" || event.defaultPrevented) return;
  event.preventDefault();
  const given = [...new FormData(event.target)].filter(([, value]) => value.trim());
  show(`${location.pathname}?${new URLSearchParams(given)}`, { focus: () => document.querySelector("#q") });
});

// The skip link, and other links to a part of this page, ask for no other list.
addEventListener("popstate", () => {
  const isThere = location.search === shown && !document.querySelector(".listing[aria-busy]");
  if (!isThere) show(location.href, { isNew: false });
});

function isHere(address) {
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.pathname === location.pathname && url.search !== location.search;
}

async function show(address, { isNew = true, focus = () => null }) {
  asked?.abort();
  asked = new AbortController();
  const list = document.querySelector(".listing");
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.statusText);
    replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address); // the browser shows what went wrong
    return;
  }
  if (isNew) history.pushState(null, "", address);
  shown = location.search;
  const target = focus() ?? document.querySelector(".listing h1");
  if (!target.matches("a, input, summary")) target.tabIndex = -1;
  target.focus({ preventScroll: !isNew || target.matches("a, input") }); // going back, the browser scrolls as it was
}

function replace(page) {
  const isSheetOpen = document.querySelector("#filters")?.matches(":popover-open");
  const open = new Map([...document.querySelectorAll("details.facet")].map((facet) => [facet.id, facet.open]));
  for (const facet of page.querySelectorAll("details.facet")) facet.open = open.get(facet.id) ?? facet.open;
  for (const part of PARTS) {
    const [present, next] = [document.querySelector(part), page.querySelector(part)];
    if (present && next) present.replaceWith(document.adoptNode(next));
  }
  document.title = page.title;
  voice.textContent = [...document.querySelectorAll(".bar strong, .list > .hint")]
    .map((part) => part.textContent.trim())
    .join(". ");
  if (isSheetOpen) document.querySelector("#filters").showPopover();
}

// Finds what the keyboard was on in the new list: the same value of the same facet, wherever it now stands.
function whereToGoOn(link) {
  const facet = link.closest("details.facet")?.id;
  const text = link.firstElementChild?.textContent ?? link.textContent;
  if (facet) {
    return () => {
      const values = [...document.querySelectorAll(`#${CSS.escape(facet)} a`)];
      return (
        values.find((value) => value.firstElementChild?.textContent === text) ??
        document.querySelector(`#${CSS.escape(facet)} summary`)
      );
    };
  }
  return link.closest(".pager") ? () => null : () => document.querySelector(".bar strong");
}
