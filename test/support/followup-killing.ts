import { setTimeout as sleep } from 'node:timers/promises';
import { OPEN_SECTION, openFile } from '#src/files/actions/open-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { queueOn } from '#src/platform/jobs/boss.ts';
import { setCalendar } from '#src/reintegration/following/actions/plan-actions.ts';
import { TELL_FOLLOWING } from '#src/reintegration/following/actions/watch-actions.ts';
import { FOLLOWING_JOBS } from '#src/reintegration/following/jobs.ts';
import { FOLLOW_UP_WATCH, followUpWatch } from '#src/reintegration/following/model/roles.ts';
import type { TestDatabase } from './database.ts';
import { deskTester, performBeside, type DeskTester } from './desk.ts';
import { aFile } from './files.ts';
import { startServer, type Running } from './server.ts';
import { databaseUrl, startSignInServer } from './sign-in-server.ts';
import { valueOf } from './value.ts';

export type Reminded = {
  /** Children whose follow-up is due today. */
  due: number;
  /** Of those, how many were reminded of once, and how many lives of the server it took. */
  once: number;
  kills: number;
  /** Kills that came while some were reminded of and others not yet. */
  inTheMiddle: number;
  /** Messages that are queued, of which there is one for each child. */
  messages: number;
};

const AT_A_TIME = 12;
const WATCH = FOLLOWING_JOBS[0]?.name ?? '';

async function again(database: TestDatabase, { data, port }: Pick<Running, 'data' | 'port'>): Promise<Running> {
  const next = await startServer(['--data', data, '--database-url', databaseUrl(database)], port);
  while ((await fetch(`${next.address}/sign-in`)).status === 503) await sleep(50);
  return { ...next, data };
}

/** Children who arrive today, in files of one desk. */
async function addChildren(database: TestDatabase, server: Running, { personId, agencyId }: DeskTester): Promise<void> {
  const [perform, desk, today] = [performBeside(database, server), { id: personId, agency: agencyId }, new Date().toISOString().slice(0, 10)];
  for (let n = 0; n < AT_A_TIME; n++) {
    const file = valueOf(await perform(openFile, desk, aFile()));
    valueOf(await perform(OPEN_SECTION.reintegration, desk, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
    const { version } = valueOf(await perform(READ_SECTION.reintegration, desk, { file }));
    valueOf(await perform(setCalendar, desk, { file, base: version, calendar: { country: 'RO', arrivesOn: today, language: 'ro', riskStays: false }, words: { partner: 'Verzonnen', phone: '1' } }));
  }
}

const count = async (database: TestDatabase, sql: string): Promise<number> => ((await database.query(sql, [], 'postgres'))[0] as { n: number }).n;
const STEPS = `select count(*)::int as n from keerpunt.entry where kind = 'followup.step-taken'`;
const LEFT = `select count(*)::int as n from keerpunt.list_row where list = 'follow-up-steps' and due_on <= current_date`;

/** Waits until it is so, as long as anybody would. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

/** Lets the watch look at children who are due, and kills the server while it does, so often. */
export async function killWhileReminding(database: TestDatabase, kills: number): Promise<Reminded> {
  let server = await startSignInServer(database);
  const desk = await deskTester(database, ['care-coordinator']);
  await database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, $2, $3, true, '2026-11-25', 'test')`, [desk.agencyId, FOLLOW_UP_WATCH, followUpWatch.name]);
  const boss = queueOn({ host: database.host, database: database.name, user: 'keerpunt_app' });
  boss.on('error', () => undefined);
  await boss.start();
  let inTheMiddle = 0;
  try {
    for (let life = 0; life < kills; life++) {
      await addChildren(database, server, desk);
      const before = await count(database, STEPS);
      await boss.send(WATCH, {});
      // While it looks: some are reminded of by now, and others are not.
      await until(async () => (await count(database, STEPS)) > before);
      await sleep(Math.random() * 60);
      server.process.kill('SIGKILL');
      await new Promise((ended) => server.process.once('exit', ended));
      if ((await count(database, LEFT)) > 0) inTheMiddle++;
      server = await again(database, server);
    }
    await addChildren(database, server, desk);
    await boss.send(WATCH, {});
    await until(async () => (await count(database, LEFT)) === 0);
    // Looked at once more, there is nothing to remind of.
    await boss.send(WATCH, {});
    await until(async () => (await count(database, `select count(*)::int as n from pgboss.job where name = '${WATCH}' and state = 'created'`)) === 0);
    const once = await count(database, `select count(*)::int as n from (select stream_id from keerpunt.entry where kind = 'followup.step-taken' group by stream_id having count(*) = 1) as one`);
    return { due: (kills + 1) * AT_A_TIME, once, kills, inTheMiddle, messages: await count(database, `select count(*)::int as n from pgboss.job where name = '${TELL_FOLLOWING}'`) };
  } finally {
    await boss.stop({ graceful: false });
    await server.stop();
  }
}
