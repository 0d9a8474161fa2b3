import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_ACTIONS } from '#src/files/actions/index.ts';
import { openFile } from '#src/files/actions/open-actions.ts';
import { recordFact } from '#src/files/actions/identity-actions.ts';
import { SECTIONS } from '#src/files/model/vocabulary.ts';
import { DOINGS } from '#src/files/pages/all-doings.ts';
import type { Doing } from '#src/files/pages/doings.ts';
import { keepingPages } from '#src/protection/pages.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { imprintRules } from '#src/imprints.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { askApi, tokenOf } from './support/api.ts';
import { breakingOff } from './support/breaking-off.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, groundBeside, type DeskTester } from './support/desk.ts';
import { aFile } from './support/files.ts';
import { inputFor } from './support/file-inputs.ts';
import { valueOf } from './support/ground.ts';
import { headersLeft, normalised, short } from './support/normalised.ts';
import { PASSWORD } from './support/people.ts';
import { cookieIn, senderTo, type Answer } from './support/sending.ts';
import { PROJECT, type Running } from './support/server.ts';
import { startSignInServer } from './support/sign-in-server.ts';

/** Somebody of an agency that was never at a table, with every role there is: what she is answered about a child with a file and without. */
const database = useDatabase();
let server: Running;
let send: ReturnType<typeof senderTo>;
let ground: Ground;
let perform: Perform;
let officer: DeskTester;
let outsider: DeskTester;
let cookie = '';
let token = '';
const police = () => ({ id: officer.personId, agency: officer.agencyId });
const LIST = '/files';
let listBefore: readonly string[];

async function signIn(who: DeskTester): Promise<string> {
  const first = await send('POST', '/en/sign-in', { fields: { name: who.signInName, password: PASSWORD } });
  const step = cookieIn(first, 'keerpunt-step');
  return cookieIn(await send('POST', '/en/sign-in/code', { fields: { code: who.code() }, cookie: step }), 'keerpunt-session');
}
const told = (answer: Answer, asked: readonly string[]) => `${answer.status}\n${headersLeft(answer.headers, asked)}\n${normalised(answer.html, asked)}`;
const get = (path: string) => send('GET', path, { cookie });
const post = (path: string, fields: Record<string, string>) => send('POST', path, { cookie, fields });
const lists = async () => Promise.all(['', '?show=mine', '?show=closed', '?show=nothing'].map(async (query) => told(await get(hrefIn('en', `${LIST}${query}`)), [])));

beforeAll(async () => {
  server = await startSignInServer(database);
  send = senderTo(server);
  const imprints = imprintRules({ projectFolder: PROJECT, keys: join(server.data, 'keys'), now: () => new Date() });
  ground = { ...groundBeside(database, server), imprints };
  perform = performOn(ground);
  officer = await deskTester(database, ['police-officer']);
  outsider = await deskTester(database, FILE_ROLES.map((role) => role.name));
  cookie = await signIn(outsider);
  token = await tokenOf(outsider, { actions: FILE_ACTIONS.map((action) => action.name) });
  listBefore = await lists();
}, 90_000);
afterAll(() => server.stop());

const opened = async (child: { given: string; family: string } = { given: 'Verzonnen', family: 'Voorbeeld' }) => valueOf(await perform(openFile, police(), aFile({ child })));
const asked = (id: string) => [id, short(id)];

// Of the same length, so that not even the length of a page differs.
const KNOWN = { given: 'Zvonko', family: 'Izmisljenko' };
const UNKNOWN = { given: 'Radomi', family: 'Nepostojeca' };
const BIRTH: Readonly<Record<string, string>> = { known: '2011-05-07', unknown: '2012-09-23' };
const ownFile = async (child: typeof KNOWN, birth: string): Promise<string> => {
  const [file, event] = [randomUUID(), randomUUID()];
  const answer = await post('/en/files/new', { file, id: event, fact: randomUUID(), 'new.given': child.given, 'new.family': child.family, 'new.country': 'NL', 'new.what': 'first-contact', 'new.happened': '2026-11-24', 'new.precision': 'day', 'new.text': 'Verzonnen', 'new.source': 'own-eyes' });
  expect(answer.status).toBe(303);
  const added = await post(`/en/files/${file}/fact`, { id: randomUUID(), 'fact.what': 'birth-date', 'fact.value': birth, 'fact.source': 'child', 'fact.certainty': 'sure' });
  expect(added.status).toBe(303);
  return file;
};

