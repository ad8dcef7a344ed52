/* Saves a form while one writes in it and when one leaves it, and says "saved" only once the server has said so.

   What is typed goes to the browser's own store first and leaves it when the server has it. This is what all forms that
   save themselves have in common; what each of them sends and keeps is in section-saving.js and review-remarks.js. */

import { language, sentence } from "./sentences.js";

const PAUSE = 1500; // milliseconds without a key, after which the text is saved
const RETRY = [5, 10, 30, 60]; // seconds between attempts
const MOST_WHEN_GONE = 50_000; // bytes; browsers send no more than 64 KB for a page that is gone

/* A form of one kind extends this with:

   isUnsaved                      whether the form holds anything that the server does not have
   take()                         what is to be sent, as it is at this moment
   body(taken)                    the same, as FormData
   confirm(taken, said)           notes that the server has it; `said` is the server's answer
   copy()                         what the browser keeps, to be stored as JSON; null where the server has everything
   useCopy(copy)                  shows the reader what the browser had kept, when the page opens
   and may change submitting() and remedy(). */
export class Saving {
  constructor(form, key) {
    this.form = form;
    this.key = key; // of the copy in the browser's store
    this.attempt = 0;
    this.last = Promise.resolve();
  }

  begin() {
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.hide() : this.save()));
    const copy = this.readCopy();
    if (copy) this.useCopy(copy);
    // Whoever was quicker than this script has typed already; and a text may have waited while its writer signed in.
    if (this.isUnsaved) {
      this.keepCopy();
      this.save();
    }
  }

  // When

  changed() {
    this.keepCopy();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /* The text first, then what the button asks for; without a connection the writer stays on the page. */
  async submit(event) {
    this.form.elements.csrfmiddlewaretoken.value = this.token;
    if (this.isSubmitted) return;
    if (!this.isUnsaved) {
      this.submitting();
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    if ((await this.save()) === "unreachable") return;
    this.isSubmitted = true;
    this.submitting();
    this.form.requestSubmit(button?.isConnected ? button : null);
  }

  /* The form is about to be sent as a whole. */
  submitting() {}

  /* Another window is in front, perhaps for good: on a phone nothing else may follow. */
  hide() {
    if (this.isSubmitted || !this.isUnsaved) return;
    this.keepCopy();
    this.save({ isGoing: true });
  }

  /* The page goes, and cannot wait for the answer to what it sent before. */
  leave() {
    if (this.isSubmitted || !this.isUnsaved) return;
    this.keepCopy();
    this.last = this.send({ isGoing: true });
  }

  /* A page from the browser's memory may be older than what was saved from another one. */
  comeBack() {
    this.isSubmitted = false;
    if (!this.isUnsaved) location.reload();
  }

  // Sending

  /* One after the other, so that no save meets the one before. */
  save(options) {
    this.last = this.last.then(() => this.send(options));
    return this.last;
  }

  /* Returns "saved", "refused" where the server will not take it as it is, or "unreachable". */
  async send({ isGoing = false } = {}) {
    clearTimeout(this.timer);
    if (!this.isUnsaved) return "saved";
    const taken = this.take();
    this.tell(sentence("saving"));
    const answer = await this.post(this.body(taken), isGoing);
    const said = await answer?.json().catch(() => null);
    if (said?.at) this.acknowledged(taken, said);
    if (answer?.ok && said) return "saved";
    this.refused(answer, said);
    return said ? "refused" : "unreachable";
  }

  post(body, isGoing) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    const keepalive = isGoing && new Blob([...body.values()]).size < MOST_WHEN_GONE;
    return fetch(location.pathname, { method: "POST", body, headers, redirect: "error", keepalive }).catch(() => null);
  }

  acknowledged(taken, said) {
    this.confirm(taken, said);
    this.attempt = 0;
    this.keepCopy();
    const time = new Date(said.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    this.tell(sentence("saved", { time }));
  }

  refused(answer, said) {
    const isConflict = said && answer.status === 409;
    if (said?.reason === "signed-out") this.warn("signed-out", this.remedy("signed-out"));
    else if (said?.reason === "state") this.warn("refused", said.sentence);
    else if (said?.reason === "too-much") this.warn("too-much", said.sentence);
    else if (isConflict) this.warn("conflict", this.remedy("conflict"));
    else if (answer?.status === 404) this.warn("refused");
    else this.tryAgain(navigator.onLine ? "server" : "offline");
  }

  /* What the reader can do about it: an element to put behind the sentence. */
  remedy() {
    return null;
  }

  tryAgain(reason) {
    this.warn(this.keepCopy() ? reason : "unkept");
    const pause = RETRY[Math.min(this.attempt++, RETRY.length - 1)];
    this.timer = setTimeout(() => this.save(), pause * 1000);
  }

  /* The token of this moment: signing in, in another window, changes it. */
  get token() {
    const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return cookie ? cookie[1] : this.form.elements.csrfmiddlewaretoken.value;
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

  // The browser's copy

  /* Returns whether the browser keeps it: some keep nothing, and still show the text. */
  keepCopy() {
    const copy = this.copy();
    try {
      if (copy) localStorage.setItem(this.key, JSON.stringify(copy));
      else localStorage.removeItem(this.key);
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

  readCopy() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }
}
