import type { Context, MiddlewareHandler } from 'hono';

/**
 * Sends the reader to a path of this site. Leading slashes are folded into one, for `//name` would be another host; the
 * address stays relative, for behind a proxy the server does not know its own scheme.
 */
export function redirectWithin(c: Context, path: string): Response {
  const query = new URL(c.req.url).search;
  return c.redirect(`/${path.replace(/^[/\\]+/, '')}${query}`, 301);
}

/** One address a page: `/check/` leads to `/check`. */
export function withoutTrailingSlash(): MiddlewareHandler {
  return async (c, next) => {
    const { method, path } = c.req;
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead && path.length > 1 && path.endsWith('/')) return redirectWithin(c, path.replace(/\/+$/, ''));
    return next();
  };
}
