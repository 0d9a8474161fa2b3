import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { queryAs } from './database.ts';
import { browserAt, look, openAtDesk, readTalk, reply, sendForm, signInAtDesk, wordsFor, write, type LoadBrowser } from './helpdesk-load.ts';
import type { Fields } from './reception-server.ts';
import { CLI, freePort, PROJECT } from './server.ts';
import { verifyDatabase } from './verify-database.ts';

/** A report as its reporter knows it: what was shown to have arrived, and what may have. */
type Sent = { words: string[]; form: Fields; texts: Set<string>; maybe: Set<string>; isShown: boolean };
type Writing = { sent: Sent; pass: string; form: string; text: string };

type Place = { data: string; port: number };

/** What whoever uses the helpdesk remembers from one life of the server to the next. */
type World = { reports: Sent[]; writings: Writing[]; next: number; desks: LoadBrowser[]; network: () => string };

async function startOn({ data, port }: Place): Promise<{ child: ChildProcess; gone: Promise<unknown> }> {
  const child = spawn(process.execPath, [CLI, 'serve', '--training', '--behind-proxy', '--data', data, '--port', String(port)], { env: { ...process.env, KEERPUNT_PROJECT: PROJECT, KEERPUNT_LOG: 'silent' }, stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = new Promise((done) => child.once('exit', done));
  for (const end = Date.now() + 60_000; ; await sleep(20)) {
    const isReady = await fetch(`http://127.0.0.1:${port}/report`).then((r) => r.status === 200, () => false);
    if (isReady) return { child, gone };
    if (Date.now() > end || child.exitCode !== null) throw new Error('the server did not start');
  }
}

/** Sends until that is shown; a try that broke off is made again with the same form, in this life or the next. */
async function send(browser: LoadBrowser, sent: Sent): Promise<void> {
  await sendForm(browser, sent.form);
  sent.isShown = true;
}
async function writeOn(browser: LoadBrowser, world: World, writing: Writing): Promise<void> {
  const { sent, pass, form, text } = writing;
  sent.maybe.add(text);
  world.writings.push(writing);
  await write(browser, pass, text, form);
  world.writings.splice(world.writings.indexOf(writing), 1);
  sent.maybe.delete(text);
  sent.texts.add(text);
}

async function reporter(browser: LoadBrowser, world: World): Promise<void> {
  const unsent = world.reports.find((one) => !one.isShown);
  if (unsent) await send(browser, unsent);
  const unwritten = world.writings.shift();
  if (unwritten) await writeOn(browser, world, unwritten);
  const text = `bericht ${++world.next}.`;
  const { words, form } = await wordsFor(browser, text);
  const sent: Sent = { words, form, texts: new Set([text]), maybe: new Set(), isShown: false };
  world.reports.push(sent);
  await send(browser, sent);
  const pass = await look(browser, words);
  await readTalk(browser, pass);
  await writeOn(browser, world, { sent, pass, form: newFormSecret(), text: `vervolg ${++world.next}.` });
}

async function worker(desk: LoadBrowser, world: World): Promise<void> {
  const inbox = await desk.get('/en/desk');
  const ids = [...inbox.html.matchAll(/\/desk\/reports\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
  const id = ids[Math.floor(Math.random() * ids.length)];
  if (id === undefined) return;
  const page = await openAtDesk(desk, id);
  const sent = world.reports.find(({ texts }) => [...texts].some((text) => page.html.includes(`>${text}<`)));
  if (!sent) return;
  const text = `antwoord ${++world.next}.`;
  sent.maybe.add(text);
  if (await reply(desk, id, page, text)) sent.texts.add(text);
  sent.maybe.delete(text);
}

/** One life: uses the helpdesk with eight clients until it is killed, in some lives together with its database. */
async function live(place: Place, world: World, killsDatabase: boolean): Promise<void> {
  const { child, gone } = await startOn(place);
  const life = { isOver: false };
  const again = async (work: () => Promise<void>) => {
    while (!life.isOver) await work().catch(() => sleep(20));
  };
  const browsers = Array.from({ length: 6 }, () => browserAt(place.port, world.network));
  const clients = [...browsers.map((browser) => again(() => reporter(browser, world))), ...world.desks.map((desk) => again(() => worker(desk, world)))];
  await sleep(700 + Math.random() * 700);
  if (killsDatabase) process.kill(Number(readFileSync(join(place.data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  if (killsDatabase) await sleep(Math.random() * 400);
  child.kill('SIGKILL');
  await gone;
  life.isOver = true;
  await Promise.all(clients);
  for (const browser of browsers) browser.close();
}

export type HelpdeskOutcome = { kills: number; reports: number; messages: number; lost: number; twice: number; unsent: number; broken: unknown };

/** Opens every report with its words, and compares. */
async function compare(browser: LoadBrowser, sent: Sent): Promise<{ lost: number; twice: number }> {
  const said = await readTalk(browser, await look(browser, sent.words));
  const times = (text: string) => said.filter((one) => one === text).length;
  const lost = [...sent.texts].filter((text) => times(text) === 0).length;
  return { lost, twice: new Set([...sent.texts, ...sent.maybe, ...said]).size === 0 ? 0 : said.length - new Set(said).size };
}

async function ask({ data }: Place): Promise<{ broken: unknown; streams: number }> {
  const { host, leave } = await startEmbedded({ data });
  const query = (sql: string) => queryAs(host, 'keerpunt_owner', 'keerpunt', sql);
  const { broken } = await verifyDatabase(query);
  const [row] = (await query(`select count(*)::int as n from keerpunt.stream where stream_kind = 'report'`)) as { n: number }[];
  await leave();
  return { broken, streams: row?.n ?? 0 };
}

async function finish(place: Place, world: World, kills: number): Promise<HelpdeskOutcome> {
  const { child, gone } = await startOn(place);
  const browsers = Array.from({ length: 8 }, () => browserAt(place.port, world.network));
  // Whoever was cut off tries once more.
  for (const sent of world.reports.filter((one) => !one.isShown)) await send(browsers[0] as LoadBrowser, sent);
  for (const writing of world.writings.splice(0)) await writeOn(browsers[0] as LoadBrowser, world, { ...writing, pass: await look(browsers[0] as LoadBrowser, writing.sent.words) });
  const queue = [...world.reports];
  const found: { lost: number; twice: number }[] = [];
  await Promise.all(
    browsers.map(async (browser) => {
      for (let sent = queue.pop(); sent; sent = queue.pop()) found.push(await compare(browser, sent).catch(() => ({ lost: 1, twice: 0 })));
      browser.close();
    }),
  );
  const { broken, streams } = await ask(place);
  child.kill('SIGTERM');
  await gone;
  const sum = (of: 'lost' | 'twice') => found.reduce((all, one) => all + one[of], 0);
  // The training brings three of its own; a report that is there twice would have another identity.
  const more = Math.max(0, streams - TRAINING - world.reports.length);
  return { kills, reports: world.reports.length, messages: world.reports.reduce((all, one) => all + one.texts.size, 0), lost: sum('lost'), twice: sum('twice') + more, unsent: world.reports.filter((one) => !one.isShown).length, broken };
}
const TRAINING = 3;

/** Kills a server again and again while reports are sent, read and answered, its database too in every third life; then opens everything. */
export async function killHelpdesk(kills: number): Promise<HelpdeskOutcome> {
  const place = { data: mkdtempSync(join(tmpdir(), 'keerpunt-desk-kill-')), port: await freePort() };
  chmodSync(place.data, 0o755);
  let networks = 0;
  const network = () => `2001:db8:${(++networks % 65_536).toString(16)}:${Math.floor(networks / 65_536).toString(16)}::1`;
  const world: World = { reports: [], writings: [], next: 0, desks: [], network };
  try {
    const first = await startOn(place);
    for (const name of ['helpdesk1', 'helpdesk2']) {
      const desk = browserAt(place.port, network);
      await signInAtDesk(desk, place.data, name);
      world.desks.push(desk);
    }
    first.child.kill('SIGKILL');
    await first.gone;
    for (let life = 0; life < kills; life++) await live(place, world, life % 3 === 1);
    return await finish(place, world, kills);
  } finally {
    for (const desk of world.desks) desk.close();
    rmSync(place.data, { recursive: true, force: true });
  }
}
