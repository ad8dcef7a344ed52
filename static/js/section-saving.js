/* Saves a section of a report while one writes. All of it is sent each time, with the revision that the writer has seen.

   Where the browser had kept a text, the page offers it; the server then compares it with what was saved since. */

import { Saving } from "./saving.js";
import { language, sentence } from "./sentences.js";

const NOT_SAVED = ["csrfmiddlewaretoken", "revision", "kept", "files"];

export class SectionSaving extends Saving {
  constructor(form) {
    super(form, `polyphony:${form.dataset.writer}:${location.pathname.replace(/^\/[a-z-]+\//, "/")}`);
    this.saved = "unsaved" in form.dataset ? "" : fieldsOf(asServed(form));
  }

  begin() {
    if ("resolved" in this.form.dataset) this.dropCopy();
    // A chosen file goes with a button, never with a link: then the browser asks.
    addEventListener("beforeunload", (event) => {
      if (this.form.elements.files?.value && !this.takesFiles) event.preventDefault();
    });
    super.begin();
  }

  get isUnsaved() {
    return fieldsOf(this.form) !== this.saved;
  }

  /* Looking for an event, for instance, changes nothing; then a copy that the page still offers stays where it is. */
  changed() {
    if (this.isUnsaved) super.changed();
  }

  take() {
    return fieldsOf(this.form);
  }

  body(fields) {
    const body = new FormData();
    for (const [name, value] of JSON.parse(fields)) body.append(name, value);
    const { revision, kept } = this.form.elements;
    body.append("revision", revision.value);
    if (kept) body.append("kept", kept.value);
    return body;
  }

  confirm(fields, said) {
    this.form.elements.revision.value = said.revision;
    this.saved = fields;
    document.querySelector("[data-kept]")?.remove();
  }

  submitting() {
    this.takesFiles = true;
  }

  remedy(name) {
    return name === "conflict" ? compareButton() : signInLink(this.form.dataset.signIn);
  }

  // The browser's copy

  copy() {
    if (!this.isUnsaved) return null;
    return { at: Date.now(), revision: this.form.elements.revision.value, fields: fieldsOf(this.form) };
  }

  useCopy(copy) {
    if ("unsaved" in this.form.dataset) return;
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
    form.enctype = "multipart/form-data";
    const fields = [...JSON.parse(copy.fields), ["revision", copy.revision], ["do", "save"]];
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", this.token]]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    const { files } = this.form.elements;
    if (files) form.append(files);
    document.body.append(form);
    this.isSubmitted = true;
    form.submit();
  }
}

/* What was typed, as one text that can be compared and sent. */
function fieldsOf(form) {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_SAVED.includes(name) && !name.endsWith("-find"));
  return JSON.stringify(fields);
}

/* The form as the server sent it: whoever is quicker than this script has typed something already. */
function asServed(form) {
  const served = form.cloneNode(true);
  served.reset();
  return served;
}

function compareButton() {
  const button = document.createElement("button");
  button.className = "button";
  button.name = "do";
  button.value = "save";
  button.textContent = sentence("compare");
  return button;
}

function signInLink(address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = sentence("sign-in");
  return link;
}
