import { Hono } from 'hono';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import { About } from './about.tsx';
import { Home } from './home.tsx';
import { KNOWLEDGE_PARTS, KnowledgeIndex, KnowledgePartPage } from './knowledge-pages.tsx';
import { Styleguide } from './styleguide.tsx';

type Needs = { site: Site; knowledge: LocalKnowledge; versions: readonly string[] };

/** The public pages around the check, in one language. */
export function websiteRoutes({ site, knowledge, versions }: Needs): Hono {
  const { t } = site;
  const routes = new Hono();
  routes.get('/', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/')} title={t('home.title')}>
        <Home site={site} />
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
  routes.get('/knowledge', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/knowledge')} title={t('knowledge.title')}>
        <KnowledgeIndex site={site} knowledge={knowledge} versions={versions} />
      </Page>,
    ),
  );
  for (const part of KNOWLEDGE_PARTS) {
    routes.get(`/knowledge/${part}`, (c) =>
      sendPage(
        c,
        <Page page={site.page(c, `/knowledge/${part}`)} title={t(`knowledge.${part}`)}>
          <KnowledgePartPage site={site} knowledge={knowledge} part={part} />
        </Page>,
      ),
    );
  }
  return routes;
}

/** For builders: every component once. In English, at one address. */
export function styleguideRoutes(english: Site): Hono {
  const routes = new Hono();
  routes.get('/styleguide', (c) =>
    sendPage(
      c,
      <Page page={english.page(c, '/styleguide')} title="Styleguide" noIndex inAllLanguages={false}>
        <Styleguide />
      </Page>,
    ),
  );
  return routes;
}
