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
