import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Declared } from '../action/action.ts';
import { isIdentity } from '../action/concern.ts';
import { agencyName } from '../people/store.ts';
import { enter, fieldsOf, fresh, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from '../sessions/desk.tsx';
import { atDoor } from '../sessions/door.ts';
import { whenBroken } from '../sessions/routes.ts';
import type { SignedIn } from '../sessions/sessions.ts';
import { NewTokenPage, TokensPage, type TokenView } from './token-page.tsx';
import { endApiToken, listApiTokens, LONGEST_DAYS, makeApiToken } from './tokens.ts';

const LARGEST_FORM = 64 * 1024;
const LONGEST_NAME = 80;
const USUAL_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

const dayAfter = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** What her roles let her do somewhere; an account that administers does nothing with what is kept. */
const actionsFor = (all: readonly Declared[], { memberships }: SignedIn): readonly Declared[] =>
  all.filter((action) => action.allow.some((grant) => memberships.some((m) => m.role === grant.role.name)));

type Typed = TokenView['typed'];

function problemsIn({ name, agency, endsOn, actions }: Typed, { memberships }: SignedIn, now: Date): TokenView['problems'] {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(endsOn) && endsOn >= dayAfter(now, 0) && endsOn <= dayAfter(now, LONGEST_DAYS);
  return [
    ...(name === '' || name.length > LONGEST_NAME ? (['name'] as const) : []),
    ...(memberships.some((m) => m.agencyId === agency) ? [] : (['agency'] as const)),
    ...(isDay && !Number.isNaN(Date.parse(endsOn)) ? [] : (['endsOn'] as const)),
    ...(actions.length > 0 ? [] : (['actions'] as const)),
  ];
}

/** Tokens for programs: made and ended by their owner, who proved just now who she is. */
export function apiTokenRoutes(needs: DeskNeeds & { actions: readonly Declared[] }): Hono<DeskEnv> {
  const { site } = needs;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/account/tokens', '/account/tokens/*']) {
    routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs), fresh(needs, '/account/tokens'));
  }
  routes.onError(whenBroken(needs));

  async function page(c: DeskContext, typed: Typed | null, problems: TokenView['problems'] = []): Promise<Response> {
    const [who, now] = [c.get('who'), c.get('door').now()];
    const ids = [...new Set(who.memberships.map((m) => m.agencyId))];
    const kept = await atDoor(c.get('door'), async (tx) => ({ tokens: await listApiTokens(tx, who.personId, now), agencies: await Promise.all(ids.map(async (value) => ({ value, label: await agencyName(tx, value) }))) }));
    const view = { ...kept, actions: actionsFor(needs.actions, who), typed: typed ?? { name: '', agency: ids[0] ?? '', endsOn: dayAfter(now, USUAL_DAYS), actions: [] }, problems };
    return show(c, needs, { title: site.t('tokens.title'), path: '/account/tokens', body: <TokensPage site={site} view={view} />, status: problems.length > 0 ? 422 : 200 });
  }
  routes.get('/account/tokens', (c) => page(c, null));
  routes.post('/account/tokens', async (c) => {
    const [who, now, field] = [c.get('who'), c.get('door').now(), await fieldsOf(c)];
    const actions = actionsFor(needs.actions, who).filter((action) => field(`action.${action.name}`) === 'yes').map((action) => action.name);
    const typed = { name: field('name').trim(), agency: field('agency'), endsOn: field('endsOn'), actions };
    const problems = problemsIn(typed, who, now);
    if (problems.length > 0) return page(c, typed, problems);
    const token = await atDoor(c.get('door'), (tx) => makeApiToken(tx, who.personId, { ...typed, agencyId: typed.agency }, now));
    if (token === null) return page(c, typed, ['many']);
    return show(c, needs, { title: site.t('tokens.made'), path: '/account/tokens', body: <NewTokenPage site={site} token={token} /> });
  });
  routes.post('/account/tokens/end', async (c) => {
    const token = (await fieldsOf(c))('token');
    if (isIdentity(token)) await atDoor(c.get('door'), (tx, now) => endApiToken(tx, c.get('who').personId, token, now));
    return c.redirect(site.href('/account/tokens'), 303);
  });
  return routes;
}
