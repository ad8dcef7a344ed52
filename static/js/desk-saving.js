/* Saves while one writes and when one leaves, and says "saved" only once the server has said so.

   What is typed goes to the browser's own store first and leaves it when the server has it. If a page is opened and the
   store still holds a text, the page offers it; the server then compares it with what was saved since, as always. */

import { language, sentence } from "./desk-sentences.js";

const PAUSE = 1500; // milliseconds without a key, after which the text is saved
const RETRY = [5, 10, 30, 60]; // seconds between attempts

export function saveWhileWriting(form) {
  new Saving(form).begin();
}

class Saving {
  constructor(form) {
    this.form = form;
    this.key = `polyphony:${form.dataset.writer}:${location.pathname.replace(/^\/[a-z-]+\//, "/")}`;
    this.saved = fieldsOf(asServed(form));
    this.attempt = 0;
    this.last = Promise.resolve();
  }

  begin() {
    if ("resolved" in this.form.dataset) this.dropCopy();
    if ("unsaved" in this.form.dataset) {
      this.saved = "";
      this.save();
    } else {
      this.offerCopy();
      this.changed();
    }
    this.form.addEventListener("input", (event) => {
      if (event.target.type !== "file" && !event.target.name?.endsWith("-find")) this.changed();
    });
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else if (this.isUnsaved) this.save();
    });
    addEventListener("online", () => this.isUnsaved && this.save());
    // A page from the browser's memory may be older than what was saved from another one.
    addEventListener("pageshow", (event) => event.persisted && !this.isUnsaved && location.reload());
  }

  get isUnsaved() {
    return fieldsOf(this.form) !== this.saved;
  }

  changed() {
    if (!this.isUnsaved) return;
    this.keepCopy();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /* The text first, then what the button asks for; without a connection the writer stays on the page. */
  async submit(event) {
    if (this.leaving || !this.isUnsaved) return;
    event.preventDefault();
    const button = event.submitter;
    if ((await this.save()) === "unreachable") return;
    this.leaving = true;
    this.form.requestSubmit(button?.isConnected ? button : null);
  }

  leave() {
    if (this.leaving || !this.isUnsaved) return;
    this.keepCopy();
    this.saveNow({ keepalive: true });
  }

  /* One after the other, so that no save meets the one before. */
  save() {
    this.last = this.last.then(() => this.saveNow());
    return this.last;
  }

  async saveNow(options = {}) {
    clearTimeout(this.timer);
    const fields = fieldsOf(this.form);
    if (fields === this.saved) return "saved";
    this.tell(sentence("saving"));
    const answer = await this.post(fields, options);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said) this.acknowledged(fields, said);
    else this.refused(answer, said);
    if (answer?.ok && said) return "saved";
    return answer && said ? "refused" : "unreachable";
  }

  async post(fields, { keepalive = false }) {
    const body = new FormData();
    for (const [name, value] of JSON.parse(fields)) body.append(name, value);
    body.append("revision", this.form.elements.revision.value);
    if (this.form.elements.kept) body.append("kept", this.form.elements.kept.value);
    const headers = { Accept: "application/json", "X-CSRFToken": token(this.form) };
    // What is marked so, the browser finishes even when the page is gone; it takes no more than 64 KB of it.
    const fits = new TextEncoder().encode(fields).length < 50_000;
    const request = { method: "POST", body, headers, redirect: "error", keepalive: keepalive && fits };
    return fetch(location.pathname, request).catch(() => null);
  }

  acknowledged(fields, said) {
    this.form.elements.revision.value = said.revision;
    this.saved = fields;
    this.attempt = 0;
    if (this.isUnsaved) this.keepCopy();
    else this.dropCopy();
    const time = new Date(said.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    this.tell(sentence("saved", { time }));
    document.querySelector("[data-kept]")?.remove();
  }

  refused(answer, said) {
    if (said?.reason === "signed-out") this.warn("signed-out", link(this.form.dataset.signIn, sentence("sign-in")));
    else if (said?.reason === "conflict") this.warn("conflict", this.compareButton());
    else if (said?.reason === "state") this.warn("refused", document.createTextNode(said.sentence));
    else if (answer?.status === 404) this.warn("refused");
    else this.tryAgain(navigator.onLine ? "server" : "offline");
  }

  tryAgain(reason) {
    this.warn(this.keepCopy() ? reason : "unkept");
    const pause = RETRY[Math.min(this.attempt++, RETRY.length - 1)];
    this.timer = setTimeout(() => this.save(), pause * 1000);
  }

  // What the reader is told

  tell(text) {
    this.form.querySelector("[data-saved]").textContent = text;
    this.form.querySelector("[data-notsaved]").hidden = true;
  }

  warn(name, more) {
    const place = this.form.querySelector("[data-notsaved]");
    this.form.querySelector("[data-saved]").textContent = "";
    place.replaceChildren(sentence(name), ...(more ? [" ", more] : []));
    place.hidden = false;
  }

  compareButton() {
    const button = document.createElement("button");
    button.className = "button";
    button.name = "do";
    button.value = "save";
    button.textContent = sentence("compare");
    return button;
  }

  // The browser's copy

  keepCopy() {
    try {
      const copy = { at: Date.now(), revision: this.form.elements.revision.value, fields: fieldsOf(this.form) };
      localStorage.setItem(this.key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  dropCopy() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Where nothing can be stored, nothing is.
    }
  }

  offerCopy() {
    const copy = readCopy(this.key);
    if (!copy) return;
    if (copy.fields === this.saved) {
      this.dropCopy();
      return;
    }
    const panel = document.querySelector("[data-copy]");
    panel.querySelector("[data-copy-time]").textContent = new Date(copy.at).toLocaleString(language);
    panel.hidden = false;
    panel.querySelector("[data-copy-discard]").addEventListener("click", () => {
      this.dropCopy();
      panel.hidden = true;
    });
    panel.querySelector("[data-copy-restore]").addEventListener("click", () => this.submitCopy(copy));
  }

  submitCopy(copy) {
    const form = document.createElement("form");
    form.method = "post";
    form.hidden = true;
    const fields = [...JSON.parse(copy.fields), ["revision", copy.revision], ["do", "save"]];
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token(this.form)]]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    this.leaving = true;
    form.submit();
  }
}

function readCopy(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/* What was typed, as one text that can be compared and sent. */
function fieldsOf(form) {
  const left = ["csrfmiddlewaretoken", "revision", "kept", "files"];
  const fields = [...new FormData(form)].filter(([name]) => !left.includes(name) && !name.endsWith("-find"));
  return JSON.stringify(fields);
}

/* The form as the server sent it: whoever is quicker than this script has typed something already. */
function asServed(form) {
  const served = form.cloneNode(true);
  served.reset();
  return served;
}

/* The token of this moment: signing in, in another window, changes it. */
function token(form) {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
}

function link(address, text) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener";
  anchor.textContent = text;
  return anchor;
}
