import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { networkOf } from '#src/platform/http/limits.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { Page } from '#src/platform/ui/page.tsx';
import type { Checker } from '#src/recognition/check.ts';
import type { KnownSettings } from '../settings/known.ts';
import type { WordLists } from '../receipt/words.ts';
import type { Reception } from './reception.ts';
import type { View } from './view.ts';

/** Twenty thousand characters of any script, written as a form writes them, and what travels along. */
export const LARGEST_FORM = 256 * 1024;

export type ReporterNeeds = {
  site: Site;
  errors: ErrorPages;
  checker: Checker;
  reception: Reception;
  /** The key of receipts. Only asked where the reception is open. */
  key: () => SecretKey;
  settings: KnownSettings;
  wordLists: WordLists;
  /** Style sheet of these pages. */
  style: string;
  addressOf: (env: unknown) => string;
  /** How often a minute one network may have words looked up or a report sent. In memory only, for that minute. */
  limiter: RateLimiterMemory;
  now: () => Date;
};

type Shown = { body: JSX.Element; path: '/report' | '/report/return'; status?: ContentfulStatusCode };

/** Sends a page that says nothing to whoever looks over the shoulder, and that nobody keeps. */
export async function showNeutral(c: Context, { site, style }: Pick<ReporterNeeds, 'site' | 'style'>, { body, path, status = 200 }: Shown): Promise<Response> {
  const isRead = c.req.method === 'GET';
  const page = (
    <Page page={site.page(c, path)} title={site.t('report.title')} styles={[style]} noIndex isQuiet isNeutral inAllLanguages={isRead}>
      {body}
    </Page>
  );
  const response = await sendPage(c, page, status);
  response.headers.set('cache-control', 'no-store');
  return response;
}

export const viewOf = ({ site, checker, now, settings }: Pick<ReporterNeeds, 'site' | 'checker' | 'now' | 'settings'>): View => ({ site, t: site.t, packs: checker.knowledge.packs, now: now(), known: settings.now() });

/** Whether this network has asked often enough for this minute; in seconds, how long to wait. */
export async function secondsToWait({ limiter, addressOf }: Pick<ReporterNeeds, 'limiter' | 'addressOf'>, c: Context): Promise<number> {
  try {
    await limiter.consume(networkOf(addressOf(c.env)));
    return 0;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return Math.ceil((refusal as { msBeforeNext: number }).msBeforeNext / 1000);
  }
}
