/* Sentences for the reader, which the page brings along in the reader's language. */

const sentences = document.querySelector("#sentences").content;

export function sentence(name, values = {}) {
  const text = sentences.querySelector(`[data-sentence="${name}"]`).textContent;
  return Object.entries(values).reduce((filled, [key, value]) => filled.replace(`{${key}}`, value), text);
}

export const language = document.documentElement.lang;
