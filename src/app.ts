import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { loadWorkingKnowledge, releasedVersions } from '#src/knowledge/load.ts';
import { getPack, localise, type LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import { apiRoutes } from '#src/platform/api/routes.ts';
import { rendererIn } from '#src/platform/documents/render.ts';
import { readBuiltFiles, serveBuiltFiles } from '#src/platform/http/assets.ts';
import { redirectWithin, withoutTrailingSlash } from '#src/platform/http/addresses.ts';
import { compressPages } from '#src/platform/http/compression.ts';
import { errorPages, type ErrorPages } from '#src/platform/http/errors.tsx';
import { limitPosts, limitRequests } from '#src/platform/http/limits.ts';
import { logRequests, type Log } from '#src/platform/http/log.ts';
import { refuseForeignPosts } from '#src/platform/http/origins.ts';
import { downloadHeaders, pictureHeaders, securityHeaders } from '#src/platform/http/security.ts';
import { sitesIn, type Site } from '#src/platform/http/site.ts';
import { countVisits, type VisitCounter } from '#src/platform/http/visits.ts';
import { hrefIn, LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { readMessages, readReviews } from '#src/platform/i18n/read-messages.ts';
import { reviewedLanguages } from '#src/platform/i18n/reviews.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { countRequests, metricsRoutes } from '#src/platform/operations/metrics-routes.ts';
import type { Watch } from '#src/platform/operations/watch.ts';
import type { Door } from '#src/platform/sessions/door.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import type { DeskEnv, DeskNeeds as SignInNeeds } from '#src/platform/sessions/desk.tsx';
import { openOidc } from '#src/platform/sessions/oidc.ts';
import type { Frame } from '#src/platform/ui/page.tsx';
import { checkKnowledge } from '#src/recognition/check-knowledge.ts';
import { deskRoutes, isUnlogged, reporterPages } from '#src/helpdesk/pages.ts';
import { filesForReports } from '#src/files/intake/from-report.ts';
import { calendarLimits } from '#src/files/pages.ts';
import { linkRoutes } from '#src/reintegration/pages.ts';
import { gateRoutes } from '#src/protection/pages.ts';
import { HelpBar } from '#src/recognition/help-bar.tsx';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { recognitionRoutes } from '#src/recognition/routes.tsx';
import { identities, knownSettings, readWordLists, reportTexts } from '#src/helpdesk/index.ts';
import { behindSignIn, OFFERED, PROBLEM_TEXTS, WORK, type BehindParts } from './desks.ts';
import { trainingRoutes, type Authenticators } from '#src/training/index.ts';
import { isNeverCounted, readPublished, styleguideRoutes, websiteForCrawlers, websiteIn, type Website } from '#src/website/index.ts';

const NAV: Frame['nav'] = [
  { path: '/check', label: 'nav.check' },
  { path: '/dossier', label: 'nav.dossier' },
  { path: '/report', label: 'nav.report' },
  { path: '/practise', label: 'nav.practise' },
  { path: '/children', label: 'nav.children' },
  { path: '/check/contacts', label: 'nav.contacts' },
  { path: '/search', label: 'nav.search' },
];
const FOOTER: Frame['footer'] = [
  { path: '/figures', label: 'figures.title' },
  { path: '/news', label: 'news.title' },
  { path: '/publications', label: 'publications.title' },
  { path: '/knowledge', label: 'nav.knowledge' },
  { path: '/release', label: 'keep.gate' },
  { path: '/check/cards', label: 'nav.cards' },
  { path: '/check/card', label: 'card.title' },
  { path: '/about', label: 'nav.about' },
  { path: '/privacy', label: 'nav.privacy' },
  { path: '/privacy/children', label: 'nav.privacy-children' },
  { path: '/privacy/counting', label: 'counting.title' },
  { path: '/accessibility', label: 'nav.accessibility' },
  { path: '/data-licence', label: 'nav.data-licence' },
];
const WAY_OUT = [
  { path: '/check', label: 'nav.check' },
  { path: '/check/contacts', label: 'nav.contacts' },
] as const;
/** How often a minute one network may set out to sign in elsewhere: an office at nine, and no more. */
const LEAVING_PER_MINUTE = 120;
/** Pages of the check that a search engine may know. */
const CHECK_PAGES = ['/check', '/check/contacts', '/check/card', '/check/cards'];

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
  /** Where visits are counted, if whoever runs this switched that on. */
  visits?: VisitCounter | undefined;
  /** The authenticators of invented people, where this is for training. */
  training?: (() => Authenticators) | undefined;
  /** Numbers for whoever watches over the server, and the token that opens them here; without one they are not here. */
  watch?: { watch: Watch; token: string | null } | undefined;
  /** What signing in needs, or null while that is not there. Public pages never ask. */
  door: () => Door | null;
  /** On which actions are done, or null while that is not there. */
  ground: () => Ground | null;
  /** Whether a message reaches this person now: mail goes out, and she said where to. */
  canTell: (person: string) => Promise<boolean>;
  /** What receipts stand on; asked for only where there is a ground. */
  receiptKey: () => SecretKey;
  /** The secrets with which packages open that others sealed for this installation. */
  ownKeys: () => readonly Buffer[];
};

type Local = Record<Language, LocalKnowledge>;

/** Who helps, for the top of every page. */
function helpIn(local: Local, messages: ReturnType<typeof readMessages>, now: () => Date): Frame['help'] {
  const packs = new Map(LANGUAGES.map((l) => [l, getPack(checkKnowledge(local[l]).packs, HOME_COUNTRY[l])]));
  const words = new Map(LANGUAGES.map((l) => [l, translatorFor(l, messages[l])]));
  return ({ language, ...about }) => {
    const [pack, t] = [packs.get(language), words.get(language)];
    if (!pack || !t) throw new Error(`no help in ${language}`);
    return HelpBar({ t, pack, contactsHref: hrefIn(language, '/check/contacts'), now: now(), ...about });
  };
}

/** The worker that keeps pages for use without a connection; whatever it keeps is part of its version. */
function workerRoute(worker: string, kept: readonly string[]): Hono {
  const version = createHash('sha256').update([...kept, worker].join(' ')).digest('base64url').slice(0, 12);
  const routes = new Hono();
  routes.get('/sw.js', (c) => {
    c.header('cache-control', 'no-cache');
    return c.body(`self.keerpuntVersion=${JSON.stringify(version)};\n${worker}`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
    });
  });
  return routes;
}

