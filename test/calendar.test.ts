import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '#src/files/actions/open-actions.ts';
import { setTask, SET_TASK } from '#src/files/actions/task-actions.ts';
import { fileNumber } from '#src/files/model/number.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { signOutEverywhere } from '#src/platform/sessions/sessions.ts';
import { tokenOf } from './support/api.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, performBeside, type DeskTester } from './support/desk.ts';
import { aFile } from './support/files.ts';
import { valueOf } from './support/ground.ts';
import type { Running } from './support/server.ts';
import { startSignInServer } from './support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let perform: Perform;
let officer: DeskTester;
let file: string;

const actor = (who: DeskTester) => ({ id: who.personId, agency: who.agencyId });
const addressOf = (who: DeskTester) => tokenOf(who, { actions: ['file.read-calendar'] });
const fetched = async (token: string, prefix = '/en') => {
  const response = await fetch(`${server.address}${prefix}/calendar/${token}.ics`);
  return { status: response.status, type: response.headers.get('content-type'), cache: response.headers.get('cache-control'), robots: response.headers.get('x-robots-tag'), text: (await response.text()).replaceAll('\r\n ', '') };
};

beforeAll(async () => {
  server = await startSignInServer(database);
  perform = performBeside(database, server);
  officer = await deskTester(database, ['police-officer']);
  const input = aFile({ child: { given: 'Mirela', family: 'Verzonnenkind' } });
  file = valueOf(await perform(openFile, actor(officer), input));
  valueOf(await perform(setTask, actor(officer), { file, task: { task: randomUUID(), dueOn: '2099-01-02', owner: 'police', agency: null, isLaw: false }, words: { title: 'Bel de moeder van Mirela Verzonnenkind' } }));
  const fromPack = { code: 'assign-lawyer', occasion: null, startedOn: '2098-12-30', review: 'to-verify', asOf: '2026-11-25' } as const;
  valueOf(await perform(SET_TASK.chronology, actor(officer), { file, task: { task: randomUUID(), dueOn: '2099-01-01', owner: 'police', agency: null, isLaw: false, hearsLate: 'lawyer' }, words: { title: 'Advocaat voor Mirela' }, fromPack }));
}, 60_000);
afterAll(() => server.stop());

describe('the calendar behind a secret address', () => {
  it('gives day, number and task, in the language of the address, and no name', async () => {
    const token = await addressOf(officer);
    const english = await fetched(token);
    expect([english.status, english.type, english.cache, english.robots]).toEqual([200, 'text/calendar; charset=utf-8', 'no-store', 'noindex']);
    const number = fileNumber(file);
    expect(english.text).toContain(`DTSTART;VALUE=DATE:20990101\r\nDTEND;VALUE=DATE:20990102\r\nSUMMARY:${number}: Tell the legal-aid board of the arrest: the child is given a lawyer`);
    expect(english.text).toContain(`SUMMARY:${number}: a task`);
    expect((await fetched(token, '')).text).toContain(`SUMMARY:${number}: Meld de aanhouding`);
    for (const { text } of [english, await fetched(token, '/sv')]) expect(text).not.toMatch(/Mirela|Verzonnen|moeder|Advocaat voor/);
  });
  it('is that of its agency: another sees nothing of it', async () => {
    const other = await deskTester(database, ['police-officer']);
    const { status, text } = await fetched(await addressOf(other));
    expect([status, text.includes('VEVENT')]).toEqual([200, false]);
  });
  it('asks through the door: each look is recorded under the name of its owner, and the address is nowhere', async () => {
    const token = await addressOf(officer);
    await fetched(token);
    const kept: { row: string }[] = await database.query(`select t::text as row from keerpunt.api_token as t`, [], 'postgres');
    expect(kept.some(({ row }) => row.includes(token.slice(9)))).toBe(false);
    expect(server.output()).toContain('/calendar/:address');
    expect(server.output()).not.toContain(token);
  });
  it.each<[string, (who: DeskTester) => Promise<unknown>]>([
    ['ended', (who) => database.query('update keerpunt.api_token set ended_at = now() where person_id = $1', [who.personId], 'postgres')],
    ['past its day', (who) => database.query(`update keerpunt.api_token set ends_on = '2026-01-01' where person_id = $1`, [who.personId], 'postgres')],
    ['of somebody who signed out everywhere', (who) => signOutEverywhere(who.door, who.personId)],
    ['of somebody who was disabled', (who) => database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'test' where person_id = $1`, [who.personId], 'postgres')],
  ])('that is %s is as one that never was', async (_, end) => {
    const who = await deskTester(database, ['lawyer']);
    const token = await addressOf(who);
    expect((await fetched(token)).status).toBe(200);
    await end(who);
    const [gone, never] = [await fetched(token), await fetched(`keerpunt_${'x'.repeat(43)}`)];
    expect([gone.status, gone.text]).toEqual([404, never.text]);
    expect(never.status).toBe(404);
  });
  it('is no place for a token that may do more, nor for whoever works in no files', async () => {
    const more = await tokenOf(officer, { actions: ['file.read-calendar', 'file.list'] });
    expect((await fetched(more)).status).toBe(404);
    const helper = await deskTester(database, ['helpdesk-worker']);
    expect((await fetched(await addressOf(helper))).status).toBe(404);
  });
  it('answers one address thirty times an hour, and then says how long to wait', async () => {
    const who = await deskTester(database, ['lawyer']);
    const token = await addressOf(who);
    const answers: number[] = [];
    for (let n = 0; n < 32; n += 1) answers.push((await fetched(token, n % 2 === 0 ? '' : '/en')).status);
    expect([answers.slice(0, 30).every((status) => status === 200), answers.slice(30)]).toEqual([true, [429, 429]]);
    expect((await fetched(await addressOf(officer))).status).toBe(200);
  });
  // Last: whoever guesses is stopped for an hour, and everybody on its network with it.
  it('is not guessed: after thirty that are none the network waits', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 40; n += 1) answers.push((await fetched(`keerpunt_${String(n).padStart(43, 'a')}`)).status);
    expect(answers).toContain(404);
    expect(answers.at(-1)).toBe(429);
    expect(answers.filter((status) => status === 404).length).toBeLessThanOrEqual(30);
  });
});
