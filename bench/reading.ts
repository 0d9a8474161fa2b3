// Reading through the door beside the bare query and bare decryption, on streams that grow; and a list over more and more streams.
//   npx node bench/reading.ts [LONGEST [WIDEST]]
import { openSectionKey, type SectionKey } from '../src/platform/vault/section-key.ts';
import { openBody } from '../src/platform/vault/body.ts';
import { addNote, beginMatter, listRows, readSection } from '../test/support/actions.ts';
import { percentile } from './figures.ts';
import { openGround, valueOf, type BenchGround } from './ground.ts';

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;

const WORDS = 'A sentence of a usual length, as somebody writes it down during the day. '.repeat(4);
const RUNS = 60;

async function times(act: () => Promise<unknown>, runs = RUNS): Promise<number[]> {
  for (let warm = 0; warm < 10; warm++) await act();
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await act();
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Written through the door, so that what is read is what the product writes. */
async function grow({ perform, anna }: BenchGround, stream: string, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) valueOf(await perform(addNote, anna, { stream, section: 'two', words: WORDS }));
}

/** What nothing can do without: the rows, and opening each body. */
async function bare({ pool }: BenchGround, key: SectionKey, stream: string): Promise<number> {
  const { rows } = await pool.query('select sequence::int as sequence, kind, version, sealed_body, sealed_key from entry where stream_id = $1 and section = $2 order by sequence', [stream, 'two']);
  let bytes = 0;
  for (const { sealed_body, sealed_key, ...place } of rows as { sealed_body: Buffer; sealed_key: Buffer; sequence: number; kind: string; version: number }[]) {
    const opened = openBody(key, place, { sealed_body, sealed_key });
    if (!opened.opened) throw new Error('a body did not open');
    bytes += opened.value.length;
  }
  return bytes;
}

async function keyOf({ pool, wrapper }: BenchGround, stream: string): Promise<SectionKey> {
  const { rows } = await pool.query('select * from section_key where stream_id = $1 and section = $2', [stream, 'two']);
  const opened = await openSectionKey(wrapper, rows[0]);
  if (!opened.opened) throw new Error('the section key did not open');
  return opened.value;
}

async function timeOpening(bench: BenchGround, note: Note, longest: number): Promise<void> {
  const { perform, anna } = bench;
  const stream = valueOf(await perform(beginMatter, anna, { words: WORDS }));
  const open = async () => valueOf(await perform(readSection, anna, { stream, section: 'two' })).entries.length;
  const perEntry: number[] = [];
  let length = 0;
  for (const wanted of [500, 2000, 5000, 10_000, 20_000].filter((n) => n <= longest)) {
    await grow(bench, stream, length, wanted);
    length = wanted;
    const key = await keyOf(bench, stream);
    const runs = wanted > 500 ? 8 : RUNS;
    const [door, hand] = [await times(open, runs), await times(() => bare(bench, key, stream), runs)];
    perEntry.push(percentile(door, 0.5) / wanted);
    note(`a stream of ${wanted} entries, opened through the door, p95`, percentile(door, 0.95), 'ms', wanted === 500 ? 60 : 60 * (wanted / 500));
    if (wanted === 500) note('a stream of 500 entries, of the bare query and bare decryption', percentile(door, 0.5) / percentile(hand, 0.5), 'times', 3);
  }
  // Twice is far more than noise and far less than what a quadratic cost would be.
  if (perEntry.length > 1) note('an entry of the longest stream, of one of the shortest', (perEntry.at(-1) ?? 0) / (perEntry[0] ?? 1), 'times', 2);
  const appending = await times(() => grow(bench, stream, 0, 1), 40);
  note(`append to a stream of ${length}, p50`, percentile(appending, 0.5), 'ms', 60);
}

/** Streams of other agencies, as rows: what a list looks past, and never sees. */
async function widen({ pool }: BenchGround, from: number, to: number): Promise<void> {
  await pool.query('begin');
  await pool.query('alter table list_row disable trigger user');
  await pool.query(
    `insert into stream (stream_id, stream_kind, agencies) select gen_random_uuid(), 'matter', jsonb_build_object(gen_random_uuid(), '9999-12-31') from generate_series($1::int, $2::int)`,
    [from + 1, to],
  );
  await pool.query(`insert into list_row (stream_id, list, item, section, state, due_on, agencies)
    select stream_id, 'matters', 'matter', null, 'open', '2026-01-01'::date + (random() * 900)::int, agencies from stream where not exists (select from list_row l where l.stream_id = stream.stream_id)`);
  await pool.query('alter table list_row enable trigger user');
  await pool.query(`insert into list_place select a.key::uuid, r.list, r.due_on, r.stream_id, r.item, a.value::date, r.excluded from list_row r cross join jsonb_each_text(r.agencies) a where not exists (select from list_place p where p.stream_id = r.stream_id)`);
  await pool.query('commit');
  await pool.query('vacuum analyze list_row, list_place');
}

async function timeLists(bench: BenchGround, note: Note, widest: number): Promise<void> {
  const { perform, anna } = bench;
  for (let at = 0; at < 100; at++) valueOf(await perform(beginMatter, anna, { words: WORDS }));
  const read = async () => {
    const rows = valueOf(await perform(listRows, anna, { list: 'matters' }));
    if (rows.length !== 100) throw new Error(`the list has ${rows.length} rows`);
  };
  const medians: number[] = [];
  let width = 0;
  for (const wanted of [1000, 10_000, 100_000].filter((n) => n <= widest)) {
    await widen(bench, width, wanted);
    width = wanted;
    const taken = await times(read);
    medians.push(percentile(taken, 0.5));
    note(`a list of 100 rows among ${wanted} streams, p95`, percentile(taken, 0.95), 'ms', 50);
  }
  if (medians.length > 1) note('a list among the most streams, of one among the fewest', (medians.at(-1) ?? 0) / (medians[0] ?? 1), 'times', 2);
}

/** All of it for the agency of the reader: the first hundred of many. */
async function timeOwnList(bench: BenchGround, note: Note, widest: number): Promise<void> {
  const { perform, anna, pool, agency } = bench;
  await pool.query('alter table list_row disable trigger user');
  await pool.query('update list_row set agencies = jsonb_build_object($1::text, $2::text)', [agency, '9999-12-31']);
  await pool.query('alter table list_row enable trigger user');
  await pool.query('update list_place set agency = $1', [agency]);
  await pool.query('vacuum analyze list_row, list_place');
  const taken = await times(async () => valueOf(await perform(listRows, anna, { list: 'matters' })));
  note(`the first 100 rows of a list of ${widest}, all of the reader's agency, p95`, percentile(taken, 0.95), 'ms', 50);
}

/** Notes what reading costs, and how it grows. */
export async function timeReading(note: Note, longest = 20_000, widest = 100_000): Promise<void> {
  const bench = await openGround(2);
  try {
    await timeLists(bench, note, widest);
    await timeOwnList(bench, note, widest);
    await timeOpening(bench, note, longest);
  } finally {
    await bench.close();
  }
}

if (import.meta.main) {
  await timeReading((what, value, unit, limit, better = 'less') => {
    if (better === 'less' ? value > limit : value < limit) process.exitCode = 1;
    process.stdout.write(`${what}: ${Number.isInteger(value) ? value : value.toFixed(2)} ${unit} (${better === 'less' ? 'at most' : 'at least'} ${limit})\n`);
  }, Number(process.argv[2]) || undefined, Number(process.argv[3]) || undefined);
}