/** What stands before every page, in this order. */
function mountPlatform(settings: Settings, errors: ErrorPages): Hono {
  const app = new Hono();
  app.use(requestId({ headerName: '' }));
  app.use(logRequests(settings.log, isUnlogged));
  if (settings.watch) app.use(countRequests(settings.watch.watch.requests, isUnlogged));
  app.use('/assets/*', pictureHeaders());
  app.use(downloadHeaders());
  app.use(securityHeaders());
  app.get('/assets/*', serveBuiltFiles(readBuiltFiles(join(settings.buildFolder, 'public'))));
  app.use(compressPages());
  app.use(withoutTrailingSlash());
  app.use(refuseForeignPosts(errors));
  app.use(limitPosts(settings.postsPerMinute, settings.addressOf, (path) => path.startsWith('/api/')));
  if (settings.visits) app.use(countVisits(settings.visits, (route) => !isNeverCounted(route), settings.now, settings.log));
  if (settings.watch?.token) app.route('/', metricsRoutes(settings.watch.watch.text, settings.watch.token));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => (settings.isReady() ? c.text('ready') : c.text('closing', 503)));
  return app;
}

/** Made when it is first needed, and then the same. */
function onlyOnce<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const textsOf = (sites: readonly Site[]) => Object.fromEntries(sites.map((site) => [site.language, site.t])) as Record<Language, Site['t']>;

type HelpdeskParts = { sites: readonly Site[]; errors: ErrorPages; reportStyle: string };

