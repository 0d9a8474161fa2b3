import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { hrefIn, LANGUAGES, type Language } from '../i18n/languages.ts';
import { translatorFor, type Messages, type Translate } from '../i18n/translate.ts';
import type { Frame, PageContext } from '../ui/page.tsx';
import { countingFor } from './visits.ts';

/** One language of the site: what routes need to make pages. */
export type Site = {
  language: Language;
  messages: Messages;
  t: Translate;
  href(path: string): string;
  /** Context for a page at `path` (without language prefix). */
  page(c: Context, path: string): PageContext;
  frame: Frame;
};

/** Sends a page. What was worked out from a form is never stored by anyone on the way. */
export function sendPage(c: Context, page: JSX.Element, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  c.header('cache-control', c.req.method === 'POST' ? 'no-store' : 'private, no-cache');
  return c.html(`<!doctype html>${String(page)}`, status);
}

/** Scheme and host under which the reader came, unless the operator named the public address. */
function originOf(c: Context, publicUrl: string | undefined): string {
  return publicUrl ?? new URL(c.req.url).origin;
}

type SiteSettings = { publicUrl?: string | undefined; countsVisits: boolean };

export function sitesIn(messages: Record<Language, Messages>, frame: Frame, { publicUrl, countsVisits }: SiteSettings): Site[] {
  return LANGUAGES.map((language) => {
    const t = translatorFor(language, messages[language]);
    return {
      language,
      messages: messages[language],
      t,
      frame,
      href: (path) => hrefIn(language, path),
      page: (c, path) => ({ frame, language, t, path, origin: originOf(c, publicUrl), counting: countingFor(c, countsVisits) }),
    };
  });
}

/** The language an address speaks, for pages that belong to no route. */
export function languageOf(path: string): Language {
  const first = path.split('/')[1];
  return LANGUAGES.find((language) => language === first) ?? 'nl';
}
