import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from './support/database.ts';
import { headingIn, hiddenIn, keptIn, reporterAt, startReception, wordsIn, type Fields, type Sent } from './support/reception-server.ts';
import type { Running } from './support/server.ts';

const database = useDatabase();
let server: Running;
beforeAll(async () => {
  server = await startReception(database, ['--behind-proxy']);
});
afterAll(() => server.stop());

const MARKS = { agent: 'MARKEDAGENT/8.8', forwarded: '198.51.100.88', name: 'MARKEDNAME van de deur', bytes: 'MARKEDBYTES in de brief', exif: 'MARKEDEXIF' };
let network = '';
let networks = 0;
beforeEach(() => {
  network = `198.51.100.${++networks}`;
});
const reporter = reporterAt(() => server.address, () => ({ 'user-agent': MARKS.agent, 'x-forwarded-for': network }));
const LETTER = { name: `${MARKS.name}.txt`, bytes: Buffer.from(`\0${MARKS.bytes}`) };
const count = async (table: string) => Number((await database.query(`select count(*) from keerpunt.${table}`))[0]?.['count']);
const kept = () => Promise.all(['stream', 'entry', 'attachment', 'upload', 'used_form'].map(count));

const atFiles = (fields: Fields = {}) => reporter.post('/report', { way: 'worried', here: 'tell', danger: 'no', alone: 'yes', text: 'Zie de foto.', country: 'NL', ...fields, step: 'files' });
const addFiles = (page: Sent, files = [LETTER], step = 'words') => reporter.postFiles('/report', page, { step }, files);
const send = (page: Sent, fields: Fields = {}) => reporter.on('/report', page, { ...fields, step: 'send' });

/** From nothing to a report with a file, and the conversation about it. */
async function talkAbout(files = [LETTER]): Promise<{ words: string[]; talk: Sent }> {
  const page = await addFiles(await atFiles(), files);
  const words = wordsIn(page.html);
  expect((await send(page)).html).toContain('Uw bericht is aangekomen');
  const looked = await reporter.post('/report/return', { step: 'look', words: words.join(' ') });
  return { words, talk: await reporter.on('/report/return', looked, {}) };
}

describe('files of a report', () => {
  it('wait while the words are shown and asked back, and arrive with what was written, once', async () => {
    const [streams, , attachments] = await kept();
    const page = await addFiles(await atFiles());
    expect(wordsIn(page.html)).toHaveLength(7);
    expect(await count('attachment')).toBe(attachments);
    const check = await reporter.on('/report', page, { step: 'check' });
    const all = await Promise.all([reporter.on('/report', check, { skip: 'yes' }), send(page), send(page)]);
    for (const { status, html } of [...all, await send(page)]) expect([status, headingIn(html)]).toEqual([200, 'Uw bericht is aangekomen']);
    expect([await count('stream'), await count('attachment'), await count('upload')]).toEqual([(streams ?? 0) + 1, (attachments ?? 0) + 1, 0]);
  });
  it('are there again when somebody goes back, and one that is not ticked stays behind', async () => {
    const first = await addFiles(await atFiles(), [LETTER, { name: 'weg.txt', bytes: Buffer.from('weg') }]);
    const back = await reporter.on('/report', first, { step: 'files' });
    expect(back.html).toContain(LETTER.name);
    const [one, two] = keptIn(back.html);
    expect(two).toBeDefined();
    const without = { ...back, html: back.html.replace(`name="kept-file" value="${two}"`, '') };
    const before = await count('attachment');
    expect((await send(await reporter.postFiles('/report', without, { step: 'words' }, []))).status).toBe(200);
    expect(await count('attachment')).toBe(before + 1);
    expect(await database.query('select 1 from keerpunt.attachment where attachment_id = $1', [one])).toHaveLength(1);
  });
  it('that cannot be read are named, and neither the words that were typed nor the others are lost', async () => {
    const broken = await addFiles(await atFiles({ text: 'Dit blijft staan.' }), [LETTER, { name: 'stuk.png', bytes: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }]);
    expect(broken.status).toBe(422);
    expect(broken.html).toContain('stuk.png');
    expect([hiddenIn(broken.html)['text'], keptIn(broken.html)]).toEqual(['Dit blijft staan.', [expect.any(String)]]);
  });
  it('that waited too long are chosen anew: nothing is sent without them, and the words stay the same', async () => {
    const page = await addFiles(await atFiles({ text: 'Met foto.' }));
    const words = wordsIn(page.html);
    const before = await count('stream');
    await database.query(`update keerpunt.upload set expires_at = date_trunc('hour', now()) - interval '1 hour'`, [], 'postgres');
    const refused = await send(page);
    expect([refused.status, refused.html.includes('De bestanden zijn niet meer hier')]).toEqual([422, true]);
    expect(await count('stream')).toBe(before);
    const again = await addFiles(refused);
    expect(wordsIn(again.html)).toEqual(words);
    expect((await send(again)).status).toBe(200);
    expect(await count('stream')).toBe(before + 1);
  });
  it('are let go by for whoever sends too often, who keeps the text', async () => {
    let page = await atFiles({ text: 'Blijft ook staan.' });
    for (let n = 0; n < 25 && page.status !== 422; n++) page = await addFiles(await atFiles({ text: 'Blijft ook staan.' }));
    expect(page.status).toBe(422);
    expect(page.html).toContain('kon nu niet ontvangen worden');
    expect(hiddenIn(page.html)['text']).toBe('Blijft ook staan.');
  });
});

