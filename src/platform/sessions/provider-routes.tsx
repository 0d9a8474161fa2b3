import { Hono } from 'hono';
import { hrefIn, LANGUAGES } from '../i18n/languages.ts';
import { atDoor } from './door.ts';
import { fieldsOf, fresh, keepSession, show, waitFirst, type DeskContext, type DeskEnv, type DeskNeeds } from './desk.tsx';
import { AuthenticatorPage, PlainPage } from './pages.tsx';
import { IsItYouPage } from './provider-pages.tsx';
import { comeBack, leaveFor, linkElsewhere, readElsewhere, signInElsewhere } from './provider-sign-in.ts';
import type { Errand } from './provider-visits.ts';
import { removeLink } from './providers.ts';
import { chooseProvider, personOfLink } from './set-up.ts';

/** How an errand to a provider can end without anybody being known, and what that is as an answer. */
const FAILURES = { gone: 401, refused: 401, unlinked: 401, absent: 404, taken: 409, away: 503 } as const;
type Failure = keyof typeof FAILURES;
const isFailure = (text: string): text is Failure => Object.hasOwn(FAILURES, text);

/** As our own links have it. */
const SET_UP_TOKEN = /^[\w-]{43}$/;
const originOf = (c: DeskContext, { site }: DeskNeeds) => site.page(c, '/').origin;

function failed(c: DeskContext, needs: DeskNeeds, why: Failure): Promise<Response> {
  const { t } = needs.site;
  const body = <PlainPage site={needs.site} title={t('sign-in.title')} text={t(`provider.${why}`)} to="/sign-in" label={t('sign-in.again')} />;
  return show(c, needs, { title: t('sign-in.title'), path: '/sign-in', body, status: FAILURES[why] });
}

/** For the operator: which provider, and a code for why. Nothing of anybody who came. */
const note = ({ log }: DeskNeeds, { code, why }: { code: string; why: string }) => log.warn({ provider: code, why }, 'a provider did not say who came');

type Leave = { code: string; errand: Errand; personId: string | null };

/** What the browser keeps of its visit: the token, in which language to go on, and the link it sets up with. */
async function leave(c: DeskContext, needs: DeskNeeds, asked: Leave): Promise<Response> {
  const gone = await leaveFor(c.get('door'), { oidc: needs.oidc, origin: originOf(c, needs) }, asked);
  if (gone.outcome === 'absent') return failed(c, needs, 'absent');
  if (gone.outcome !== 'go') {
    note(needs, gone);
    return failed(c, needs, 'away');
  }
  const kept = [gone.token, needs.site.language, ...(asked.errand.purpose === 'set-up' ? [asked.errand.link] : [])];
  c.get('cookies').write(c, 'visit', kept.join('.'));
  return c.redirect(gone.to.href, 303);
}

function readVisit(cookie: string | null) {
  const [token = '', said, link = ''] = (cookie ?? '').split('.');
  return { token, language: LANGUAGES.find((language) => language === said) ?? 'nl', link: SET_UP_TOKEN.test(link) ? link : '' };
}

/** To another site somebody is led from our pages only, not from just anywhere. Browsers that do not say are believed. */
const isLedFromElsewhere = (c: DeskContext) => !['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));

/** Signing in with an account elsewhere. */
export function providerRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site, limitLeaving } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();

  routes.get('/sign-in/with/:code', limitLeaving, async (c) => {
    if (isLedFromElsewhere(c)) return c.redirect(site.href('/sign-in'), 303);
    return leave(c, needs, { code: c.req.param('code'), errand: { purpose: 'sign-in' }, personId: null });
  });
  // Another site leads here, so browsers send the cookie of the visit and no other; what it is good for is decided one page on.
  routes.get('/sign-in/from/:code', limitLeaving, async (c) => {
    const cookies = c.get('cookies');
    const { token, language, link } = readVisit(cookies.read(c, 'visit'));
    const sent = new URL(c.req.url).searchParams;
    const back = await comeBack(c.get('door'), { oidc: needs.oidc, origin: originOf(c, needs) }, { token, code: c.req.param('code'), sent });
    if (back.outcome === 'gone') return c.redirect(hrefIn(language, '/sign-in/back/gone'), 303);
    cookies.drop(c, 'visit');
    if (back.outcome !== 'arrived') {
      note(needs, back);
      return c.redirect(hrefIn(language, `/sign-in/back/${back.outcome}`), 303);
    }
    cookies.write(c, 'step', back.token);
    return c.redirect(hrefIn(language, `/sign-in/on/${back.purpose === 'set-up' ? link : back.purpose}`), 303);
  });
  routes.get('/sign-in/back/:why', (c) => {
    const why = c.req.param('why');
    return failed(c, needs, isFailure(why) ? why : 'gone');
  });
  // From here our own page leads on, and browsers send all cookies again.
  routes.get('/sign-in/on/:where', (c) => {
    const where = c.req.param('where');
    const onwards: Record<string, string> = { 'sign-in': '/sign-in/arrived', link: '/account/providers/arrived' };
    const to = onwards[where] ?? (SET_UP_TOKEN.test(where) ? `/sign-in/set-up/${where}/arrived` : '/sign-in');
    c.header('refresh', `0; url=${site.href(to)}`);
    return show(c, needs, { title: t('sign-in.title'), path: '/sign-in', body: <PlainPage site={site} title={t('sign-in.title')} text={t('provider.on')} to={to} label={t('sign-in.go-on')} /> });
  });
  routes.get('/sign-in/arrived', async (c) => {
    const cookies = c.get('cookies');
    const answer = await signInElsewhere(c.get('door'), cookies.read(c, 'step') ?? '', c.get('from'));
    if (answer.outcome === 'gone' || answer.outcome === 'unlinked') return failed(c, needs, answer.outcome);
    if (answer.outcome === 'wait') {
      const [problem] = waitFirst(c, needs, answer.seconds);
      return show(c, needs, { title: t('sign-in.title'), path: '/sign-in', status: 429, body: <PlainPage site={site} title={t('sign-in.title')} text={problem.text} to="/sign-in" label={t('sign-in.again')} /> });
    }
    if (answer.outcome === 'code') {
      cookies.write(c, 'step', answer.token);
      return c.redirect(site.href('/sign-in/code'), 303);
    }
    keepSession(c, answer.session);
    return c.redirect(site.href('/account'), 303);
  });
  return routes;
}

