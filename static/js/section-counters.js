/* How long an answer is, and what of it is too much. Nothing is cut. */

import { language, sentence } from "./sentences.js";

const number = new Intl.NumberFormat(language);

function count(counter, input) {
  // The server counts characters, not UTF-16 units: an emoji is one.
  const characters = [...input.value];
  const limit = Number(counter.dataset.limit);
  const excess = characters.slice(limit).join("");
  const values = {
    count: number.format(characters.length),
    limit: number.format(limit),
    excess: number.format(characters.length - limit),
  };
  counter.querySelector("[data-count]").textContent = sentence(excess ? "excess" : "count", values);
  const shown = counter.querySelector("[data-excess]");
  shown.textContent = excess;
  shown.hidden = !excess;
}

export function followCounters(form) {
  for (const counter of form.querySelectorAll("[data-counter]")) {
    const input = document.getElementById(counter.dataset.counter);
    input.addEventListener("input", () => count(counter, input));
    count(counter, input);
  }
}
