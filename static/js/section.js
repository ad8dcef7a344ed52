/* The page of a section: what JavaScript adds to a form that works without it. */

import { followCounters } from "./section-counters.js";
import { followEvents } from "./section-events.js";
import { followRows } from "./section-rows.js";
import { SectionSaving } from "./section-saving.js";

const form = document.querySelector("#section");
if (form) {
  followCounters(form);
  followRows(form);
  followEvents(form);
  new SectionSaving(form).begin();
}
