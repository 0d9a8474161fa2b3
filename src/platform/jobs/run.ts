import type { PgBoss } from 'pg-boss';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { serviceActor } from '#src/platform/action/service.ts';
import type { Doing, Job } from './jobs.ts';

/** Tried so often, each time later; then it lies among the dead, where somebody looks. */
const RETRIES = { retryLimit: 5, retryDelay: 30, retryBackoff: true } as const;
export const DEAD = 'dead';
const KEPT_SECONDS = 14 * 86_400;

/** A job that could not do what it is for. Its words are codes. */
class JobFailed extends Error {
  override readonly name = 'JobFailed';
}

type Running = { boss: PgBoss; ground: Ground; tell: Doing['tell'] };

async function runOnce({ ground, tell }: Running, job: Job, data: unknown): Promise<void> {
  const payload = job.payload.safeParse(data ?? {});
  if (!payload.success) throw new JobFailed(`${job.name}: a payload that it does not know`);
  const actor = await serviceActor(ground, job.service.name, job.service.role);
  // Nobody asked for it here: that is no failure, and `keerpunt service allow` changes it.
  if (!actor?.agency) return;
  const perform = performOn(ground);
  const answer = await job.run({ perform: (action, input) => perform(action, actor, input), tell, agency: actor.agency, today: ground.now().toISOString().slice(0, 10) }, payload.data);
  if (!answer.done) throw new JobFailed(`${job.name}: ${answer.because}`);
}

type Taken = { id: string; data: unknown; retryCount: number; retryLimit: number };

/** The same for a job that leaves no row: not done, and not given up either. */
async function runForgotten(running: Running, job: Job, { id, data, retryCount, retryLimit }: Taken): Promise<void> {
  try {
    await runOnce(running, job, data);
  } catch (error) {
    if (retryCount < retryLimit) throw error;
  }
  await running.boss.deleteJob(job.name, id);
}

/** Makes the queues and lets this process take jobs from them. */
export async function workOn(running: Running, jobs: readonly Job[]): Promise<void> {
  const { boss } = running;
  await boss.createQueue(DEAD, { retentionSeconds: KEPT_SECONDS });
  for (const job of jobs) {
    await boss.createQueue(job.name, { ...RETRIES, ...(job.isForgotten ? {} : { deadLetter: DEAD }), retentionSeconds: KEPT_SECONDS });
    await boss.work(job.name, { batchSize: 1, includeMetadata: true }, async ([one]) => (job.isForgotten && one ? runForgotten(running, job, one) : runOnce(running, job, one?.data)));
    if (job.every !== undefined) await boss.schedule(job.name, job.every, {}, { tz: 'UTC' });
  }
}
