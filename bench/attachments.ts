// Files of 25 MB through the door, in and out, beside bare sealing and beside bare rows of the same size in the same database.
//   npx node bench/attachments.ts
import { randomBytes, randomUUID } from 'node:crypto';
import { readAttachment } from '../src/platform/action/read-attachment.ts';
import { performOn } from '../src/platform/action/perform.ts';
import { newFormSecret } from '../src/platform/attachments/form-secret.ts';
import { receiveForm } from '../src/platform/attachments/receive.ts';
import { LIMITS } from '../src/platform/attachments/limits.ts';
import { openAttachment, sealAttachment } from '../src/platform/vault/attachment.ts';
import { beginWithFiles, KINDS_WITH_FILES, openFile } from '../test/support/attachments.ts';
import { percentile } from './figures.ts';
import { openGround, valueOf, type BenchGround } from './ground.ts';

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;

const MEGABYTES = 25;
const RUNS = 7;
const ROW = 256 * 1024;
const FILE = Buffer.concat([Buffer.of(0), randomBytes(MEGABYTES * 1024 * 1024 - 1)]);

async function* form(secret: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n${secret}\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n`);
  for (let at = 0; at < FILE.length; at += 65_536) yield FILE.subarray(at, at + 65_536);
  yield Buffer.from('\r\n--b--\r\n');
}

async function count(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  let read = 0;
  for await (const part of bytes) read += part.length;
  if (read !== FILE.length) throw new Error('not all of it came back');
}

/** Megabytes a second, of the median. */
async function speed(act: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  await act();
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return Math.round((1000 * MEGABYTES) / percentile(times, 0.5));
}

async function bareCipher(): Promise<{ seal: number; open: number }> {
  let pieces: Buffer[] = [];
  let key = {} as Parameters<typeof openAttachment>[0];
  const seal = await speed(async () => {
    const sealing = sealAttachment('a', 'a.bin', [FILE]);
    pieces = [];
    for await (const piece of sealing.pieces) pieces.push(piece);
    key = { id: 'a', key: sealing.key, place: null };
  });
  return { seal, open: await speed(() => count(openAttachment(key, pieces))) };
}

async function bareRows({ pool }: BenchGround): Promise<{ insert: number; select: number }> {
  await pool.query('create table bare_chunk (id uuid, number integer, bytes bytea, primary key (id, number)); alter table bare_chunk alter bytes set storage external');
  let id = '';
  const insert = await speed(async () => {
    id = randomUUID();
    for (let at = 0; at * ROW < FILE.length; at++) await pool.query({ name: 'bare-insert', text: 'insert into bare_chunk values ($1, $2, $3)', values: [id, at, FILE.subarray(at * ROW, (at + 1) * ROW)] });
  });
  const select = await speed(async () => {
    let read = 0;
    for (let at = 0; at * ROW < FILE.length; at++) read += (await pool.query({ name: 'bare-select', text: 'select bytes from bare_chunk where id = $1 and number = $2', values: [id, at] })).rows[0].bytes.length;
    if (read !== FILE.length) throw new Error('not all of it came back');
  });
  return { insert, select };
}

/** Notes how fast files come in and go out. */
export async function timeAttachments(note: Note): Promise<void> {
  const bench = await openGround(1);
  const ground = { ...bench, kinds: KINDS_WITH_FILES, limits: { ...LIMITS, agencyBytes: 1e12 }, now: () => new Date() };
  const perform = performOn(ground);
  let there = { stream: '', attachment: '' };
  const upload = await speed(async () => {
    const received = await receiveForm(ground, bench.anna, { contentType: 'multipart/form-data; boundary=b', body: form(newFormSecret()) });
    const ids = received.files.map((file) => file.id);
    there = { stream: valueOf(await perform(beginWithFiles, bench.anna, { words: 'x', files: { form: received.form, ids } })), attachment: ids[0] ?? '' };
  });
  const download = await speed(async () => count(readAttachment(ground, bench.anna, valueOf(await perform(openFile, bench.anna, { section: 'one', ...there })))));
  const [cipher, rows] = [await bareCipher(), await bareRows(bench)];
  await bench.close();
  note('a file of 25 MB, in: form, sealing, waiting, action', upload, 'MB a second', 2, 'more');
  note('a file of 25 MB, out: action, opening', download, 'MB a second', 4, 'more');
  note('the same, bare sealing', cipher.seal, 'MB a second', 0, 'more');
  note('the same, bare opening', cipher.open, 'MB a second', 0, 'more');
  note('the same, bare rows, in', rows.insert, 'MB a second', 0, 'more');
  note('the same, bare rows, out', rows.select, 'MB a second', 0, 'more');
}

if (import.meta.main) await timeAttachments((what, value, unit) => process.stdout.write(`${what}: ${value} ${unit}\n`));
