/**
 * How long it takes to see every place for one child, with a reason for each.
 *   npx node bench/places.ts [PLACES] [--json]      10 000 unless said otherwise
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { KINDS } from '../src/kinds.ts';
import { LISTS } from '../src/lists.ts';
import { OPEN_SECTION, openFile } from '../src/files/actions/open-actions.ts';
import { READ_SECTION } from '../src/files/actions/read-actions.ts';
import { performOn } from '../src/platform/action/perform.ts';
import { RULE_OUT_AREA, setNeeds } from '../src/protection/places/actions/child-actions.ts';
import { matchChild } from '../src/protection/places/actions/match-actions.ts';
import { packedOffer } from '../src/protection/places/model/offer.ts';
import { CARE, SCHOOLING, SECURITY, SEXES, SPOKEN } from '../src/protection/places/model/vocabulary.ts';
import { drawing } from '../test/support/many-people.ts';
import { figures, note, percentile } from './figures.ts';
import { openGround, valueOf } from './ground.ts';

const ASKED = 200;
const count = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 10_000);
const ground = await openGround(2);
const query = async (sql: string, values: readonly unknown[] = []) => (await ground.pool.query(sql, [...values])).rows as Record<string, unknown>[];
const perform = performOn({ database: ground.database, wrapper: ground.wrapper, kinds: KINDS, lists: LISTS, now: () => new Date() });
const desk = { id: 'desk', agency: ground.agency };
for (const role of ['placement-desk', 'youth-protection-worker']) await query("insert into service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'desk', $2, true, current_date, 'bench')", [ground.agency, role]);

/** Rows as the rule makes them, past the door: it is not writing that is measured here. */
const draw = drawing(7);
const whole = (most: number) => Math.floor(draw() * most);
const some = <T extends string>(list: readonly T[], share: number): T[] => list.filter(() => draw() < share);
const pick = <T extends string>(list: readonly [T, ...T[]]): T => list[whole(list.length)] ?? list[0];
const drawn = Array.from({ length: count }, () => {
  const state = { agency: randomUUID(), country: 'NL', offer: null, capacities: [{ from: '2026-01-01', beds: 1 + whole(9) }], free: draw() < 0.2 ? null : whole(4), out: draw() < 0.05 ? { because: 'illness', until: null } : null, desks: [], holds: [], waits: [] };
  const offer = { area: whole(100), ageFrom: whole(14), ageTo: 14 + whole(6), sexes: some(SEXES, 0.8), languages: some(SPOKEN, 0.3), security: pick(SECURITY), schooling: pick(SCHOOLING), care: some(CARE, 0.4), takesSiblings: draw() < 0.5, isAccessible: draw() < 0.5, hasOwnRooms: draw() < 0.7, keepsAgesApart: draw() < 0.5 };
  const saidAt = (moment: number) => packedOffer({ ...state, freeAt: new Date(moment).toISOString() }, offer);
  return { place: randomUUID(), saidAt, fields: { agency: ground.agency, offer: saidAt(Date.now() - whole(40) * 3_600_000) } };
});
const rows = drawn.map(({ place, fields }) => ({ place, fields }));
await query(`insert into stream (stream_id, stream_kind) select (r ->> 'place')::uuid, 'place' from json_array_elements($1::json) as r`, [JSON.stringify(rows)]);
await query('alter table list_row disable trigger list_row_is_shown');
await query(`insert into list_row (stream_id, list, item, section, state, fields, agencies) select (r ->> 'place')::uuid, 'places', 'place', 'offer', 'open', (r -> 'fields')::jsonb, $2::jsonb from json_array_elements($1::json) as r`, [JSON.stringify(rows), JSON.stringify({ [ground.agency]: '9999-12-31' })]);
await query('alter table list_row enable trigger list_row_is_shown');
await query('analyze');

const file = randomUUID();
const event = { event: randomUUID(), what: 'first-contact', happened: null, precision: 'not-known', source: 'own-eyes', country: 'NL', hadMissedSign: false, corrects: null };
valueOf(await perform(openFile, desk, { file, origin: 'direct', country: 'NL', fact: randomUUID(), child: {}, event, words: { text: 'Invented' } }));
valueOf(await perform(OPEN_SECTION.location, desk, { file, purpose: 'shelter', ground: 'gdpr-6-1-e' }));
const { version } = valueOf(await perform(READ_SECTION.protection, desk, { file }));
valueOf(await perform(setNeeds, desk, { file, base: version, needs: { country: 'NL', soon: 'tonight', ageFrom: 14, ageTo: 14, isAgeSure: true, sex: 'girl', languages: ['ro'], security: 'secret-address', care: ['trauma'], needsSchool: true, needsAccess: false, needsOwnRoom: true, near: [35, 36], group: null, groupSize: 1 } }));
for (let area = 0; area < 20; area++) valueOf(await perform(RULE_OUT_AREA.protection, desk, { file, ruling: randomUUID(), country: 'NL', area, because: 'exploiter-moves-there' }));

/** What this process and those of the database have computed until now: that does not grow when others compute too. */
const TICK_MS = 10;
async function computed(): Promise<number> {
  const pids = (await query('select pid from pg_stat_activity')).map(({ pid }) => String(pid));
  const { user, system } = process.cpuUsage();
  return pids.reduce((sum, pid) => {
    const parts = existsSync(`/proc/${pid}/stat`) ? (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ') : [];
    return sum + (Number(parts[11] ?? 0) + Number(parts[12] ?? 0)) * TICK_MS;
  }, (user + system) / 1000);
}

/** Between two questions one of the places says its beds anew, as on a busy day: what was read before does not hold any more. */
const tapped = async (n: number) => {
  const one = drawn[n % drawn.length];
  await query("update list_row set fields = jsonb_set(fields, '{offer}', to_jsonb($2::text)) where stream_id = $1 and list = 'places'", [one?.place, one?.saidAt(Date.now())]);
};

const times: number[] = [];
let spent = 0;
for (let at = 0; at < ASKED + 20; at++) {
  await tapped(at);
  const before = await computed();
  const began = performance.now();
  const { matched } = valueOf(await perform(matchChild, desk, { file, at: new Date().toISOString() }));
  const took = performance.now() - began;
  if (at >= 20) {
    times.push(took);
    spent += (await computed()) - before;
  }
  if (matched?.total !== count) throw new Error(`${matched?.total} places were looked at, not ${count}`);
}
note(`one child against ${count} places, p50, whole action`, percentile(times, 0.5), 'ms', 50);
note(`one child against ${count} places, p95, whole action`, percentile(times, 0.95), 'ms', 50);
note('computed for each, by this process and by the database', spent / ASKED, 'ms', 40);

await ground.close();
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else for (const f of figures) process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${f.value.toFixed(1)} ${f.unit} (at most ${f.limit})\n`);
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