/** The pages of whoever reports and those of the desk, in one language after another, on one reception. */
function helpdeskFor(settings: Settings, { sites, errors, reportStyle }: HelpdeskParts): (signIn: SignInNeeds, knowledge: LocalKnowledge) => [Hono, Hono<DeskEnv>] {
  const { ground, addressOf, postsPerMinute, now } = settings;
  const textsIn = textsOf(sites);
  const receptionKey = onlyOnce(settings.receiptKey);
  const identityOf = onlyOnce(() => identities(receptionKey()));
  const wordLists = readWordLists(settings.projectFolder);
  const known = knownSettings({ ground, now, canTell: settings.canTell });
  const reportsIn = reporterPages({ style: reportStyle, ground, receptionKey, identityOf, settings: known, wordLists, addressOf, postsPerMinute, errors, now });
  return (signIn, knowledge) => [
    reportsIn(signIn.site, knowledge),
    deskRoutes({ ...signIn, styles: [...signIn.styles, reportStyle], ground, textsIn, receptionKey, identityOf, settings: known, canTell: settings.canTell, files: filesForReports(signIn.site, ground, reportTexts(signIn.site)), wordLists, now }),
  ];
}

/** The first of these texts that there is, in the first language asked for that we speak. */
function textsByKey(sites: readonly Site[]): (asked: string | undefined, ...keys: readonly string[]) => string | undefined {
  return (asked = '', ...keys) => {
    const wanted = asked.toLowerCase().split(',').map((part) => part.trim().slice(0, 2));
    const site = wanted.map((language) => sites.find((s) => s.language === language)).find((found) => found) ?? sites.find((s) => s.language === 'en');
    return keys.map((key) => site?.messages[key]).find((text) => text !== undefined);
  };
}

/** What programs use: the same actions as the pages. */
function apiFor({ door, ground, addressOf }: Settings, sites: readonly Site[], { logBug }: ErrorPages): Hono {
  const textOf = textsByKey(sites);
  const words: Parameters<typeof apiRoutes>[0]['textOf'] = (asked, code) => textOf(asked, `api.${code}`, ...PROBLEM_TEXTS.map((at) => `${at}.${code}`));
  return apiRoutes({ actions: OFFERED, door, ground, addressOf, textOf: words, logBug });
}

/** What signing in needs besides a language; one for all languages, so that a limit is not counted five times. */
function signInFor(settings: Settings, files: ReturnType<typeof readBuiltFiles>, errors: ErrorPages): Omit<SignInNeeds, 'site'> {
  const { door, addressOf, publicUrl, log } = settings;
  const leaving = { oidc: openOidc(), limitLeaving: limitRequests(LEAVING_PER_MINUTE, addressOf), log };
  return { errors, scripts: [files.of('src/platform/sessions/browser/passkey.ts'), files.of('src/platform/drafts/browser/keep.ts')], links: WORK, styles: [files.of('src/platform/ui/desk.css')], door, addressOf, publicUrl, ...leaving };
}

/** What letters to other countries are made with, and what comes from there is opened with. */
function handoversFor({ ownKeys, receiptKey }: Settings, local: Local, { render, textsIn }: Pick<BehindParts['papers'], 'render' | 'textsIn'> & { textsIn: Record<Language, Site['t']> }): BehindParts['handovers'] {
  const each = <T>(of: (knowledge: LocalKnowledge) => T) => Object.fromEntries(LANGUAGES.map((l) => [l, of(local[l])])) as Record<Language, T>;
  return { render, textsIn, packsIn: each((k) => k.filePacks), lawIn: each((k) => k.law), asOf: local.en.released, ownKeys, identityKey: onlyOnce(receiptKey) };
}

type BehindNeeds = { sites: readonly Site[]; local: Local; fileStyle: string };

/** What is behind the door, in one language after another, on one typesetter and one count of who asks. */
function behindFor(settings: Settings, { sites, local, fileStyle }: BehindNeeds): (signIn: SignInNeeds) => ReturnType<typeof behindSignIn> {
  const { projectFolder, buildFolder, ground, now, receiptKey } = settings;
  const papers = { render: rendererIn(projectFolder, buildFolder), textsIn: textsOf(sites), knowledgeIn: local };
  const shared = { ground, now, fileStyle, linkKey: onlyOnce(receiptKey), limits: calendarLimits(), papers, handovers: handoversFor(settings, local, papers) };
  return (signIn) => behindSignIn({ ...shared, signIn, knowledge: local[signIn.site.language] });
}

