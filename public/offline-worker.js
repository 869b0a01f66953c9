// Keeps one page, with its styles, typeface and mark, for when there is no connection. It answers
// nothing else, and no page of an account is ever kept.
const cacheName = "offline";
const page = "/offline";

const keep = async () => {
  const cache = await caches.open(cacheName);
  const response = await fetch(page, { cache: "reload" });
  if (!response.ok) throw new Error("the offline page could not be had");
  const html = await response.clone().text();
  const parts = html.match(/\/_next\/static\/[^"'\\ ]+\.(css|woff2)[^"'\\ ]*/g) ?? [];
  await cache.addAll(new Set([...parts, "/icon.svg"]));
  await cache.put(page, response);
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

// Language or appearance changed.
self.addEventListener("message", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const answer = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.mode === "navigate" ? page : request);
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const partOfPage = ["style", "font", "image"].includes(request.destination);
  if (request.mode === "navigate" || partOfPage) event.respondWith(answer(request));
});
