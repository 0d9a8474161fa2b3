import type { PgBoss } from 'pg-boss';
import type { Ground } from '#src/platform/action/perform.ts';
import type { Enqueue } from '#src/platform/action/wanted.ts';
import type { Database } from '#src/platform/database/database.ts';
import { enqueueThrough, queueOn } from './boss.ts';
import type { Doing, Job } from './jobs.ts';
import { workOn } from './run.ts';

export type JobSettings = { list: readonly Job[]; tell: (database: Database) => Doing['tell']; failed: (code: string) => void };

const PATIENCE_MS = 5000;

/** Jobs that are taken up while the server runs. */
export type Jobs = { enqueue: Enqueue; stop: () => Promise<void> };

/** Begins to do jobs on this ground. A database that goes away and comes back is no end of it. */
export async function keepWorking(ground: Ground, database: Database, { list, tell, failed }: JobSettings): Promise<Jobs> {
  const boss: PgBoss = queueOn(database.connection);
  // Without a listener it would end this process; what it says may hold anything, so only that it happened.
  boss.on('error', (error) => failed((error as { code?: string }).code ?? error.name));
  await boss.start();
  const enqueue = enqueueThrough(boss);
  await workOn({ boss, ground: { ...ground, enqueue }, tell: tell(database) }, list);
  return { enqueue, stop: () => boss.stop({ graceful: true, timeout: PATIENCE_MS }) };
}
