import { Hono } from 'hono';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import { PackPage, packPath, StepsPage, stepsPath, titleOfPack, titleOfSteps } from './country-pages.tsx';
import { KNOWLEDGE_PARTS, KnowledgeIndex, KnowledgePartPage, LawPage, placesOfLaw, titleOfLaw } from './pages.tsx';

type Needs = { site: Site; knowledge: LocalKnowledge; versions: readonly string[] };

/** Addresses of all that the check knows, without language. */
export const knowledgePaths = (knowledge: Pick<LocalKnowledge, 'law' | 'filePacks'>): string[] => [
  '/knowledge',
  ...KNOWLEDGE_PARTS.map((part) => `/knowledge/${part}`),
  ...placesOfLaw(knowledge).map((place) => `/knowledge/law/${place.toLowerCase()}`),
  ...knowledge.filePacks.flatMap(({ country }) => [packPath(country), stepsPath(country)]),
];

/** All that the check knows, with every source, in one language. */
export function knowledgeRoutes({ site, knowledge, versions }: Needs): Hono {
  const { t } = site;
  const routes = new Hono();
  routes.get('/knowledge', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/knowledge')} title={t('knowledge.title')}>
        <KnowledgeIndex site={site} knowledge={knowledge} versions={versions} />
      </Page>,
    ),
  );
  for (const part of KNOWLEDGE_PARTS) {
    const path = `/knowledge/${part}`;
    routes.get(path, (c) =>
      sendPage(
        c,
        <Page page={site.page(c, path)} title={t(`knowledge.${part}`)}>
          <KnowledgePartPage site={site} knowledge={knowledge} part={part} />
        </Page>,
      ),
    );
  }
  for (const place of placesOfLaw(knowledge)) {
    const path = `/knowledge/law/${place.toLowerCase()}`;
    routes.get(path, (c) =>
      sendPage(
        c,
        <Page page={site.page(c, path)} title={titleOfLaw(t, place)}>
          <LawPage site={site} knowledge={knowledge} place={place} />
        </Page>,
      ),
    );
  }
  for (const pack of knowledge.filePacks) {
    const { country } = pack;
    for (const { path, title, Content } of [
      { path: packPath(country), title: titleOfPack(t, country), Content: PackPage },
      { path: stepsPath(country), title: titleOfSteps(t, country), Content: StepsPage },
    ]) {
      routes.get(path, (c) =>
        sendPage(
          c,
          <Page page={site.page(c, path)} title={title}>
            <Content site={site} knowledge={knowledge} pack={pack} />
          </Page>,
        ),
      );
    }
  }
  return routes;
}