/** Every form about a file, those of other rooms too. */
const FORMS: Readonly<Record<string, Doing>> = { ...DOINGS, ...Object.assign({}, ...keepingPages({} as never).map((page) => page.doings)) };

describe('a file that is hidden, for an outsider', () => {
  it('is answered like one that does not exist on every page, in every language', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    const pages = ['', ...SECTIONS.map((section) => `/${section}`), '/table', '/child', '/release', '/safety', '/gone', '/release/lines', '/gone/lines', '/nothing', '/identity?draft=1', '/child?x=1'];
    for (const language of LANGUAGES) {
      for (const page of pages) {
        const [one, other] = [await get(hrefIn(language, `${LIST}/${hidden}${page}`)), await get(hrefIn(language, `${LIST}/${none}${page}`))];
        expect(one.status, page).toBe(404);
        expect(told(one, asked(hidden)), `${language} ${page}`).toBe(told(other, asked(none)));
      }
    }
  });
  it('is answered like one that does not exist whatever is sent about it, filled in or empty', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    for (const [name, doing] of Object.entries(FORMS)) {
      const filled = Object.fromEntries(doing.fields.map((field) => [`${name}.${field.name}`, field.kind === 'choice' ? (field.values[0] ?? '') : field.kind === 'date' ? '2027-01-01' : field.kind === 'agency' ? officer.agencyId : 'Verzonnen']));
      for (const fields of [{}, { ...filled, id: randomUUID(), item: randomUUID(), section: 'chronology', base: 'empty' }, { ...filled, item: 'accepted', section: 'health', base: 'stale' }]) {
        const [one, other] = [await post(`/en/files/${hidden}/${name}`, fields), await post(`/en/files/${none}/${name}`, fields)];
        expect(one.status, name).toBe(404);
        expect(told(one, asked(hidden)), name).toBe(told(other, asked(none)));
      }
    }
  });
  it('is answered like one that does not exist by every action of the API, in bytes and in headers', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    for (const { name } of FILE_ACTIONS.filter((action) => typeof action.about === 'object' && 'stream' in action.about)) {
      for (const change of [{}, { file: 'no identity' }, { extra: 'x', because: 'no code' }]) {
        const [one, other] = await Promise.all([hidden, none].map((file) => askApi(server.address, name, { ...inputFor(name, file), ...change }, { token })));
        const said = [one, other].map((answer, n) => `${answer?.status}\n${headersLeft(Object.fromEntries(answer?.headers ?? []), asked([hidden, none][n] ?? ''))}\n${normalised(answer?.text ?? '', asked([hidden, none][n] ?? ''))}`);
        expect([400, 404], name).toContain(one?.status);
        expect(said[0], name).toBe(said[1]);
      }
    }
    const none2 = await askApi(server.address, 'file.look', { file: none }, { token });
    expect([none2.status, none2.json.because]).toEqual([404, 'not-there']);
  });
  it('is in no list and in no draft, and changes neither', async () => {
    await opened();
    expect(await lists()).toEqual(listBefore);
    expect((await askApi(server.address, 'file.list', {}, { token })).json).toEqual({ done: true, value: [] });
    expect((await get('/en/account')).html).not.toContain('Verzonnen');
  });
});

