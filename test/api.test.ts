import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '#src/actions.ts';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import { offeredTo, writeOpenApi } from '#src/platform/api/openapi.ts';
import type { Action } from '#src/platform/action/action.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { signOutEverywhere } from '#src/platform/sessions/sessions.ts';
import { ROLES } from '#src/roles.ts';
import { askApi, tokenOf, type Asked } from './support/api.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, openReception, performBeside, type DeskTester } from './support/desk.ts';
import { valueOf } from './support/ground.ts';
import { aReport } from './support/reports.ts';
import { PROJECT, type Running } from './support/server.ts';
import { startSignInServer } from './support/sign-in-server.ts';

const database = useDatabase();
const OFFERED = offeredTo(ACTIONS, ROLES);
const ALL = OFFERED.map((action) => action.name);
let server: Running;
let perform: Perform;
let worker: DeskTester;
let token: string;
const ask = (action: string, input: unknown, more: Asked = {}) => askApi(server.address, action, input, { token, ...more });
const reception = () => ({ id: 'service:reception', agency: worker.agencyId });

beforeAll(async () => {
  server = await startSignInServer(database);
  worker = await deskTester(database, ['helpdesk-worker']);
  await openReception(database, worker);
  perform = performBeside(database, server);
  token = await tokenOf(worker, { actions: ALL });
}, 60_000);
afterAll(() => server.stop());

async function report(): Promise<string> {
  const sent = aReport();
  valueOf(await perform(sendReport, reception(), sent));
  return sent.report;
}
const notesOf = async (of: string) => (await ask('report.read-notes', { report: of })).json.value as { read: { words: { text: string } } }[];

/** Past the rules of who may end what, which are tested with people. */
const endMemberships = (who: DeskTester, role = '%') => database.query(`set session_replication_role = replica; update keerpunt.membership set ended_at = now(), ended_by = 'test' where person_id = '${who.personId}' and role like '${role}'`, [], 'postgres');

describe('a program', () => {
  it('does what its person may do, and reads it back', async () => {
    const of = await report();
    expect((await ask('report.note', { report: of, note: randomUUID(), text: 'through the API' })).json).toEqual({ done: true, value: null });
    expect((await notesOf(of)).map((note) => note.read.words.text)).toEqual(['through the API']);
    const rows = await database.query(`select actor from keerpunt.access_record where stream_id = $1 and action = 'report.note'`, [of], 'postgres');
    expect(rows).toEqual([{ actor: worker.personId }]);
  });
  it('is told why not, in the language it asks for, and which field is wrong', async () => {
    const of = await report();
    valueOf(await perform(sendReport, reception(), aReport()));
    const refused = await ask('report.reopen', { report: of }, { headers: { 'accept-language': 'sv-SE,sv;q=0.9' } });
    expect(refused.status).toBe(422);
    expect(refused.json.obstacles).toEqual([{ code: 'report-is-open', text: JSON.parse(readFileSync(join(PROJECT, 'messages/sv.json'), 'utf8'))['desk.problem.report-is-open'] }]);
    const invalid = await ask('report.note', { report: of, note: 'none', text: 'x' });
    expect([invalid.status, invalid.json.problems?.map((p) => p.path)]).toEqual([400, ['note']]);
  });
  it('is answered alike, byte for byte, about what it may not see and what does not exist', async () => {
    const elsewhere = await deskTester(database, ['helpdesk-worker']);
    const other = await tokenOf(elsewhere, { actions: ALL });
    const [hidden, nothing] = [await ask('report.read', { report: await report() }, { token: other }), await ask('report.read', { report: randomUUID() }, { token: other })];
    const [seen, unseen] = [await ask('report.read-notes', { report: await report() }, { token: other }), await ask('report.read-notes', { report: randomUUID() }, { token: other })];
    expect([hidden.status, hidden.text]).toEqual([nothing.status, nothing.text]);
    expect([seen.status, seen.text]).toEqual([404, unseen.text]);
  });
});

