/* Adds the reader's own time to moments that the page gives in another time zone. Without it, the zone is named. */

const language = document.documentElement.lang;

function addOwnTime(element) {
  const moment = new Date(element.dateTime);
  if (!moment.getTimezoneOffset()) return;
  const time = moment.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  element.append(` (${element.dataset.local.replace("{time}", time)})`);
}

document.querySelectorAll("time[data-local]").forEach(addOwnTime);
