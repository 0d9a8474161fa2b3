import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { serve, type HttpBindings, type ServerType } from '@hono/node-server';
import { createApp } from './app.ts';
import { KINDS } from './kinds.ts';
import { imprintRules } from './imprints.ts';
import { LISTS } from './lists.ts';
import { addressBehindProxy } from './platform/http/addresses.ts';
import { createLog, type Log } from './platform/http/log.ts';
import type { AttachmentLimits } from './platform/attachments/limits.ts';
import { watchSenders } from './platform/http/slow-senders.ts';
import { HELPDESK_JOBS, identities, HELPDESK, keepErasing, REPORT } from './helpdesk/index.ts';
import { RETURNING_JOBS } from './best-interests/returning/jobs.ts';
import { FILE_JOBS } from './files/jobs.ts';
import { FOLLOWING_JOBS } from './reintegration/following/jobs.ts';
import { KEEPING_JOBS } from './protection/keeping/jobs.ts';
import { LANGUAGES, type Language } from './platform/i18n/languages.ts';
import { readMessages } from './platform/i18n/read-messages.ts';
import { translatorFor, type Translate } from './platform/i18n/translate.ts';
import { mailer, reaches, type MailSettings } from './platform/mail/mail.ts';
import { makeFolder } from './platform/make-folder.ts';
import { makeKeys } from './platform/make-keys.ts';
import { metricsRoutes } from './platform/operations/metrics-routes.ts';
import { watchServer, type Watch } from './platform/operations/watch.ts';
import { noteShredding } from './platform/journal/shredding-ledger.ts';
import { fileWitness } from './platform/journal/witness.ts';
import { visitCounter, type VisitCounter } from './platform/http/visits.ts';
import { readAuthenticators, setUpTraining } from './training/index.ts';
import { makeReceiptKey } from './platform/sessions/key-file.ts';
import { openBeside, type Beside } from './platform/beside.ts';
import { readOwnKeys } from './platform/nodes/own-key.ts';
import { keyFile } from './platform/vault/keys-folder.ts';

export type ServeOptions = {
  projectFolder: string;
  buildFolder: string;
  port: number;
  host: string;
  data: string;
  /** The folder of the keys, apart from the data where it matters. */
  keys: string;
  logLevel: string;
  publicUrl?: string | undefined;
  /** The file of the witness; where it matters on another machine's disk. */
  witness: string;
  /** Everybody is invented, and every page says so. */
  isForTraining: boolean;
  /** Whether visits are counted, for those who say yes. */
  countVisits: boolean;
  /** A proxy on this machine passes everything on, and says for whom. */
  isBehindProxy: boolean;
  /** A PostgreSQL server of one's own, instead of the one that comes along. */
  databaseUrl?: string | undefined;
  databaseOwnerUrl?: string | undefined;
  /** Numbers without people: on a port of this machine alone, or here for whoever has the token. Without either, nowhere. */
  metrics: { port: number | null; token: string | null };
  /** How people are told that something waits; null where nobody set that up. */
  mail: MailSettings | null;
  /** Quotas for attachments. */
  limits: AttachmentLimits;
};

/** How much of the counting a hard stop may lose. */
const SAVE_VISITS_MS = 60_000;

export const visitsFolder = (data: string) => join(data, 'visits');

/** Why the server cannot start, in one line for whoever started it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

type Running = { pid: number; address: string };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readRunning(file: string): Running | null {
  try {
    const running: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { pid, address } = running as Partial<Running>;
    return typeof pid === 'number' && typeof address === 'string' ? { pid, address } : null;
  } catch {
    return null;
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

/** Takes the data folder for this process. Throws CannotStart when it cannot be written or another server has it. */
async function claimFolder(folder: string, address: string): Promise<() => void> {
  const file = join(folder, 'running.json');
  const running = readRunning(file);
  // After a hard kill the number may belong to another program by now, so the server itself is asked too.
  if (running && isAlive(running.pid) && (await answers(running.address))) {
    throw new CannotStart(`Keerpunt is already running on this data folder: ${running.address}`);
  }
  try {
    makeFolder(folder);
    writeFileSync(file, JSON.stringify({ pid: process.pid, address } satisfies Running));
  } catch (error) {
    throw new CannotStart(`cannot write in the data folder ${folder}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  return () => rmSync(file, { force: true });
}

function listening(server: ServerType, options: Pick<ServeOptions, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${options.host}:${options.port}`;
      const why: Record<string, string> = {
        EADDRINUSE: `port ${options.port} is taken; choose another with --port`,
        EACCES: `not allowed to listen on ${where}; choose a port above 1023 with --port`,
        EADDRNOTAVAIL: `this machine has no address ${options.host}; choose another with --host`,
        ENOTFOUND: `there is no host ${options.host}; choose another with --host`,
      };
      reject(new CannotStart(why[error.code ?? ''] ?? `cannot listen on ${where}: ${error.code ?? error.message}`));
    });
  });
}

const shown = (host: string) => (host.includes(':') ? `[${host}]` : host);

/** Starts the server and resolves when it has stopped, after Ctrl-C or SIGTERM. Throws CannotStart. */
export async function serveKeerpunt(options: ServeOptions): Promise<void> {
  const address = `http://${shown(options.host)}:${options.port}`;
  const release = await claimFolder(options.data, address);
  try {
    await run(options, address);
  } finally {
    release();
  }
}

/** A full disk must not take the pages down: what was not saved is tried again with the next. */
function saveVisits(visits: VisitCounter, log: Log): void {
  try {
    visits.save();
  } catch (error) {
    log.error({ code: (error as NodeJS.ErrnoException).code ?? 'unknown' }, 'visits were not saved');
  }
}

const now = () => new Date();

