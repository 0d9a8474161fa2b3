import { Hono } from 'hono';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Knowledge } from '#src/knowledge/schema.ts';
import type { BuiltFiles, FixedText } from '#src/platform/http/assets.ts';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import type { Site } from '#src/platform/http/site.ts';
import type { Published } from './content/published.ts';
import { countingRoutes } from './counting-routes.tsx';
import { knowledgePaths, knowledgeRoutes } from './knowledge/routes.tsx';
import { crawlerRoutes, feedRoutes } from './machine-routes.ts';
import { inLanguage } from './practise/exercise.ts';
import { practiseRoutes } from './practise/routes.tsx';
import { publishedRoutes } from './published-pages.tsx';
import { ownRoutes } from './routes.tsx';

export { readPublished } from './content/published.ts';
export { isNeverCounted } from './never-counted.ts';
export { styleguideRoutes } from './routes.tsx';

type Needs = { site: Site; knowledge: Knowledge; local: LocalKnowledge; versions: readonly string[]; published: Published; files: BuiltFiles; errors: ErrorPages };

/** One language of the public pages around the check; `paths` are those a search engine may know. */
export type Website = { site: Site; pages: Hono; texts: FixedText; paths: readonly string[] };

/** All public pages around the check, in one language. */
export function websiteIn({ site, knowledge, local, versions, published, files, errors }: Needs): Website {
  const exercises = published.exercises.map((exercise) => inLanguage(exercise, site.language, knowledge));
  const practise = practiseRoutes({ site, exercises, rule: knowledge.rule, files, errors });
  const pages = new Hono();
  pages.route('/', ownRoutes({ site, published }));
  pages.route('/', publishedRoutes(site, published));
  pages.route('/', feedRoutes(site, published));
  pages.route('/', knowledgeRoutes({ site, knowledge: local, versions }));
  pages.route('/', practise.pages);
  pages.route('/', countingRoutes(site, errors));
  const paths = ['/', '/about', ...published.pages[site.language].map((p) => p.path), ...knowledgePaths(local), ...practise.paths];
  return { site, pages, texts: practise.texts, paths };
}

/** What search engines ask for, over all languages. `more` are pages of other rooms. */
export function websiteForCrawlers(websites: readonly Website[], more: readonly string[]): Hono {
  const pathsOf = new Map(websites.map((w) => [w.site, [...w.paths, ...more]]));
  return crawlerRoutes([...pathsOf.keys()], (site) => pathsOf.get(site) ?? []);
}
