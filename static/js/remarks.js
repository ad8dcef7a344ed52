/* Half-written remarks: saved while one writes and when one leaves, and said to be saved only once the server says so.

   What is typed goes to the browser's own store first and leaves it when the server has it. */

import { language, sentence } from "./desk-sentences.js";

const PAUSE = 1500; // milliseconds without a key, after which the text is saved
const RETRY = [5, 10, 30, 60]; // seconds between attempts

class Remarks {
  constructor(form) {
    this.form = form;
    this.key = `polyphony:remarks:${form.dataset.writer}:${location.pathname}`;
    this.fields = [...form.querySelectorAll("textarea[name^='remark-']")];
    this.saved = new Map(this.fields.map((field) => [field, "unsaved" in form.dataset ? null : field.defaultValue]));
    this.attempt = 0;
    this.last = Promise.resolve();
  }

  begin() {
    this.restoreCopy();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.save()));
    addEventListener("online", () => this.save());
    addEventListener("pageshow", (event) => event.persisted && !this.unsaved.length && location.reload());
    if (this.unsaved.length) this.save();
  }

  get unsaved() {
    return this.fields.filter((field) => field.value !== this.saved.get(field));
  }

  changed() {
    this.keepCopy();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  leave() {
    if (this.leaving) return;
    this.keepCopy();
    this.saveNow({ keepalive: true });
  }

  /* The text first, then what the button asks for; without a connection the reviewer stays on the page. */
  async submit(event) {
    if (this.leaving) return;
    this.form.elements.csrfmiddlewaretoken.value = this.token;
    if (!this.unsaved.length) {
      this.dropCopy();
      return;
    }
    event.preventDefault();
    if ((await this.save()) === "unreachable") return;
    this.leaving = true;
    this.dropCopy();
    this.form.requestSubmit(event.submitter);
  }

  /* One after the other, so that no save meets the one before. */
  save() {
    this.last = this.last.then(() => this.saveNow());
    return this.last;
  }

  async saveNow({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    const texts = new Map(this.unsaved.map((field) => [field, field.value]));
    if (!texts.size) return "saved";
    this.tell(sentence("saving"));
    const answer = await this.post(texts, keepalive);
    const said = await answer?.json().catch(() => null);
    if (said?.seen) this.acknowledged(texts, said);
    if (answer?.ok && said) return "saved";
    return this.refused(answer, said);
  }

  post(texts, keepalive) {
    const body = new FormData();
    for (const [field, text] of texts) {
      body.append(field.name, text);
      body.append(this.seen(field).name, this.seen(field).value);
    }
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    return fetch(location.pathname, { method: "POST", body, headers, redirect: "error", keepalive }).catch(() => null);
  }

  acknowledged(texts, said) {
    for (const [field, text] of texts) {
      const name = field.name.replace("remark-", "");
      if (!(name in said.seen)) continue;
      this.seen(field).value = said.seen[name];
      this.saved.set(field, text);
    }
    this.attempt = 0;
    this.keepCopy();
    const time = new Date(said.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    this.tell(sentence("saved", { time }));
  }

  refused(answer, said) {
    if (answer?.status === 409 && said) {
      this.warn("conflict");
      return "refused";
    }
    if (said?.reason === "signed-out") {
      this.warn("signed-out");
      return "refused";
    }
    this.warn(navigator.onLine ? "server" : "offline");
    const pause = RETRY[Math.min(this.attempt++, RETRY.length - 1)];
    this.timer = setTimeout(() => this.save(), pause * 1000);
    return "unreachable";
  }

  // What the reviewer is told

  tell(text) {
    this.form.querySelector("[data-saved]").textContent = text;
    this.form.querySelector("[data-notsaved]").hidden = true;
  }

  warn(name) {
    const place = this.form.querySelector("[data-notsaved]");
    this.form.querySelector("[data-saved]").textContent = "";
    place.textContent = sentence(name);
    place.hidden = false;
  }

  // The browser's copy: the texts that the server does not have, with what the page had seen of each

  keepCopy() {
    const copy = this.unsaved.map((field) => [field.name, field.value, this.seen(field).value]);
    const reason = this.form.elements.reason;
    if (reason?.value && reason.value !== reason.defaultValue) copy.push([reason.name, reason.value, ""]);
    try {
      if (copy.length) localStorage.setItem(this.key, JSON.stringify(copy));
      else localStorage.removeItem(this.key);
    } catch {
      // A browser that keeps nothing still shows the text.
    }
  }

  dropCopy() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Where nothing can be stored, nothing is.
    }
  }

  restoreCopy() {
    for (const [name, text, seen] of readCopy(this.key)) {
      const field = this.form.elements[name];
      if (!field || field.value === text) continue;
      field.value = text;
      if (this.seen(field)) this.seen(field).value = seen;
      field.closest("details")?.setAttribute("open", "");
      this.tell(sentence("found"));
    }
  }

  seen(field) {
    return this.form.elements[field.name.replace(/^remark-/, "seen-")];
  }

  /* The token of this moment: signing in, in another window, changes it. */
  get token() {
    const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return cookie ? cookie[1] : this.form.elements.csrfmiddlewaretoken.value;
  }
}

function readCopy(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

const form = document.querySelector("#review");
if (form) new Remarks(form).begin();