function addressOf({ incoming }: HttpBindings, isBehindProxy: boolean): string {
  const peer = incoming.socket.remoteAddress ?? 'unknown';
  return isBehindProxy ? addressBehindProxy(peer, incoming.headers['x-forwarded-for']?.toString()) : peer;
}

/** What whoever started it is told. */
function greeting({ isForTraining }: ServeOptions, address: string): string {
  const training = isForTraining ? `For training: everybody here is invented. How to sign in: ${address}/training\n` : '';
  return `Keerpunt is ready: ${address}\nThe check: ${address}/check   No account is needed. Stop with Ctrl-C.\n${training}`;
}

/** The numbers on a port that only this machine reaches. */
async function serveMetrics(watch: Watch, port: number): Promise<ServerType> {
  const host = '127.0.0.1';
  const server = serve({ fetch: metricsRoutes(watch.text, null).fetch, port, hostname: host });
  await listening(server, { host, port });
  return server;
}

/** Says that it is ready, and resolves when it has been stopped and everybody has been answered. */
function stopped(server: ServerType, text: string, closing: () => void): Promise<void> {
  let isClosing = false;
  return new Promise<void>((resolve) => {
    const stop = () => {
      if (isClosing) return;
      isClosing = true;
      closing();
      server.close(() => resolve());
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      // A slow sender may not hold the stop for longer than this.
      setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5000).unref();
    };
    // A terminal tells the whole group, so the same signal may come twice; the second must not cut the first short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    // Said last, for whoever reads it may send the first signal at once.
    process.stdout.write(text);
  });
}

function textsFor(projectFolder: string): Record<Language, Translate> {
  const messages = readMessages(projectFolder);
  return Object.fromEntries(LANGUAGES.map((language) => [language, translatorFor(language, messages[language])])) as Record<Language, Translate>;
}

/** The database with all that hangs on it. */
function besideFor(options: ServeOptions, log: Log): Beside {
  return openBeside({
    data: options.data,
    keys: options.keys,
    kinds: KINDS,
    lists: LISTS,
    imprints: () => imprintRules({ projectFolder: options.projectFolder, keys: options.keys, now }),
    limits: options.limits,
    onceADay: [REPORT, HELPDESK],
    isForTraining: options.isForTraining,
    jobs: {
      list: [...HELPDESK_JOBS, ...FILE_JOBS, ...KEEPING_JOBS, ...RETURNING_JOBS, ...FOLLOWING_JOBS],
      // In training nobody is told anything: the people are invented.
      tell: (database) => mailer({ database, settings: options.isForTraining ? null : options.mail, textsIn: textsFor(options.projectFolder), now }),
      failed: (code) => log.error({ code }, 'jobs could not be looked after'),
    },
    closing: { witness: fileWitness(options.witness), tell: (state) => (state.works ? log.info('blocks are closed and witnessed again') : log.error({ why: state.why }, 'blocks are not closed or not witnessed')) },
    prepare: options.isForTraining ? ({ database, door, ground }) => setUpTraining({ database, door, ground, identityOf: identities(makeReceiptKey(options.keys)), data: options.data }) : undefined,
    url: options.databaseUrl,
    ownerUrl: options.databaseOwnerUrl,
    migrationsFolder: join(options.projectFolder, 'migrations'),
    now,
    cannot: (why) => log.error({ why }, 'signing in is not ready'),
  });
}

async function run(options: ServeOptions, address: string): Promise<void> {
  const log = createLog(options.logLevel);
  let isClosing = false;
  const visits = options.countVisits ? visitCounter(visitsFolder(options.data)) : undefined;
  const saving = visits && setInterval(() => saveVisits(visits, log), SAVE_VISITS_MS);
  if (options.isForTraining) makeKeys(options.keys);
  // Beside the port and not before it: public pages never wait for the database, and do without it.
  const beside = besideFor(options, log);
  const erasing = keepErasing(beside.ground, (what, on) => noteShredding(keyFile(options.keys, 'shredded'), what, on), (why) => log.error({ why }, 'what was kept long enough was not erased'));
  const { port: metricsPort, token } = options.metrics;
  const watch = metricsPort !== null || token !== null ? watchServer({ data: options.data, database: () => beside.ground()?.database ?? null, now }) : undefined;
  const app = createApp({
    projectFolder: options.projectFolder,
    buildFolder: options.buildFolder,
    log,
    postsPerMinute: 240,
    addressOf: (env) => addressOf(env as HttpBindings, options.isBehindProxy),
    publicUrl: options.publicUrl,
    now,
    isReady: () => !isClosing,
    visits,
    training: options.isForTraining ? () => readAuthenticators(options.data) : undefined,
    door: beside.door,
    ground: beside.ground,
    canTell: async (person) => options.mail !== null && !options.isForTraining && reaches(beside.door(), person),
    watch: watch && { watch, token },
    receiptKey: () => makeReceiptKey(options.keys),
    ownKeys: () => readOwnKeys(options.keys),
  });
  const server = serve({
    fetch: app.fetch,
    port: options.port,
    hostname: options.host,
    // Files come slowly from a telephone; who sends them, and who sends anything else, is watched below.
    serverOptions: { requestTimeout: 600_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
  });
  let metrics: ServerType | undefined;
  watchSenders(server as Server);
  try {
    await listening(server, options);
    metrics = watch && metricsPort !== null ? await serveMetrics(watch, metricsPort) : undefined;
  } catch (error) {
    server.close();
    await beside.close();
    throw error;
  }
  await stopped(server, greeting(options, address), () => (isClosing = true));
  clearInterval(saving);
  erasing.stop();
  if (visits) saveVisits(visits, log);
  metrics?.close();
  watch?.stop();
  await beside.close();
  process.stdout.write('Keerpunt has stopped.\n');
}
