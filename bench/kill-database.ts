// Kills Keerpunt fifty times while it writes, and in twenty of those its PostgreSQL as well; then looks whether every
// entry that was told as kept is there once and in its chain. Ends with 1 when not.
//   npx node bench/kill-database.ts
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbedded } from '../src/platform/database/embedded.ts';

const KILLS = 50;
const HOLDER = join(import.meta.dirname, '../test/support/hold-database.ts');
const data = mkdtempSync(join(tmpdir(), 'keerpunt-kill-'));
chmodSync(data, 0o755);

const serverPid = () => Number(readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
const ended = (child: ChildProcess) => new Promise((done) => child.once('exit', done));
const count = (text: string) => text.split('\nkept').length - 1;

/** One life: starts, writes, and is killed; returns what it told and how long it took to start. */
async function live(round: number): Promise<{ told: string; startMs: number }> {
  const begin = performance.now();
  const child = spawn(process.execPath, [HOLDER, data, 'write'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  while (!told.includes('open')) await sleep(5);
  const startMs = performance.now() - begin;
  while (count(told) < 10) await sleep(3);
  await sleep(Math.random() * 60);
  // In two of five rounds the server goes first; in one of those it has to come back before the end.
  if (round % 5 < 2) process.kill(serverPid(), 'SIGKILL');
  if (round % 5 === 0) for (const before = count(told); count(told) < before + 5; ) await sleep(5);
  child.kill('SIGKILL');
  await ended(child);
  return { told, startMs };
}

type Row = { name: string; previous_hash: Buffer; before: Buffer | null };

async function storedEntries(): Promise<Row[]> {
  const server = await startEmbedded({ data });
  const client = new Client({ host: server.host, user: 'keerpunt_owner', database: 'keerpunt' });
  await client.connect();
  const { rows } = await client.query<Row>(`select stream_id || ' ' || sequence as name, previous_hash, lag(hash) over (partition by stream_id order by sequence) as before from keerpunt.entry`);
  await client.end();
  await server.leave();
  return rows;
}

const lives: { told: string; startMs: number }[] = [];
for (let round = 0; round < KILLS; round++) lives.push(await live(round));
const told = lives.flatMap((l) => [...l.told.matchAll(/^kept (\S+ \d+)$/gm)].map((m) => m[1] as string));
const rows = await storedEntries();
const stored = new Set(rows.map((row) => row.name));
const lost = told.filter((name) => !stored.has(name)).length;
const broken = rows.filter((row) => row.before !== null && !row.before.equals(row.previous_hash)).length;
const starts = lives.map((l) => l.startMs).toSorted((a, b) => a - b);
process.stdout.write(
  `${KILLS} kills; told as kept ${told.length}, lost ${lost}, twice ${rows.length - stored.size}, out of their chain ${broken}; start: median ${Math.round(starts[KILLS / 2] ?? 0)} ms, longest ${Math.round(starts.at(-1) ?? 0)} ms\n`,
);
rmSync(data, { recursive: true, force: true });
process.exitCode = lost + broken + rows.length - stored.size > 0 ? 1 : 0;