/** Setting up signing in with an account elsewhere, in the place of a password. */
export function providerSetUpRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site, limitLeaving } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  routes.get('/sign-in/set-up/:token/with/:code', limitLeaving, async (c) => {
    const link = c.req.param('token');
    const personId = isLedFromElsewhere(c) ? null : await personOfLink(c.get('door'), link);
    if (personId === null) return c.redirect(site.href(SET_UP_TOKEN.test(link) ? `/sign-in/set-up/${link}` : '/sign-in'), 303);
    return leave(c, needs, { code: c.req.param('code'), errand: { purpose: 'set-up', link }, personId });
  });
  routes.get('/sign-in/set-up/:token/arrived', async (c) => {
    const link = c.req.param('token');
    const arrival = await readElsewhere(c.get('door'), c.get('cookies').read(c, 'step') ?? '', { purpose: 'set-up', link });
    if (!arrival) return failed(c, needs, 'gone');
    const body = <IsItYouPage site={site} provider={arrival.provider.name} name={arrival.name} action="/sign-in/set-up/provider" backTo={`/sign-in/set-up/${link}`} token={link} />;
    return show(c, needs, { title: t('provider.ask-title'), path: '/sign-in', body });
  });
  routes.post('/sign-in/set-up/provider', async (c) => {
    const token = (await fieldsOf(c))('token');
    const answer = await chooseProvider(c.get('door'), { token, arrival: c.get('cookies').read(c, 'step') ?? '' });
    if (answer.outcome !== 'chosen') return failed(c, needs, answer.outcome);
    return show(c, needs, { title: t('sign-in.authenticator'), path: '/sign-in', body: <AuthenticatorPage site={site} token={token} enrolment={answer} problems={[]} /> });
  });
  return routes;
}

/** Linking an account elsewhere with one's own here, behind signing in. */
export function providerAccountRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site, limitLeaving } = needs;
  const routes = new Hono<DeskEnv>();
  const back = (c: DeskContext) => c.redirect(site.href('/account'), 303);
  routes.get('/account/providers/link/:code', fresh(needs), limitLeaving, (c) => {
    const { sessionId, personId } = c.get('who');
    return leave(c, needs, { code: c.req.param('code'), errand: { purpose: 'link', sessionId }, personId });
  });
  routes.get('/account/providers/arrived', async (c) => {
    const arrival = await readElsewhere(c.get('door'), c.get('cookies').read(c, 'step') ?? '', { purpose: 'link', sessionId: c.get('who').sessionId });
    if (!arrival) return failed(c, needs, 'gone');
    const body = <IsItYouPage site={site} provider={arrival.provider.name} name={arrival.name} action="/account/providers/link" backTo="/account" />;
    return show(c, needs, { title: site.t('provider.ask-title'), path: '/account', body });
  });
  routes.post('/account/providers/link', async (c) => {
    const cookies = c.get('cookies');
    const done = await linkElsewhere(c.get('door'), c.get('who'), cookies.read(c, 'step') ?? '');
    cookies.drop(c, 'step');
    return done === 'linked' ? back(c) : failed(c, needs, done);
  });
  routes.post('/account/providers/remove', fresh(needs), async (c) => {
    const code = (await fieldsOf(c))('provider');
    await atDoor(c.get('door'), (tx) => removeLink(tx, c.get('who').personId, code));
    return back(c);
  });
  return routes;
}
