/* The page of a section: what JavaScript adds to a form that works without it. */

import { followCounters } from "./desk-counters.js";
import { followRows } from "./desk-rows.js";
import { followEvents } from "./desk-events.js";
import { saveWhileWriting } from "./desk-saving.js";

const form = document.querySelector("#section");
if (form) {
  followCounters(form);
  followRows(form);
  followEvents(form);
  saveWhileWriting(form);
}
