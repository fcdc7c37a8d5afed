// Keeps the list of the day, and it alone, for the hours without network. Its scope is that page.
const KEPT = `jour ${self.registration.scope}`;
const PAGE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
});

async function keep(addresses) {
  const drawer = await caches.open(KEPT);
  for (const address of new Set(addresses)) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && !answer.redirected) await drawer.put(address, answer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(part(request));
});

/** The page as it is now; without network, as it was. A page that is no longer the asker's is forgotten. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await (await caches.open(KEPT)).put(PAGE, answer.clone());
    else await caches.delete(KEPT);
    return answer;
  } catch {
    return (await caches.match(PAGE)) || Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) || Response.error();
  }
}
