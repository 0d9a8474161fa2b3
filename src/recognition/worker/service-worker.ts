/**
 * Keeps the check's own pages and their files for use without a connection. Its scope is the check of one language and
 * nothing else. Pages come from the network when it answers in time, else from what was kept; nothing entered is kept.
 */
// The library types `self` as any worker; this file is only ever a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope;

const scope = new URL(worker.registration.scope).pathname;
const cacheName = `keerpunt ${scope}`;
const PATIENCE_MS = 3000;

async function keepAll(): Promise<void> {
  const list = await fetch(`${scope}/offline.json`, { cache: 'no-store' });
  const { urls } = (await list.json()) as { urls: string[] };
  const cache = await caches.open(cacheName);
  await cache.addAll(urls.map((url) => new Request(url, { cache: 'reload' })));
  const wanted = new Set(urls.map((url) => new URL(url, location.origin).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

async function fromNetworkOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok && (await cache.match(request))) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = (await cache.match(request)) ?? (await cache.match(scope));
    if (kept) return kept;
    throw error;
  }
}

async function fromKeptOrNetwork(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(request)) ?? fetch(request);
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === 'navigate' ? fromNetworkOrKept(request) : fromKeptOrNetwork(request));
});

export {};
