/* Events found while one types their name; the server writes the list. */

const PAUSE = 300; // milliseconds without a key

export function followEvents(form) {
  let waiting;
  form.addEventListener("input", (event) => {
    const place = event.target.closest("[data-event]");
    if (!place || !event.target.name.endsWith("-find")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => find(form, place), PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-event] button");
    if (!button) return;
    event.preventDefault();
    find(form, button.closest("[data-event]"));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.name?.endsWith("-find")) {
      event.preventDefault();
      find(form, event.target.closest("[data-event]"));
    }
  });
}

async function find(form, place) {
  const name = place.dataset.event;
  const words = place.querySelector("input[type=text]").value;
  const chosen = place.querySelector("input[type=radio]:checked")?.value ?? "";
  const address = `${form.dataset.events}?${new URLSearchParams({ name, words, chosen })}`;
  const answer = await fetch(address).catch(() => null);
  // Without an answer the list stays as it is, and the button asks the server.
  if (!answer?.ok || answer.redirected) return;
  const focused = place.querySelector("[data-choices]").contains(document.activeElement);
  if (focused || words !== place.querySelector("input[type=text]").value) return;
  place.querySelector("[data-choices]").innerHTML = await answer.text();
}
