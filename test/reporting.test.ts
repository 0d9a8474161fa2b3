import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { useDatabase } from './support/database.ts';
import { AGENCIES } from './support/ground.ts';
import { headingIn, hiddenIn, reporterAt, startReception, wordsIn, type Sent } from './support/reception-server.ts';
import { startServer, type Running } from './support/server.ts';

const database = useDatabase();
let server: Running;
beforeAll(async () => {
  server = await startReception(database, ['--behind-proxy']);
});
afterAll(() => server.stop());

const MARKS = { agent: 'MARKEDAGENT/7.7', forwarded: '203.0.113.77', text: 'MARKEDTEXT moet stelen', who: 'MARKEDWHO', contact: 'MARKEDCONTACT' };
/** Each test comes from a network of its own, so that none waits because of another. */
let network = MARKS.forwarded;
let networks = 0;
beforeEach(() => {
  network = `203.0.113.${++networks}`;
});
const reporter = reporterAt(() => server.address, () => ({ 'user-agent': MARKS.agent, 'x-forwarded-for': network }));
const ADULT = { way: 'worried', here: 'tell', danger: 'no', alone: 'yes', text: 'Een meisje moet stelen.', age: '14', country: 'NL' };

const toWords = (fields: Record<string, string> = {}) => reporter.post('/report', { ...ADULT, ...fields, step: 'words' });
const send = (page: Sent, fields: Record<string, string> = {}) => reporter.on('/report', page, { ...fields, step: 'send' });
const look = (words: readonly string[] | string) => reporter.post('/report/return', { step: 'look', words: typeof words === 'string' ? words : words.join(' ') });
const count = async () => Number((await database.query(`select count(*) from keerpunt.stream where stream_kind = 'report'`))[0]?.['count']);
const messages = async () => Number((await database.query(`select count(*) from keerpunt.entry where kind = 'report.message-added'`))[0]?.['count']);

/** From nothing to a report that was sent. */
async function report(fields: Record<string, string> = {}): Promise<string[]> {
  const page = await toWords(fields);
  const words = wordsIn(page.html);
  expect(words).toHaveLength(7);
  expect((await send(page)).html).toContain('Uw bericht is aangekomen');
  return words;
}

describe('the first page', () => {
  it.each(LANGUAGES)('is there in %s: secrecy before any question, quiet for the shoulder, kept nowhere, without a cookie', async (language) => {
    const response = await fetch(server.address + hrefIn(language, '/report'));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1];
    expect(['Bericht', 'Message', 'Meddelande', 'Mesaj', 'Poruka']).toContain(title);
    expect(html).not.toMatch(/Keerpunt<\/span>|name="description"|rel="manifest"|serviceWorker|class="main-nav"|data-offline/);
    expect(html).toContain('name="robots" content="noindex"');
    expect(html.indexOf('class="lead"')).toBeLessThan(html.indexOf('<form'));
    expect(html).toContain('data-exit');
  });
  it('tells where there is no helpdesk that nobody can receive anything, and whom to ring', async () => {
    const alone = await startServer();
    try {
      const response = await fetch(`${alone.address}/report`);
      const html = await response.text();
      expect(response.status).toBe(503);
      expect(headingIn(html)).toBe('Hier kunt u nu niet melden');
      expect(html).toContain('href="tel:112"');
      expect(html).not.toContain('<textarea');
      const posted = await reporterAt(() => alone.address).post('/report', { way: 'child', step: 'begin' });
      expect(posted.status).toBe(503);
    } finally {
      await alone.stop();
    }
  });
});

describe('danger', () => {
  it('brings the emergency number before the form, and company a warning that nothing was sent', async () => {
    const { html } = await reporter.post('/report', { way: 'worried', danger: 'yes', alone: 'no', step: 'tell' });
    const form = html.indexOf('<textarea');
    const main = html.slice(html.indexOf('<main'), form);
    expect(main).toContain('href="tel:112"');
    expect(main).toContain('er is niets verstuurd');
  });
  it('asks a child one thing at a time, in a few plain questions', async () => {
    const headings: string[] = [];
    let page = await reporter.post('/report', { way: 'child', step: 'begin' });
    for (const step of ['alone', 'tell', 'about', 'words']) {
      headings.push(headingIn(page.html));
      expect(page.html.match(/<fieldset|<textarea/g)?.length ?? 0).toBeLessThanOrEqual(1);
      page = await reporter.on('/report', page, { step, text: 'Ik moet dingen pakken.', danger: 'no', alone: 'yes' });
    }
    expect(headings).toEqual(['Ben je nu in gevaar?', 'Ben je nu alleen?', 'Wat is er gebeurd?', 'Nog een paar dingen']);
    expect(wordsIn(page.html)).toHaveLength(7);
  });
});

