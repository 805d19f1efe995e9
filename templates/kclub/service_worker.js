/* Answers navigations that fail with a page that says so. It keeps that page and what that page
   needs, and nothing else: a browser may be shared. Forms, streams and parts of pages go by it.
   Every browser since 2018 has to understand this. */
const { version, page, files } = {{ kept|safe }};
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
