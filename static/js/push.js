/* Notifications on this device, on the page of preferences. The browser asks its question only
   after somebody has pressed the button. */
const card = document.getElementById("push");
const form = card.querySelector("form[data-push=off]");
const workers = navigator.serviceWorker;

const isSupported = () => "PushManager" in window && "Notification" in window && workers;
const isOnIos = () =>
  /iPhone|iPad/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

const bytesOf = (text) => {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
};
const wordsOf = (buffer) => {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
};

const stateNow = async () => {
  if (!isSupported()) return isOnIos() ? "ios" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await workers.getRegistration();
  const subscription = registration && (await registration.pushManager.getSubscription());
  return subscription && "on" in card.dataset ? "on" : "off";
};
const showState = async () => {
  const state = await stateNow();
  for (const part of card.querySelectorAll("[data-push]")) {
    part.hidden = part.dataset.push !== state;
  }
};

const subscribe = async () => {
  const { pushManager } = await workers.ready;
  const before = await pushManager.getSubscription();
  if (before) await before.unsubscribe(); // it may be of another account, or of former keys
  const applicationServerKey = bytesOf(card.dataset.key);
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
};
const turnOn = async () => {
  if ((await Notification.requestPermission()) !== "granted") return showState();
  const subscription = await subscribe();
  form.elements.endpoint.value = subscription.endpoint;
  form.elements.p256dh.value = wordsOf(subscription.getKey("p256dh"));
  form.elements.auth.value = wordsOf(subscription.getKey("auth"));
  return form.submit();
};
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const failed = form.querySelector("[data-push-failed]");
  const button = form.querySelector("button");
  failed.hidden = true;
  button.setAttribute("aria-busy", "true");
  turnOn()
    .catch(() => {
      failed.hidden = false;
    })
    .then(() => button.removeAttribute("aria-busy"));
});

// The browser forgets it as well, so that nothing can arrive any more.
const off = card.querySelector("[data-push-off]");
const turnOff = async () => {
  const registration = isSupported() && (await workers.getRegistration());
  const subscription = registration && (await registration.pushManager.getSubscription());
  if (subscription) await subscription.unsubscribe();
};
if (off) {
  off.addEventListener("submit", (event) => {
    event.preventDefault();
    const send = () => off.submit();
    turnOff().then(send, send);
  });
}

showState();
