import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS_WITH_FILES } from './support/attachments.ts';
import { startTrial } from './support/attachment-trial.tsx';
import { AGENCIES, useGround } from './support/ground.ts';
import { BUILD } from './support/server.ts';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';

const ground = useGround();
const desk = { id: 'desk', agency: AGENCIES[0] };
let trial: Awaited<ReturnType<typeof startTrial>>;
beforeAll(async () => {
  ground.kinds = KINDS_WITH_FILES;
  await ground.give(desk, ['writer']);
  trial = await startTrial(ground, desk);
});
afterAll(() => trial.close());

const BOUNDARY = 'x'.repeat(24);
type Part = { name: string; file?: string; body: string | Buffer; type?: string; extra?: string };
const partOf = ({ name, file, body, type, extra = '' }: Part) =>
  Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n${type ? `Content-Type: ${type}\r\n` : ''}${extra}\r\n`), Buffer.from(body), Buffer.from('\r\n')]);
const bodyOf = (parts: readonly Part[]) => Buffer.concat([...parts.map(partOf), Buffer.from(`--${BOUNDARY}--\r\n`)]);
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const post = (body: Buffer | ReadableStream, type = TYPE) => fetch(`${trial.address}/en/trial`, { method: 'POST', redirect: 'manual', headers: { 'content-type': type }, body: body as BodyInit, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) } as RequestInit);
const form = (): Part => ({ name: 'form', body: newFormSecret() });
const WORDS: Part = { name: 'words', body: 'what happened' };
const count = async (table: string) => (await ground.database.query(`select count(*)::int as n from keerpunt.${table}`))[0]?.['n'] as number;
const everything = async () => Promise.all(['stream', 'entry', 'attachment', 'attachment_chunk', 'upload', 'upload_chunk', 'used_form'].map(count));

async function sent(parts: readonly Part[]): Promise<Response> {
  const response = await post(bodyOf(parts));
  expect(response.status).toBe(303);
  const [, , , stream, ids = ''] = (response.headers.get('location') ?? '').split('/');
  return fetch(`${trial.address}/en/file/${stream}/${ids.split(',')[0]}`);
}

describe('a form with files', () => {
  it('brings them in with its words, and they go out as a download that may do nothing', async () => {
    const bytes = randomBytes(700_000);
    bytes[0] = 0;
    const response = await sent([form(), WORDS, { name: 'files', file: 'Žalba.bin', body: bytes, type: 'text/html' }]);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(['content-type', 'content-length', 'content-disposition', 'content-security-policy', 'x-content-type-options', 'cross-origin-resource-policy', 'cache-control'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'application/octet-stream',
      'content-length': '700000',
      'content-disposition': `attachment; filename="Zalba.bin"; filename*=UTF-8''%C5%BDalba.bin`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
  it('in a form is a file like any other', async () => {
    const inner = bodyOf([WORDS]).toString().replaceAll(BOUNDARY, 'inner');
    const response = await sent([form(), WORDS, { name: 'files', file: 'a', body: inner, type: 'multipart/mixed; boundary=inner' }]);
    expect(await response.text()).toBe(inner);
  });
  it('never makes a page of what was sent: a script in any clothes is only ever a download', async () => {
    for (const [file, body] of [['a.html', '<script>alert(1)</script>'], ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], ['a.js', 'alert(1)'], ['a.xml', '<?xml version="1.0"?><x/>']] as const) {
      const response = await sent([form(), WORDS, { name: 'files', file, body, type: 'image/png' }]);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(await response.text()).toBe(body);
    }
  });
  it('has its pictures written anew', async () => {
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#c40' } }).withExif({ IFD0: { Copyright: 'CANARY' } }).jpeg().toBuffer();
    const waiting = await count('upload');
    const response = await sent([form(), WORDS, { name: 'files', file: 'x.exe', body: Buffer.concat([picture, Buffer.from('zebrafish')]) }]);
    expect(await count('upload')).toBe(waiting);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('content-disposition')).toContain('x.exe.jpg');
    const kept = Buffer.from(await response.arrayBuffer());
    expect([kept.includes('CANARY'), kept.includes('zebrafish'), (await sharp(kept).metadata()).width]).toEqual([false, false, 9]);
  });
  it('takes no path and no direction from a name', async () => {
    const response = await sent([form(), WORDS, { name: 'files', file: '..\\..\\etc/\u202efdp.exe', body: 'x' }]);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="fdp.exe"; filename*=UTF-8''fdp.exe`);
  });
  it('says what of it could not be taken in, and keeps words and the rest', async () => {
    const parts = [form(), WORDS, { name: 'files', file: 'broken.jpg', body: Buffer.from('\xff\xd8\xff', 'latin1') }, { name: 'files', file: 'from a phone.heic', body: '\0\0\0\x18ftypheic' }, { name: 'files', file: 'empty.txt', body: '' }, { name: 'files', file: 'good.txt', body: 'x' }];
    const response = await post(bodyOf(parts));
    const html = await response.text();
    expect(response.status).toBe(422);
    for (const text of ['We cannot read this picture: broken.jpg', 'We cannot read this picture: from a phone.heic', 'empty.txt is empty', 'what happened', 'good.txt']) expect(html).toContain(text);
    expect(html).toMatch(/name="kept-file" value="[0-9a-f-]{36}" checked/);
  });
  it('with a file that is too large says so, and goes on', async () => {
    const response = await post(bodyOf([form(), WORDS, { name: 'files', file: 'large.bin', body: Buffer.alloc(25 * 1024 * 1024 + 1) }, { name: 'files', file: 'good.txt', body: 'x' }]));
    const html = await response.text();
    expect(html).toContain('large.bin is larger than 25 MB');
    expect(html).toContain('good.txt');
  });
  it('sent twice is kept once', async () => {
    const parts = [form(), WORDS, { name: 'files', file: 'a.txt', body: 'x' }];
    const before = await count('stream');
    const statuses = await Promise.all([1, 2, 3].map(() => post(bodyOf(parts)).then(async (r) => [r.status, (await r.text()).includes('already sent')] as const)));
    expect(statuses.toSorted()).toEqual([[303, false], [422, true], [422, true]]);
    expect(await count('stream')).toBe(before + 1);
  });
  it('of another person does not give up its files', async () => {
    const first = form();
    const html = await (await post(bodyOf([first, { ...WORDS, body: '' }, { name: 'files', file: 'mine.txt', body: 'x' }]))).text();
    const id = /value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
    const stolen = await post(bodyOf([form(), WORDS, { name: 'kept-file', body: id }]));
    expect((await stolen.text()).includes('mine.txt')).toBe(false);
    const again = await post(bodyOf([first, WORDS, { name: 'kept-file', body: id }]));
    expect(again.headers.get('location')).toContain(id);
  });
});

