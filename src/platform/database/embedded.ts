import { setTimeout as sleep } from 'node:timers/promises';
import { dropOldBinaries, packagedPostgres, placeBinaries } from './binaries.ts';
import { CannotOpenDatabase } from './cannot-open.ts';
import { claimServer, type Claim } from './claim.ts';
import { checkVersion, hasCluster, isLaunchedAs, launch, makeCluster, type Settings } from './cluster.ts';
import { preparePlace, type Place } from './place.ts';
import { clearAway, findPostmaster } from './postmaster.ts';

export type EmbeddedServer = {
  /** The folder of its socket, which is its address. */
  host: string;
  isUp: () => boolean;
  /** Leaves the server; the last process to leave stops it, unless it is told to let it run. */
  leave: (how?: 'stop-when-last' | 'let-it-run') => Promise<void>;
};

export type EmbeddedOptions = {
  /** Keerpunt's data folder. */
  data: string;
  settings?: Settings;
  /** What an operator should know, in one line. */
  tell?: (line: string) => void;
};

type Server = { place: Place; binaries: string; settings: Settings };

/** How long a server may take to start or to stop. Recovery after a hard kill may be long when much was written. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 5000;

/** Starts the server unless something of an earlier one is in the way; then only clears what may be cleared. */
function startIfFree(server: Server): (() => CannotOpenDatabase | null) | null {
  const { state } = findPostmaster(server.place.cluster);
  if (state === 'living' || state === 'dying') return null;
  clearAway(server.place.cluster, server.place.socket, state);
  // Nothing runs here, so nothing runs from those either.
  dropOldBinaries(server.place.folder, server.binaries);
  return launch(server.place, server.binaries, server.settings);
}

/** Claims the server that runs, or starts one. Two processes may do this at once: PostgreSQL lets only one start. */
async function enter(server: Server): Promise<Claim> {
  const { place } = server;
  const deadline = Date.now() + PATIENCE_MS;
  let failed: (() => CannotOpenDatabase | null) | null = null;
  while (Date.now() < deadline) {
    const attempt = await claimServer(place.socket);
    if (typeof attempt === 'object') return attempt;
    const failure = failed?.() ?? null;
    if (failure) {
      // Somebody else was quicker, and theirs will do.
      if (findPostmaster(place.cluster).state !== 'living') throw failure;
      failed = null;
    }
    if (attempt === 'nobody' && !failed) failed = startIfFree(server);
    await sleep(PAUSE_MS);
  }
  throw new CannotOpenDatabase(`PostgreSQL did not answer within ${PATIENCE_MS / 1000} seconds; its log is ${place.log}`);
}

/** Asks the server to stop, and waits until no process of it is left. Others come in again only after that. */
async function stop(place: Place): Promise<void> {
  const found = findPostmaster(place.cluster);
  if (found.state !== 'living') return;
  // Fast: it ends every connection, writes what is due, and goes.
  process.kill(found.pid, 'SIGINT');
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { state } = findPostmaster(place.cluster);
    if (state !== 'living' && state !== 'dying') return;
    await sleep(PAUSE_MS);
  }
  throw new CannotOpenDatabase(`PostgreSQL did not stop within ${PATIENCE_MS / 1000} seconds; its log is ${place.log}`);
}

/** A server that runs on, from before an upgrade or with other settings, is replaced when nobody else uses it. */
async function enterAsWished(server: Server): Promise<Claim> {
  const claim = await enter(server);
  if (isLaunchedAs(server.place, server.binaries, server.settings) || !(await claim.giveUp())) return claim;
  await stop(server.place);
  return enter(server);
}

type Keeping = { server: Server; claim: Claim | null; isLeaving: boolean; returning: Promise<void>; tell: (line: string) => void };

async function comeBack(keeping: Keeping): Promise<void> {
  keeping.tell('the database went away; starting it again');
  for (let pause = PAUSE_MS; !keeping.isLeaving; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      watch(keeping, await enter(keeping.server));
      keeping.tell('the database is back');
      return;
    } catch (error) {
      if (!(error instanceof CannotOpenDatabase)) throw error;
      keeping.tell(error.message);
      await sleep(pause);
    }
  }
}

/** Keeps a claim for as long as it is wanted: a server that goes away is started again. */
function watch(keeping: Keeping, claim: Claim): void {
  keeping.claim = claim;
  void claim.ended.then(() => {
    keeping.claim = null;
    if (!keeping.isLeaving) keeping.returning = comeBack(keeping);
    return null;
  });
}

async function leave(keeping: Keeping, how: 'stop-when-last' | 'let-it-run'): Promise<void> {
  keeping.isLeaving = true;
  await keeping.returning;
  const { claim } = keeping;
  if (how === 'stop-when-last' && (await claim?.giveUp())) await stop(keeping.server.place);
  else await claim?.end();
}

/**
 * Brings up the PostgreSQL that comes with the packages, in a part of the data folder, or enters the one that already
 * runs there. Throws CannotOpenDatabase.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const packaged = packagedPostgres();
  const place = preparePlace(options.data);
  if (hasCluster(place)) checkVersion(place, packaged);
  const binaries = placeBinaries(packaged, place.folder);
  if (!hasCluster(place)) makeCluster(place, binaries);
  const server = { place, binaries, settings: options.settings ?? {} };
  const tell = options.tell ?? (() => undefined);
  const keeping: Keeping = { server, claim: null, isLeaving: false, returning: Promise.resolve(), tell };
  watch(keeping, await enterAsWished(server));
  return { host: place.socket, isUp: () => keeping.claim !== null, leave: (how = 'stop-when-last') => leave(keeping, how) };
}
