import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACTIONS } from '#src/actions.ts';
import { OPEN_SECTION, openFile } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { SECTIONS } from '#src/files/model/vocabulary.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import { offeredTo } from '#src/platform/api/openapi.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { setSheet } from '#src/protection/keeping/actions/safety-actions.ts';
import { setNeeds } from '#src/protection/places/actions/child-actions.ts';
import { answerHold, holdBed, takeIn } from '#src/protection/places/actions/hold-actions.ts';
import { registerPlace, setAddress, showTo } from '#src/protection/places/actions/place-actions.ts';
import { offerPlacement, PLACEMENT_STEP, sayWhere, tellPlacement } from '#src/protection/places/actions/placement-actions.ts';
import { CHILD_DOINGS } from '#src/protection/places/pages/child-doings.ts';
import { ROLES } from '#src/roles.ts';
import { askApi, tokenOf } from './support/api.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, performBeside, type DeskTester } from './support/desk.ts';
import { aFile } from './support/files.ts';
import { inputFor } from './support/file-inputs.ts';
import { addressesOf, filledIn, FORMS_OF_A_FILE, PAGES_OF_A_FILE, type Parts } from './support/file-pages.ts';
import { everyRoute, type Route } from './support/fuzzing.ts';
import { valueOf } from './support/ground.ts';
import { signInAs } from './support/people.ts';
import { aPlace, someNeeds } from './support/places.ts';
import { senderTo, type Answer } from './support/sending.ts';
import type { Running } from './support/server.ts';
import { startSignInServer } from './support/sign-in-server.ts';

/**
 * An address that leaks moves a whole house. It is planted at a place and in a file, and then every address of the application is
 * asked for and every form sent, by people who may know much of the child and not where it sleeps.
 */
const MARKS = ['address', 'way', 'earlier', 'refused'].map((what) => ({ what, mark: `Schuilpad${what}${randomBytes(6).toString('hex')}` }));
const mark = (what: string) => MARKS.find((one) => one.what === what)?.mark ?? '';
const leaksIn = (said: string) => MARKS.filter((one) => said.toLowerCase().includes(one.mark.toLowerCase())).map((one) => one.what);

const database = useDatabase();
let server: Running;
let perform: Perform;
let send: ReturnType<typeof senderTo>;
let routes: readonly Route[];
const [file, place, placement, hold] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const people = {} as Record<'officer' | 'house' | 'desk' | 'others' | 'outsider', DeskTester>;
const cookies = new Map<DeskTester, string>();

const actor = ({ personId, agencyId }: DeskTester) => ({ id: personId, agency: agencyId });
async function cookieOf(who: DeskTester): Promise<string> {
  const known = cookies.get(who);
  if (known !== undefined) return known;
  const { token, deviceToken } = await signInAs(who.door, who);
  const cookie = `keerpunt-session=${token}; keerpunt-device=${deviceToken}`;
  cookies.set(who, cookie);
  return cookie;
}
const get = async (who: DeskTester, path: string): Promise<Answer> => send('GET', path, { cookie: await cookieOf(who) });
const post = async (who: DeskTester, path: string, fields: Record<string, string>): Promise<Answer> => send('POST', path, { cookie: await cookieOf(who), fields });
const toldBy = (answer: Answer) => `${answer.status}\n${JSON.stringify(answer.headers)}\n${answer.html}`;

