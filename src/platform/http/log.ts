import { pino, type Logger } from 'pino';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

export type Log = Logger;

/** One line of JSON per event on standard output. Nothing about people: no address, no browser, no query, no body. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Notes each request by the pattern of its route, never by its address, which could hold a name. */
export function logRequests(log: Log): MiddlewareHandler {
  return async (c, next) => {
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