describe('the receipt', () => {
  it('is shown before anything is sent, and stays the same until it is', async () => {
    const before = await count();
    const page = await toWords();
    const words = wordsIn(page.html);
    expect(await count()).toBe(before);
    expect(page.html).toContain('Er is nog niets verstuurd');
    const back = await reporter.on('/report', page, { step: 'tell' });
    const again = await reporter.on('/report', back, { step: 'words', text: 'Een meisje moet stelen, elke dag.' });
    expect(wordsIn(again.html)).toEqual(words);
    expect(await count()).toBe(before);
    expect(page.html.replace(/<ol class="receipt".*?<\/ol>/s, '')).not.toContain(` ${words.join(' ')}`);
  });
  it('asks two words back, says which is different, and can be skipped', async () => {
    const page = await toWords();
    const words = wordsIn(page.html);
    const check = await reporter.on('/report', page, { step: 'check' });
    const wrong = await reporter.on('/report', check, { step: 'send', 'word-2': 'anders', 'word-5': (words[4] as string).toUpperCase() });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Woord 2 is anders');
    expect(wrong.html).not.toContain('Woord 5 is anders');
    expect(wrong.html.slice(wrong.html.indexOf('<main'))).not.toContain(`>${words[1]}<`);
    expect((await reporter.on('/report', wrong, { skip: 'yes' })).html).toContain('Uw bericht is aangekomen');
    const right = await reporter.on('/report', check, { step: 'send', 'word-2': words[1] as string, 'word-5': words[4] as string });
    expect(right.status).toBe(200);
  });
  it('takes no words that somebody chose', async () => {
    const page = await reporter.post('/report', { ...ADULT, step: 'send', receipt: Buffer.from('a a a a a a a').toString('base64url') });
    expect(page.html).toContain('Er is nog niets verstuurd');
    expect(wordsIn(page.html)).toHaveLength(7);
  });
});

describe('a report that is sent', () => {
  it('is there once, with the same words, however often it is sent and also at one moment', async () => {
    const [reports, entries] = [await count(), await messages()];
    const page = await toWords();
    const all = await Promise.all([send(page), send(page), send(page)]);
    for (const { status, html } of [...all, await send(page)]) {
      expect([status, wordsIn(html)]).toEqual([200, wordsIn(page.html)]);
    }
    expect([await count(), await messages()]).toEqual([reports + 1, entries + 1]);
  });
  it('loses no word that was changed between two tries', async () => {
    const [reports, entries] = [await count(), await messages()];
    const page = await toWords();
    await send(page);
    expect((await send(page, { text: 'Een meisje moet stelen, en ik weet waar.' })).status).toBe(200);
    expect([await count(), await messages()]).toEqual([reports + 1, entries + 2]);
  });
  it('says what is missing or too long, and gives back all that was typed', async () => {
    const empty = await toWords({ text: '  ' });
    expect([empty.status, empty.html.includes('Er staat nog niets')]).toEqual([422, true]);
    const long = await toWords({ text: `<b>${'ș'.repeat(20_001)}`, who: 'Iemand' });
    expect(long.status).toBe(422);
    expect(long.html).toContain(`&lt;b&gt;${'ș'.repeat(20_001)}`);
    expect(long.html).toContain('value="Iemand"');
    expect((await toWords({ text: 'ș'.repeat(20_000) })).status).toBe(200);
  });
  it('from a check brings its answers along', async () => {
    const start = await reporter.post('/report', { check: 'country=NL&incident=theft&danger=no&sign.EXP-01=seen&sign.EXP-02=seen', country: 'NL' });
    expect(start.html).toContain('Uw antwoorden uit de check gaan mee');
    const begun = await reporter.on('/report', start, { way: 'professional' });
    const page = await reporter.on('/report', begun, { step: 'tell', danger: 'no', alone: 'yes' }).then((tell) => reporter.on('/report', tell, { step: 'words', text: 'Zie check.' }));
    await send(page);
    const rows = await database.query(`select header from keerpunt.entry where kind = 'report.received' and header ->> 'way' = 'professional'`);
    expect(rows.at(-1)?.['header']).toMatchObject({ check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, channel: 'website', language: 'nl' });
  });
});

