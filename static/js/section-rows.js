/* Rows that are added, moved and removed in place; the buttons do the same through the server. */

import { sentence } from "./sentences.js";

export function followRows(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    const group = button?.closest("[data-rows]");
    if (!group) return;
    const list = group.querySelector("[data-list]");
    const row = button.closest("[data-row]");
    if (button.value.startsWith("add ")) add(group, list);
    else if (row && button.dataset.do) change(list, row, button.dataset.do);
    else return;
    event.preventDefault();
    renumber(list);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const selects of form.querySelectorAll("[data-selects]")) {
    selects.addEventListener("change", () => keepOneSpare(selects));
  }
}

function add(group, list) {
  if (list.children.length >= Number(group.dataset.most)) {
    list.lastElementChild.querySelector("legend").append(` ${sentence("most")}`);
    return;
  }
  const numbers = [...list.children].map((row) => Number(/-n(\d+)$/.exec(row.id)?.[1] ?? 0));
  const key = `n${Math.max(0, ...numbers) + 1}`;
  const blank = group.querySelector("template").innerHTML.replaceAll("__key__", key);
  list.insertAdjacentHTML("beforeend", blank);
  list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function change(list, row, what) {
  const neighbour = what === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (what === "remove") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("[data-do=remove]") ?? list.nextElementSibling).focus();
  } else if (neighbour) {
    neighbour[what === "up" ? "before" : "after"](row);
    row.querySelector(`[data-do=${what}]`).focus();
  }
}

function renumber(list) {
  [...list.children].forEach((row, index) => {
    for (const number of row.querySelectorAll("[data-number]")) number.textContent = index + 1;
  });
}

function keepOneSpare(selects) {
  const all = [...selects.querySelectorAll("select")];
  if (all.every((select) => select.value)) {
    const spare = all.at(-1).cloneNode(true);
    spare.removeAttribute("id");
    spare.value = "";
    spare.setAttribute("aria-label", spare.getAttribute("aria-label").replace(/\d+/, all.length + 1));
    selects.append(spare);
  }
}
