// A paper of twenty pages, from its first word to the whole PDF, and how long a page takes to whoever reads one meanwhile.
//   node bench/documents.ts, on the build of KEERPUNT_BUILD; part of npm run bench. Ends with 1 when a budget is not kept.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { paper as ready, type Paper } from '../src/platform/documents/paper.ts';
import { rendererIn } from '../src/platform/documents/render.ts';
import { readPdf } from '../test/support/pdf.ts';
import { BUILD, PROJECT } from '../test/support/server.ts';
import { percentile } from './figures.ts';

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;

const RUNS = 40;
/** What a person does between two papers: at least read the first line of one. */
const BETWEEN_MS = 1_000;
const SENTENCE = 'Op die dag stond er een volwassene buiten te wachten, en het kind keek telkens naar hem om. Đorđe, Ștefan și Åsa – „așa”. ';
const PAGES = 20;

const longPaper = (statements: number): Paper => ({
  language: 'nl',
  title: 'Een stuk van twintig bladzijden',
  head: [['Aan', 'wie het leest']],
  blocks: Array.from({ length: statements }, (_, n) => (n % 12 === 0 ? { is: 'heading' as const, text: `Deel ${n / 12 + 1}` } : { is: 'text' as const, text: SENTENCE.repeat(3), notes: [`Dossier 1A2B3C4D, Verhaal, nummer ${n}`] })),
  foot: 'voor de meting',
});

async function ms(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** How long a processor works on a paper from the start of the process to its end, which hardly depends on what else the machine does. */
function processorMs(paper: Paper): number {
  const script = `"$0" --jitless "$1" "$2" >/dev/null; times`;
  const said = execFileSync('/bin/sh', ['-c', script, process.execPath, join(BUILD, 'server/render-paper.js'), join(PROJECT, 'src/platform/documents')], { input: JSON.stringify(ready.parse(paper)), encoding: 'utf8', env: { RAYON_NUM_THREADS: '1' } });
  // The second line is that of what the shell ran: user and system.
  return [...(said.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1_000, 0);
}

type App = { request: (url: string) => Promise<Response> };

/** The application in this process, so that whatever holds up the process holds up its pages. */
async function openApp(): Promise<App> {
  const { createApp, createLog } = (await import(join(BUILD, 'server/app.js'))) as { createApp: (settings: object) => App; createLog: (level: string) => unknown };
  const nothing = { door: () => null, ground: () => null, canTell: async () => false, receiptKey: () => null };
  return createApp({ ...nothing, projectFolder: PROJECT, buildFolder: BUILD, log: createLog('silent'), postsPerMinute: 1e9, addressOf: () => 'bench', now: () => new Date(), isReady: () => true });
}

async function pageTimes(app: App, runs: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    times.push(await ms(async () => (await app.request('http://bench/check/contacts')).text()));
    // As readers come: one after the other, with room between.
    await sleep(2);
  }
  return times;
}

export async function timeDocuments(note: Note): Promise<void> {
  const render = rendererIn(PROJECT, BUILD);
  const paper = longPaper(225);
  const [times, hurried]: [number[], number[]] = [[], []];
  let pages = 0;
  const one = async () => {
    const made = await render(paper);
    if (!('pdf' in made)) throw new Error(made.because);
    if (pages === 0) pages = (await readPdf(made.pdf)).pages;
  };
  process.stdout.write(`load of the machine before: ${loadavg()[0]?.toFixed(2)}\n`);
  // As the first who opens a paper: the page asks for a process, and a moment later somebody asks for the PDF.
  render.prepare();
  for (let run = 0; run < RUNS; run++) {
    await sleep(BETWEEN_MS);
    times.push(await ms(one));
  }
  for (let run = 0; run < RUNS; run++) hurried.push(await ms(one));
  note(`a paper of ${pages} pages, p50`, percentile(times, 0.5), 'ms', 1_500);
  note(`a paper of ${pages} pages, p95`, percentile(times, 0.95), 'ms', 1_500);
  note('the same without a pause between two, p95', percentile(hurried, 0.95), 'ms', 1_500);
  note('processor time of that paper with a process of its own, p50', percentile(Array.from({ length: 5 }, () => processorMs(paper)), 0.5), 'ms', 1_500);
  note('pages of that paper', pages, 'pages', PAGES, 'more');
  const app = await openApp();
  await pageTimes(app, 1_000);
  const idle = await pageTimes(app, 500);
  const done = new AbortController();
  const rendering = (async () => {
    while (!done.signal.aborted) await render(paper);
  })();
  const busy = await pageTimes(app, 500);
  done.abort();
  await rendering;
  const [quiet, loud] = [percentile(idle, 0.5), percentile(busy, 0.5)];
  note('a page while nothing is rendered, p50', quiet, 'ms', 20);
  note('a page while papers are rendered without a pause, p50', loud, 'ms', 20);
  note('the second beside the first', loud / quiet, 'times', 2);
  note('the same at p95', percentile(busy, 0.95) / percentile(idle, 0.95), 'times', 2);
  process.stdout.write(`load of the machine after: ${loadavg()[0]?.toFixed(2)}\n`);
}

if (import.meta.filename === process.argv[1]) {
  let isOver = false;
  await timeDocuments((what, value, unit, limit, better = 'less') => {
    const isOk = better === 'less' ? value <= limit : value >= limit;
    isOver ||= !isOk;
    process.stdout.write(`${isOk ? 'ok  ' : 'OVER'} ${what}: ${value.toFixed(2)} ${unit} (${better === 'less' ? 'at most' : 'at least'} ${limit})\n`);
  });
  process.exitCode = isOver ? 1 : 0;
}