describe('a token', () => {
  it('does only what the token was made for, and does not tell what else there is', async () => {
    const narrow = await tokenOf(worker, { actions: ['report.list'] });
    expect((await ask('report.list', {}, { token: narrow })).status).not.toBe(403);
    const [known, unknown] = [await ask('report.note', {}, { token: narrow }), await ask('no.such-action', {}, { token: narrow })];
    expect([known.status, known.text]).toEqual([403, unknown.text]);
  });
  it('is kept as a hash, and says on which day it was used', async () => {
    const fresh = await tokenOf(worker, { actions: ['report.list'] });
    await ask('report.list', {}, { token: fresh });
    const rows: { row: string }[] = await database.query(`select t::text as row from keerpunt.api_token as t where person_id = $1`, [worker.personId], 'postgres');
    expect(rows.every(({ row }) => !row.includes(fresh.slice(9)))).toBe(true);
    expect(rows.at(-1)?.row).toContain(new Date().toISOString().slice(0, 10));
  });
  it.each([
    ['ended', async (who: DeskTester) => database.query('update keerpunt.api_token set ended_at = now() where person_id = $1', [who.personId], 'postgres')],
    ['past its day', async (who: DeskTester) => database.query(`update keerpunt.api_token set ends_on = '2026-01-01' where person_id = $1`, [who.personId], 'postgres')],
    ['of somebody who signed out everywhere', async (who: DeskTester) => signOutEverywhere(who.door, who.personId)],
    ['of somebody who was disabled', async (who: DeskTester) => database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'test' where person_id = $1`, [who.personId], 'postgres')],
    ['of somebody who does not belong there any more', async (who: DeskTester) => endMemberships(who)],
  ])('that is %s opens nothing', async (_, end) => {
    const who = await deskTester(database, ['helpdesk-worker']);
    const theirs = await tokenOf(who, { actions: ALL });
    expect((await ask('report.list', {}, { token: theirs })).status).toBe(200);
    await end(who);
    expect((await ask('report.list', {}, { token: theirs })).status).toBe(401);
  });
  it('whose person lost the role does no more than she', async () => {
    const who = await deskTester(database, ['helpdesk-worker', 'member']);
    const theirs = await tokenOf(who, { actions: ALL });
    await endMemberships(who, 'helpdesk-worker');
    expect((await ask('report.list', {}, { token: theirs })).status).toBe(403);
  });
  it('lets the API do no more than its person may, whatever is asked', async () => {
    const of = await report();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALL), fc.subarray(ALL, { maxLength: 6 }), fc.constantFrom<Record<string, unknown>>({ report: of }, { report: randomUUID() }, { report: of, note: randomUUID(), text: 'x' }, {}), async (name, scope, input) => {
        const action = OFFERED.find((one) => one.name === name) as unknown as Action<unknown, unknown>;
        const actions = scope.length > 0 ? scope : ['report.list'];
        const scoped = await tokenOf(worker, { actions });
        const through = await ask(name, input, { token: scoped });
        await signOutEverywhere(worker.door, worker.personId);
        if (!actions.includes(name)) expect(through.status).toBe(403);
        if (through.json.done) expect(actions.includes(name) && action.allow.some((grant) => grant.role.name === 'helpdesk-worker')).toBe(true);
      }),
      { numRuns: 25 },
    );
    token = await tokenOf(worker, { actions: ALL });
  });
});

describe('asking again', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });
  it('with the same key is done once and answered as before, also many times at one moment', async () => {
    const of = await report();
    const headers = key();
    const asked = { report: of, note: randomUUID(), text: 'once' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask('report.note', asked, { headers })));
    expect(answers.map((a) => a.status)).toEqual(Array(6).fill(200));
    expect((await ask('report.note', asked, { headers })).json).toEqual({ done: true, value: null });
    expect(await notesOf(of)).toHaveLength(1);
  });
  it('with the same key for something else is refused', async () => {
    const of = await report();
    const headers = key();
    await ask('report.note', { report: of, note: randomUUID(), text: 'one' }, { headers });
    expect((await ask('report.note', { report: of, note: randomUUID(), text: 'two' }, { headers })).status).toBe(409);
    expect(await notesOf(of)).toHaveLength(1);
  });
  it('after a no finds the no of that moment, for nothing was kept', async () => {
    const headers = key();
    const of = await report();
    expect((await ask('report.reopen', { report: of }, { headers })).status).toBe(422);
    expect((await ask('report.reopen', { report: of }, { headers })).status).toBe(422);
    const rows = await database.query('select 1 from keerpunt.api_answer where key_hash = sha256($1)', [Buffer.from(`report.reopen ${headers['idempotency-key']}`)], 'postgres');
    expect(rows).toEqual([]);
  });
  it('leaves nothing readable of what was answered', async () => {
    const of = await report();
    await ask('report.note', { report: of, note: randomUUID(), text: 'SECRETWORD' }, { headers: key() });
    const rows: { row: string }[] = await database.query('select encode(sealed_answer, $1) || encode(input_hash, $1) as row from keerpunt.api_answer', ['escape'], 'postgres');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes('SECRETWORD') || row.includes('"done"'))).toBe(false);
  });
});

describe('what is sent wrongly', () => {
  it.each<[string, number, Asked]>([
    ['without a token', 401, { token: '' }],
    ['with a token of nobody', 401, { token: `keerpunt_${'A'.repeat(43)}` }],
    ['as a form', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['in another encoding', 415, { headers: { 'content-type': 'application/json; charset=utf-16' } }],
    ['as half a JSON', 400, { body: '{"report": ' }],
    ['as no UTF-8', 400, { body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) }],
    ['as a number', 400, { body: '7' }],
    ['as a very deep one', 400, { body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` }],
    ['with a key of spaces', 400, { headers: { 'idempotency-key': 'a b c d e f g' } }],
    ['too large', 413, { body: `"${'x'.repeat(600 * 1024)}"` }],
    ['by reading', 405, { method: 'GET' }],
  ])('%s is answered with %s, in JSON', async (_, status, more) => {
    const answer = await ask('report.list', {}, more);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.json.done).toBe(false);
  });
  it('with the cookie of a session counts for nothing', async () => {
    expect((await ask('report.list', {}, { token: '', headers: { cookie: `__Host-session=${worker.token}; session=${worker.token}` } })).status).toBe(401);
  });
  it('again and again by somebody without a token has to wait, and others have not', async () => {
    const proxied = await startSignInServer(database, ['--behind-proxy']);
    try {
      const from = (address: string, with_: string) => askApi(proxied.address, 'report.list', {}, { token: with_, headers: { 'x-forwarded-for': address } });
      let last = 0;
      for (let n = 0; n < 40 && last !== 429; n++) last = (await from('198.51.100.7', `keerpunt_${'B'.repeat(43)}`)).status;
      expect(last).toBe(429);
      expect((await from('198.51.100.8', token)).status).toBe(200);
    } finally {
      await proxied.stop();
    }
  });
});

describe('the description', () => {
  it('is what the actions declare: otherwise run `npm run docs`', () => {
    expect(readFileSync(join(PROJECT, 'docs/generated/openapi.json'), 'utf8')).toBe(writeOpenApi(OFFERED));
  });
  it('is given by the server, and names no action that people may not do', async () => {
    const served = (await (await fetch(`${server.address}/api/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(served.paths)).toHaveLength(OFFERED.length);
    expect(Object.keys(served.paths)).not.toContain('/api/report.send');
  });
});