describe('a child that is known elsewhere, for an outsider', () => {
  const HIT = /<p class="card">[^<]*<\/p>|<p>[^<]*<\/p>/;

  it('gets the same pages but for whom to ask, and the same answers of the API', async () => {
    const elsewhere = await opened(KNOWN);
    valueOf(await perform(recordFact, police(), { file: elsewhere, recorded: { fact: randomUUID(), what: 'birth-date', source: 'child', certainty: 'sure' }, words: { value: BIRTH['known'] } }));
    const [known, unknown] = [await ownFile(KNOWN, BIRTH['known'] ?? ''), await ownFile(UNKNOWN, BIRTH['unknown'] ?? '')];
    const own = [[known, KNOWN, BIRTH['known'] ?? ''], [unknown, UNKNOWN, BIRTH['unknown'] ?? '']] as const;
    const wordsOf = ([file, child, birth]: (typeof own)[number]) => [...asked(file), child.given, child.family, birth];
    for (const page of ['', '/recognition', '/protection', '/table', '/child', '/health']) {
      const [one, other] = await Promise.all(own.map(async (mine) => told(await get(`/en/files/${mine[0]}${page}`), wordsOf(mine))));
      expect(one, page).toBe(other);
    }
    const [one, other] = await Promise.all(own.map(async (mine) => told(await get(`/en/files/${mine[0]}/identity`), wordsOf(mine))));
    const [hitAt, missAt] = [one, other].map((text) => (text ?? '').split('<h2 id="known">'));
    const [hit, miss] = [hitAt?.[1] ?? '', missAt?.[1] ?? ''];
    expect(hitAt?.[0]).toBe(missAt?.[0]);
    expect(hit).toContain(`Agency of ${officer.signInName}`);
    expect(miss).not.toContain(`Agency of ${officer.signInName}`);
    // But for that one sentence they are the same, to the last byte; and it says neither how many nor which.
    expect(hit.replace(HIT, 'SAID')).toBe(miss.replace(HIT, 'SAID'));
    expect(hit).not.toMatch(/\d ?%|\d+ files/);
    const found = await Promise.all(own.map(([file]) => askApi(server.address, 'file.find-known', { file }, { token })));
    expect(found.map((answer) => answer.json.value)).toEqual([{ candidates: [], elsewhere: [officer.agencyId], isQuotaReached: false }, { candidates: [], elsewhere: [], isQuotaReached: false }]);
    for (const action of ['file.look', 'file.read-identity', 'file.read-looks']) {
      const answers = await Promise.all(own.map(async (mine) => normalised((await askApi(server.address, action, { file: mine[0] }, { token })).text.replaceAll(/\d{4}-\d\d-\d\dT[^"]*/g, 'MOMENT').replaceAll(/"(version|before)":"[^"]*"/g, ''), wordsOf(mine))));
      expect(answers[0]?.length, action).toBe(answers[1]?.length);
    }
  });
  it('says no more to whoever asks for one file again than to whoever asks once, and nothing to whoever only searches lists', async () => {
    const file = await ownFile(KNOWN, BIRTH['known'] ?? '');
    const seen = await Promise.all([1, 2, 3].map(() => askApi(server.address, 'file.find-known', { file }, { token })));
    expect(new Set(seen.map((answer) => JSON.stringify((answer.json.value as { elsewhere: unknown }).elsewhere))).size).toBe(1);
    expect((await get('/en/files?show=open&q=Zvonko')).html).not.toContain(`Agency of ${officer.signInName}`);
  });
});

describe('how an answer is made, for an outsider', () => {
  it('takes the same statements for what is hidden as for what does not exist', async () => {
    const broken = breakingOff(ground, database);
    const asOutsider = performOn(broken.ground);
    const statementsOf = async (action: (typeof FILE_ACTIONS)[number], file: string) => {
      broken.breakAfter(Number.POSITIVE_INFINITY, 'thrown');
      await asOutsider(action as never, { id: outsider.personId, agency: outsider.agencyId }, inputFor(action.name, file));
      return broken.asked();
    };
    const [hidden, none] = [await opened(), randomUUID()];
    for (const action of FILE_ACTIONS.filter(({ about }) => typeof about === 'object' && 'stream' in about)) {
      const statements = [await statementsOf(action, hidden), await statementsOf(action, none)];
      expect(statements[0]?.length, action.name).toBeGreaterThan(0);
      expect(statements[0], action.name).toEqual(statements[1]);
    }
    // And looking whether a child is known takes no more where it is known.
    await opened(KNOWN);
    const own = [await ownFile(KNOWN, BIRTH['known'] ?? ''), await ownFile(UNKNOWN, BIRTH['unknown'] ?? '')] as const;
    const find = FILE_ACTIONS.find((action) => action.name === 'file.find-known') as (typeof FILE_ACTIONS)[number];
    await statementsOf(find, own[0]);
    const looking = [await statementsOf(find, own[0]), await statementsOf(find, own[1])];
    expect(looking[0]?.length).toBeGreaterThan(3);
    expect(looking[0]).toEqual(looking[1]);
  });
});
