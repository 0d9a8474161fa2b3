/**
 * Keeps the pages below its scope and their files for use without a connection. Its scope is one place of one language and
 * nothing else. Pages come from the network when it answers in time, else from what was kept; nothing entered is kept.
 */
// The library types `self` as any worker; this file is only ever a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope & { keerpuntVersion: string };

const scope = new URL(worker.registration.scope).pathname;
const ours = `keerpunt ${scope} `;
// Pages and files are kept together under one version: a new page must never stand beside old files.
const cacheName = ours + worker.keerpuntVersion;
const PATIENCE_MS = 3000;

async function keepAll(): Promise<void> {
  const list = await fetch(`${scope}/offline.json`, { cache: 'no-store' });
  const { urls } = (await list.json()) as { urls: string[] };
  const cache = await caches.open(cacheName);
  await cache.addAll(urls.map((url) => new Request(url, { cache: 'reload' })));
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(ours) && name !== cacheName) await caches.delete(name);
}

/** The network's answer, if it begins in time; how long the rest takes does not matter. */
async function fromNetwork(request: Request): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function fromNetworkOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request, { ignoreSearch: true });
  // Nothing kept for this address: then the network may take as long as it needs.
  if (!kept) return fetch(request).catch(async (error) => (await cache.match(scope)) ?? Promise.reject(error));
  try {
    const response = await fromNetwork(request);
    // A proxy that answers for a server that is away is no better than no network.
    return response.status >= 500 ? kept : response;
  } catch {
    return kept;
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
  event.waitUntil(dropOlder().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === 'navigate' ? fromNetworkOrKept(request) : fromKeptOrNetwork(request));
});

export {};
