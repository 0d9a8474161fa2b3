import { Hono, type Context } from 'hono';
import { escapeMarkup } from '#src/platform/http/escape.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Published } from './content/published.ts';
import { atomOf, jsonFeedOf, type Feed } from './news/feeds.ts';
import { newsIn } from './published-pages.tsx';

/** The feeds of one language. */
export function feedRoutes(site: Site, published: Published): Hono {
  const routes = new Hono();
  const { t, href, language } = site;
  const feedFor = (c: Context, name: string): Feed => {
    const { origin } = site.page(c, '/news');
    return {
      title: `Keerpunt · ${t('news.title')}`,
      language,
      home: origin + href('/news'),
      self: origin + href(`/news/${name}`),
      entries: newsIn(published, site).map((page) => ({ address: origin + href(page.path), title: page.title, summary: page.description, day: page.day })),
    };
  };
  routes.get('/news/feed.xml', (c) => c.body(atomOf(feedFor(c, 'feed.xml')), 200, { 'content-type': 'application/atom+xml; charset=utf-8' }));
  routes.get('/news/feed.json', (c) => c.body(JSON.stringify(jsonFeedOf(feedFor(c, 'feed.json'))), 200, { 'content-type': 'application/feed+json; charset=utf-8' }));
  return routes;
}

/** For search engines: every page in every language, each naming its translations, and what they may read. */
export function crawlerRoutes(sites: readonly Site[], pathsIn: (site: Site) => readonly string[]): Hono {
  const routes = new Hono();
  routes.get('/sitemap.xml', (c) => {
    const [first] = sites;
    const origin = first?.page(c, '/').origin ?? '';
    const paths = new Map(sites.map((site) => [site, new Set(pathsIn(site))]));
    const entries = sites.flatMap((site) =>
      pathsIn(site).map((path) => {
        const translations = sites
          .filter((other) => paths.get(other)?.has(path))
          .map((other) => `<xhtml:link rel="alternate" hreflang="${other.language}" href="${escapeMarkup(origin + other.href(path))}"/>`);
        return `<url><loc>${escapeMarkup(origin + site.href(path))}</loc>${translations.join('')}</url>`;
      }),
    );
    return c.body(
      `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`,
      200,
      { 'content-type': 'application/xml; charset=utf-8' },
    );
  });
  routes.get('/robots.txt', (c) => c.text(`User-agent: *\nAllow: /\nSitemap: ${sites[0]?.page(c, '/').origin ?? ''}/sitemap.xml\n`));
  return routes;
}
