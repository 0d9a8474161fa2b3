import type { MiddlewareHandler } from 'hono';
import type { ErrorPages } from './errors.tsx';

/** What a browser says about where a request comes from. */
export type Origins = { fetchSite: string | undefined; origin: string | undefined };

/**
 * Whether a post comes from a page of ours. Browsers say so in a header that no page can set; older ones name the page's
 * origin. Who says neither, or `null`, is refused: a cookie of ours may only work from our own pages.
 */
export function isFromOurPages({ fetchSite, origin }: Origins, ownOrigin: string): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  return origin === ownOrigin;
}

/**
 * Refuses posts of which the browser says that another site sends them. For pages that know nobody, where an old browser
 * that says nothing is served; behind the door stands the stricter question.
 */
export function refuseForeignPosts(errors: ErrorPages): MiddlewareHandler {
  return async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    if (c.req.method === 'POST' && (site === 'cross-site' || site === 'same-site')) return errors.send(c, 403);
    return next();
  };
}
