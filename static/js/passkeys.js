/* Passkeys. A form with data-passkey asks the browser for one and sends what it has signed: with
   "create" a new one, with "get" one for the options on the page, with "login" any of this site,
   for options that it fetches. The log-in page offers them among the names it fills in, too. */
const forms = document.querySelectorAll("form[data-passkey]");
const isSupported = "PublicKeyCredential" in window && "credentials" in navigator;

const bytesOf = (text) => {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
};
const wordsOf = (buffer) => {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
};
const withBytes = (thing) => thing && { ...thing, id: bytesOf(thing.id) };
const readable = (options) => ({
  ...options,
  challenge: bytesOf(options.challenge),
  ...(options.user && { user: withBytes(options.user) }),
  allowCredentials: (options.allowCredentials || []).map(withBytes),
  excludeCredentials: (options.excludeCredentials || []).map(withBytes),
});
const ANSWERS = [
  "clientDataJSON",
  "attestationObject",
  "authenticatorData",
  "signature",
  "userHandle",
];
const written = (credential) => {
  const { id, type, rawId, response } = credential;
  const given = ANSWERS.filter((name) => response[name]);
  const answers = Object.fromEntries(given.map((name) => [name, wordsOf(response[name])]));
  const sent = { id, type, rawId: wordsOf(rawId), response: answers };
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ ...sent, clientExtensionResults });
};

const optionsOnPage = () =>
  readable(JSON.parse(document.getElementById("passkey-options").textContent).publicKey);
const optionsFetched = async (form) => {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return readable((await answer.json()).request_options.publicKey);
};
const onlyPasskey = {
  residentKey: "required",
  requireResidentKey: true,
  userVerification: "required",
};

const ways = {
  create(form) {
    const publicKey = optionsOnPage();
    if (form.elements.passwordless.checked) {
      Object.assign(publicKey.authenticatorSelection, onlyPasskey);
    }
    return navigator.credentials.create({ publicKey });
  },
  get: () => navigator.credentials.get({ publicKey: optionsOnPage() }),
  async login(form, more) {
    return navigator.credentials.get({ publicKey: await optionsFetched(form), ...more });
  },
};

const send = (form, credential) => {
  const remember = document.getElementById("id_remember");
  if (remember) form.elements.remember.value = remember.checked ? "on" : "";
  form.elements.credential.value = written(credential);
  form.submit();
};

let offered; // the offer among the names, which ends when somebody presses the button
const offer = async (form) => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  offered = new AbortController();
  const { signal } = offered;
  send(form, await ways.login(form, { mediation: "conditional", signal }));
};

const ask = async (form) => {
  const failed = form.querySelector("[data-passkey-failed]");
  const button = form.querySelector("button");
  failed.hidden = true;
  button.setAttribute("aria-busy", "true");
  offered?.abort();
  try {
    send(form, await ways[form.dataset.passkey](form));
  } catch {
    failed.hidden = false; // given up, most likely
  } finally {
    button.removeAttribute("aria-busy");
  }
};

for (const form of forms) {
  form.querySelector("[data-passkey-why]").hidden = true;
  form.querySelector(`[data-passkey-${isSupported ? "ready" : "missing"}]`).hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isSupported) ask(form);
  });
  if (isSupported && form.dataset.passkey === "login") offer(form).catch(() => {});
}
