import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_ACTIONS } from '#src/files/actions/index.ts';
import { openFile } from '#src/files/actions/open-actions.ts';
import { recordFact } from '#src/files/actions/identity-actions.ts';
import { LOOK_REASONS } from '#src/files/model/unusual.ts';
import { EMERGENCY_SECTIONS, SECTIONS } from '#src/files/model/vocabulary.ts';
import { fileNumber } from '#src/files/model/number.ts';
import { CHILD_DOINGS } from '#src/protection/places/pages/child-doings.ts';
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
import { addressesOf, filledIn, FORMS_OF_A_FILE, PAGES_OF_A_FILE, PAGES_OF_OTHERS, routesOfAFile, type Parts } from './support/file-pages.ts';
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
/** Everything that was ever recorded of it, by whomever. */
const recordedOf = async (file: string) => database.query('select sequence, actor from keerpunt.entry where stream_id = $1 order by sequence', [file], 'postgres');
const told = (answer: Answer, asked: readonly string[]) => `${answer.status}\n${headersLeft(answer.headers, asked)}\n${normalised(answer.html, asked)}`;
const get = (path: string) => send('GET', path, { cookie });
const post = (path: string, fields: Record<string, string>) => send('POST', path, { cookie, fields });
const lists = async () => Promise.all(['', '?show=mine', '?show=closed', '?show=nothing', '/waiting', '/waiting?show=leads'].map(async (query) => told(await get(hrefIn('en', `${LIST}${query}`)), [])));

beforeAll(async () => {
  // So that everybody comes from a network of her own: there are more forms than one network may send in a minute.
  server = await startSignInServer(database, ['--behind-proxy']);
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
const asked = (id: string) => [id, short(id), fileNumber(id)];

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

/** A document for a section, as a browser sends it. */
async function sendDocument(file: string, section: string): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ form: 'a'.repeat(43), id: randomUUID(), section, 'document.what': 'letter', 'document.item': '', 'document.text': 'Verzonnen' })) form.set(name, value);
  form.set('documents', new Blob(['Verzonnen']), 'verzonnen.txt');
  const response = await fetch(`${server.address}/en/files/${file}/document`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  return { status: response.status, location: '', cookies: [], headers: Object.fromEntries(response.headers), html: await response.text() };
}

/** A document or a paper that is nowhere. */
const NO_PAPER = '5e1f0000-0000-4000-8000-000000000000';
/** What takes a word of its own after its address, or none that there is. */
const ODD_PAGES = ['/known-on?day=2026-11-24', '/known-on?day=2030-01-01', '/known-on?day=no-day', '/way-in', '/papers/no-paper', '/documents/identity/no-document', `/documents/no-section/${NO_PAPER}`, '/nothing', '/identity?draft=1', '/child?x=1'];
/** What is put where an address takes something. */
const PARTS: Parts = { section: SECTIONS, page: ['', ...PAGES_OF_A_FILE], doing: Object.keys(CHILD_DOINGS) };
const FILE = '5e1f0000-0000-4000-8000-00000000f11e';
/** Every address of these, with the file left out. */
const addressesFor = async (method: 'GET' | 'POST') => (await routesOfAFile(method)).flatMap((route) => addressesOf(route, { ...PARTS, file: [FILE] }, [NO_PAPER]));
const of = (address: string, file: string) => address.replace(FILE, file);

