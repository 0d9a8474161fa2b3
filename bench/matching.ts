/**
 * How long it takes to find a child again among many, and what being found costs those who write.
 *   npx node bench/matching.ts [PEOPLE] [--json]      100 000 people unless said otherwise
 */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Perform } from '../src/platform/action/perform.ts';
import { performOn } from '../src/platform/action/perform.ts';
import { KINDS, beginMatter } from '../test/support/actions.ts';
import { askKnown, matcherWith, searchKnown } from '../test/support/known.ts';
import { drawing, keepMany, miswritten, personFrom, profileFor, type Person } from '../test/support/many-people.ts';
import { figures, note, percentile } from './figures.ts';
import { openGround, valueOf } from './ground.ts';

const ASKED = 600;
const WRITTEN = 300;
const MILLION = 1_000_000;

const count = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-bench-keys-'));
const ground = await openGround(4);
const query = async (sql: string, values: readonly unknown[]) => (await ground.pool.query(sql, [...values])).rows as Record<string, unknown>[];
await query(`insert into imprint_rule values ('matter', 'one')`, []);
const matcher = matcherWith(join(folder, 'imprint-keys'));
const actors = Array.from({ length: Math.ceil(ASKED / 50) }, (_, n) => ({ id: `asker-${n}`, agency: ground.agency }));
for (const { id } of actors) await query("insert into service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, $2, 'writer', true, current_date, 'bench')", [ground.agency, id]);
const common = { database: ground.database, wrapper: ground.wrapper, kinds: KINDS, now: () => new Date() };
const [finding, plain] = [performOn({ ...common, imprints: new Map([['matter', matcher]]) }), performOn(common)];

const began = performance.now();
const { people, streams } = await keepMany(query, matcher, count, [ground.agency, randomUUID()]);
note(`imprints written past the door, ${count}`, (performance.now() - began) / 1000, 's', count / 500);

async function ask(): Promise<{ times: number[]; first: number; seen: number }> {
  const draw = drawing(5);
  const times: number[] = [];
  let [first, seen] = [0, 0];
  for (let at = 0; at < ASKED; at++) {
    const place = Math.floor(draw() * (count / 2)) * 2;
    const profile = profileFor(miswritten(people[place] as Person, draw));
    const started = performance.now();
    const { candidates } = valueOf(await finding(askKnown, actors[at % actors.length] ?? ground.anna, { profile }));
    times.push(performance.now() - started);
    if (candidates[0]?.stream === streams[place]) first++;
    if (candidates.some((candidate) => candidate.stream === streams[place])) seen++;
  }
  return { times, first, seen };
}

/** By a name alone, miswritten, and by a name with the year of birth: as somebody types it into the list. */
async function search(withYear: boolean): Promise<{ times: number[]; found: number }> {
  const draw = drawing(7);
  const times: number[] = [];
  let found = 0;
  for (let at = 0; at < ASKED; at++) {
    const place = Math.floor(draw() * (count / 2)) * 2;
    const person = people[place] as Person;
    const { given, family } = miswritten(person, draw);
    const profile = { names: [{ fullName: `${given} ${family}` }], birthDates: withYear ? [person.birthDate.slice(0, 4)] : [] };
    const started = performance.now();
    const { hits } = valueOf(await finding(searchKnown, actors[at % actors.length] ?? ground.anna, { profile }));
    times.push(performance.now() - started);
    if (hits.some((hit) => hit.stream === streams[place])) found++;
  }
  return { times, found };
}

async function write(perform: Perform): Promise<number> {
  const draw = drawing(9);
  const times: number[] = [];
  for (let at = 0; at < WRITTEN; at++) {
    const words = JSON.stringify(profileFor(personFrom(draw)));
    const started = performance.now();
    valueOf(await perform(beginMatter, ground.anna, { words }));
    times.push(performance.now() - started);
  }
  return percentile(times, 0.5);
}

// The first ones find nothing in memory.
await ask();
const { times, first, seen } = await ask();
const limit = count >= MILLION ? 40 : 20;
note(`one look among ${count}, p50, whole action`, percentile(times, 0.5), 'ms', limit);
note(`one look among ${count}, p95, whole action`, percentile(times, 0.95), 'ms', limit);
note('the right one first, of those written otherwise', (100 * first) / ASKED, '%', 75, 'more');
note('the right one among ten', (100 * seen) / ASKED, '%', 80, 'more');
await search(false);
for (const withYear of [false, true]) {
  const searched = await search(withYear);
  const what = withYear ? 'a search by name and year' : 'a search by name';
  note(`${what} among ${count}, p50, whole action`, percentile(searched.times, 0.5), 'ms', limit);
  note(`${what} among ${count}, p95, whole action`, percentile(searched.times, 0.95), 'ms', limit);
  note(`${what}: the right one among twenty`, (100 * searched.found) / ASKED, '%', withYear ? 80 : 50, 'more');
}
const [without, withImprint] = [await write(plain), await write(finding)];
note('a stream begun without an imprint, p50', without, 'ms', 60);
note('a stream begun with one, p50', withImprint, 'ms', 60);
const [sizes] = await query(`select pg_table_size('imprint') / 1048576.0 as rows, pg_relation_size('imprint_by_token') / 1048576.0 as tokens`, []);
note('rows of imprints', Number(sizes?.['rows']), 'MB', count / 500);
note('index of tokens', Number(sizes?.['tokens']), 'MB', count / 500);

await ground.close();
rmSync(folder, { recursive: true });
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else for (const f of figures) process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${f.value.toFixed(2)} ${f.unit} (${f.better === 'less' ? 'at most' : 'at least'} ${f.limit})\n`);
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
