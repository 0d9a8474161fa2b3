import { Hono } from 'hono';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import { About } from './about.tsx';
import type { Published } from './content/published.ts';
import { Home } from './home.tsx';
import { newsIn } from './published-pages.tsx';
import { LONGEST_QUERY, SearchPage } from './search/search-page.tsx';
import { searcherFor } from './search/search-index.ts';
import { Styleguide } from './styleguide.tsx';

type Needs = { site: Site; published: Published };

/** The pages that are neither knowledge nor made at build: the front door, what this is, and the search. */
export function ownRoutes({ site, published }: Needs): Hono {
  const { t } = site;
  const routes = new Hono();
  const news = newsIn(published, site);
  const search = searcherFor(published.search[site.language]);
  routes.get('/', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/')} title={t('home.title')} feed={site.href('/news/feed.xml')}>
        <Home site={site} news={news} drawing={published.frontDrawing} />
      </Page>,
    ),
  );
  routes.get('/about', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/about')} title={t('about.title')}>
        <About site={site} />
      </Page>,
    ),
  );
  routes.get('/search', (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, LONGEST_QUERY);
    return sendPage(
      c,
      <Page page={site.page(c, '/search')} title={t('search.title')} noIndex isQuiet>
        <SearchPage site={site} query={query} found={query === '' ? [] : search(query)} />
      </Page>,
    );
  });
  return routes;
}

/** For builders: every component once. In English, at one address. */
export function styleguideRoutes(english: Site): Hono {
  const routes = new Hono();
  routes.get('/styleguide', (c) =>
    sendPage(
      c,
      <Page page={english.page(c, '/styleguide')} title="Styleguide" noIndex isQuiet inAllLanguages={false}>
        <Styleguide />
      </Page>,
    ),
  );
  return routes;
}
