/*
 * Keeps one page for when the server cannot be reached, and nothing else: no answer with anybody's data is ever kept.
 * Pages come from the network or not at all.
 */
const CACHE = 'offline-1';
const PAGE = '/offline';
const unreachable = [502, 503, 504];

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(begin());
});

/** The page speaks the language that was chosen last. */
self.addEventListener('message', (event) => {
  if (event.data === 'keep the page anew') event.waitUntil(keepPage().catch(() => undefined));
});

self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(navigate(event));
});

async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function keepPage() {
  const answer = await fetch(PAGE, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}`);
  const cache = await caches.open(CACHE);
  await cache.put(PAGE, answer);
}

async function navigate(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!unreachable.includes(answer.status)) return answer;
    return (await caches.match(PAGE)) ?? answer;
  } catch (error) {
    const page = await caches.match(PAGE);
    if (page) return page;
    throw error;
  }
}
