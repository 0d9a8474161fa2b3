import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { loadWorkingKnowledge, releasedVersions } from '#src/knowledge/load.ts';
import { localise } from '#src/knowledge/localise.ts';
import { readBuiltFiles, serveBuiltFiles } from '#src/platform/http/assets.ts';
import { redirectWithin, withoutTrailingSlash } from '#src/platform/http/addresses.ts';
import { compressPages } from '#src/platform/http/compression.ts';
import { errorPages } from '#src/platform/http/errors.tsx';
import { limitPosts } from '#src/platform/http/limits.ts';
import { logRequests, type Log } from '#src/platform/http/log.ts';
import { refuseForeignPosts } from '#src/platform/http/origins.ts';
import { securityHeaders } from '#src/platform/http/security.ts';
import { sitesIn, type Site } from '#src/platform/http/site.ts';
import { readMessages, readReviews } from '#src/platform/i18n/read-messages.ts';
import { reviewedLanguages } from '#src/platform/i18n/reviews.ts';
import type { Door } from '#src/platform/sessions/door.ts';
import { sessionRoutes } from '#src/platform/sessions/routes.ts';
import type { Frame } from '#src/platform/ui/page.tsx';
import { recognitionRoutes } from '#src/recognition/routes.tsx';
import { styleguideRoutes, websiteRoutes } from '#src/website/routes.tsx';

const NAV: Frame['nav'] = [
  { path: '/check', label: 'nav.check' },
  { path: '/check/contacts', label: 'nav.contacts' },
  { path: '/check/cards', label: 'nav.cards' },
  { path: '/knowledge', label: 'nav.knowledge' },
];
const FOOTER: Frame['footer'] = [
  { path: '/about', label: 'nav.about' },
  { path: '/check/card', label: 'card.title' },
];
const WAY_OUT = [
  { path: '/check', label: 'nav.check' },
  { path: '/check/contacts', label: 'nav.contacts' },
] as const;

export type Settings = {
  /** Where knowledge and messages are. */
  projectFolder: string;
  /** Where the build put what browsers get. */
  buildFolder: string;
  log: Log;
  /** Posts a minute from one network. */
  postsPerMinute: number;
  addressOf: (env: unknown) => string;
  publicUrl?: string | undefined;
  now: () => Date;
  /** False while the server is closing, so that a balancer stops sending. */
  isReady: () => boolean;
  /** What signing in needs, or null while that is not there. Public pages never ask. */
  door: () => Door | null;
};

/** Everything there is, mounted: the table of contents. */
export function createApp(settings: Settings): Hono {
  const { projectFolder, log } = settings;
  const knowledgeFolder = join(projectFolder, 'knowledge');
  const knowledge = loadWorkingKnowledge(knowledgeFolder);
  const versions = releasedVersions(knowledgeFolder);
  const messages = readMessages(projectFolder);
  const reviews = readReviews(projectFolder);
  const files = readBuiltFiles(join(settings.buildFolder, 'public'));
  const frame: Frame = {
    nav: NAV,
    footer: FOOTER,
    assets: { css: files.of('src/platform/ui/style.css'), exit: files.of('src/platform/browser/exit.ts') },
    reviewed: reviewedLanguages(messages, reviews),
  };
  const sites = sitesIn(messages, frame, settings.publicUrl);
  const errors = errorPages(sites, WAY_OUT, log);

  const app = new Hono();
  app.use(requestId({ headerName: '' }));
  app.use(logRequests(log));
  app.use(securityHeaders());
  app.get('/assets/*', serveBuiltFiles(files));
  app.use(compressPages());
  app.use(withoutTrailingSlash());
  app.use(refuseForeignPosts(errors));
  app.use(limitPosts(settings.postsPerMinute, settings.addressOf));

  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => (settings.isReady() ? c.text('ready') : c.text('closing', 503)));
  const checkScript = files.of('src/recognition/browser/check.tsx');
  const passkeyScript = files.of('src/platform/sessions/browser/passkey.ts');
  const texts: string[] = [];
  for (const site of sites) {
    const local = localise(knowledge, site.language);
    const recognition = recognitionRoutes({ site, knowledge: local, files, errors, now: settings.now });
    texts.push(recognition.texts.path);
    app.get(recognition.texts.path, recognition.texts.serve);
    app.route(site.href('/'), recognition.pages);
    app.route(site.href('/'), websiteRoutes({ site, knowledge: local, versions }));
    app.route(site.href('/'), sessionRoutes({ site, errors, passkeyScript, door: settings.door, addressOf: settings.addressOf, publicUrl: settings.publicUrl }));
  }
  const worker = readFileSync(join(files.folder, files.of('src/recognition/worker/service-worker.ts')), 'utf8');
  // Whatever it keeps is part of its version, so that any change makes it a new worker with a cache of its own.
  const kept = [settings.buildFolder, settings.publicUrl, frame.assets.css, frame.assets.exit, checkScript, ...texts, worker].join(' ');
  const version = createHash('sha256').update(kept).digest('base64url').slice(0, 12);
  app.get('/sw.js', (c) => {
    c.header('cache-control', 'no-cache');
    return c.body(`self.keerpuntVersion=${JSON.stringify(version)};\n${worker}`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
    });
  });
  app.route('/', styleguideRoutes(sites.find((s) => s.language === 'en') as Site));
  // People guess this prefix; Dutch has none.
  for (const path of ['/nl', '/nl/*']) app.get(path, (c) => redirectWithin(c, c.req.path.slice(3)));
  app.notFound((c) => errors.send(c, 404));
  app.onError(errors.onError);
  return app;
}

// For measurements, which run the application without a server.
export { createLog } from '#src/platform/http/log.ts';
