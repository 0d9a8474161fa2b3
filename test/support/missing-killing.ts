import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { openFile } from '#src/files/actions/open-actions.ts';
import { TELL_TABLE, reportMissing } from '#src/protection/keeping/actions/missing-actions.ts';
import { askApi, tokenOf } from './api.ts';
import type { TestDatabase } from './database.ts';
import { deskTester, type DeskTester } from './desk.ts';
import { aFile } from './files.ts';
import { startServer, type Running } from './server.ts';
import { databaseUrl, startSignInServer } from './sign-in-server.ts';

export type Outcome = {
  kills: number;
  /** Children that were shown to be reported as missing. */
  told: number;
  /** Of those: not in the journal. */
  lost: number;
  /** Notices that are queued more or less often than agencies sit at the tables of children that are missing. */
  wrong: number;
  /** Milliseconds from the button to the answer, by which everything is queued. */
  times: readonly number[];
};

type Table = { officer: DeskTester; worker: DeskTester; tokens: { officer: string; worker: string } };

async function peopleFor(database: TestDatabase): Promise<Table> {
  const [officer, worker] = [await deskTester(database, ['police-officer']), await deskTester(database, ['youth-protection-worker'])];
  const officers = await tokenOf(officer, { actions: [openFile.name, INVITE.protection.name, reportMissing.name] });
  const workers = await tokenOf(worker, { actions: [answerInvitation.name, reportMissing.name] });
  return { officer, worker, tokens: { officer: officers, worker: workers } };
}

async function done(answer: ReturnType<typeof askApi>): Promise<void> {
  const { json } = await answer;
  if (!json.done) throw new Error(`not done: ${json.because}`);
}

/** A file at whose table two agencies sit. */
async function newFile(address: string, { worker, tokens }: Table): Promise<string> {
  const input = aFile();
  await done(askApi(address, openFile.name, input, { token: tokens.officer }));
  await done(askApi(address, INVITE.protection.name, { file: input.file, agency: worker.agencyId, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }, { token: tokens.officer }));
  await done(askApi(address, answerInvitation.name, { file: input.file, answer: 'accepted' }, { token: tokens.worker }));
  return input.file;
}

const gone = (file: string) => ({ file, gone: { missing: randomUUID(), lastSeenOn: '2026-11-24', lastSeenHour: 3, withCar: 'not-known', withAdult: 'not-known' }, words: { place: 'Verzonnen' } });

async function again(database: TestDatabase, { data, port }: Pick<Running, 'data' | 'port'>): Promise<Running> {
  const next = await startServer(['--data', data, '--database-url', databaseUrl(database)], port);
  while ((await fetch(`${next.address}/sign-in`)).status === 503) await sleep(50);
  return { ...next, data };
}

/** Says of one child after another that it is missing, and kills the server while it is being said. */
export async function killWhileMissing(database: TestDatabase, kills: number): Promise<Outcome> {
  let server = await startSignInServer(database);
  const table = await peopleFor(database);
  const [told, times]: [string[], number[]] = [[], []];
  try {
    for (let life = 0; life < kills; life += 1) {
      const files = [await newFile(server.address, table), await newFile(server.address, table), await newFile(server.address, table)];
      const saying = files.map(async (file) => {
        const begun = performance.now();
        // Nobody answers for a server that was killed; what came of it is looked up afterwards.
        const answer = await askApi(server.address, reportMissing.name, gone(file), { token: table.tokens.worker }).catch(() => null);
        if (answer?.json.done) {
          told.push(file);
          times.push(performance.now() - begun);
        }
      });
      await sleep(Math.random() * 60);
      server.process.kill('SIGKILL');
      await Promise.all([new Promise((ended) => server.process.once('exit', ended)), ...saying]);
      server = await again(database, server);
    }
    // One that nobody disturbs: how long it takes from the button until everything is queued.
    const [undisturbed, begun] = [await newFile(server.address, table), performance.now()];
    await done(askApi(server.address, reportMissing.name, gone(undisturbed), { token: table.tokens.worker }));
    told.push(undisturbed);
    times.push(performance.now() - begun);
    const missing = (await database.query(`select stream_id from keerpunt.entry where kind = 'file.missing-begun'`, [], 'postgres')) as { stream_id: string }[];
    const notices = (await database.query(`select count(*)::int as n from pgboss.job where name = $1`, [TELL_TABLE], 'postgres')) as { n: number }[];
    const kept = new Set(missing.map((row) => row.stream_id));
    return { kills, told: told.length, lost: told.filter((file) => !kept.has(file)).length, wrong: Math.abs((notices[0]?.n ?? 0) - 2 * missing.length), times };
  } finally {
    await server.stop();
  }
}
