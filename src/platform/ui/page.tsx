import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Counting } from '../http/visits.ts';
import { DIRECTIONS, hrefIn, LANGUAGES, LANGUAGE_NAMES, type Language } from '../i18n/languages.ts';
import type { MessageKey, Translate } from '../i18n/translate.ts';
import { Mark } from './drawings.tsx';

/** What every page of the site shares; the application puts it together once. */
export type Frame = {
  nav: readonly { path: string; label: MessageKey }[];
  footer: readonly { path: string; label: MessageKey }[];
  /** Addresses of the built files. `image` stands for the site where others link to it. */
  assets: { css: string; exit: string; image: string };
  /** Who helps at this moment, for the top of every page; `isKept` where the page may be read long after it was made. */
  help: (about: { language: Language; isKept: boolean; forYoung: boolean }) => JSX.Element;
  /** Languages whose texts a professional has reviewed. */
  reviewed: ReadonlySet<Language>;
  /** Everybody and everything here is invented; every page says so. */
  isForTraining: boolean;
};

export type PageContext = {
  frame: Frame;
  language: Language;
  t: Translate;
  /** Path without language prefix. */
  path: string;
  /** Scheme and host as the reader sees them, for links that leave the screen (QR code, hreflang). */
  origin: string;
  counting: Counting;
};

type PageProps = {
  page: PageContext;
  title: string;
  description?: string | undefined;
  /** Scripts that add to this page; it works without them. */
  scripts?: readonly string[];
  /** Further style sheets of this page. */
  styles?: readonly string[];
  /** Where the page belongs to something that can be installed. */
  app?: { manifest: string; icon: string };
  noIndex?: boolean;
  /** False for a page that exists in one language only. */
  inAllLanguages?: boolean;
  /** The page is kept on the device, so that it may say nothing that holds only now. */
  isKept?: boolean;
  /** A page for young readers, who are shown their own line. */
  forYoung?: boolean;
  /** Not the place to ask whether visits may be counted. */
  isQuiet?: boolean;
  /** Neither the tab, nor the icon, nor the top of the page says what this is about: somebody may look over the shoulder. */
  isNeutral?: boolean;
  /** What machines are told about this page, as schema.org has it. */
  structured?: readonly object[];
  /** The feed that announces pages like this one. */
  feed?: string;
  children: Child;
};

// A weather page would betray a language; an encyclopedia's front door does not.
const EXIT_TO = 'https://www.wikipedia.org/';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath d='M2 9h9c5 0 3 13 9 13 5 0 5-9 10-16' fill='none' stroke='%230F5C63' stroke-width='4' stroke-linecap='round'/%3E%3C/svg%3E";

const NEUTRAL_ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath d='M7 4h18v24H7zM11 11h10M11 16h10M11 21h6' fill='none' stroke='%23616b72' stroke-width='2'/%3E%3C/svg%3E";

