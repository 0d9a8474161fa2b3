import { pino, type Logger } from 'pino';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

export type Log = Logger;

/** One line of JSON per event on standard output. Nothing about people: no address, no browser, no query, no body. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/**
 * Notes each request by the pattern of its route, never by its address, which could hold a name. What `isUnlogged` names leaves no
 * line: the moment alone would say too much.
 */
export function logRequests(log: Log, isUnlogged: (path: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    if (isUnlogged(c.req.path)) return next();
    const started = performance.now();
    await next();
    log.info(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    );
  };
}
