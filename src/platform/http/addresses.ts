import type { Context, MiddlewareHandler } from 'hono';

/**
 * Sends the reader to a path of this site, made of the path as it was asked, still encoded: decoded, a tab before a second
 * slash would lead a browser to another host. The address stays relative, for behind a proxy the server does not know its
 * own scheme.
 */
export function redirectWithin(c: Context, pathFrom: (asked: string) => string): Response {
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/${pathFrom(pathname).replace(/^\/+/, '')}${search}`, 301);
}

/** One address a page: `/check/` leads to `/check`. */
export function withoutTrailingSlash(): MiddlewareHandler {
  return async (c, next) => {
    const { method, path } = c.req;
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead && path.length > 1 && path.endsWith('/')) return redirectWithin(c, (asked) => asked.replace(/(\/|%2f)+$/i, ''));
    return next();
  };
}

export const isLoopback = (address: string): boolean => /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/.test(address);

/** The address of who asks, where the operator says that a proxy stands before us. Only one on this machine is believed. */
export function addressBehindProxy(peer: string, forwardedFor: string | undefined): string {
  if (!isLoopback(peer)) return peer;
  // The last one is what the proxy itself saw; those before it, anybody can write.
  return forwardedFor?.split(',').at(-1)?.trim() || peer;
}

/** Where to go after something was done: a path of this site, or the account. */
export const pathWithin = (asked: string): string => (/^\/[a-z0-9][a-z0-9/-]*$/i.test(asked) ? asked : '/account');