/** How the page is shown where somebody passes on its address. */
function Social({ page, title, description }: Pick<PageProps, 'page' | 'title' | 'description'>): JSX.Element {
  const { t, language, path, origin, frame } = page;
  const said: readonly (readonly [string, string])[] = [
    ['og:site_name', 'Keerpunt'],
    ['og:type', 'website'],
    ['og:title', title],
    ['og:description', description ?? t('site.description')],
    ['og:url', origin + hrefIn(language, path)],
    ['og:image', origin + frame.assets.image],
    ['og:locale', language],
  ];
  return (
    <>
      {said.map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
    </>
  );
}

/** Data for machines. `<` is written so that no text can end the element. */
function Structured({ data }: { data: readonly object[] }): JSX.Element {
  return (
    <>
      {data.map((item) => (
        <script type="application/ld+json">{raw(JSON.stringify(item).replaceAll('<', '\\u003c'))}</script>
      ))}
    </>
  );
}

function Head({ page, title, description, scripts = [], styles = [], app, noIndex, structured = [], feed, isNeutral }: PageProps): JSX.Element {
  const { t, language, path, origin, frame } = page;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{isNeutral ? title : `${title} · Keerpunt`}</title>
      {!isNeutral && <meta name="description" content={description ?? t('site.description')} />}
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      {noIndex && <meta name="robots" content="noindex" />}
      {[frame.assets.css, ...styles].map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
      <link rel="icon" href={isNeutral ? NEUTRAL_ICON : ICON} />
      {!noIndex &&
        LANGUAGES.map((other) => <link rel="alternate" hreflang={other} href={origin + hrefIn(other, path)} />)}
      {!noIndex && <link rel="alternate" hreflang="x-default" href={origin + path} />}
      {!noIndex && <link rel="canonical" href={origin + hrefIn(language, path)} />}
      {!noIndex && <Social page={page} title={title} description={description} />}
      {feed && <link rel="alternate" type="application/atom+xml" href={feed} title={title} />}
      {app && <link rel="manifest" href={app.manifest} />}
      {app && <link rel="apple-touch-icon" href={app.icon} />}
      {[frame.assets.exit, ...scripts].map((src) => (
        <script type="module" src={src}></script>
      ))}
      <Structured data={structured} />
    </head>
  );
}

function LanguageChoice({ page }: { page: PageContext }): JSX.Element {
  return (
    <nav class="languages" aria-label={page.t('site.languages')}>
      <ul>
        {LANGUAGES.map((other) => (
          <li>
            <a
              href={hrefIn(other, page.path)}
              lang={other}
              hreflang={other}
              aria-current={other === page.language ? 'true' : undefined}
            >
              {LANGUAGE_NAMES[other]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Header({ page, isNeutral }: { page: PageContext; isNeutral: boolean }): JSX.Element {
  const { t, language } = page;
  return (
    <header class="site-header">
      <div class="bar">
        {!isNeutral && (
          <a class="brand" href={hrefIn(language, '/')}>
            <Mark />
            <span>Keerpunt</span>
          </a>
        )}
        <a class="exit" href={EXIT_TO} rel="nofollow noreferrer" data-exit>
          {t('exit.button')}
        </a>
      </div>
    </header>
  );
}

function MainNav({ page }: { page: PageContext }): JSX.Element {
  const { t, language, frame } = page;
  return (
    <nav class="main-nav" aria-label={t('site.nav')}>
      <ul>
        {frame.nav.map((item) => (
          <li>
            <a href={hrefIn(language, item.path)} aria-current={item.path === page.path ? 'page' : undefined}>
              {t(item.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer({ page, inAllLanguages, forYoung, isNeutral }: { page: PageContext; inAllLanguages: boolean; forYoung: boolean; isNeutral: boolean }): JSX.Element {
  const { t, language, frame } = page;
  return (
    <footer class="site-footer">
      {inAllLanguages && <LanguageChoice page={page} />}
      {!isNeutral && (
        <ul class="footer-links">
          {frame.footer.map((item) => (
            <li>
              <a href={hrefIn(language, item.path)}>{t(item.label)}</a>
            </li>
          ))}
        </ul>
      )}
      {!frame.reviewed.has(language) && <p class="small">{t('site.not-reviewed')}</p>}
      {/* A young reader who is told whom to ring would not know what to make of it. */}
      {!forYoung && <p class="small">{t('site.not-for-real-use')}</p>}
      <p class="small">
        {t('exit.what-it-does')}{' '}
        <span data-with-script hidden>
          {t('exit.with-script')}
        </span>
      </p>
    </footer>
  );
}

/** Asks whether this visit may be counted: two answers of equal weight, and nothing set before one is given. */
export function CountingQuestion({ page, back }: { page: PageContext; back: string }): JSX.Element {
  const { t, language } = page;
  return (
    <aside class="ask" aria-label={t('counting.title')}>
      <p>
        {t('counting.question')} <a href={hrefIn(language, '/privacy/counting')}>{t('counting.more')}</a>
      </p>
      <form method="post" action={hrefIn(language, '/privacy/counting')}>
        <input type="hidden" name="back" value={back} />
        <button class="button" name="answer" value="yes">
          {t('counting.yes')}
        </button>
        <button class="button" name="answer" value="no">
          {t('counting.no')}
        </button>
      </form>
    </aside>
  );
}

/** One page of the site: the same frame for the dossier, the check and the desk. */
export function Page(props: PageProps): JSX.Element {
  const { page } = props;
  return (
    <html lang={page.language} dir={DIRECTIONS[page.language]}>
      <Head {...props} />
      <body>
        <a class="skip" href="#main">
          {page.t('site.skip')}
        </a>
        {page.frame.isForTraining && (
          <aside class="training" aria-label={page.t('training.label')}>
            {page.t('training.mark')}
          </aside>
        )}
        <Header page={page} isNeutral={props.isNeutral ?? false} />
        {!props.isNeutral && <MainNav page={page} />}
        {page.frame.help({ language: page.language, isKept: props.isKept ?? false, forYoung: props.forYoung ?? false })}
        {page.counting === 'ask' && !props.isQuiet && <CountingQuestion page={page} back={page.path} />}
        <main id="main" tabindex={-1}>
          {props.children}
        </main>
        <Footer page={page} inAllLanguages={props.inAllLanguages ?? true} forYoung={props.forYoung ?? false} isNeutral={props.isNeutral ?? false} />
      </body>
    </html>
  );
}
