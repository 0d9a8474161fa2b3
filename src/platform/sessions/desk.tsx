import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ErrorPages } from '../http/errors.tsx';
import { readForm } from '../http/form.ts';
import type { Log } from '../http/log.ts';
import { isFromOurPages } from '../http/origins.ts';
import type { MessageKey } from '../i18n/translate.ts';
import { sendPage, type Site } from '../http/site.ts';
import { Page } from '../ui/page.tsx';
import { cookiesFor, type Cookies } from './cookies.ts';
import type { Door, From } from './door.ts';
import type { Oidc } from './oidc.ts';
import { PlainPage, type Problem } from './pages.tsx';
import type { PasskeySite } from './passkeys.ts';
import { readSession, type NewSession, type SignedIn } from './sessions.ts';
import { isFresh } from './times.ts';
import { fromOf, isSafeToType, passkeySite } from './visitor.ts';

/** A place of work, for those who hold one of these roles. */
export type WorkLink = { path: string; label: MessageKey; roles: readonly string[] };

export type DeskNeeds = {
  /** Where people go on from their account. */
  links: readonly WorkLink[];
  site: Site;
  errors: ErrorPages;
  /** Null while there is no database, or nobody has set up signing in. */
  door: () => Door | null;
  addressOf: (env: unknown) => string;
  /** The address the operator named, if any. */
  publicUrl: string | undefined;
  /** How providers are asked, and how often anybody may have us ask one. */
  oidc: Oidc;
  limitLeaving: MiddlewareHandler;
  log: Pick<Log, 'warn'>;
  /** Scripts for those who are signed in: passkeys, and keeping drafts. */
  scripts: readonly string[];
  /** Style sheets for those who are signed in. */
  styles: readonly string[];
};

/** What every route behind the door has at hand. */
export type DeskEnv = { Variables: { door: Door; cookies: Cookies; from: From; passkeys: PasskeySite | null; who: SignedIn } };
export type DeskContext = Context<DeskEnv>;

type Sent = { title: string; path: string; body: JSX.Element; status?: ContentfulStatusCode };

/** Sends a page that nobody keeps: not the browser either, so that "back" shows nothing after signing out. */
export async function show(c: Context, needs: DeskNeeds, { title, path, body, status = 200 }: Sent): Promise<Response> {
  const { site, scripts, styles } = needs;
  const response = await sendPage(
    c,
    <Page page={site.page(c, path)} title={title} scripts={scripts} styles={styles} noIndex isQuiet>
      {body}
    </Page>,
    status,
  );
  response.headers.set('cache-control', 'no-store');
  return response;
}

type Plain = { status: ContentfulStatusCode; text: string };

function refuse(c: Context, needs: DeskNeeds, { status, text }: Plain): Promise<Response> {
  const { t } = needs.site;
  const body = <PlainPage site={needs.site} title={t('sign-in.title')} text={text} to="/sign-in" label={t('sign-in.again')} />;
  return show(c, needs, { title: t('sign-in.title'), path: '/sign-in', body, status });
}

/** Said while the database is not there, whether it has not come yet or went away. */
export function notReady(c: Context, needs: DeskNeeds): Promise<Response> {
  c.header('retry-after', '5');
  return refuse(c, needs, { status: 503, text: needs.site.t('sign-in.not-ready') });
}

/** Before every route behind the door. The order matters: a forged post is refused before anything is asked of the database. */
export function enter(needs: DeskNeeds): MiddlewareHandler<DeskEnv> {
  const { site, publicUrl } = needs;
  const { t } = site;
  return async (c, next) => {
    const { origin } = site.page(c, '/');
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const says = { fetchSite: c.req.header('sec-fetch-site'), origin: c.req.header('origin') };
    if (!isRead && !isFromOurPages(says, origin)) return needs.errors.send(c, 403);
    if (!isSafeToType(origin)) return refuse(c, needs, { status: 403, text: t('sign-in.not-safe') });
    const door = needs.door();
    if (!door) return notReady(c, needs);
    const cookies = cookiesFor(origin.startsWith('https:'));
    c.set('door', door);
    c.set('cookies', cookies);
    c.set('from', fromOf(c, cookies, needs.addressOf(c.env)));
    c.set('passkeys', passkeySite(origin, publicUrl !== undefined));
    return next();
  };
}

/** Who is signed in; null for a stranger, whose old token is dropped. */
export async function whoComes(c: DeskContext): Promise<SignedIn | null> {
  const token = c.get('cookies').read(c, 'session');
  const who = token === null ? null : await readSession(c.get('door'), token);
  if (!who && token !== null) c.get('cookies').drop(c, 'session');
  return who;
}

/** Only for people who are signed in; others are led to the door. */
export function signedIn(needs: DeskNeeds): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const who = await whoComes(c);
    if (!who) return c.redirect(needs.site.href('/sign-in'), 303);
    c.set('who', who);
    return next();
  };
}

/** Only for people who proved just now who they are; others are asked first, and led on to `next`. */
export function fresh(needs: DeskNeeds, next = '/account'): MiddlewareHandler<DeskEnv> {
  return async (c, goOn) => {
    if (isFresh(c.get('who'), c.get('door').now())) return goOn();
    return c.redirect(`${needs.site.href('/account/confirm')}?next=${encodeURIComponent(next)}`, 303);
  };
}

/** Puts the session into the browser. Whatever token stood there before, planted or old, is gone. */
export function keepSession(c: DeskContext, session: NewSession): void {
  const cookies = c.get('cookies');
  cookies.write(c, 'session', session.token);
  cookies.write(c, 'device', session.deviceToken);
  cookies.drop(c, 'step');
}

/** Says how long to wait, to people and to programs. */
export function waitFirst(c: DeskContext, { site }: DeskNeeds, seconds: number): [Problem] {
  c.header('retry-after', String(seconds));
  return [{ text: site.t('sign-in.wait', { minutes: Math.ceil(seconds / 60) }) }];
}

/** The fields of a form; of two with one name the first counts. A zero, which the database takes in no text, is left out. */
export async function fieldsOf(c: Context): Promise<(name: string) => string> {
  const fields = await readForm(c);
  return (name) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '') ?? '';
}

/** A passkey's answer as it was sent; the library looks at all of it. */
export function readAnswer<T extends { id: string }>(text: string): T | null {
  try {
    const value: unknown = JSON.parse(text);
    const isAnswer = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && /^[\w-]+$/.test(value.id);
    return isAnswer ? (value as unknown as T) : null;
  } catch {
    return null;
  }
}
