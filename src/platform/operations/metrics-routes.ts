import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { RequestCounts } from './metrics.ts';

/** Shorter ones can be guessed. */
export const SHORTEST_TOKEN = 24;

/** Counts each request under the pattern of its route, never under its address, which could hold a name or an identity. */
export function countRequests(requests: RequestCounts): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    await next();
    requests.note({ method: c.req.method, route: routePath(c, -1), status: c.res.status, seconds: (performance.now() - began) / 1000 });
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (given: string, token: string) => timingSafeEqual(digest(given), digest(token));

/** The page of numbers. With a token it is there for whoever has it, and for nobody else; without one for all who reach it. */
export function metricsRoutes(text: () => Promise<string>, token: string | null): Hono {
  const routes = new Hono();
  routes.get('/metrics', async (c, next) => {
    if (token !== null && !isSame(c.req.header('authorization') ?? '', `Bearer ${token}`)) return next();
    return c.body(await text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' });
  });
  return routes;
}
