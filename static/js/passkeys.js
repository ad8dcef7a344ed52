/* Passkeys: asks the browser for one and hands it to the form. Where the browser knows none, the form stays hidden. */

const toJson = (element) => JSON.parse(element.textContent);

async function options(form) {
  const page = document.getElementById("passkey-options");
  if (page) return toJson(page);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  return answer.json();
}

async function create(form, { creation_options: { publicKey } }) {
  if (form.elements.passwordless?.checked) {
    // Signing in with it alone needs a passkey that names its owner and asks for finger, face or PIN.
    Object.assign(publicKey.authenticatorSelection, {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

async function get(_form, { request_options: { publicKey } }) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

async function submit(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const error = document.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const ceremony = form.dataset.passkey === "create" ? create : get;
    const credential = await ceremony(form, await options(form));
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    error.hidden = false;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submit);
  }
}