describe('coming back', () => {
  it('tells first only whether there is an answer, then shows the conversation, in any way of writing the words', async () => {
    const words = await report({ text: 'Alleen dit.' });
    const page = await look(words.map((w) => w.toUpperCase()).join('-'));
    expect([page.status, headingIn(page.html)]).toEqual([200, 'Er is nog geen antwoord']);
    expect(page.html).not.toContain('Alleen dit.');
    const talk = await reporter.on('/report/return', page, {});
    expect(talk.html).toContain('Alleen dit.');
    expect(talk.headers.get('cache-control')).toBe('no-store');
    expect(talk.headers.get('set-cookie')).toBeNull();
  });
  it('writes once however often the form is sent, hides, and withdraws', async () => {
    const words = await report();
    const talk = await reporter.on('/report/return', await look(words), {});
    const form = hiddenIn(talk.html, talk.html.split('<form ').slice(1).findIndex((f) => f.includes('<textarea')));
    const before = await messages();
    for (let n = 0; n < 2; n++) expect((await reporter.post('/report/return', { ...form, text: 'Nog iets.' })).html).toContain('Het bericht is aangekomen');
    expect(await messages()).toBe(before + 1);
    const again = await reporter.post('/report/return', { ...form, step: 'read' });
    const hidden = await reporter.on('/report/return', again, {}, 0);
    expect(hidden.html).not.toContain('Een meisje moet stelen.');
    expect(hidden.html).toContain('Nog iets.');
    expect(headingIn((await reporter.post('/report/return', { ...form, step: 'withdraw' })).html)).toBe('Alles intrekken?');
    expect(headingIn((await reporter.post('/report/return', { ...form, step: 'withdraw-surely' })).html)).toBe('Het is ingetrokken');
    expect((await reporter.post('/report/return', { ...form, step: 'read' })).status).toBe(404);
  });
  it('offers no button for danger while nobody reads, and says whom to ring', async () => {
    const talk = await reporter.on('/report/return', await look(await report()), {});
    expect(talk.html).not.toContain('value="in-danger"');
    expect(talk.html).toContain('value="safe"');
    expect(talk.html.slice(talk.html.indexOf('value="safe"'))).toContain('href="tel:112"');
  });
  it('asks the words again after a while, and keeps what was typed', async () => {
    const page = await reporter.post('/report/return', { step: 'write', pass: 'out-of-date', form: randomUUID(), text: 'Dit mag niet weg' });
    expect([page.status, hiddenIn(page.html)['text']]).toEqual([401, 'Dit mag niet weg']);
    const words = await report();
    const looked = await reporter.on('/report/return', page, { words: words.join(' ') });
    expect((await reporter.on('/report/return', looked, {})).html).toMatch(/<textarea[^>]*>\s*Dit mag niet weg<\/textarea>/);
  });
});

describe('words that open nothing', () => {
  it('get the same answer, byte for byte, whatever is wrong with them, and in the same class of time as right ones', async () => {
    const gone = await report();
    const talk = await reporter.on('/report/return', await look(gone), {});
    await reporter.post('/report/return', { pass: hiddenIn(talk.html)['pass'] as string, step: 'withdraw-surely' });
    const right = await report();
    const timed = async (words: string) => {
      const started = performance.now();
      const page = await look(words);
      return { ...page, ms: performance.now() - started };
    };
    const wrong = [];
    for (const words of [gone.join(' '), right.slice(0, 6).join(' '), [...right.slice(1), right[0]].join(' '), '', 'x'.repeat(5000)]) wrong.push(await timed(words));
    expect(new Set(wrong.map((w) => `${w.status} ${w.html}`)).size).toBe(1);
    expect(wrong[0]?.status).toBe(404);
    const open = await timed(right.join(' '));
    expect(open.status).toBe(200);
    for (const { ms } of [...wrong, open]) expect(ms).toBeGreaterThanOrEqual(395);
  });
});

