// Appending through the door beside the same rows by hand-written SQL, with eight clients each, in turns, through the same
// driver on the same server: one entry, one row of a list, one access record; sealed. Ends with 1 below the limit.
//   npx node bench/append.ts [SECONDS] [--json]
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { performOn } from '../src/platform/action/perform.ts';
import { openDatabase } from '../src/platform/database/database.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { wrapperFromFile } from '../src/platform/vault/key-wrapper.ts';
import { createMasterKeys } from '../src/platform/vault/master-keys.ts';
import { addNote, beginMatter, KINDS } from '../test/support/actions.ts';

const CLIENTS = 8;
const LIMIT = 0.35;
const SECONDS = Number(process.argv[2]) || 10;
const ROUNDS = 3;
const WORDS = 'A sentence of a usual length, as somebody writes it down during the day. '.repeat(4);
const AGENCY = randomUUID();

const data = mkdtempSync(join(tmpdir(), 'keerpunt-append-'));
chmodSync(data, 0o755);
const database = await openDatabase({ data, migrationsFolder: join(import.meta.dirname, '../migrations') });
const { host, leave } = await startEmbedded({ data });
const pool = new Pool({ host, user: 'keerpunt_owner', database: 'keerpunt', max: CLIENTS, options: '-c search_path=keerpunt' });
// The server leaves before the last of its connections has ended.
pool.on('error', () => undefined);
createMasterKeys(join(data, 'keys'));
const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(join(data, 'keys')), now: () => new Date() });

await pool.query('insert into agency values ($1, $2)', [AGENCY, 'Bench']);
await pool.query("insert into held_role (agency, actor, role, is_held, recorded_on, recorded_by) values ($1, 'anna', 'writer', true, current_date, 'bench')", [AGENCY]);
const anna = { id: 'anna', agency: AGENCY };

async function throughTheDoor(stream: string): Promise<void> {
  const answer = await perform(addNote, anna, { stream, section: 'one', words: WORDS });
  if (!answer.done) throw new Error(`not done: ${answer.because}`);
}

/** The same tables without keys to other tables, policies and triggers. The bytes are as many, and are neither sealed nor hashed. */
async function makeBareTables(): Promise<void> {
  await pool.query('create schema bare');
  for (const table of ['stream', 'entry', 'access_record', 'list_row']) await pool.query(`create table bare.${table} (like ${table} including defaults including indexes)`);
}

const SEALED = randomBytes(600);
const KEY = randomBytes(61);
const HEADER = Buffer.from('{"pages":1}');
const ACCESS = randomBytes(160);

/** As one writes it down; with `prepared` the connection remembers the plans, as those behind the door do. */
const byHand = (prepared: boolean) => async (stream: string): Promise<void> => {
  const connection = await pool.connect();
  const named = (text: string, values: unknown[]) => connection.query(prepared ? { name: text.slice(0, 30), text, values } : { text, values });
  const client = { query: (text: string, values?: unknown[]) => (values ? named(text, values) : connection.query(text)) };
  try {
    await client.query('begin');
    const { rows } = await client.query('select head_sequence, head_hash, access_sequence, access_hash from bare.stream where stream_id = $1 for update', [stream]);
    const [head] = rows as [{ head_sequence: string; head_hash: Buffer | null; access_sequence: string; access_hash: Buffer | null }];
    const [sequence, access] = [Number(head.head_sequence) + 1, Number(head.access_sequence) + 1];
    const [hash, accessHash, now] = [randomBytes(32), randomBytes(32), new Date()];
    await client.query(
      `insert into bare.entry (stream_id, sequence, stream_kind, section, kind, version, header, header_bytes, sealed_body, sealed_key, recorded_on, recorded_at, actor, previous_hash, hash)
       values ($1, $2, 'matter', 'one', 'note.added', 1, '{"pages":1}', $3, $4, $5, current_date, $6, 'anna', $7, $8)`,
      [stream, sequence, HEADER, SEALED, KEY, now, head.head_hash ?? Buffer.alloc(32), hash],
    );
    await client.query(
      `insert into bare.list_row (stream_id, list, item, section, state, due_on, fields) values ($1, 'notes', 'notes-of-one', 'one', 'new', null, '{"pages":1}')
       on conflict (stream_id, list, item) do update set state = excluded.state, due_on = excluded.due_on, fields = excluded.fields`,
      [stream],
    );
    await client.query(
      `insert into bare.access_record (stream_id, sequence, action, outcome, section, actor, agency, recorded_at, header_bytes, previous_hash, hash) values ($1, $2, 'note.add', 'done', 'one', 'anna', $3, $4, $5, $6, $7)`,
      [stream, access, AGENCY, now, ACCESS, head.access_hash ?? Buffer.alloc(32), accessHash],
    );
    await client.query('update bare.stream set head_sequence = $2, head_hash = $3, access_sequence = $4, access_hash = $5 where stream_id = $1', [stream, sequence, hash, access, accessHash]);
    await client.query('commit');
  } finally {
    connection.release();
  }
};

