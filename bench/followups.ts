/**
 * How long it takes to see who has to be visited next, among very many children that one desk follows, beside those of others.
 *   npx node bench/followups.ts [CHILDREN] [--json]      100 000 unless said otherwise
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { KINDS } from '../src/kinds.ts';
import { LISTS } from '../src/lists.ts';
import { performOn } from '../src/platform/action/perform.ts';
import { DUE_SHOWN, listDue } from '../src/reintegration/following/actions/see-actions.ts';
import { stepsDue } from '../src/reintegration/following/actions/watch-actions.ts';
import { FOLLOW_UP_WATCH, followUpWatch } from '../src/reintegration/following/model/roles.ts';
import { figures, note, percentile } from './figures.ts';
import { openGround, valueOf } from './ground.ts';

const [ASKED, WARM, LIMIT] = [200, 20, 50];
const count = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 100_000);
const ground = await openGround(2);
const query = async (sql: string, values: readonly unknown[] = []) => (await ground.pool.query(sql, [...values])).rows as Record<string, unknown>[];
const perform = performOn({ database: ground.database, wrapper: ground.wrapper, kinds: KINDS, lists: LISTS, now: () => new Date() });
const [desk, watch, today] = [{ id: 'desk', agency: ground.agency }, { id: FOLLOW_UP_WATCH, agency: ground.agency }, new Date().toISOString().slice(0, 10)];
const allow = (service: string, role: string) => query("insert into service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, $2, $3, true, current_date, 'bench')", [ground.agency, service, role]);
await allow('desk', 'care-coordinator');
await allow(FOLLOW_UP_WATCH, followUpWatch.name);

/**
 * Rows as the rule makes them, past the door: it is not writing that is measured here. Every second child is another desk's; one in a
 * thousand is late and an alarm, the others are due over the year to come.
 */
const other = '00000000-0000-4000-8000-0000000000ff';
await query(`insert into stream (stream_id, stream_kind, agencies) select gen_random_uuid(), 'file', jsonb_build_object(case when n % 2 = 0 then $1::text else $2::text end, '9999-12-31') from generate_series(1, $3::int) n`, [ground.agency, other, count * 2]);
await query('alter table list_row disable trigger user');
const fields = `jsonb_build_object('moment', 'month-1', 'trigger', null, 'open', 3, 'level', case when n % 1000 < 2 then 'table-told' end, 'country', 'RO', 'responsible', case when n % 50 < 2 then 'desk' else 'another' end)`;
const numbered = `(select *, row_number() over () as n from stream where stream_kind = 'file') s`;
await query(`insert into list_row (stream_id, list, item, section, state, due_on, fields, agencies) select s.stream_id, 'follow-ups', 'next', 'reintegration', case when n % 1000 < 2 then 'alarm' else 'due' end, current_date + case when n % 1000 < 2 then -9 else (n % 365)::int end, ${fields}, s.agencies from ${numbered}`);
await query(`insert into list_row (stream_id, list, item, section, state, due_on, fields, agencies) select s.stream_id, 'follow-up-steps', 'next', 'reintegration', 'waits', current_date + (n % 365)::int, '{}', s.agencies from ${numbered}`);
await query('alter table list_row enable trigger user');
await query('insert into list_place select a.key::uuid, r.list, r.due_on, r.stream_id, r.item, a.value::date, r.excluded from list_row r cross join jsonb_each_text(r.agencies) a on conflict do nothing');
await query('vacuum analyze list_row, list_place, stream');

/** What this process and its database have computed until now, in milliseconds, on Linux: that does not grow when others compute too. */
async function computed(): Promise<ReadonlyMap<string, number>> {
  const TICK_MS = 10;
  const backends = await query('select pid from pg_stat_activity where datname = current_database()');
  const each = backends.map(({ pid }): [string, number] => {
    const parts = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return [String(pid), (Number(parts[11]) + Number(parts[12])) * TICK_MS];
  });
  const { user, system } = process.cpuUsage();
  return new Map([...each, ['self', (user + system) / 1000]]);
}
/** One that ended in between, or began, computed nothing of this. */
const between = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number => [...after].reduce((sum, [pid, ms]) => sum + (before.has(pid) ? ms - (before.get(pid) ?? 0) : 0), 0);

async function noted(what: string, work: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  let before: ReadonlyMap<string, number> = new Map();
  for (let at = 0; at < ASKED + WARM; at++) {
    if (at === WARM) before = await computed();
    const began = performance.now();
    const rows = await work();
    if (at >= WARM) times.push(performance.now() - began);
    if (rows === 0) throw new Error(`${what} gave nothing`);
  }
  for (const share of [0.5, 0.95]) note(`${what} of ${count} children, p${share * 100}, whole action`, percentile(times, share), 'ms', LIMIT);
  note(`${what} of ${count} children, computed for each`, between(before, await computed()) / ASKED, 'ms', LIMIT);
}

for (const shown of DUE_SHOWN) await noted(`the list "${shown}"`, async () => valueOf(await perform(listDue, desk, { shown, today })).length);
await noted('files in which silence asks for a step', async () => valueOf(await perform(stepsDue, watch, { today, except: [] })).length);

await ground.close();
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else for (const f of figures) process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${f.value.toFixed(1)} ${f.unit} (at most ${f.limit})\n`);
process.stdout.write(`load of the machine: ${loadavg().map((one) => one.toFixed(1)).join(' ')}\n`);
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
