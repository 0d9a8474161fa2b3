// Eight people at once at the helpdesk, over HTTP: they report, come back, read and write, and the desk opens and answers; beside
// the same rows by hand-written SQL in the same run. Ends with 1 when a budget is not kept or anything fails.
//   npm run bench is this and all others; alone, on the build of KEERPUNT_BUILD:  npx node bench/helpdesk.ts [SECONDS]
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { browserAt, look, openAtDesk, readTalk, reply, sendForm, signInAtDesk, wordsFor, write, type LoadBrowser } from '../test/support/helpdesk-load.ts';
import { startServer } from '../test/support/server.ts';
import { percentile } from './figures.ts';

const CLIENTS = 8;
const TEXT = 'Een meisje van hiernaast moet elke dag stelen en krijgt klappen als zij niet genoeg brengt. '.repeat(6);
/** At most so many milliseconds for nineteen of twenty. */
const BUDGET = { create: 700, open: 700, read: 60, write: 60, 'desk open': 60, reply: 60 } as const;
type Step = keyof typeof BUDGET;

type Timed = <R>(what: Step, work: () => Promise<R>) => Promise<R>;

/** Somebody who reports, comes back, reads twice and writes. */
async function report(browser: LoadBrowser, timed: Timed): Promise<void> {
  const { words, form } = await wordsFor(browser, TEXT);
  await timed('create', () => sendForm(browser, form));
  const pass = await timed('open', () => look(browser, words));
  await timed('read', () => readTalk(browser, pass));
  await timed('write', () => write(browser, pass, TEXT));
  await timed('read', () => readTalk(browser, pass));
}

/** The desk opens a report and answers it. */
async function answer(desk: LoadBrowser, pool: Pool, at: number, timed: Timed): Promise<void> {
  // Each of the desk has reports of her own: of two who answer one at once the second would rightly be told so.
  const { rows } = await pool.query(`select stream_id from stream where stream_kind = 'report' and get_byte(uuid_send(stream_id), 0) % 4 = $1 order by random() limit 1`, [at]);
  const id = (rows[0] as { stream_id: string } | undefined)?.stream_id;
  if (id === undefined) return;
  // Where the reporter wrote meanwhile the desk is rightly told so, reads again and answers again.
  for (;;) {
    const page = await timed('desk open', () => openAtDesk(desk, id));
    if (await timed('reply', () => reply(desk, id, page, TEXT))) return;
  }
}

/** The same rows as a message that is written, without keys to other tables, policies and triggers; neither sealed nor chained. */
async function bareWrite(pool: Pool, stream: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select head_sequence from bare.stream where stream_id = $1 for update', [stream]);
    await client.query('select header from bare.entry where stream_id = $1', [stream]);
    await client.query(
      `insert into bare.entry (stream_id, sequence, stream_kind, section, kind, version, header, header_bytes, sealed_body, sealed_key, recorded_on, recorded_at, actor, previous_hash, hash)
       select $1, coalesce(max(sequence), 0) + 1, 'report', 'message', 'report.message-added', 1, '{}', $2, $3, $4, current_date, null, 'reception', $5, $5 from bare.entry where stream_id = $1`,
      [stream, randomBytes(200), randomBytes(900), randomBytes(61), randomBytes(32)],
    );
    await client.query('update bare.stream set head_sequence = head_sequence + 1 where stream_id = $1', [stream]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
const bareRead = async (pool: Pool, stream: string): Promise<void> => void (await pool.query('select header, sealed_body, sealed_key from bare.entry where stream_id = $1 order by sequence', [stream]));

async function bare(pool: Pool, seconds: number): Promise<Record<string, number[]>> {
  await pool.query('create schema bare');
  for (const table of ['stream', 'entry']) await pool.query(`create table bare.${table} (like ${table} including defaults including indexes)`);
  const times: Record<string, number[]> = { write: [], read: [] };
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < end) {
        const stream = randomUUID();
        await pool.query(`insert into bare.stream (stream_id, stream_kind) values ($1, 'report')`, [stream]);
        for (const [what, work] of [['write', bareWrite], ['read', bareRead], ['write', bareWrite], ['read', bareRead]] as const) {
          const began = performance.now();
          await work(pool, stream);
          (times[what] as number[]).push(performance.now() - began);
        }
      }
    }),
  );
  return times;
}

type Run = { times: Map<Step, number[]>; errors: string[]; bare: Record<string, number[]> };

async function run(seconds: number): Promise<Run> {
  const server = await startServer(['--training', '--behind-proxy']);
  while (!(await (await fetch(`${server.address}/en/training`)).text()).includes('helpdesk1')) await sleep(100);
  const { host, leave } = await startEmbedded({ data: server.data });
  const pool = new Pool({ host, user: 'keerpunt_owner', database: 'keerpunt', max: CLIENTS, options: '-c search_path=keerpunt' });
  pool.on('error', () => undefined);
  const times = new Map<Step, number[]>();
  const errors: string[] = [];
  let isWarm = false;
  const timed: Timed = async (what, work) => {
    const began = performance.now();
    const result = await work();
    if (isWarm) times.set(what, [...(times.get(what) ?? []), performance.now() - began]);
    return result;
  };
  let networks = 0;
  const network = () => `2001:db8:${(++networks % 65_536).toString(16)}:${Math.floor(networks / 65_536).toString(16)}::1`;
  const desks = new Map<number, LoadBrowser>();
  for (const [at, name] of ['helpdesk1', 'helpdesk2', 'jurist', 'coordinator'].entries()) {
    const desk = browserAt(server.port, network);
    await signInAtDesk(desk, server.data, name);
    desks.set(at, desk);
  }
  const end = performance.now() + seconds * 1000;
  setTimeout(() => (isWarm = true), Math.min(3000, seconds * 100)).unref();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, at) => {
      const [browser, desk] = [browserAt(server.port, network), desks.get(at)];
      while (performance.now() < end) {
        try {
          await report(browser, timed);
          if (desk) for (let n = 0; n < 2; n++) await answer(desk, pool, at, timed);
        } catch (error) {
          errors.push((error as Error).message);
        }
      }
      browser.close();
    }),
  );
  const beside = await bare(pool, Math.max(2, seconds / 10));
  for (const desk of desks.values()) desk.close();
  await pool.end();
  await leave();
  await server.stop();
  return { times, errors, bare: beside };
}

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;

/** Notes what each step takes while eight people do them at once, and what the rows alone take. */
export async function timeHelpdesk(note: Note, seconds = 60): Promise<void> {
  const { times, errors, bare: beside } = await run(seconds);
  for (const [step, most] of Object.entries(BUDGET) as [Step, number][]) {
    const each = times.get(step) ?? [Infinity];
    note(`helpdesk, ${CLIENTS} clients, ${step} (${each.length} times), p50`, percentile(each, 0.5), 'ms', most);
    note(`helpdesk, ${CLIENTS} clients, ${step}, p95`, percentile(each, 0.95), 'ms', most);
  }
  for (const [what, each] of Object.entries(beside)) note(`the same rows by hand-written SQL, ${what}, p95`, percentile(each, 0.95), 'ms', 1000);
  note(`helpdesk, errors${errors.map((error) => ` (${error})`).join('')}`, errors.length, 'errors', 0);
}

const print: Note = (what, value, unit, limit) => {
  if (value > limit) process.exitCode = 1;
  process.stdout.write(`${value > limit ? 'OVER' : 'ok  '} ${what}: ${Math.round(value * 10) / 10} ${unit} (at most ${limit})\n`);
};

if (import.meta.main) await timeHelpdesk(print, Number(process.argv[2]) || 60);