describe('nothing is left of who somebody is and when', () => {
  it('in any table, in what the server says, or in any file of the data folder', async () => {
    network = MARKS.forwarded;
    const page = await toWords({ text: MARKS.text, who: MARKS.who, contact: MARKS.contact });
    const words = wordsIn(page.html);
    expect((await send(page)).status).toBe(200);
    await look('woorden die niets openen');
    const talk = await reporter.on('/report/return', await look(words), {});
    expect(talk.html).toContain(MARKS.text);
    const form = hiddenIn(talk.html, talk.html.split('<form ').slice(1).findIndex((f) => f.includes('<textarea')));
    expect((await reporter.post('/report/return', { ...form, text: MARKS.text })).status).toBe(200);
    const tables = (await database.query(`select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`)).map((r) => r['name'] as string);
    expect(tables.length).toBeGreaterThan(10);
    // Bytes are written out as text too, so that nothing hides in them; how numbers and words follow each other is left.
    const written = (table: string) => `select t::text as row, (select string_agg(convert_from(decode(m[1], 'hex'), 'SQL_ASCII'), ' ') from regexp_matches(t::text, '\\\\x((?:[0-9a-f]{2})+)', 'g') as m where m[1] !~ '00') as bytes from ${table} as t`;
    const rows: unknown[] = [];
    // One after the other: each asks on a connection of its own, and there are not as many of them as tables.
    for (const table of tables) rows.push(...(await database.query(written(table), [], 'postgres').catch(() => database.query(`select t::text as row from ${table} as t`, [], 'postgres'))));
    const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => readFileSync(join(f.parentPath, f.name), 'latin1'));
    const everything = [JSON.stringify(rows), server.output(), ...files].join('\n');
    for (const mark of [MARKS.agent, MARKS.forwarded, 'MARKEDTEXT', MARKS.who, MARKS.contact, words.join(' '), '127.0.0.1"', '::ffff:127']) expect([mark, everything.includes(mark)]).toEqual([mark, false]);
    expect(server.output()).not.toMatch(/\/report/);
  });
  it('and what is recorded of them carries the day only', async () => {
    const entries = await database.query(`select recorded_at from keerpunt.entry where actor = 'service:reception' and recorded_at is not null`);
    const looks = await database.query(`select recorded_at, convert_from(header_bytes, 'UTF8') as bytes from keerpunt.access_record where actor = 'service:reception'`);
    expect(entries).toEqual([]);
    expect(looks.length).toBeGreaterThan(10);
    expect(looks.filter((l) => l['recorded_at'] !== null || /\d{2}:\d{2}/.test(l['bytes'] as string))).toEqual([]);
    const times = await database.query(`select distinct fields ->> 'answerBy' as hour from keerpunt.list_row where list = 'report-clocks' and fields ? 'answerBy'`);
    expect(times.every((r) => /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(r['hour'] as string))).toBe(true);
  });
});

describe('when something goes wrong in the middle', () => {
  it('the page has the text, the same words, and a way to try again, which then arrives once', async () => {
    const [reports, entries] = [await count(), await messages()];
    const page = await toWords({ text: 'Dit blijft staan.' });
    await database.query(`alter table keerpunt.entry add constraint broken check (false) not valid`);
    const failed = await send(page);
    await database.query('alter table keerpunt.entry drop constraint broken');
    expect(failed.status).toBe(503);
    expect(failed.html).toMatch(/<textarea[^>]*>\s*Dit blijft staan\.<\/textarea>/);
    expect(wordsIn(failed.html)).toEqual(wordsIn(page.html));
    expect(await count()).toBe(reports);
    const again = await reporter.on('/report', failed, { step: 'send', text: 'Dit blijft staan.' });
    expect([again.status, wordsIn(again.html)]).toEqual([200, wordsIn(page.html)]);
    expect([await count(), await messages()]).toEqual([reports + 1, entries + 1]);
  });
  it('a role that is taken away closes the reception, and nothing typed is lost', async () => {
    const page = await toWords({ text: 'Dit blijft staan.' });
    const change = (isHeld: boolean) => database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'service:reception', 'reception', $2, '2026-11-25', 'test')`, [AGENCIES[0], isHeld]);
    await change(false);
    const failed = await send(page);
    await change(true);
    expect([failed.status, failed.html.includes('Dit blijft staan.')]).toEqual([503, true]);
  });
});

describe('whoever asks too often', () => {
  it('waits a minute, for words and for sending alike, and loses nothing', async () => {
    const page = await toWords({ text: 'Dit blijft staan.' });
    let last = await look('woorden die niets openen');
    for (let n = 0; n < 25 && last.status !== 429; n++) last = await look('woorden die niets openen');
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    const failed = await send(page);
    expect([failed.status, failed.html.includes('Dit blijft staan.')]).toEqual([429, true]);
    expect(failed.html).not.toMatch(/captcha|puzzle/i);
  });
});
