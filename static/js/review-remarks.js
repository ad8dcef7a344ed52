/* Saves half-written remarks on a report. Each is sent with the version of it that the reviewer has seen, and only those
   that changed are sent.

   Where the browser had kept remarks, they are put back in their places. */

import { Saving } from "./saving.js";
import { sentence } from "./sentences.js";

class RemarksSaving extends Saving {
  constructor(form) {
    super(form, `polyphony:remarks:${form.dataset.writer}:${location.pathname}`);
    this.fields = [...form.querySelectorAll("textarea[name^='remark-']")];
    this.saved = new Map(this.fields.map((field) => [field, "unsaved" in form.dataset ? null : field.defaultValue]));
  }

  get unsaved() {
    return this.fields.filter((field) => field.value !== this.saved.get(field));
  }

  get isUnsaved() {
    return this.unsaved.length > 0;
  }

  take() {
    return new Map(this.unsaved.map((field) => [field, field.value]));
  }

  body(texts) {
    const body = new FormData();
    for (const [field, text] of texts) {
      const seen = this.seen(field);
      body.append(field.name, text);
      body.append(seen.name, seen.value);
    }
    return body;
  }

  /* A remark that was written in another window, too, is not among those that the server has seen. */
  confirm(texts, said) {
    for (const [field, text] of texts) {
      const question = field.name.replace("remark-", "");
      if (!(question in said.seen)) continue;
      this.seen(field).value = said.seen[question];
      this.saved.set(field, text);
    }
  }

  /* The server brings back what it does not take. */
  submitting() {
    this.dropCopy();
  }

  /* The field that says which version of a remark the reviewer has seen. */
  seen(field) {
    return this.form.elements[field.name.replace(/^remark-/, "seen-")];
  }

  // The browser's copy: the texts that the server does not have, with what the page had seen of each

  copy() {
    const copy = this.unsaved.map((field) => [field.name, field.value, this.seen(field).value]);
    const { reason } = this.form.elements;
    if (reason?.value && reason.value !== reason.defaultValue) copy.push([reason.name, reason.value, ""]);
    return copy.length ? copy : null;
  }

  useCopy(copy) {
    for (const [name, text, seen] of copy) {
      const field = this.form.elements[name];
      if (!field || field.value === text) continue;
      field.value = text;
      if (this.seen(field)) this.seen(field).value = seen;
      field.closest("details")?.setAttribute("open", "");
      this.tell(sentence("found"));
    }
  }
}

const form = document.querySelector("#review");
if (form) new RemarksSaving(form).begin();
