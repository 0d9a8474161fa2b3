import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { errorPages } from '#src/platform/http/errors.tsx';
import { createLog } from '#src/platform/http/log.ts';
import { sitesIn } from '#src/platform/http/site.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { secretKey } from '#src/platform/sessions/secrets.ts';
import { ARRIVAL, desk, followedFile, HIDDEN, openPost, versionOf, WATCH } from '#test/support/following.ts';
import { useFiles } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { hiddenIn } from '#test/support/reception-server.ts';
import { PROJECT } from '#test/support/server.ts';
import { LINK_DAYS, makeLink, withdrawLink } from '../actions/link-actions.ts';
import { endFollowing } from '../actions/plan-actions.ts';
import { seeFollowing } from '../actions/see-actions.ts';
import { takeSteps, TELL_FOLLOWING } from '../actions/watch-actions.ts';
import { linkRoutes } from './routes.tsx';
import { digestOf, newCode, openToken, sealLink } from './token.ts';

const ground = useFiles();
const queued: Wanted[] = [];
ground.enqueue = async (_, wanted) => void queued.push(...wanted);
const key = secretKey(randomBytes(32), 'receipts');
const START = '2026-11-25T10:00:00Z';

const frame = { nav: [], footer: [], assets: { css: '', exit: '', image: '' }, help: () => <span />, reviewed: new Set<never>(), isForTraining: false };
const sites = sitesIn(readMessages(PROJECT), frame, { countsVisits: false });
/** The pages as they are served, with as many tries a minute as a test wants. */
function pages(postsPerMinute = 1_000_000, slowestMs = 0): Hono {
  const linksIn = linkRoutes({ ground: () => ground, key: () => key, addressOf: () => '192.0.2.1', postsPerMinute, errors: errorPages(sites, [], createLog('silent')), slowestMs });
  const app = new Hono();
  for (const site of sites) app.route(site.href('/'), linksIn(site));
  return app;
}
const app = pages();

type Sent = { status: number; html: string; cookie: string; headers: string };
async function post(fields: Record<string, string>, cookie = '', at = app): Promise<Sent> {
  const response = await at.request('/ro/v', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) }, body: new URLSearchParams(fields) });
  return { status: response.status, html: await response.text(), cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', headers: JSON.stringify([...response.headers].toSorted()) };
}
const open = (token: string, code: string, cookie = '') => post({ step: 'open', token, code }, cookie);
const ANSWERS = { spoken: 'alone', seenOn: '2026-11-25', outcome: 'safe', school: 'yes', score: '8', words: 'Îmi place la școală', question: 'Cum este?' };
const send = (form: Sent, change: Record<string, string> = {}, cookie = form.cookie) => post({ ...hiddenIn(form.html), ...ANSWERS, ...change }, cookie);

type Made = { file: string; link: string; token: string; code: string };
async function made(of?: string, about: object = ARRIVAL): Promise<Made> {
  const file = of ?? (await followedFile(ground));
  const [link, code] = [randomUUID(), newCode()];
  const token = sealLink(key, { file, link });
  valueOf(await ground.perform(makeLink, desk, { file, link, about, digest: digestOf(token, code) }));
  return { file, link, token, code };
}
const stateOf = async (file: string) => valueOf(await ground.perform(seeFollowing, desk, { file })).state;
const without = (html: string, ...what: readonly string[]) => what.reduce((text, one) => text.replaceAll(one, ''), html);
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

beforeAll(() => openPost(ground));
beforeEach(() => {
  queued.length = 0;
  ground.clock.now = new Date(START);
});

