import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { hrefIn } from '../i18n/languages.ts';
import { Page } from '../ui/page.tsx';
import { MultipartRefused } from '../attachments/multipart.ts';
import { UnreadableForm } from './form.ts';
import { TooManyRequests } from './limits.ts';
import type { Log } from './log.ts';
import { languageOf, sendPage, type Site } from './site.ts';

type ErrorStatus = 403 | 404 | 405 | 410 | 413 | 415 | 429 | 500;

/** Where an error page leads: the two pages that help whatever happened. */
export type WayOut = readonly { path: string; label: Parameters<Site['t']>[0] }[];

function ErrorPage({ site, c, status, values, wayOut }: { site: Site; c: Context; status: ErrorStatus; values: Record<string, string | number>; wayOut: WayOut }): JSX.Element {
  const { t, language } = site;
  return (
    <Page page={site.page(c, '/')} title={t(`error.${status}.title`)} noIndex isQuiet>
      <h1>{t(`error.${status}.title`)}</h1>
      <p class="lead">{t(`error.${status}.text`, values)}</p>
      <ul>
        {wayOut.map((way) => (
          <li>
            <a href={hrefIn(language, way.path)}>{t(way.label)}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export type ErrorPages = {
  send(c: Context, status: ErrorStatus, values?: Record<string, string | number>): Response | Promise<Response>;
  onError(error: Error, c: Context): Response | Promise<Response>;
  /** Writes down where something went wrong; what it is called by there is given back. */
  logBug(error: Error, c: Context): string;
};

/** Whoever sent something went away before it was whole, as Node says it. Nobody reads the answer, and nothing is wrong here. */
const isBrokenOff = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET' && error.message === 'aborted';

/** Pages for what goes wrong, in the reader's language, each with a way on. */
export function errorPages(sites: readonly Site[], wayOut: WayOut, log: Log): ErrorPages {
  const send: ErrorPages['send'] = (c, status, values = {}) => {
    const language = languageOf(c.req.path);
    const site = sites.find((s) => s.language === language) ?? (sites[0] as Site);
    // Whatever was not read of a body may not be taken for the next request.
    if (status === 413) c.header('connection', 'close');
    return sendPage(c, <ErrorPage site={site} c={c} status={status} values={values} wayOut={wayOut} />, status as ContentfulStatusCode);
  };
  const logBug: ErrorPages['logBug'] = (error, c) => {
    const reference = String(c.get('requestId'));
    // The message may quote what was sent; only the place is safe to log.
    const at = error.stack?.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at ')).slice(0, 5);
    log.error({ requestId: reference, error: error.name, at }, 'bug');
    return reference;
  };
  return {
    send,
    logBug,
    onError(error, c) {
      if (error instanceof TooManyRequests) {
        c.header('retry-after', String(error.seconds));
        return send(c, 429, { seconds: error.seconds });
      }
      if (error instanceof UnreadableForm || isBrokenOff(error)) return send(c, 415);
      if (error instanceof MultipartRefused) return send(c, error.because === 'too-large' ? 413 : 415);
      return send(c, 500, { reference: logBug(error, c) });
    },
  };
}