/** Everything there is, mounted: the table of contents. */
export function createApp(settings: Settings): Hono {
  const { projectFolder, buildFolder, ground, log, now, publicUrl } = settings;
  const knowledgeFolder = join(projectFolder, 'knowledge');
  const knowledge = loadWorkingKnowledge(knowledgeFolder);
  const versions = releasedVersions(knowledgeFolder);
  const published = readPublished(buildFolder);
  const messages = readMessages(projectFolder);
  const files = readBuiltFiles(join(buildFolder, 'public'));
  const local = Object.fromEntries(LANGUAGES.map((l) => [l, localise(knowledge, l)])) as Local;
  const assets = {
    css: files.of('src/platform/ui/style.css'),
    exit: files.of('src/platform/browser/exit.ts'),
    image: files.of('src/website/share.png'),
  };
  const frame: Frame = {
    nav: NAV,
    footer: FOOTER,
    assets,
    help: helpIn(local, messages, now),
    reviewed: reviewedLanguages(messages, readReviews(projectFolder)),
    isForTraining: settings.training !== undefined,
  };
  const sites = sitesIn(messages, frame, { publicUrl, countsVisits: settings.visits !== undefined });
  const errors = errorPages(sites, WAY_OUT, log);

  const helpdeskIn = helpdeskFor(settings, { sites, errors, reportStyle: files.of('src/helpdesk/report.css') });
  const signingIn = signInFor(settings, files, errors);
  const behindIn = behindFor(settings, { sites, local, fileStyle: files.of('src/files/file.css') });
  const linksIn = linkRoutes({ ground, key: onlyOnce(settings.receiptKey), addressOf: settings.addressOf, postsPerMinute: settings.postsPerMinute, errors });
  const app = mountPlatform(settings, errors);
  app.route('/', apiFor(settings, sites, errors));
  const texts: string[] = [];
  const websites: Website[] = [];
  for (const site of sites) {
    const recognition = recognitionRoutes({ site, knowledge: local[site.language], files, errors, now });
    const website = websiteIn({ site, knowledge, local: local[site.language], versions, published, files, errors });
    for (const file of [recognition.texts, website.texts]) {
      texts.push(file.path);
      app.get(file.path, file.serve);
    }
    for (const pages of [recognition.pages, website.pages, gateRoutes({ site, knowledge: local[site.language], errors, now })]) app.route(site.href('/'), pages);
    const signIn = { site, ...signingIn };
    const [report, desk] = helpdeskIn(signIn, local[site.language]);
    for (const routes of [report, linksIn(site)]) app.route(site.href('/'), routes);
    for (const routes of [desk, ...behindIn(signIn)]) app.route(site.href('/'), routes);
    if (settings.training) app.route(site.href('/'), trainingRoutes({ site, authenticators: settings.training, isOpen: () => settings.door() !== null, now }));
    websites.push(website);
  }
  app.route('/', websiteForCrawlers(websites, CHECK_PAGES));
  const worker = readFileSync(join(files.folder, files.of('src/platform/worker/service-worker.ts')), 'utf8');
  const scripts = ['src/recognition/browser/check.tsx', 'src/website/practise/browser/practise.tsx'].map((source) => files.of(source));
  app.route('/', workerRoute(worker, [buildFolder, publicUrl ?? '', ...Object.values(assets), ...scripts, ...texts]));
  app.route('/', styleguideRoutes(sites.find((s) => s.language === 'en') as Site));
  // People guess this prefix; Dutch has none.
  for (const path of ['/nl', '/nl/*']) app.get(path, (c) => redirectWithin(c, (asked) => asked.split('/').slice(2).join('/')));
  app.notFound((c) => errors.send(c, 404));
  app.onError(errors.onError);
  return app;
}

// For measurements, which run the application without a server.
export { createLog } from '#src/platform/http/log.ts';