describe('a partner with link and code', () => {
  it('opens, answers once in Romanian, and the answer lies in the file with the words of the child', async () => {
    const { file, token, code } = await made();
    const form = await open(token, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(form.status).toBe(200);
    expect(form.html).toContain(shortNumber(file));
    expect((await send(form)).html).toContain('A ajuns.');
    expect((await stateOf(file)).answers).toMatchObject([{ way: 'link', moment: 'arrival', outcome: 'safe', score: 8, childsView: true }]);
  });
  it('is shown no name, no word that was sealed, and a title that says nothing, in every language', async () => {
    const { file, token, code } = await made();
    const { html, cookie } = await open(token, code);
    for (const hidden of ['Verzonnen', 'Voorbeeld', HIDDEN, 'tandarts', '+40', 'Keerpunt ·', file]) expect(html, hidden).not.toContain(hidden);
    for (const language of LANGUAGES) {
      const response = await app.request(`${language === 'nl' ? '' : `/${language}`}/v`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie }, body: new URLSearchParams({ step: 'open', token }) });
      const text = await response.text();
      expect(text, language).not.toContain('Verzonnen');
      expect(/<title>([^<]*)<\/title>/.exec(text)?.[1]).toMatch(/^(Formulier|Form|Formulär|Formular|Obrazac)$/);
      expect([response.headers.get('cache-control'), text.includes('noindex')]).toEqual(['no-store', true]);
    }
  });
  it('comes back on the same device without the code, and keeps what was typed when something is missing', async () => {
    const { token, code } = await made();
    const form = await open(token, code);
    expect((await open(token, '', form.cookie)).html).toContain('name="answer"');
    const again = await send(form, { spoken: '', seenOn: '' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('Îmi place la școală');
    expect((await send(again, {}, '')).html, 'without a cookie, by what the form carries').toContain('A ajuns.');
  });
  it('that sends twice has sent once', async () => {
    const { file, token, code } = await made();
    const form = await open(token, code);
    const sent = await Promise.all([send(form, { outcome: 'missing' }), send(form, { outcome: 'missing' })]);
    expect(sent.map((s) => s.html.includes('112'))).toEqual([true, true]);
    expect((await send(form, { outcome: 'missing' })).status).toBe(200);
    expect((await stateOf(file)).answers).toHaveLength(1);
    expect(queued.filter((w) => w.job === TELL_AGENCY)).toHaveLength(1);
  });
  it('whose answer does not arrive loses nothing of what was typed', async () => {
    const { token, code } = await made();
    const form = await open(token, code);
    const away = linkRoutes({ ground: () => null, key: () => key, addressOf: () => '192.0.2.1', postsPerMinute: 1000, errors: errorPages(sites, [], createLog('silent')), slowestMs: 0 });
    const offline = new Hono().route('/ro', away(sites.find((s) => s.language === 'ro') as never));
    const unsent = await post({ ...hiddenIn(form.html), ...ANSWERS }, form.cookie, offline);
    expect([unsent.status, unsent.html.includes('Îmi place la școală')]).toEqual([503, true]);
    expect((await post(hiddenIn(unsent.html), form.cookie)).html).toContain('A ajuns.');
  });
});

describe('a year', () => {
  it('of follow-ups: each is reminded of on its day, asked by a link, answered, and where nobody answers the desk is told to ring', async () => {
    const file = await followedFile(ground);
    const days: Record<string, string> = { arrival: '2026-11-25', 'day-7': '2026-12-02', 'month-1': '2026-12-25', 'month-3': '2027-02-25', 'month-6': '2027-05-25', 'month-12': '2027-11-25' };
    const watchOn = async (day: string) => {
      ground.clock.now = new Date(`${day}T10:00:00Z`);
      valueOf(await ground.perform(takeSteps, WATCH, { file }));
    };
    for (const [moment, day] of Object.entries(days)) {
      queued.length = 0;
      await watchOn(day);
      expect(queued.map((w) => [w.job, w.payload['isUrgent']]), moment).toEqual([[TELL_FOLLOWING, false]]);
      if (moment === 'month-6') {
        for (const later of ['2027-05-27', '2027-05-28', '2027-06-01']) await watchOn(later);
        expect(queued.map((w) => [w.job, w.payload['isUrgent']])).toEqual([[TELL_FOLLOWING, false], [TELL_FOLLOWING, true], [TELL_AGENCY, true]]);
      }
      const { token, code } = await made(file, { moment, trigger: null });
      const seenOn = ground.clock.now.toISOString().slice(0, 10);
      expect((await send(await open(token, code), { seenOn })).html, moment).toContain('A ajuns.');
    }
    const { followUps, state } = valueOf(await ground.perform(seeFollowing, desk, { file }));
    expect(followUps.map((f) => f.standing)).toEqual(Array.from({ length: 6 }, () => 'reached'));
    expect(state.answers).toHaveLength(6);
    await watchOn('2029-01-01');
    expect(state.steps.filter((s) => s.step !== 'reminded').map((s) => s.step)).toEqual(['ring-partner', 'table-told']);
  });
});

describe('a link reveals nothing', () => {
  /** How somebody is answered for whom no link was ever made. */
  const strangers = async (): Promise<Sent> => open(sealLink(key, { file: randomUUID(), link: randomUUID() }), '123456');
  let none: Sent;
  beforeAll(async () => void (none = await strangers()));
  const same = async (one: Sent, token: string) => {
    expect(one.status).toBe(none.status);
    expect(one.headers).toBe(none.headers);
    expect(without(one.html, token)).toBe(without(none.html, hiddenIn(none.html)['token'] ?? ''));
    expect(one.status).toBe(404);
  };

  it('by looking: the page before the button is the same for every link, and opens none', async () => {
    const { file, token } = await made();
    const look = async (t: string) => without(await (await app.request(`/ro/v/${t}`)).text(), t);
    expect(await look(token)).toBe(await look('x'.repeat(token.length)));
    expect((await stateOf(file)).links[0]).toMatchObject({ device: null, tries: 0 });
    expect((await app.request(`/ro/v/${token}`, { method: 'HEAD' })).headers.get('set-cookie')).toBeNull();
  });
  it('to a guess: whatever is sent is answered as if no link had ever been made', async () => {
    const { token, code } = await made();
    const flipped = (at: number) => Buffer.from(Buffer.from(token, 'base64url').map((byte, n) => (n === at ? byte ^ 1 : byte))).toString('base64url');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ maxLength: 120 }), fc.base64String({ maxLength: 120 }), fc.nat({ max: 59 }).map(flipped), fc.constantFrom('', token.slice(1), `${token}A`, token.toUpperCase(), `${token}=`)),
        fc.oneof(fc.constant(code), fc.string({ maxLength: 12 })),
        async (guess, typed) => {
          fc.pre(guess !== token);
          const answer = await open(guess, typed);
          expect(answer.status).toBe(404);
          expect(answer.cookie).toBe('');
          expect(openToken(key, guess)).toBeNull();
        },
      ),
      { numRuns: 25, examples: [[`${token}A`, code], [`${token}=`, code], [flipped(3), code]] },
    );
  });
  it('with the wrong code, and is dead after five of them, also for the right one', async () => {
    const { file, token, code } = await made();
    for (let n = 0; n < 5; n++) await same(await open(token, n === 2 ? '' : wrong(code)), token);
    await same(await open(token, wrong(code)), token);
    await same(await open(token, code), token);
    expect((await stateOf(file)).links[0]).toMatchObject({ tries: 5, isClosed: true, device: null });
    const again = await made(file);
    expect((await open(again.token, again.code)).status, 'a new one opens').toBe(200);
  });
  it('to another device once it was opened, not with the code either, and nothing is counted against the first', async () => {
    const { file, token, code } = await made();
    const first = await open(token, code);
    for (let n = 0; n < 7; n++) await same(await open(token, code), token);
    await same(await open(token, code, `v=${'A'.repeat(43)}`), token);
    expect((await post({ ...hiddenIn(first.html), ...ANSWERS, device: 'A'.repeat(43) }, '')).status).toBe(404);
    expect((await stateOf(file)).answers).toEqual([]);
    expect((await send(first)).status).toBe(200);
  });
  it('after it was used: neither to another device nor to the same', async () => {
    const { file, token, code } = await made();
    const form = await open(token, code);
    await send(form);
    await same(await open(token, code), token);
    await same(await open(token, '', form.cookie), token);
    expect((await send(form, { answer: randomUUID(), outcome: 'worried' })).status).toBe(404);
    expect((await stateOf(file)).answers).toHaveLength(1);
  });
  it('after its last day, when it was withdrawn, when there is a newer one, and when the follow-up ended', async () => {
    const expired = await made();
    ground.clock.now = new Date(Date.parse(START) + (LINK_DAYS + 1) * 86_400_000);
    await same(await open(expired.token, expired.code), expired.token);
    ground.clock.now = new Date(Date.parse(START) + LINK_DAYS * 86_400_000);
    expect((await open(expired.token, expired.code)).status, 'on its last day').toBe(200);
    ground.clock.now = new Date(START);
    const withdrawn = await made();
    valueOf(await ground.perform(withdrawLink, desk, { file: withdrawn.file, link: withdrawn.link }));
    await same(await open(withdrawn.token, withdrawn.code), withdrawn.token);
    const older = await made();
    const newer = await made(older.file);
    await same(await open(older.token, older.code), older.token);
    const form = await open(newer.token, newer.code);
    valueOf(await ground.perform(endFollowing, desk, { file: newer.file, base: await versionOf(ground, newer.file), because: 'taken-over', words: { reason: 'x' } }));
    await same(await open(newer.token, '', form.cookie), newer.token);
  });
  it('of one child for another: each is sealed for one file and one follow-up', async () => {
    const [one, other] = [await made(), await made()];
    await same(await open(one.token, other.code), one.token);
    const mixed = sealLink(key, { file: other.file, link: one.link });
    await same(await open(mixed, one.code), mixed);
    // Whoever has the key of the node can seal, and still lacks what the digest is of.
    const again = sealLink(key, { file: one.file, link: one.link });
    await same(await open(again, one.code), again);
  });
  it('to a guess that was made in time: true and false take as long, and after some tries a network waits', async () => {
    const slow = pages(12 * 3, 120);
    const { token } = await made();
    for (const guess of ['x'.repeat(token.length), token]) {
      const began = performance.now();
      expect((await post({ step: 'open', token: guess, code: '000000' }, '', slow)).status).toBe(404);
      expect(performance.now() - began).toBeGreaterThanOrEqual(115);
    }
    await post({ step: 'open', token, code: '000000' }, '', slow);
    expect((await post({ step: 'open', token, code: '000000' }, '', slow)).status).toBe(429);
  });
  it('in what is kept: neither link nor code nor device stands anywhere in the database', async () => {
    const { token, code, file } = await made();
    const form = await open(token, code);
    const device = hiddenIn(form.html)['device'] ?? '';
    const rows = (await ground.database.query(`select convert_from(header_bytes, 'UTF8') as text from keerpunt.entry where stream_id = $1`, [file], 'postgres')) as { text: string }[];
    for (const secret of [token, code, device]) expect(rows.some((row) => row.text.includes(`"${secret}"`))).toBe(false);
  });
});