describe('a file that is hidden, for an outsider', () => {
  it('is answered like one that does not exist on every page, in every language', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    const pages = new Set([...(await addressesFor('GET')), ...ODD_PAGES.map((page) => `${LIST}/${FILE}${page}`)]);
    expect(PAGES_OF_OTHERS.filter((page) => !pages.has(`${LIST}/${FILE}/${page}`))).toEqual([]);
    for (const language of LANGUAGES) {
      for (const page of pages) {
        const [one, other] = [await get(hrefIn(language, of(page, hidden))), await get(hrefIn(language, of(page, none)))];
        // What is no day is said before any file is looked at.
        expect(one.status, page).toBe(page.endsWith('=no-day') ? 422 : 404);
        expect(told(one, asked(hidden)), `${language} ${page}`).toBe(told(other, asked(none)));
      }
    }
  });
  it('is answered like one that does not exist whatever is sent about it, filled in or empty', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    const before = await recordedOf(hidden);
    for (const [name, doing] of Object.entries(FORMS_OF_A_FILE)) {
      const filled = filledIn(name, doing, officer.agencyId);
      for (const fields of [{}, { ...filled, id: randomUUID(), item: randomUUID(), section: 'chronology', base: 'empty' }, { ...filled, item: 'accepted', section: 'health', base: 'stale' }]) {
        const [one, other] = [await post(`/en/files/${hidden}/${name}`, fields), await post(`/en/files/${none}/${name}`, fields)];
        expect(one.status, name).toBe(404);
        expect(told(one, asked(hidden)), name).toBe(told(other, asked(none)));
      }
    }
    expect(before.length).toBeGreaterThan(0);
    expect(await recordedOf(hidden)).toEqual(before);
  });
  it('is answered like one that does not exist by every form that has an address of its own, filled in or empty', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    const something = { id: randomUUID(), item: 'accepted', place: NO_PAPER, placement: NO_PAPER, hold: NO_PAPER, ruling: NO_PAPER, handover: NO_PAPER, share: NO_PAPER, node: NO_PAPER, section: 'health', agrees: 'yes', 'sections.identity': 'yes', answerBy: '2099-01-01', because: 'on-call', form: 'needs' };
    const before = await recordedOf(hidden);
    for (const address of await addressesFor('POST')) {
      for (const fields of [{}, something]) {
        const [one, other] = [await post(`/en${of(address, hidden)}`, fields), await post(`/en${of(address, none)}`, fields)];
        expect(one.status, address).toBe(404);
        expect(told(one, asked(hidden)), address).toBe(told(other, asked(none)));
      }
    }
    expect(await recordedOf(hidden)).toEqual(before);
  });
  it('is answered like one that does not exist by the forms of papers and of the way in', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    const meant = { document: randomUUID(), revision: '1', digest: 'a'.repeat(64), read: 'yes', name: 'Verzonnen', capacity: 'Verzonnen' };
    const sent: readonly (readonly [string, Record<string, string>])[] = [
      ...[{}, { link: randomUUID(), item: 'arrival' }].map((fields) => ['following/link', fields] as const),
      ['papers', {}],
      ['papers', { paper: 'non-punishment-request:prosecutor', language: 'en', document: randomUUID() }],
      ...['save', 'sign', 'issue'].flatMap((what) => [[`papers/${NO_PAPER}/${what}`, {}], [`papers/${NO_PAPER}/${what}`, meant]] as const),
      ...['', 'no-reason', ...LOOK_REASONS].map((because) => ['way-in', { because, page: 'identity' }] as const),
    ];
    for (const [name, fields] of sent) {
      const [one, other] = [await post(`/en/files/${hidden}/${name}`, fields), await post(`/en/files/${none}/${name}`, fields)];
      expect(one.status, name).toBe(404);
      expect(told(one, asked(hidden)), name).toBe(told(other, asked(none)));
    }
  });
  it('is answered like one that does not exist when a document is sent, in every section', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    for (const section of SECTIONS) {
      const [one, other] = [await sendDocument(hidden, section), await sendDocument(none, section)];
      expect(one.status, section).toBe(404);
      expect(told(one, asked(hidden)), section).toBe(told(other, asked(none)));
    }
  });
  it('is found neither by its number nor by the name of the child, waits for nobody, and opens to no emergency', async () => {
    const child = { given: 'Skrivena', family: 'Izmisljenica' };
    const [hidden, none] = [await opened(child), randomUUID()];
    const [byNumber, byNone] = [await post('/en/files/search', { names: fileNumber(hidden), born: '' }), await post('/en/files/search', { names: fileNumber(none), born: '' })];
    expect(byNumber.status).toBe(200);
    expect(told(byNumber, asked(hidden))).toBe(told(byNone, asked(none)));
    const [byName, byNobody] = [await post('/en/files/search', { names: 'Skrivena Izmisljenica', born: '' }), await post('/en/files/search', { names: 'Nikakva Nepostojecka', born: '' })];
    expect(byName.status).toBe(200);
    expect(told(byName, ['Skrivena Izmisljenica'])).toBe(told(byNobody, ['Nikakva Nepostojecka']));
    for (const section of EMERGENCY_SECTIONS) {
      const [one, other] = await Promise.all([hidden, none].map((file) => post('/en/files/emergency', { 'emergency.because': 'danger-to-life', 'emergency.section': section, 'emergency.file': file })));
      expect(one?.status, section).toBe(404);
      expect(told(one as Answer, asked(hidden)), section).toBe(told(other as Answer, asked(none)));
    }
    for (const page of ['/en/files/waiting', '/en/files/waiting?show=leads', '/en/files/search', '/en/files/emergency']) expect((await get(page)).html, page).not.toContain(fileNumber(hidden));
  });
  it('is answered like one that does not exist by every action of the API, in bytes and in headers', async () => {
    const [hidden, none] = [await opened(), randomUUID()];
    // Each with a token of its own: with one nobody asks as often in a minute.
    const changes = [{}, { file: 'no identity' }, { extra: 'x', because: 'no code' }];
    const tokens = await Promise.all(changes.map(() => tokenOf(outsider, { actions: FILE_ACTIONS.map((action) => action.name) })));
    for (const action of FILE_ACTIONS.filter(({ about }) => typeof about === 'object' && 'stream' in about)) {
      const { name } = action;
      for (const [at, change] of changes.entries()) {
        const [one, other] = await Promise.all([hidden, none].map((file) => askApi(server.address, name, { ...inputFor(name, file), ...change }, { token: tokens[at] ?? '' })));
        const said = [one, other].map((answer, n) => `${answer?.status}\n${headersLeft(Object.fromEntries(answer?.headers ?? []), asked([hidden, none][n] ?? ''))}\n${normalised(answer?.text ?? '', asked([hidden, none][n] ?? ''))}`);
        // Outside of the pages nothing is said of what is for them alone.
        expect(action.isForPagesOnly ? [403] : [400, 404], name).toContain(one?.status);
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
    for (const page of ['', '/recognition', '/protection', '/table', '/child', '/health', '/papers', ...PAGES_OF_OTHERS.map((path) => `/${path}`), '/known-on', `/known-on?day=${new Date().toISOString().slice(0, 10)}`]) {
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

describe('what an outsider sends about a file of her own', () => {
  it('is looked at by the same forms, so that it is the file and not the form that is not there', async () => {
    const file = await ownFile(UNKNOWN, BIRTH['unknown'] ?? '');
    expect((await sendDocument(file, 'chronology')).status).toBe(303);
    expect((await post(`/en/files/${file}/papers`, {})).status).toBe(422);
    expect((await get(`/en/files/${file}/known-on`)).status).toBe(200);
    expect((await post(`/en/files/${file}/way-in`, { because: 'on-call', page: 'identity' })).status).toBe(303);
    const found = (await post('/en/files/search', { names: fileNumber(file), born: '' })).html;
    expect(found).toContain(`/en/files/${file}`);
  });
});

describe('somebody at the table who has nothing to do with a file', () => {
  it('is asked why before any page about it, those of papers too', async () => {
    const file = await opened();
    const colleague = { cookie: await signIn(await deskTester(database, ['police-officer'], officer)) };
    for (const page of ['', '/table', '/identity', '/known-on', '/papers', `/papers/${NO_PAPER}`, `/papers/${NO_PAPER}/pdf`]) expect((await send('GET', `/en/files/${file}${page}`, colleague)).html, page).toContain(`action="/en/files/${file}/way-in"`);
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
