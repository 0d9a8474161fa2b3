import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LISTS } from '#src/lists.ts';
import { useDatabase } from './support/database.ts';
import { everyRoute } from './support/fuzzing.ts';
import { fuzzed, type Fuzzed } from './support/fuzzer.ts';
import { halfWritten } from './support/half-written.ts';

const database = useDatabase();
let done: Fuzzed;
/** So long among the other tests. `KEERPUNT_FUZZ_SECONDS=600 npm test -- test/fuzz.test.ts` takes longer, and a seed repeats. */
const SECONDS = Number(process.env['KEERPUNT_FUZZ_SECONDS'] ?? 6);
const SEED = process.env['KEERPUNT_FUZZ_SEED'];

beforeAll(async () => {
  done = await fuzzed(database, { seconds: SECONDS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) });
}, 90_000 + SECONDS * 4000);
afterAll(() => done.server.stop());

describe('every route', () => {
  it('is found by asking the application: pages in five languages, forms, and the API', async () => {
    const routes = (await everyRoute()).map(({ method, path }) => `${method} ${path}`);
    expect(routes).toEqual(expect.arrayContaining(['GET /check', 'POST /ro/report', 'POST /sign-in', 'POST /en/desk/reports/:report/:doing', 'POST /api/:action', 'GET /healthz']));
    expect(routes.length).toBeGreaterThan(200);
  });
  it('answers whatever comes, and never with a fault of ours', () => {
    expect(done.faults.slice(0, 10), `seed ${done.seed}`).toEqual([]);
    expect(done.asked).toBeGreaterThan(500);
  });
  it('leaves nothing half-written behind', async () => expect(await halfWritten(database, LISTS)).toEqual([]));
  it('and the server goes on', async () => {
    expect((await fetch(`${done.server.address}/readyz`)).status).toBe(200);
    expect(done.server.output().split('\n').filter((line) => line.includes('"level":50') || line.includes('"bug"'))).toEqual([]);
  });
});

describe('a body of 100 MB', () => {
  const MB = 1024 * 1024;
  function big(): ReadableStream<Uint8Array> {
    let left = 100;
    return new ReadableStream({ pull: (to) => (left-- > 0 ? to.enqueue(new Uint8Array(MB)) : to.close()) });
  }
  it.each(['/report', '/sign-in', '/check', '/en/desk/intake', '/api/report.list', '/account/tokens'])('to %s is refused before it is all there', async (path) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: done.server.address }, body: big(), duplex: 'half', redirect: 'manual' } as unknown as RequestInit;
    // A server that hangs up on so much is right too.
    const status = await fetch(`${done.server.address}${path}`, init).then((r) => r.status, () => 'hung up');
    expect([303, 401, 403, 413, 415, 429, 'hung up']).toContain(status);
  });
});
