// Appending through the door beside the same rows by hand-written SQL, with eight clients each, in turns, through the same
// driver on the same server: one entry, one row of a list, one access record; sealed.
//   npx node bench/append.ts [SECONDS]
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { addNote, beginMatter } from '../test/support/actions.ts';
import { percentile } from './figures.ts';
import { openGround, valueOf, type BenchGround } from './ground.ts';

const CLIENTS = 8;
const ROUNDS = 3;
const WARM_SECONDS = 2;
const WORDS = 'A sentence of a usual length, as somebody writes it down during the day. '.repeat(4);

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;
type Bench = BenchGround & { pool: Pool };

async function open(): Promise<Bench> {
  const ground = await openGround(CLIENTS);
  // The same tables without keys to other tables, policies and triggers.
  await ground.pool.query('create schema bare');
  for (const table of ['stream', 'entry', 'access_record', 'list_row']) await ground.pool.query(`create table bare.${table} (like ${table} including defaults including indexes)`);
  return ground;
}

const throughTheDoor = ({ perform, anna }: Bench) => async (stream: string): Promise<void> => {
  valueOf(await perform(addNote, anna, { stream, section: 'one', words: WORDS }));
};

async function newStream({ perform, anna, pool }: Bench): Promise<string> {
  const stream = valueOf(await perform(beginMatter, anna, { words: WORDS }));
  await pool.query("insert into bare.stream (stream_id, stream_kind) values ($1, 'matter')", [stream]);
  return stream;
}

// As many bytes, neither sealed nor hashed.
const SEALED = randomBytes(600);
const KEY = randomBytes(61);
const HEADER = Buffer.from('{"pages":1}');
const ACCESS = randomBytes(160);

/** As one writes it down; with `prepared` the connection remembers the plans, as those behind the door do. */
const byHand = ({ pool, agency }: Bench, prepared: boolean) => async (stream: string): Promise<void> => {
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
      [stream, access, agency, now, ACCESS, head.access_hash ?? Buffer.alloc(32), accessHash],
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

const perSecond = ({ times, seconds }: Timed) => Math.round(times.length / seconds);

const timed = (name: string): Timed => ({ name, times: [], seconds: 0 });

/** Notes what an append through the door takes, and which share of the appends by hand-written SQL it reaches. */
export async function timeAppend(note: Note, seconds = 9): Promise<void> {
  const bench = await open();
  const streams = await Promise.all(Array.from({ length: CLIENTS }, () => newStream(bench)));
  const [door, hand, prepared] = [timed('append through the door'), timed('the same rows by hand-written SQL'), timed('the same by prepared statements')];
  const contenders = [[door, throughTheDoor(bench)], [hand, byHand(bench, false)], [prepared, byHand(bench, true)]] as const;
  for (const [, append] of contenders) await run(timed('warming up'), streams, append, WARM_SECONDS);
  for (let round = 0; round < ROUNDS; round++) for (const [series, append] of contenders) await run(series, streams, append, seconds / ROUNDS);
  await bench.close();
  for (const series of [door, hand, prepared]) {
    note(`${series.name}, ${CLIENTS} clients`, perSecond(series), 'a second', 0, 'more');
    note(`${series.name}, p50`, percentile(series.times, 0.5), 'ms', 1000);
    note(`${series.name}, p95`, percentile(series.times, 0.95), 'ms', 1000);
  }
  note('append through the door, of hand-written SQL', Math.round((100 * perSecond(door)) / perSecond(hand)), '%', 35, 'more');
  note('append through the door, of prepared statements', Math.round((100 * perSecond(door)) / perSecond(prepared)), '%', 0, 'more');
}

const print: Note = (what, value, unit, limit, better = 'less') => {
  if (better === 'more' && value < limit) process.exitCode = 1;
  process.stdout.write(`${what}: ${Number.isInteger(value) ? value : value.toFixed(2)} ${unit}${limit > 0 ? ` (${better === 'less' ? 'at most' : 'at least'} ${limit})` : ''}\n`);
};

if (import.meta.main) await timeAppend(print, Number(process.argv[2]) || 9);