/** A child that sleeps at a place with a planted address, told to the desk that placed it, which is in `location`. */
async function plant(): Promise<void> {
  const [officer, house, desk, others] = [actor(people.officer), actor(people.house), actor(people.desk), actor(people.others)];
  const at = new Date().toISOString();
  valueOf(await perform(registerPlace, house, aPlace({ place, address: { address: mark('earlier'), howToArrive: mark('way') } })));
  valueOf(await perform(setAddress, house, { place, address: { address: mark('address'), howToArrive: mark('way') } }));
  valueOf(await perform(showTo, house, { place, agency: desk.agency, isShown: true }));
  valueOf(await perform(openFile, officer, aFile({ file })));
  const until = { purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2099-06-01' };
  for (const section of ['protection', 'chronology'] as const) for (const { agency } of [desk, others]) valueOf(await perform(INVITE[section], officer, { file, agency, ...until }));
  for (const section of ['identity', 'recognition'] as const) valueOf(await perform(INVITE[section], officer, { file, agency: others.agency, ...until }));
  for (const one of [desk, others]) valueOf(await perform(answerInvitation, one, { file, answer: 'accepted' }));
  valueOf(await perform(OPEN_SECTION.location, desk, { file, purpose: 'shelter', ground: 'gdpr-6-1-e' }));
  const { version } = valueOf(await perform(READ_SECTION.protection, desk, { file }));
  valueOf(await perform(setNeeds, desk, { file, base: version, needs: someNeeds() }));
  valueOf(await perform(setSheet, officer, { file, sheet: { sheet: randomUUID(), risks: ['young'] }, words: { called: 'Verzonnen', looks: 'Verzonnen' } }));
  valueOf(await perform(offerPlacement, desk, { file, placement, place, hold, because: 'safest-now', at }));
  valueOf(await perform(holdBed, desk, { place, hold, at, until: new Date(Date.now() + 3_600_000).toISOString(), words: { asked: 'Verzonnen' } }));
  valueOf(await perform(answerHold, house, { place, hold, refusal: null }));
  valueOf(await perform(PLACEMENT_STEP.accepted, desk, { file, placement, handOver: { calledBy: 'M' } }));
  for (const section of ['protection', 'location'] as const) valueOf(await perform(INVITE[section], desk, { file, agency: house.agency, ...until }));
  valueOf(await perform(answerInvitation, house, { file, answer: 'accepted' }));
  valueOf(await perform(PLACEMENT_STEP.arrived, house, { file, placement }));
  valueOf(await perform(sayWhere, house, { file, placement, address: { address: mark('address'), howToArrive: mark('way') } }));
  valueOf(await perform(takeIn, house, { place, hold }));
  valueOf(await perform(tellPlacement, house, { file }));
}

beforeAll(async () => {
  server = await startSignInServer(database, ['--behind-proxy']);
  [send, perform, routes] = [senderTo(server), performBeside(database, server), await everyRoute()];
  people.officer = await deskTester(database, ['police-officer']);
  people.house = await deskTester(database, ['shelter-worker', 'shelter-manager']);
  people.desk = await deskTester(database, ['placement-desk']);
  // At the table, and not in location; every role that there is in files.
  people.others = await deskTester(database, FILE_ROLES.map((role) => role.name));
  people.outsider = await deskTester(database, [...FILE_ROLES.map((role) => role.name), 'shelter-manager', 'helpdesk-worker', 'helpdesk-coordinator']);
  await plant();
}, 180_000);
afterAll(() => server.stop());

const NOWHERE = '5e1f0000-0000-4000-8000-000000000000';
/** What has another name takes an identity that is there. */
const PARTS: Parts = { file: [file], place: [place], section: SECTIONS, page: ['', ...PAGES_OF_A_FILE], attachment: [NOWHERE], document: [NOWHERE], report: [file], doing: ['nothing'] };
/** One language stands for all, whose pages differ in their words alone. */
const pathsOf = (route: Route): string[] => addressesOf(route, PARTS, [place]);
const isOfOneLanguage = ({ path }: Route) => path.startsWith('/en/') || !/^\/(sv|ro|bs)(\/|$)/.test(path);
const isBehindTheDoor = (path: string) => /^(\/en)?\/(files|follow-ups|handovers|places|desk|account|people|papers|calendar|drafts|api)/.test(path);

/** So many further addresses are looked at to which pages lead. */
const MOST_LED_TO = 15;

describe('the address of a place', () => {
  it('is shown to its own people and to whoever may know where the child sleeps: otherwise this would prove nothing', async () => {
    expect(leaksIn(toldBy(await get(people.house, `/en/places/${place}`)))).toEqual(['address', 'way']);
    expect(leaksIn(toldBy(await get(people.desk, `/en/places/child/${file}`)))).toEqual(['address', 'way']);
    expect(leaksIn(toldBy(await get(people.desk, `/en/places/${place}`)))).toEqual([]);
    expect((await get(people.officer, `/en/files/${file}/protection`)).status).toBe(200);
    expect((await get(people.others, `/en/places/child/${file}`)).status).toBe(200);
  });
  it('stands on no page that the application has, for anybody else', async () => {
    const asked = new Set(routes.filter((route) => route.method === 'GET' && isOfOneLanguage(route)).flatMap(pathsOf).filter((path) => path.startsWith('/en/') || !routes.some((r) => r.path === `/en${path}`)));
    const behind = [...asked].filter(isBehindTheDoor);
    const abouts = behind.filter((path) => /^\/en\/(files|places|follow-ups|handovers)/.test(path));
    expect([behind.length > 60, abouts.length > 40]).toEqual([true, true]);
    const leaks: string[] = [];
    const seen = { officer: 0, others: 0, outsider: 0 };
    for (const who of ['officer', 'others', 'outsider'] as const) {
      // What a page leads to is looked at as well: addresses with something behind a question mark are in no list of routes.
      const paths = who === 'outsider' ? behind : abouts;
      const queue = [...paths];
      const done = new Set<string>();
      for (let path = queue.shift(); path !== undefined && done.size < paths.length + MOST_LED_TO; path = queue.shift()) {
        if (done.has(path)) continue;
        done.add(path);
        const answer = await get(people[who], path);
        if (answer.status === 200) seen[who]++;
        leaks.push(...leaksIn(toldBy(answer)).map((what) => `${who} ${path}: ${what}`));
        for (const [, found = ''] of answer.html.matchAll(/(?:href|src)="(\/en\/(?:files|places)[^"#]*)"/g)) queue.push(found.replaceAll('&amp;', '&'));
      }
    }
    expect(leaks).toEqual([]);
    expect(Math.min(seen.officer, seen.others)).toBeGreaterThan(20);
  }, 180_000);
  it('is in no answer to a program, whatever it asks, nor in what is read in a calendar', async () => {
    const leaks: string[] = [];
    for (const who of [people.officer, people.outsider]) {
      const offered = offeredTo(ACTIONS, ROLES).filter((action) => typeof action.about === 'string' || !('begins' in action.about));
      const token = await tokenOf(who, { actions: offered.map((action) => action.name) });
      for (const action of offered) {
        const input = { ...inputFor(action.name, file), place, placement, hold, at: new Date().toISOString(), since: '2026-01-01', needs: someNeeds() };
        const shape = action.input instanceof z.ZodObject ? Object.keys(action.input.shape) : Object.keys(input);
        const { text } = await askApi(server.address, action.name, Object.fromEntries(Object.entries(input).filter(([key]) => shape.includes(key))), { token });
        leaks.push(...leaksIn(text).map((what) => `${action.name}: ${what}`));
      }
      const calendar = await fetch(`${server.address}/en/calendar/${await tokenOf(who, { actions: ['file.read-calendar'] })}.ics`);
      leaks.push(...leaksIn(await calendar.text()).map((what) => `calendar: ${what}`));
    }
    expect(leaks).toEqual([]);
  }, 180_000);
  it('is in no answer to a form, filled in or empty, nor in what is refused', async () => {
    const leaks: string[] = [];
    const said = (where: string, answer: Answer) => leaks.push(...leaksIn(toldBy(answer)).map((what) => `${where}: ${what}`));
    const forms: (readonly [string, Record<string, string>])[] = [];
    for (const [name, doing] of Object.entries(FORMS_OF_A_FILE)) {
      forms.push([`/en/files/${file}/${name}`, {}], [`/en/files/${file}/${name}`, { ...filledIn(name, doing, people.outsider.agencyId), id: randomUUID(), item: placement, section: 'location', base: 'stale' }]);
    }
    for (const doing of Object.keys(CHILD_DOINGS)) forms.push([`/en/places/child/${file}/${doing}`, { form: doing, place, placement, hold, id: randomUUID(), section: 'location', ruling: placement }]);
    for (const { path } of routes.filter((r) => r.method === 'POST' && r.path.startsWith('/en/') && isBehindTheDoor(r.path) && !/:doing|sign-out/.test(r.path))) for (const one of pathsOf({ method: 'POST', path })) forms.push([one, { names: 'Verzonnen', place, file, id: randomUUID() }]);
    // Closing a file ends what can be tried in it: that comes last.
    forms.sort(([a], [b]) => Number(/(close|exclude)$/.test(a)) - Number(/(close|exclude)$/.test(b)));
    for (const [path, fields] of forms) said(path, await post(people.officer, path, fields));
    expect(forms.length).toBeGreaterThan(90);
    expect(leaks).toEqual([]);
  }, 180_000);
  it('stands in no line that the server wrote and in no notice that waits, also where its own people mistyped it', async () => {
    for (const [path, fields] of [[`/en/places/${place}/address`, { form: 'address', 'address.address': `${mark('refused')}${'x'.repeat(600)}` }], ['/en/places/new', { form: 'new', place: randomUUID(), 'new.address': mark('refused') }]] as const) expect((await post(people.house, path, fields)).status).toBe(422);
    expect(leaksIn(server.output())).toEqual([]);
    const jobs = await database.query("select coalesce(string_agg(data::text, ' '), '') as said from pgboss.job", [], 'postgres');
    expect(leaksIn(String(jobs[0]?.['said']))).toEqual([]);
  });
});
