import { raw } from 'hono/html';
import { Hono } from 'hono';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import type { Published, PublishedPage } from './content/published.ts';
import { isNeverCounted } from './never-counted.ts';
import { structuredDataOf } from './structured-data.ts';

/** The pages that were made at build, put into the frame of the moment: who answers now, and what the reader chose. */
export function publishedRoutes(site: Site, published: Published): Hono {
  const routes = new Hono();
  const pages = published.pages[site.language];
  for (const made of pages) {
    const feed = made.path === '/news' ? { feed: site.href('/news/feed.xml') } : {};
    routes.get(made.path, (c) => {
      const page = site.page(c, made.path);
      return sendPage(
        c,
        <Page
          page={page}
          title={made.title}
          description={made.description}
          structured={structuredDataOf(made, site, page.origin)}
          forYoung={made.forChildren ?? false}
          isQuiet={isNeverCounted(made.path)}
          {...feed}
        >
          {raw(made.html)}
        </Page>,
      );
    });
  }
  for (const [id, table] of Object.entries(published.tables[site.language])) {
    routes.get(`/figures/${id}.csv`, (c) =>
      // The mark at the front tells spreadsheets that it is UTF-8.
      c.body(`\uFEFF${table}`, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${id}-${site.language}.csv"`,
      }),
    );
  }
  return routes;
}

export const newsIn = (published: Published, { language }: Pick<Site, 'language'>): (PublishedPage & { day: string })[] =>
  published.pages[language].flatMap((page) => (page.day ? [{ ...page, day: page.day }] : [])).toSorted((a, b) => b.path.localeCompare(a.path));
