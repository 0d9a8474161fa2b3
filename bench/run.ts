/**
 * The figures of the public pages and the check, each with its limit beside it: `npm run bench` for reading, `-- --json` for machines.
 * Ends with 1 when a limit is passed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess } from '../src/recognition/rule.ts';
import { readAnswers } from '../src/recognition/answers.ts';
import { loadWorkingKnowledge } from '../src/knowledge/load.ts';
import { launchBrowser, openContext, PHONE } from '../test/support/browser.ts';
import { BUILD, PROJECT, startServer } from '../test/support/server.ts';
import { timeAppend } from './append.ts';
import { figures, note, percentile } from './figures.ts';
import { timeAttachments } from './attachments.ts';
import { timeDocuments } from './documents.ts';
import { timeJournal } from './journal.ts';
import { scorePages } from './lighthouse.ts';
import { timeHelpdesk } from './helpdesk.ts';
import { timeReading } from './reading.ts';
import { timeFirstPage, weighEveryPage, weighPictures } from './public-pages.ts';

/** Bytes on the wire and number of requests of a first visit, by the browser's own account. */
async function weigh(address: string, script: boolean): Promise<{ requests: number; bytes: number; fonts: number; elsewhere: number }> {
  const browser = await launchBrowser();
  const context = await openContext(browser, { viewport: PHONE, script });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const total = { requests: 0, bytes: 0, fonts: 0, elsewhere: 0 };
  session.on('Network.responseReceived', ({ response, type }) => {
    if (response.url.startsWith('data:')) return;
    total.requests++;
    if (type === 'Font') total.fonts++;
    if (!response.url.startsWith(address)) total.elsewhere++;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (total.bytes += encodedDataLength));
  await page.goto(`${address}/check`);
  if (script) await page.waitForSelector('#check[data-ready]');
  await page.waitForLoadState('networkidle');
  await browser.close();
  return total;
}

async function weighFirstView(address: string): Promise<void> {
  const plain = await weigh(address, false);
  note('/check first view without script: requests', plain.requests, 'requests', 2);
  note('/check first view without script: HTML + CSS, headers included', plain.bytes, 'bytes', 14_336);
  const whole = await weigh(address, true);
  note('/check with scripts and all Dutch texts, headers included', whole.bytes, 'bytes', 61_440);
  note('/check: web fonts', whole.fonts, 'requests', 0);
  note('/check: requests to other hosts', plain.elsewhere + whole.elsewhere, 'requests', 0);
}

const FULL_FORM = 'country=NL&incident=theft&age=12-13&company=claims-family&danger=no&sign.ARR-02=seen&by.ARR-02=own-eyes&sign.EXP-07=not-seen&sign.EXP-16=seen&says=yes&done=first&go=outcome';

/** Parse, rule and render of an outcome, in this process, without network: processor time of each request. */
async function timeOutcome(): Promise<void> {
  const { createApp, createLog } = (await import(join(BUILD, 'server/app.js'))) as {
    createApp: (settings: object) => { request: (url: string, init: object) => Promise<Response> };
    createLog: (level: string) => unknown;
  };
  const app = createApp({
    projectFolder: PROJECT,
    buildFolder: BUILD,
    log: createLog('silent'),
    postsPerMinute: 1e9,
    addressOf: () => 'bench',
    now: () => new Date(),
    isReady: () => true,
    door: () => null,
    ground: () => null,
    canTell: async () => false,
    receiptKey: () => {
      throw new Error('nothing is received here');
    },
  });
  const send = async () => {
    const response = await app.request('http://bench/check', { method: 'POST', body: FULL_FORM, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    const text = await response.text();
    if (response.status !== 200 || !text.includes('class="outcome act"')) throw new Error(`the outcome did not come: ${response.status}`);
  };
  // Long enough for the engine to have compiled what it will compile.
  for (let warm = 0; warm < 1500; warm++) await send();
  const times: number[] = [];
  for (let run = 0; run < 2000; run++) {
    const before = process.cpuUsage();
    await send();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  note('outcome POST (parse, rule, render), p50 of processor time', percentile(times, 0.5), 'ms', 5);
  note('outcome POST (parse, rule, render), p95 of processor time', percentile(times, 0.95), 'ms', 5);
}

function timeRule(): void {
  const { indicators, rule } = loadWorkingKnowledge(join(PROJECT, 'knowledge'));
  const signs = new Map(indicators.map((i) => [i.id, i]));
  const fields = [...new URLSearchParams(FULL_FORM)];
  const { answers } = readAnswers(fields, new Set(signs.keys()), 'NL');
  const items = Array.from({ length: 1000 }, (_, at) => {
    const id = indicators[at % indicators.length]?.id ?? 'ARR-02';
    return { ...answers, signs: { ...answers.signs, [id]: { answer: 'seen' as const } } };
  });
  const count = 200_000;
  for (const item of items) assess(item, signs, rule);
  const started = performance.now();
  for (let at = 0; at < count; at++) {
    const item = items[at % items.length];
    if (item) assess(item, signs, rule);
  }
  note('the rule alone', Math.round(count / ((performance.now() - started) / 1000)), 'items a second', 50_000, 'more');
}

function printTable(): void {
  for (const f of figures) {
    const value = Number.isInteger(f.value) ? String(f.value) : f.value.toFixed(2);
    process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${value} ${f.unit} (${f.better === 'less' ? 'at most' : 'at least'} ${f.limit})\n`);
  }
}

const server = await startServer();
await weighFirstView(server.address);
await weighEveryPage(server.address);
await scorePages(server.address);
await server.stop();
weighPictures();
await timeFirstPage();
await timeOutcome();
timeRule();
await timeJournal(note);
await timeAppend(note);
await timeAttachments(note);
await timeReading(note);
await timeHelpdesk(note);
await timeDocuments(note);
const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ version, node: process.version, figures }, null, 2)}\n`);
else printTable();
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