describe('the process that writes pictures anew', () => {
  it('comes with the build, beside what starts it', async () => {
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#c40' } }).png().toBuffer();
    const { status, stdout } = spawnSync(process.execPath, [join(BUILD, 'server/rewrite-picture.js'), 'png'], { input: picture, env: {} });
    expect([status, (await sharp(stdout).metadata()).width]).toEqual([0, 9]);
    // Whichever part of the bundle starts it, it looks for it there.
    const parts = ['server', 'server/assets'].flatMap((folder) => readdirSync(join(BUILD, folder)).filter((name) => name.endsWith('.js')).map((name) => ({ folder, text: readFileSync(join(BUILD, folder, name), 'utf8') })));
    const starter = parts.find(({ text }) => text.includes('import.meta.dirname, "rewrite-picture.js"'));
    expect(starter && existsSync(join(BUILD, starter.folder, starter.folder === 'server' ? '.' : '..', 'rewrite-picture.js'))).toBe(true);
  });
});

describe('a body made to do harm', () => {
  const many = (n: number, of: (at: number) => Part) => Array.from({ length: n }, (_, at) => of(at));
  it.each([
    ['no boundary', () => post(bodyOf([form(), WORDS]), 'multipart/form-data'), 415],
    ['another boundary', () => post(bodyOf([form(), WORDS]), 'multipart/form-data; boundary=other'), 415],
    ['another type', () => post(bodyOf([form(), WORDS]), 'text/plain'), 415],
    ['an empty boundary', () => post(bodyOf([form(), WORDS]), 'multipart/form-data; boundary='), 415],
    ['nothing', () => post(Buffer.alloc(0)), 415],
    ['only an end', () => post(bodyOf([])), 415],
    ['no secret', () => post(bodyOf([WORDS, { name: 'files', file: 'a.txt', body: 'x' }])), 415],
    ['the secret after the files', () => post(bodyOf([{ name: 'files', file: 'a.txt', body: 'x' }, form()])), 415],
    ['a secret that is none', () => post(bodyOf([{ name: 'form', body: "' or true" }, { name: 'files', file: 'a.txt', body: 'x' }])), 415],
    ['an end that is missing', () => post(bodyOf([form(), WORDS, { name: 'files', file: 'a.bin', body: Buffer.alloc(900_000) }]).subarray(0, 600_000)), 415],
    ['a cut in a head', () => post(bodyOf([form(), { name: 'files', file: 'a.bin', body: 'x' }]).subarray(0, 150)), 415],
    ['1 000 parts', () => post(bodyOf([form(), ...many(1000, (at) => ({ name: `f${at}`, body: 'x' }))])), 413],
    ['a field of 1 MB', () => post(bodyOf([form(), { name: 'words', body: 'x'.repeat(1_000_000) }])), 413],
  ] as const)('%s is refused and leaves nothing', async (_, act, status) => {
    const before = await everything();
    expect((await act()).status).toBe(status);
    expect(await everything()).toEqual(before);
  });
  it('a head of 10 MB, or names without end, come to nothing and cost no memory', async () => {
    const [streams, entries] = await everything();
    const huge = await post(bodyOf([form(), { name: 'files', file: 'a', body: 'x', extra: `X-More: ${'y'.repeat(10_000_000)}\r\n` }]));
    expect([413, 415, 422]).toContain(huge.status);
    expect((await everything()).slice(0, 2)).toEqual([streams, entries]);
  });
  it('more files than a form may have are left, and it says so', async () => {
    const response = await post(bodyOf([form(), WORDS, ...many(40, (at) => ({ name: 'files', file: `${at}.txt`, body: 'x' }))]));
    const html = await response.text();
    expect([response.status, (html.match(/name="kept-file"/g) ?? []).length, html.includes('too many files at once')]).toEqual([422, 10, true]);
  });
  it('more than a form may have altogether is refused on its way', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(pulled === 1 ? Buffer.concat([partOf(form()), partOf({ name: 'files', file: 'a.bin', body: '' }).subarray(0, -2)]) : new Uint8Array(1024 * 1024));
        if (pulled > 400) controller.close();
      },
    });
    const answer = await post(endless).then((r) => r.status, () => 'cut');
    expect([413, 'cut']).toContain(answer);
    expect(await count('upload_chunk')).toBeLessThan(200);
  });
  it('a wrong length, and a sender who goes away, leave nothing', async () => {
    const before = await everything();
    const body = bodyOf([form(), WORDS, { name: 'files', file: 'a.bin', body: Buffer.alloc(3_000_000) }]);
    for (const [length, part] of [[body.length + 1000, body], [body.length, body.subarray(0, 2_000_000)]] as const) {
      await new Promise<void>((done) => {
        const socket = connect(trial.port, '127.0.0.1', () => {
          socket.write(`POST /en/trial HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${TYPE}\r\nContent-Length: ${length}\r\n\r\n`);
          socket.write(part, () => setTimeout(() => socket.destroy(), 400));
        });
        socket.on('error', () => undefined);
        socket.on('close', () => done());
      });
    }
    await expect.poll(everything, { timeout: 20_000 }).toEqual(before);
  });
});
