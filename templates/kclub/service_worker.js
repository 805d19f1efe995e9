/* Answers navigations that fail with a page that says so. It keeps that page and what that page
   needs, and nothing else: a browser may be shared. Forms, streams and parts of pages go by it.
   And it shows what is pushed to the device (accounts/push/payload.py), and opens it.
   Every browser since 2018 has to understand this. */
const { version, page, files, icon, badge } = {{ kept|safe }};
const CACHE = `offline ${version}`;

const keep = async () => {
  const cache = await caches.open(CACHE);
  // As nobody in particular, and as it is now
  const anew = (address) => new Request(address, { credentials: "omit", cache: "no-cache" });
  await cache.addAll([page, ...files].map(anew));
};
const dropOthers = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
};
const kept = (address) => caches.match(address, { ignoreVary: true });

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept(page)));
  } else if (files.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => kept(pathname)));
  }
});

self.addEventListener("push", (event) => {
  if (!event.data) return;
  const told = event.data.json();
  const { title, body, lang, tag } = told;
  const shown = { body, lang, tag, icon, badge, data: told };
  event.waitUntil(self.registration.showNotification(title, shown));
});

// Where its page is open, that window comes to the front and marks it as read; elsewhere a new
// window does both.
const openPage = async (told) => {
  const { pathname, search } = new URL(told.page, location.origin);
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find(({ url }) => {
    const its = new URL(url);
    return its.pathname === pathname && its.search === search;
  });
  if (!open) return self.clients.openWindow(told.opens);
  open.postMessage({ opened: told.opens });
  return open.focus();
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data));
});
