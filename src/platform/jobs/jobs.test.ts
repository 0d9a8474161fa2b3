import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getConstructionPlans } from 'pg-boss';
import { addNote, beginMatter, readSection } from '#test/support/actions.ts';
import { MIGRATIONS } from '#test/support/database.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { performOn } from '#src/platform/action/perform.ts';
import { enqueueThrough, queueOn } from './boss.ts';
import type { Job } from './jobs.ts';
import { DEAD, workOn } from './run.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
const service = { name: 'service:trial', role: 'writer' };
const PATIENCE_MS = 20_000;
let stream = '';
let fails = 0;
const told: unknown[] = [];

/** Writes a note for the service; fails as often as the test wants. */
const write: Job = {
  name: 'trial.write',
  service,
  payload: z.strictObject({ words: z.string() }),
  async run({ perform, tell, agency }, { words }) {
    if (fails > 0) {
      fails--;
      throw new Error('Jane Roe');
    }
    await tell({ agency, roles: ['reader'] });
    return perform(addNote, { stream, section: 'two', words });
  },
};

/** Adds a note and asks for a job; what `refuses` says decides how it ends. */
const noteAndAsk = (ends: 'kept' | 'refused' | 'broken'): StreamAction<{ stream: string; words: string }, null> => ({
  ...(addNote as unknown as StreamAction<{ stream: string; words: string }, null>),
  input: z.object({ stream: z.string(), words: z.string() }),
  about: { kind: 'matter', stream: (i) => i.stream, sections: ['one'] },
  run: ({ input }) => {
    if (ends === 'refused') return { obstacles: [{ code: 'no' }] };
    // A list that is no code is refused by the database, after the job was put there.
    const lists = ends === 'broken' ? [{ list: 'NO CODE', item: 'x', section: 'one', state: 'x', dueOn: null }] : [];
    return { value: null, entries: [], lists: [], jobs: [{ job: 'trial.write', payload: { words: input.words } }], ...(ends === 'broken' ? { entries: [] , lists } : {}) };
  },
});

let boss: ReturnType<typeof queueOn>;
beforeAll(async () => {
  await ground.give(anna, ['writer', 'reader']);
  await ground.give({ id: service.name, agency: AGENCIES[0] }, ['writer']);
  stream = valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
  boss = queueOn({ host: ground.database.host, database: ground.database.name, user: 'keerpunt_app' });
  boss.on('error', () => undefined);
  await boss.start();
  ground.enqueue = enqueueThrough(boss);
  await workOn({ boss, ground, tell: async (whom) => void told.push(whom) }, [write]);
});
afterAll(() => boss.stop({ graceful: false }));

const perform = () => performOn({ ...ground, enqueue: enqueueThrough(boss) });
const words = async () => valueOf(await ground.perform(readSection, anna, { stream, section: 'two' })).entries.map(({ body, actor }) => [body?.opened && body.value.toString(), actor]);
const queued = async () => (await ground.database.query(`select count(*)::int as n from pgboss.job where name = 'trial.write'`))[0]?.['n'] as number;
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(50)) if (Date.now() > end) throw new Error('it did not come about');
}

describe('a job', () => {
  it('is done by its service, once, after the action that asked for it was kept', async () => {
    valueOf(await perform()(noteAndAsk('kept'), anna, { stream, words: 'later' }));
    await until(async () => (await words()).length > 0);
    await sleep(1500);
    expect(await words()).toEqual([['later', 'service:trial']]);
    expect(told).toEqual([{ agency: AGENCIES[0], roles: ['reader'] }]);
  });
  it('is not there where the action was refused or broke', async () => {
    const before = await queued();
    expect(await perform()(noteAndAsk('refused'), anna, { stream, words: 'x' })).toMatchObject({ because: 'obstacles' });
    await expect(perform()(noteAndAsk('broken'), anna, { stream, words: 'x' })).rejects.toThrow();
    expect(await queued()).toBe(before);
  });
  it('that fails is tried again later, and says nothing about people', async () => {
    fails = 1;
    valueOf(await perform()(noteAndAsk('kept'), anna, { stream, words: 'again' }));
    await until(async () => (await ground.database.query(`select 1 from pgboss.job where name = 'trial.write' and state = 'retry'`)).length === 1);
    expect(await ground.database.query(`select 1 from pgboss.job where state = 'retry' and start_after > now()`)).toHaveLength(1);
  });
  it('with a payload that nobody knows ends among the dead, where somebody looks', async () => {
    await boss.send('trial.write', { other: 1 }, { retryLimit: 0 });
    await until(async () => (await ground.database.query('select 1 from pgboss.job where name = $1', [DEAD])).length > 0);
  });
  it('of a service to which no agency gave its role does nothing, and is no failure', async () => {
    const other: Job = { ...write, name: 'trial.other', service: { name: 'service:nobody', role: 'writer' } };
    await workOn({ boss, ground, tell: async () => undefined }, [other]);
    const id = await boss.send('trial.other', { words: 'nothing' });
    await until(async () => (await ground.database.query(`select 1 from pgboss.job where id = $1 and state = 'completed'`, [id])).length === 1);
    expect((await words()).flat()).not.toContain('nothing');
  });
});

describe('a job whose moment would say when somebody was here', () => {
  it('leaves no row once it is done, and none once it is given up', async () => {
    const [quiet, hopeless] = ['trial.quiet', 'trial.hopeless'].map((name): Job => ({ ...write, name, isForgotten: true, ...(name === 'trial.hopeless' ? { run: () => Promise.reject(new Error('never')) } : {}) }));
    await workOn({ boss, ground, tell: async () => undefined }, [quiet as Job, hopeless as Job]);
    const ids = [await boss.send('trial.quiet', { words: 'quietly' }), await boss.send('trial.hopeless', { words: 'x' }, { retryLimit: 0 })];
    await until(async () => (await words()).flat().includes('quietly'));
    await until(async () => (await ground.database.query('select 1 from pgboss.job where id = any ($1)', [ids])).length === 0);
    await sleep(1500);
    expect(await ground.database.query(`select 1 from pgboss.job where name in ('trial.quiet', 'trial.hopeless')`)).toEqual([]);
  });
});

describe('the role of jobs', () => {
  it('sees no stream, no entry and no key', async () => {
    const as = { role: 'keerpunt_jobs', actor: 'x', agency: null, today: '2026-11-25' } as const;
    for (const table of ['stream', 'entry', 'section_key', 'access_record', 'password'] as const) {
      await expect(ground.database.transaction(as, (tx) => tx.selectFrom(table).selectAll().execute()), table).rejects.toThrow('permission denied');
    }
  });
});

describe('the tables of the queue', () => {
  it('are those that the library makes: with another release comes another migration', () => {
    const inFile = readFileSync(join(MIGRATIONS, '0098_platform_make_jobs.sql'), 'utf8');
    const plan = getConstructionPlans('pgboss').replace('    BEGIN;\n', '').replace(/ {4}COMMIT;\s*$/, '').trim();
    expect(inFile).toContain(plan);
  });
});
