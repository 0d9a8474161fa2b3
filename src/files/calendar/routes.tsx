import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isIdentity } from '#src/platform/action/concern.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { endApiToken, listApiTokens, LONGEST_DAYS, makeApiToken, readApiToken, type ApiTokenLine, type Bearer } from '#src/platform/api/tokens.ts';
import { networkOf } from '#src/platform/http/limits.ts';
import { agencyName } from '#src/platform/people/store.ts';
import { enter, fieldsOf, fresh, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { atDoor, type Door } from '#src/platform/sessions/door.ts';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import type { Site } from '#src/platform/http/site.ts';
import { readCalendar } from '../actions/calendar-actions.ts';
import { daysAfter } from '../model/days.ts';
import type { Guide } from '../pages/guide.ts';
import { shortNumber } from '../pages/shown.ts';
import { FILE_ROLES } from '../roles.ts';
import { CalendarPage, NewAddressPage } from './page.tsx';
import type { DueRow } from './store.ts';
import { writeCalendar, type DayEntry } from './write.ts';

const LARGEST_FORM = 16 * 1024;
/** A calendar asks every quarter of an hour at most; several of one person ask from one address. */
const ASKED_AN_HOUR = 30;
/** Addresses that are none, from one network. */
const WRONG_AN_HOUR = 30;
const AN_HOUR = 3600;

const ROLES: ReadonlySet<string> = new Set(FILE_ROLES.map((role) => role.name));
/** An address opens the calendar and nothing else; a token that may do more is no address, so that none is ever put into one. */
const isAddress = (actions: readonly string[]): boolean => actions.length === 1 && actions[0] === readCalendar.name;

/** The words of one task: number and code. What somebody typed is not in it, for it could hold a name. */
export function entryFor({ t }: Pick<Site, 't'>, { packs }: Guide, { file, task, dueOn, isLate, code, country }: DueRow): DayEntry {
  const rule = packs.find((pack) => pack.country === country)?.tasks.find((one) => one.code === code);
  const words = { number: shortNumber(file), task: rule?.title ?? t('file.calendar.some-task') };
  return { id: `${task}@keerpunt`, on: dueOn, title: t(isLate ? 'file.calendar.late-task' : 'file.calendar.task', words) };
}

type Limits = { readonly perAddress: RateLimiterMemory; readonly wrong: RateLimiterMemory };
/** One for all languages, so that a limit is not counted five times. */
export const calendarLimits = (): Limits => ({ perAddress: new RateLimiterMemory({ points: ASKED_AN_HOUR, duration: AN_HOUR }), wrong: new RateLimiterMemory({ points: WRONG_AN_HOUR, duration: AN_HOUR }) });

async function isOver(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return false;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return true;
    throw refused;
  }
}

/** Whose address it is. Whoever tries many that are none waits, and is told nothing else than before. */
async function bearerOf(c: Context, door: Door, { perAddress, wrong }: Limits, addressOf: DeskNeeds['addressOf']): Promise<Bearer | 'none' | 'wait'> {
  const network = networkOf(addressOf(c.env));
  const tried = await wrong.get(network);
  if (tried && tried.consumedPoints >= WRONG_AN_HOUR) return 'wait';
  const bearer = await readApiToken(door, (c.req.param('address') ?? '').replace(/\.ics$/, ''));
  if (!bearer || !isAddress(bearer.actions)) {
    await wrong.penalty(network);
    return 'none';
  }
  return (await isOver(perAddress, bearer.tokenId)) ? 'wait' : bearer;
}

/** The calendar behind a secret address, and the page on which its owner makes and ends it. */
export function calendarRoutes(needs: DeskNeeds & { ground: () => Ground | null; now: () => Date; guide: Guide; limits: Limits }): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/account/calendar', '/account/calendar/*']) {
    routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs), fresh(needs, '/account/calendar'));
  }
  routes.onError(whenBroken(needs));

  async function page(c: DeskContext, hasTooMany = false): Promise<Response> {
    const who = c.get('who');
    const ids = [...new Set(who.memberships.filter((m) => ROLES.has(m.role)).map((m) => m.agencyId))];
    const kept = await atDoor(c.get('door'), async (tx, now) => ({ tokens: await listApiTokens(tx, who.personId, now), agencies: await Promise.all(ids.map(async (value) => ({ value, label: await agencyName(tx, value) }))) }));
    const addresses = kept.tokens.filter((one: ApiTokenLine) => isAddress(one.actions));
    return show(c, needs, { title: t('file.calendar.title'), path: '/account/calendar', body: <CalendarPage site={site} view={{ addresses, agencies: kept.agencies, hasTooMany }} />, status: hasTooMany ? 422 : 200 });
  }
  routes.get('/account/calendar', (c) => page(c));
  routes.post('/account/calendar', async (c) => {
    const [who, agencyId] = [c.get('who'), (await fieldsOf(c))('agency')];
    if (!who.memberships.some((m) => m.agencyId === agencyId && ROLES.has(m.role))) return needs.errors.send(c, 403);
    const made = await atDoor(c.get('door'), (tx, now) => makeApiToken(tx, who.personId, { name: t('file.calendar.title'), agencyId, actions: [readCalendar.name], endsOn: daysAfter(now.toISOString().slice(0, 10), LONGEST_DAYS) }, now));
    if (made === null) return page(c, true);
    const address = new URL(site.href(`/calendar/${made}.ics`), needs.publicUrl ?? c.req.url).href;
    return show(c, needs, { title: t('file.calendar.made'), path: '/account/calendar', body: <NewAddressPage site={site} address={address} /> });
  });
  routes.post('/account/calendar/end', async (c) => {
    const address = (await fieldsOf(c))('address');
    if (isIdentity(address)) await atDoor(c.get('door'), (tx, now) => endApiToken(tx, c.get('who').personId, address, now));
    return c.redirect(site.href('/account/calendar'), 303);
  });

  routes.get('/calendar/:address', async (c) => {
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex');
    const [door, ground] = [needs.door(), needs.ground()];
    if (!door || !ground) return c.text('', 503, { 'retry-after': '60' });
    const bearer = await bearerOf(c, door, needs.limits, needs.addressOf);
    if (bearer === 'wait') return c.text('', 429, { 'retry-after': String(AN_HOUR) });
    // Ended, never there, or of somebody who works here no longer: all alike.
    if (bearer === 'none') return c.text('', 404);
    const answer = await performOn(ground)(readCalendar, { id: bearer.personId, agency: bearer.agencyId }, {});
    if (!answer.done) return c.text('', 404);
    const entries = answer.value.map((row) => entryFor(site, needs.guide, row));
    return c.body(writeCalendar(t('file.calendar.title'), entries, needs.now()), 200, { 'content-type': 'text/calendar; charset=utf-8' });
  });
  return routes;
}
