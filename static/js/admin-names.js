// Gives the admin's choices the names that a screen reader says: what select2 and Django's own scripts build has none.
// When a form comes back with errors, the focus goes to what is wrong. Django leaves it in the first field, or nowhere.

function nameChoice(select) {
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!box) return;
  const name = (select.getAttribute("aria-label") ?? select.labels[0]?.textContent ?? "").trim().replace(/:$/, "");
  const field = box.querySelector(".select2-search__field");
  const chosen = box.querySelector(".select2-selection__rendered");
  if (field) {
    field.setAttribute("aria-label", name);
    chosen.setAttribute("role", "none"); // it also holds a text field, which a list may not
  } else {
    chosen.removeAttribute("role"); // it would be a text field without a name, inside of another
    chosen.removeAttribute("aria-readonly");
    box.id ||= `${select.id}-box`;
    box.setAttribute("aria-label", name);
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
  }
}

function nameAll(part) {
  for (const select of part.querySelectorAll("select.admin-autocomplete")) nameChoice(select);
  for (const sign of part.querySelectorAll("span.help-tooltip")) sign.setAttribute("role", "img");
}

function sayWhatIsWrong() {
  const wrong = document.querySelector(".errornote");
  if (!wrong) return;
  wrong.setAttribute("role", "alert");
  wrong.tabIndex = -1;
  wrong.focus();
}

// select2 builds its boxes when jQuery is ready, after this script; Django's pairs of lists come with the load event.
window.django?.jQuery?.(() => nameAll(document));
addEventListener("load", () => {
  nameAll(document);
  sayWhatIsWrong();
});
// Another listener of the same event builds the choices of a new row.
document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
