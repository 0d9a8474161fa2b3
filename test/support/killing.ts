import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { performOn } from '#src/platform/action/perform.ts';
import { openDatabase, type Database } from '#src/platform/database/database.ts';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { KINDS, readSection } from './actions.ts';
import { MIGRATIONS, queryAs } from './database.ts';
import { verifyDatabase } from './verify-database.ts';

const WRITER = join(import.meta.dirname, 'write-through-the-door.ts');
const ended = (child: ChildProcess) => new Promise((done) => child.once('exit', done));
const count = (text: string) => text.split('\nkept').length - 1;

type Place = { data: string; agency: string };

/** A database with one agency and one person who may write, and the keys for it. */
async function prepare(): Promise<Place> {
  const data = mkdtempSync(join(tmpdir(), 'keerpunt-kill-'));
  chmodSync(data, 0o755);
  const agency = randomUUID();
  createMasterKeys(join(data, 'master-keys'));
  const database = await openDatabase({ data, migrationsFolder: MIGRATIONS });
  const { host, leave } = await startEmbedded({ data });
  await queryAs(host, 'keerpunt_owner', 'keerpunt', 'insert into keerpunt.agency values ($1, $2)', [agency, 'Killed']);
  for (const role of ['writer', 'reader']) {
    await queryAs(host, 'keerpunt_owner', 'keerpunt', `insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'anna', $2, true, current_date, 'test')`, [agency, role]);
  }
  await leave();
  await database.close();
  return { data, agency };
}

type Life = { told: string; startMs: number };

/** One life: starts, writes, and is killed. `database`: its PostgreSQL goes first; `comes-back`: and is there again before the end. */
async function live({ data, agency }: Place, round: number, database: 'stays' | 'killed' | 'comes-back'): Promise<Life> {
  const begin = performance.now();
  const child = spawn(process.execPath, [WRITER, data, agency, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const gone = ended(child);
  const until = async (enough: () => boolean) => {
    while (!enough()) {
      if (child.exitCode !== null) throw new Error(`the writer ended by itself: ${told.slice(-300)}`);
      await sleep(3);
    }
  };
  await until(() => told.includes('open'));
  const startMs = performance.now() - begin;
  await until(() => count(told) >= 10);
  await sleep(Math.random() * 60);
  if (database !== 'stays') process.kill(Number(readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  if (database === 'comes-back') {
    const before = count(told);
    await until(() => count(told) >= before + 5);
  }
  child.kill('SIGKILL');
  await gone;
  return { told, startMs };
}

export type Outcome = {
  kills: number;
  /** What was answered as done. */
  told: number;
  /** Of those: not there, or not to be opened. */
  lost: number;
  /** There more than once, whether it was answered as done or not. */
  twice: number;
  /** What the verification of the whole journal says, or undefined when nothing is wrong. */
  broken: unknown;
  startMs: readonly number[];
};

async function wordsIn(database: Database, { data, agency }: Place, streams: readonly string[]): Promise<string[]> {
  const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(join(data, 'master-keys')), now: () => new Date() });
  const found: string[] = [];
  for (const stream of streams) {
    const answer = await perform(readSection, { id: 'anna', agency }, { stream, section: 'two' });
    if (!answer.done) throw new Error(`a stream is not there: ${answer.because}`);
    for (const { body } of answer.value.entries) if (body?.opened) found.push(`${stream} ${body.value.toString()}`);
  }
  return found;
}

/** Kills a process that does actions, again and again, in two of five rounds its PostgreSQL as well; then looks for everything. */
export async function killWhileWriting(kills: number): Promise<Outcome> {
  const place = await prepare();
  try {
    const lives: Life[] = [];
    for (let round = 0; round < kills; round++) lives.push(await live(place, round, round % 5 === 0 ? 'comes-back' : round % 5 === 1 ? 'killed' : 'stays'));
    const told = lives.flatMap((l) => [...l.told.matchAll(/^kept (\S+ \S+)$/gm)].map((m) => m[1] as string));
    const database = await openDatabase({ data: place.data, migrationsFolder: MIGRATIONS });
    const { host, leave } = await startEmbedded({ data: place.data });
    const query = (sql: string) => queryAs(host, 'keerpunt_owner', 'keerpunt', sql);
    const streams = (await query(`select stream_id from keerpunt.stream where stream_kind = 'matter'`)) as { stream_id: string }[];
    const found = await wordsIn(database, place, streams.map((s) => s.stream_id));
    const { broken } = await verifyDatabase(query);
    await leave();
    await database.close();
    const stored = new Set(found);
    return { kills, told: told.length, lost: told.filter((words) => !stored.has(words)).length, twice: found.length - stored.size, broken, startMs: lives.map((l) => l.startMs) };
  } finally {
    rmSync(place.data, { recursive: true, force: true });
  }
}
