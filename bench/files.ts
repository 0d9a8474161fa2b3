// What the pages of files take over HTTP, on PostgreSQL: a file of many entries, and the lists of an agency that has very many
// files, beside files of others. Ends with 1 when a budget is not kept. On the build of KEERPUNT_BUILD:
//   npx node bench/files.ts [FILES] [ENTRIES]      100 000 files and 500 entries unless said otherwise
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { fileNumber } from '../src/files/model/number.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { browserAt, signInAtDesk, type LoadBrowser } from '../test/support/helpdesk-load.ts';
import { startServer } from '../test/support/server.ts';
import { figures, note, percentile } from './figures.ts';

const [RUNS, WARM] = [25, 5];
const [files, entries] = [Number(process.argv[2]) || 100_000, Number(process.argv[3]) || 500];
const PAGE_OF_FILE = 60;
const LIST = 50;
const TEXT = 'Verzonnen: het meisje vertelt dat zij elke dag spullen moet brengen en dat iemand in een auto wacht. '.repeat(4);

const server = await startServer(['--training', '--behind-proxy']);
while (!(await (await fetch(`${server.address}/en/training`)).text()).includes('agent')) await sleep(100);
const { host, leave } = await startEmbedded({ data: server.data });
const pool = new Pool({ host, user: 'keerpunt_owner', database: 'keerpunt', max: 2, options: '-c search_path=keerpunt' });
pool.on('error', () => undefined);
let networks = 0;
const officer = browserAt(server.port, () => `2001:db8:${(++networks % 65_536).toString(16)}::1`);

async function times(work: () => Promise<void>, runs = RUNS): Promise<number[]> {
  for (let at = 0; at < WARM; at++) await work();
  const taken: number[] = [];
  for (let at = 0; at < runs; at++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken;
}
/** What the server itself has computed until now, in milliseconds, on Linux: that does not grow when others compute too. */
function computed(): number {
  const parts = readFileSync(`/proc/${server.process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const TICK_MS = 10;
  return (Number(parts[11]) + Number(parts[12])) * TICK_MS;
}

/** Three times over, and the middle one: others work on this machine too. */
async function noted(what: string, limit: number, work: () => Promise<void>): Promise<void> {
  const rounds: number[][] = [];
  const before = computed();
  for (let round = 0; round < 3; round++) rounds.push(await times(work));
  const each = (computed() - before) / (3 * (RUNS + WARM));
  const middle = (share: number) => rounds.map((one) => percentile(one, share)).toSorted((a, b) => a - b)[1] ?? 0;
  note(`${what}, p50`, middle(0.5), 'ms', limit);
  note(`${what}, p95`, middle(0.95), 'ms', limit);
  note(`${what}, computed by the server for each`, each, 'ms', limit);
  // As they come: on a busy machine this takes minutes.
  for (const f of figures.slice(-3)) process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${f.value.toFixed(1)} ${f.unit} (at most ${f.limit})\n`);
}

async function shows(browser: LoadBrowser, path: string, sign: string): Promise<void> {
  const { status, html } = await browser.get(path);
  if (status !== 200 || !html.includes(sign)) throw new Error(`${path} is answered with ${status} and without "${sign}"`);
}

/** Written through the forms, so that what is read is what the product writes. */
async function writeFile(): Promise<string> {
  const [file, event] = [randomUUID(), { 'new.country': 'NL', 'new.what': 'first-contact', 'new.happened': '2026-11-24', 'new.precision': 'day', 'new.source': 'own-eyes' }];
  await officer.post('/en/files/new', { file, id: randomUUID(), fact: randomUUID(), 'new.given': 'Verzonnen', 'new.family': 'Voorbeeld', 'new.text': TEXT, ...event });
  for (let at = 3; at < entries; at++) {
    const { status } = await officer.post(`/en/files/${file}/note`, { id: randomUUID(), item: '', section: 'chronology', base: '', 'note.text': TEXT });
    if (status !== 303) throw new Error(`a note is answered with ${status}`);
  }
  return file;
}

/** Rows of lists, past the door, as one who makes a large installation: half of all files are the officer's, who has a task in each third. */
async function widen(agency: string): Promise<void> {
  const other = randomUUID();
  await pool.query('alter table list_row disable trigger user');
  await pool.query(`insert into stream (stream_id, stream_kind, agencies) select gen_random_uuid(), 'file', jsonb_build_object(case when n % 2 = 0 then $1::text else $2::text end, '9999-12-31') from generate_series(1, $3::int) n`, [agency, other, files * 2]);
  const rows = (list: string, every: number, fields: string) =>
    pool.query(
      `insert into list_row (stream_id, list, item, section, state, due_on, fields, agencies)
       select s.stream_id, $1, $1, null, 'open', current_date + (random() * 900)::int - 90, $2::jsonb, s.agencies from (select *, row_number() over () as n from stream where stream_kind = 'file' and not exists (select from entry e where e.stream_id = stream.stream_id)) s where s.n % $3 = 0`,
      [list, fields, every],
    );
  await rows('files', 1, JSON.stringify({ country: 'NL', origin: 'direct', lead: agency, openTasks: 1, signs: 0 }));
  await rows('waits-police', 3, JSON.stringify({ agency: null, isLaw: false }));
  await rows('waits-guardian', 1, JSON.stringify({ agency: null, isLaw: false }));
  await rows('waits-invitation', 50, JSON.stringify({ agency: other }));
  await pool.query('alter table list_row enable trigger user');
  await pool.query(`insert into list_place select a.key::uuid, r.list, r.due_on, r.stream_id, r.item, a.value::date, r.excluded from list_row r cross join jsonb_each_text(r.agencies) a on conflict do nothing`);
  await pool.query('vacuum analyze list_row, list_place, stream');
}

try {
  await signInAtDesk(officer, server.data, 'agent', '/en/files');
  const file = await writeFile();
  await noted(`the page of a file of ${entries} entries`, PAGE_OF_FILE, () => shows(officer, `/en/files/${file}`, 'elke dag spullen'));
  const { rows } = await pool.query('select agency from party where stream_id = $1 limit 1', [file]);
  await widen((rows[0] as { agency: string }).agency);
  await noted(`the list of an agency with ${files} files`, LIST, () => shows(officer, '/en/files', '<ul class="inbox">'));
  await noted(`what waits at an agency with ${files} files`, LIST, () => shows(officer, '/en/files/waiting', '<ul class="inbox">'));
  await noted(`a file by its number among ${files * 2}`, LIST, async () => {
    const { html } = await officer.post('/en/files/search', { names: fileNumber(file), born: '' });
    if (!html.includes(file)) throw new Error('the file was not found by its number');
  });
} finally {
  officer.close();
  await pool.end();
  await leave();
  await server.stop();
}
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
