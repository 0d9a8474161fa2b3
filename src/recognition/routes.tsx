import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import { fixedText, type BuiltFiles, type FixedText } from '#src/platform/http/assets.ts';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import type { CheckTexts } from './browser/check.tsx';
import { WordlessCards } from './cards.tsx';
import { checkKnowledge } from './check-knowledge.ts';
import { checkerFor } from './check.ts';
import { CheckPage } from './pages/check-page.tsx';
import { HOME_COUNTRY } from './home-country.ts';
import { titleOf } from './pages/outcome-heading.ts';
import { ContactsPage } from './pages/contacts-page.tsx';
import { PocketCards } from './pocket-card.tsx';

/** The largest form the check can fill is about 12 kB; four times that is no check any more. */
const LARGEST_FORM = 48 * 1024;

const OF_OTHER_PAGES = /^(about|account|api|article|attachments|best|cards?|counting|desk|document|dossier|drafts|figures?|file|handover|follow|help|home|intake|keep|knowledge|known|mail|news|paper|people|places?|practise|prosecution|provider|publications?|report|returning|search|sign-in|source|tokens)\./;

type Needs = { site: Site; knowledge: LocalKnowledge; files: BuiltFiles; errors: ErrorPages; now: () => Date };

/** The check and the pages beside it, in one language, and the file of texts its script works with. */
export function recognitionRoutes({ site, knowledge, files, errors, now }: Needs): { pages: Hono; texts: FixedText } {
  const { t, language } = site;
  const base = site.href('/check');
  const country = HOME_COUNTRY[language];
  const forCheck = checkKnowledge(knowledge);
  const checker = checkerFor(forCheck, country);
  // The device draws the check and its contacts; the texts of other pages would only be weight.
  const messages = Object.fromEntries(Object.entries(site.messages).filter(([key]) => !OF_OTHER_PAGES.test(key)));
  const texts: CheckTexts = { language, base, country, messages, knowledge: forCheck };
  const textsFile = fixedText(`check-${language}`, 'json', 'application/json; charset=utf-8', JSON.stringify(texts));
  const script = files.of('src/recognition/browser/check.tsx');
  const manifest = site.href('/check/app.webmanifest');
  const icons = {
    vector: files.of('src/recognition/browser/icon.svg'),
    small: files.of('src/recognition/browser/icon-192.png'),
    large: files.of('src/recognition/browser/icon-512.png'),
  };
  const routes = new Hono();

  const offlineFrame = { scripts: [script], app: { manifest, icon: icons.small }, isKept: true, isQuiet: true };

  routes.get('/check', (c) => {
    const at = now();
    const view = { t, language, base, state: checker.begin(at), checker, now: at };
    return sendPage(
      c,
      <Page page={site.page(c, '/check')} title={t('check.title')} {...offlineFrame}>
        <div id="check" data-step="start" data-texts={textsFile.path} data-offline={base}>
          <CheckPage view={view} />
        </div>
      </Page>,
    );
  });

  routes.post(
    '/check',
    bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => errors.send(c, 413) }),
    async (c) => {
      const at = now();
      const state = checker.follow(await readForm(c), at);
      const view = { t, language, base, state, checker, now: at };
      return sendPage(
        c,
        <Page page={site.page(c, '/check')} title={t(titleOf(state))} noIndex {...offlineFrame}>
          <div id="check" data-step={state.step.name} data-texts={textsFile.path} data-offline={base}>
            <CheckPage view={view} />
          </div>
        </Page>,
        state.problems.length > 0 ? 422 : 200,
      );
    },
  );
  routes.all('/check', (c) => errors.send(c, 405));

  routes.get('/check/contacts', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/check/contacts')} title={t('contacts.title')} {...offlineFrame}>
        <div id="contacts" data-texts={textsFile.path} data-offline={base}>
          <ContactsPage t={t} packs={forCheck.packs} home={country} now={now()} />
        </div>
      </Page>,
    ),
  );
  routes.get('/check/card', (c) => {
    const page = site.page(c, '/check/card');
    return sendPage(
      c,
      <Page page={page} title={t('card.title')} {...offlineFrame}>
        <div data-offline={base}>
          <PocketCards t={t} packs={forCheck.packs} home={country} address={page.origin + base} />
        </div>
      </Page>,
    );
  });
  routes.get('/check/cards', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/check/cards')} title={t('cards.title')} {...offlineFrame}>
        <div data-offline={base}>
          <WordlessCards t={t} />
        </div>
      </Page>,
    ),
  );

  routes.get('/check/app.webmanifest', (c) => {
    c.header('content-type', 'application/manifest+json');
    return c.body(
      JSON.stringify({
        name: 'Keerpunt',
        short_name: 'Keerpunt',
        lang: language,
        start_url: base,
        scope: base,
        display: 'standalone',
        background_color: '#FBF9F5',
        theme_color: '#FBF9F5',
        icons: [
          { src: icons.vector, sizes: 'any', type: 'image/svg+xml' },
          { src: icons.small, sizes: '192x192', type: 'image/png' },
          { src: icons.large, sizes: '512x512', type: 'image/png' },
        ],
      }),
    );
  });
  routes.get('/check/offline.json', (c) => {
    c.header('cache-control', 'no-store');
    return c.json({
      urls: [
        base,
        `${base}/contacts`,
        `${base}/card`,
        `${base}/cards`,
        manifest,
        site.frame.assets.css,
        site.frame.assets.exit,
        script,
        icons.small,
        textsFile.path,
        ...files.sharedBy(script),
      ],
    });
  });
  return { pages: routes, texts: textsFile };
}
