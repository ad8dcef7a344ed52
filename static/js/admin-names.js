// Says to a screen reader what the admin's choices are called: what select2 and Django's own scripts build has no name.
// And what is wrong with a form it says first, where Django leaves the focus in the first field, or nowhere.

function nameChoice(select) {
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!box) return;
  const name = (select.getAttribute("aria-label") ?? select.labels[0]?.textContent ?? "").trim().replace(/:$/, "");
  const field = box.querySelector(".select2-search__field");
  const chosen = box.querySelector(".select2-selection__rendered");
  if (field) {
    field.setAttribute("aria-label", name);
    chosen.setAttribute("role", "none"); // a list that holds more than its items is none
  } else {
    chosen.removeAttribute("role"); // a text field inside of another, without a name
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

// select2 builds what jQuery starts, later than this; Django's two lists to choose from wait for all to be loaded.
window.django?.jQuery?.(() => nameAll(document));
addEventListener("load", () => {
  nameAll(document);
  sayWhatIsWrong();
});
// Another listener of the same event builds the choices of a new row.
document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
