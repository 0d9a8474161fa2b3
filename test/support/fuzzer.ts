import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { ACTIONS } from '#src/actions.ts';
import { offeredTo } from '#src/platform/api/openapi.ts';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import { ROLES } from '#src/roles.ts';
import { tokenOf } from './api.ts';
import type { TestDatabase } from './database.ts';
import { deskTester, openReception, openLinkPost, performBeside, type DeskTester } from './desk.ts';
import { everyRoute, inputFor, raw, RAW, shots, statusOf, type Shot } from './fuzzing.ts';
import { signInAs } from './people.ts';
import { aReport } from './reports.ts';
import type { Running } from './server.ts';
import { startSignInServer } from './sign-in-server.ts';

/** What was asked and what came back that never should. */
type Fault = { asked: string; status: number | string };
export type Fuzzed = { server: Running; faults: readonly Fault[]; asked: number; seed: number };

type Visitor = { cookie: string };

const OUT: Visitor = { cookie: '' };

/** A network of its own for each request, so that the limit of posts hides nothing. */
const network = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

async function signedIn(who: DeskTester): Promise<Visitor> {
  const { token, deviceToken } = await signInAs(who.door, who);
  return { cookie: `keerpunt-session=${token}; keerpunt-device=${deviceToken}` };
}

/** Everything that is fuzzed: a server with people of several roles, a report, and tokens for all of it. */
export async function fuzzed(database: TestDatabase, { seconds, seed = Date.now() % 2 ** 31 }: { seconds: number; seed?: number }): Promise<Fuzzed> {
  const server = await startSignInServer(database, ['--behind-proxy']);
  const worker = await deskTester(database, ['helpdesk-worker']);
  const administrator = await deskTester(database, ['helpdesk-coordinator'], worker);
  await openReception(database, worker);
  await openLinkPost(database, worker);
  const perform = performBeside(database, server);
  const ids: string[] = [worker.personId, worker.agencyId];
  for (let n = 0; n < 3; n++) {
    const report = aReport();
    await perform(sendReport, { id: 'service:reception', agency: worker.agencyId }, report);
    ids.push(report.report, report.message);
  }
  const visitors = [OUT, await signedIn(worker), await signedIn(administrator)];
  const offered = offeredTo(ACTIONS, ROLES);
  const tokens = [await tokenOf(worker, { actions: offered.map((a) => a.name) }), await tokenOf(administrator, { actions: offered.map((a) => a.name) })];
  for (const { cookie } of visitors.slice(1)) {
    const account = await fetch(`${server.address}/account`, { headers: { cookie }, redirect: 'manual' });
    if (account.status !== 200) throw new Error('a fuzzer that should be signed in is not');
  }
  const faults: Fault[] = [];
  let asked = 0;

  /** Sends it, also twice at once; a fault is any answer of 500 and above, and none at all. */
  async function send({ method, path, headers, body }: Shot, visitor: Visitor, times = 1): Promise<void> {
    const one = async () => {
      asked++;
      try {
        const init = { method, redirect: 'manual' as const, signal: AbortSignal.timeout(15_000), headers: { ...clean(headers), origin: server.address, 'x-forwarded-for': network(), cookie: visitor.cookie }, ...(method === 'GET' || method === 'HEAD' || body === null ? {} : { body: body as BodyInit }) };
        const response = await fetch(`${server.address}${path}`, init);
        await response.arrayBuffer();
        if (response.status >= 500) faults.push({ asked: `${method} ${path} ${headers['content-type']} ${String(body).slice(0, 300)}`, status: response.status });
      } catch (error) {
        faults.push({ asked: `${method} ${path} ${headers['content-type']} ${String(body).slice(0, 300)}`, status: String((error as Error).cause ?? error) });
      }
    };
    await Promise.all(Array.from({ length: times }, one));
  }

  const routes = await everyRoute();
  const pages = fc.sample(fc.tuple(shots(routes, ids), fc.constantFrom(...visitors), fc.constantFrom(1, 1, 1, 3)), { numRuns: seconds * 400, seed });
  const calls = fc.sample(
    fc.constantFrom(...offered).chain((action) => inputFor(z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>, ids).map((input) => ({ name: action.name, input }))),
    { numRuns: seconds * 200, seed },
  );
  await fourAtOnce(pages, seconds, ([shot, visitor, times]) => send(shot, visitor, times));
  await fourAtOnce(calls, seconds / 2, ({ name, input }, at) =>
    send({ method: 'POST', path: `/api/${name}`, headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[at % 2]}` }, body: JSON.stringify(input) ?? 'null' }, OUT, at % 7 === 0 ? 2 : 1),
  );
  for (const [what, bytes] of Object.entries(RAW)) {
    asked++;
    const status = statusOf(await raw(server.port, bytes));
    if (status !== null && status >= 500) faults.push({ asked: what, status });
  }
  return { server, faults, asked, seed };
}

/** Does so many as there is time for, four at once. */
async function fourAtOnce<T>(all: readonly T[], seconds: number, work: (one: T, at: number) => Promise<void>): Promise<void> {
  const until = Date.now() + seconds * 1000;
  let at = 0;
  const one = async () => {
    while (at < all.length && Date.now() < until) {
      const mine = at++;
      await work(all[mine] as T, mine);
    }
  };
  await Promise.all([one(), one(), one(), one()]);
}

/** What fetch itself would refuse to send is left out. */
function clean(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== '' || name !== 'content-type'));
}