type Timed = { name: string; times: number[]; seconds: number };

/** Eight clients, each with a stream of its own, each beginning the next when the last is kept. */
async function run(timed: Timed, streams: readonly string[], append: (stream: string) => Promise<void>, seconds: number): Promise<void> {
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    streams.map(async (stream) => {
      for (let at = performance.now(); at < end; ) {
        await append(stream);
        const now = performance.now();
        timed.times.push(now - at);
        at = now;
      }
    }),
  );
  timed.seconds += (performance.now() - begin) / 1000;
}

async function newStream(): Promise<string> {
  const answer = await perform(beginMatter, anna, { words: WORDS });
  if (!answer.done) throw new Error(`not done: ${answer.because}`);
  await pool.query("insert into bare.stream (stream_id, stream_kind) values ($1, 'matter')", [answer.value]);
  return answer.value;
}

await makeBareTables();
const streams = await Promise.all(Array.from({ length: CLIENTS }, newStream));
const door: Timed = { name: 'through the door', times: [], seconds: 0 };
const hand: Timed = { name: 'by hand-written SQL', times: [], seconds: 0 };
const prepared: Timed = { name: 'by hand-written SQL, prepared', times: [], seconds: 0 };
const contenders = [[door, throughTheDoor], [hand, byHand(false)], [prepared, byHand(true)]] as const;
for (const [timed, append] of contenders) await run({ ...timed, times: [] }, streams, append, 2);
for (let round = 0; round < ROUNDS; round++) {
  for (const [timed, append] of contenders) await run(timed, streams, append, SECONDS / ROUNDS);
}
await pool.end();
await leave();
await database.close();
rmSync(data, { recursive: true, force: true });

const figure = ({ name, times, seconds }: Timed) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { name, appends: times.length, perSecond: Math.round(times.length / seconds), p50: at(0.5), p95: at(0.95) };
};
const figures = [figure(door), figure(hand), figure(prepared)] as const;
const ratio = figures[0].perSecond / figures[1].perSecond;
const ratioToPrepared = figures[0].perSecond / figures[2].perSecond;
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ clients: CLIENTS, ratio, ratioToPrepared, limit: LIMIT, figures }, null, 2)}\n`);
else {
  for (const f of figures) process.stdout.write(`${f.name}: ${f.perSecond} a second, p50 ${f.p50} ms, p95 ${f.p95} ms (${f.appends} appends, ${CLIENTS} clients)\n`);
  process.stdout.write(`${ratio < LIMIT ? 'OVER' : 'ok  '} ${Math.round(ratio * 100)} % of hand-written SQL (at least ${LIMIT * 100} %, aim 50 %); ${Math.round(ratioToPrepared * 100)} % of the same, prepared\n`);
}
process.exitCode = ratio < LIMIT ? 1 : 0;