describe('files in the conversation', () => {
  it('are added once however often the form is sent, and shown by name', async () => {
    const { talk } = await talkAbout([]);
    const before = await count('attachment');
    for (let n = 0; n < 2; n++) expect((await reporter.postFiles('/report/return', talk, { text: 'Met een brief.' }, [LETTER])).html).toContain('Het bericht is aangekomen');
    expect(await count('attachment')).toBe(before + 1);
    const other = await reporter.postFiles('/report/return', talk, { text: 'Met een brief.' }, [LETTER, { name: 'nog een.txt', bytes: Buffer.from('x') }]);
    expect([other.status, other.html.includes('Dit formulier is al verstuurd')]).toEqual([422, true]);
    expect(other.html).toMatch(/<textarea[^>]*>\s*Met een brief\.<\/textarea>/);
    const again = await reporter.postFiles('/report/return', other, { text: 'Met een brief.' }, [{ name: 'nog een.txt', bytes: Buffer.from('x') }]);
    expect(again.html).toContain('Meegestuurd: nog een.txt');
  });
  it('wait while something is put right, and while the words are asked again', async () => {
    const { talk, words } = await talkAbout([]);
    const empty = await reporter.postFiles('/report/return', talk, { text: ' ' }, [LETTER]);
    expect([empty.status, keptIn(empty.html).length]).toEqual([422, 1]);
    const expired = await reporter.postFiles('/report/return', empty, { text: 'Toch wel.', pass: 'out-of-date' }, []);
    expect(expired.status).toBe(401);
    const looked = await reporter.on('/report/return', expired, { words: words.join(' ') });
    const back = await reporter.on('/report/return', looked, {});
    expect(back.html).toMatch(/<textarea[^>]*>\s*Toch wel\.<\/textarea>/);
    expect(keptIn(back.html)).toHaveLength(1);
    expect((await reporter.postFiles('/report/return', back, { text: 'Toch wel.' }, [])).html).toContain(`Meegestuurd: ${MARKS.name}`);
  });
});

describe('nothing is left of who sent a file, or when', () => {
  it('in any table, in what the server says, or in any file of the data folder; not while it waits, and not after', async () => {
    network = MARKS.forwarded;
    const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c40' } }).withExif({ IFD0: { Copyright: MARKS.exif } }).jpeg().toBuffer();
    const { talk } = await talkAbout([LETTER, { name: `${MARKS.name}.jpg`, bytes: photo }]);
    expect(talk.html).toContain(MARKS.name);
    // One of them waits.
    await addFiles(await atFiles());
    const uploads = await database.query('select begun_at, expires_at from keerpunt.upload');
    expect(uploads.length).toBeGreaterThan(0);
    const isWholeHour = (at: unknown) => (at as Date).getTime() % 3_600_000 === 0;
    expect(uploads.every((u) => isWholeHour(u['begun_at']) && isWholeHour(u['expires_at']))).toBe(true);
    const forms = await database.query('select used_at from keerpunt.used_form');
    expect(forms.length).toBeGreaterThan(0);
    expect(forms.every((f) => (f['used_at'] as Date).getTime() % 86_400_000 === 0)).toBe(true);
    const tables = (await database.query(`select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`)).map((r) => r['name'] as string);
    const rows: unknown[] = [];
    // One after the other: each asks on a connection of its own.
    for (const table of tables) rows.push(...(await database.query(`select t::text as row from ${table} as t`, [], 'postgres')));
    const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => readFileSync(join(f.parentPath, f.name), 'latin1'));
    const everything = [JSON.stringify(rows), server.output(), ...files].join('\n');
    const written = (mark: string) => [mark, Buffer.from(mark).toString('hex')];
    for (const mark of [MARKS.agent, MARKS.forwarded, 'MARKEDNAME', 'MARKEDBYTES', MARKS.exif].flatMap(written)) expect([mark, everything.includes(mark)]).toEqual([mark, false]);
    const looks = await database.query(`select recorded_at from keerpunt.access_record where actor = 'service:reception' and recorded_at is not null`);
    expect(looks).toEqual([]);
  });
  it('and a body that is no form, or breaks off, leaves nothing', async () => {
    const before = await kept();
    const post = (body: Buffer, type = 'multipart/form-data; boundary=xx') => fetch(`${server.address}/report`, { method: 'POST', headers: { 'content-type': type, 'x-forwarded-for': network }, body: new Uint8Array(body) });
    for (const body of [Buffer.from('nothing'), Buffer.from('--xx\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nx'), randomBytes(3000)]) expect((await post(body)).status).toBe(415);
    expect((await post(Buffer.from('x'), 'multipart/form-data')).status).toBe(415);
    expect(await kept()).toEqual(before);
  });
});
