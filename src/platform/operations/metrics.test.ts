import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import { useFolder } from '#test/support/restoring.ts';
import { noteBackup } from './last-backup.ts';
import { countRequestsOf } from './metrics.ts';
import { countRequests, metricsRoutes } from './metrics-routes.ts';
import { watchServer } from './watch.ts';

const database = useDatabase();
const folder = useFolder();
const now = () => new Date('2026-11-25T10:00:00Z');

describe('numbers about requests', () => {
  const app = () => {
    const requests = countRequestsOf();
    const pages = new Hono();
    pages.use(countRequests(requests));
    pages.get('/files/:file/entries/:entry', (c) => c.text('ok'));
    pages.post('/files', (c) => c.text('no', 422));
    return { requests, pages };
  };
  it('hold patterns of routes and classes of status, whatever stood in the address, the query, a header or the body', async () => {
    const word = fc.stringMatching(/^[a-z0-9]{12,20}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 6, maxLength: 6 }), async ([a = '', b = '', c = '', d = '', e = '', f = '']) => {
        const { requests, pages } = app();
        await pages.request(`/files/${a}/entries/${b}?name=${c}`, { headers: { 'x-forwarded-for': d } });
        await pages.request('/files', { method: 'POST', body: e });
        await pages.request(`/${f}`);
        await pages.request('/files', { method: `X${a.toUpperCase()}` });
        const text = requests.text();
        for (const given of [a, b, c, d, e, f]) expect(text.toLowerCase()).not.toContain(given);
        expect(text).toContain('keerpunt_requests_total{method="GET",route="/files/:file/entries/:entry",status="2xx"} 1\n');
        expect(text).toContain('keerpunt_requests_total{method="POST",route="/files",status="4xx"} 1\n');
        expect(text).toContain('method="other"');
      }),
      { numRuns: 30 },
    );
  });
  it('count how long requests took, each below its bound and all above it', () => {
    const requests = countRequestsOf();
    for (const seconds of [0.001, 0.03, 0.03, 20]) requests.note({ method: 'GET', route: '/', status: 200, seconds });
    const text = requests.text();
    expect(text.match(/bucket\{le="[\d.]+"\} \d+|bucket\{le="\+Inf"\} \d+/g)?.map((line) => line.slice(11))).toEqual(['0.005"} 1', '0.01"} 1', '0.025"} 1', '0.05"} 3', '0.1"} 3', '0.25"} 3', '0.5"} 3', '1"} 3', '2.5"} 3', '5"} 3', '10"} 3', '+Inf"} 4']);
    expect(text).toContain('keerpunt_request_seconds_count 4\n');
    expect(Number(/seconds_sum ([\d.]+)/.exec(text)?.[1])).toBeCloseTo(20.061);
  });
  it('grow with the routes and not with the addresses', async () => {
    const { requests, pages } = app();
    for (let n = 0; n < 200; n++) await pages.request(`/files/${n}/entries/${n}`);
    expect(requests.text().match(/^keerpunt_requests_total/gm)).toHaveLength(1);
  });
});

describe('numbers about the server', () => {
  const valueOf = (text: string, name: string) => new RegExp(`^${name.replaceAll(/[{}]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1];
  it('say how the process, the database and the last backup are', async () => {
    await database.query(`insert into keerpunt.block (number, closed_at, root, head_count, previous_root, signature) values (1, '2026-11-25T09:59:00Z', decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'), '\\x01')`);
    noteBackup(folder, { at: '2026-11-25T09:00:00.000Z', file: '/somewhere/named', bytes: 1 });
    const watch = watchServer({ data: folder, database: () => database, now, more: async () => [{ name: 'keerpunt_jobs_waiting', help: 'Jobs that wait.', values: [{ value: 3 }] }] });
    const text = await watch.text();
    watch.stop();
    expect(valueOf(text, 'keerpunt_database_up')).toBe('1');
    expect(valueOf(text, 'keerpunt_last_block_age_seconds')).toBe('60');
    expect(valueOf(text, 'keerpunt_last_backup_age_seconds')).toBe('3600');
    expect(valueOf(text, 'keerpunt_jobs_waiting')).toBe('3');
    expect(Number(valueOf(text, 'keerpunt_memory_bytes{kind="rss"}'))).toBeGreaterThan(1e7);
    expect(Number(valueOf(text, 'keerpunt_database_connections{state="idle"}'))).toBeGreaterThan(0);
    expect(text).not.toContain('/somewhere');
    // Every line is one that Prometheus reads.
    expect(text.split('\n').filter((line) => line !== '' && !/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.e+-]+)$/.test(line))).toEqual([]);
  });
  it('say so where the database is away, and nothing that was not looked at', async () => {
    const watch = watchServer({ data: `${folder}/nowhere`, database: () => null, now });
    const text = await watch.text();
    watch.stop();
    expect(valueOf(text, 'keerpunt_database_up')).toBe('0');
    expect(text).not.toMatch(/last_block|last_backup/);
  });
});

describe('the page of numbers', () => {
  const token = 'a-token-that-is-long-enough';
  const asked = async (given: string | undefined, wanted: string | null) =>
    (await metricsRoutes(async () => 'numbers', wanted).request('/metrics', given === undefined ? {} : { headers: { authorization: given } })).status;
  it('is not there without its token', async () => {
    for (const given of [undefined, '', token, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, 'Bearer ', `bearer ${token}`]) expect(await asked(given, token)).toBe(404);
    expect(await asked(`Bearer ${token}`, token)).toBe(200);
  });
  it('needs none where only the machine itself reaches it', async () => expect(await asked(undefined, null)).toBe(200));
});
