import type { ImprintRules } from './action/imprints.ts';
import type { Ground } from './action/perform.ts';
import type { AttachmentLimits } from './attachments/limits.ts';
import { sweep } from './attachments/staging.ts';
import { CannotOpenDatabase } from './database/cannot-open.ts';
import { openDatabase, type Database, type OpenOptions } from './database/database.ts';
import { sweepDrafts } from './drafts/drafts.ts';
import { keepClosing } from './journal/closing.ts';
import { readSigner } from './journal/signing-keys.ts';
import { keepWorking, type Jobs, type JobSettings } from './jobs/keep.ts';
import type { EntryKind } from './journal/kinds.ts';
import type { ListRules } from './journal/lists.ts';
import { isForTraining } from './people/store.ts';
import { atDoor, type Door } from './sessions/door.ts';
import { readSignInKey } from './sessions/key-file.ts';
import { KeyFileUnusable } from './vault/key-file.ts';
import { wrapperFromFile } from './vault/key-wrapper.ts';
import { keyFile } from './vault/keys-folder.ts';

const AGAIN_MS = 5000;
/** How often files and drafts are thrown away that nobody took up in time. */
const SWEEP_MS = 10 * 60_000;

/** What is there once the database is. */
type Opened = { database: Database; door: Door; ground: Ground & { database: Database } };

/** With blocks being closed. */
type Running = Opened & { closing: { stop: () => Promise<void> }; jobs: Jobs };

export type Beside = {
  /** Null until the database is there, and where nobody has set up signing in. */
  door: () => Door | null;
  /** On which actions are done; null as long as the door is. */
  ground: () => (Ground & { database: Database }) | null;
  close: () => Promise<void>;
};

type Options = OpenOptions & {
  /** Training and earnest never share a database. */
  isForTraining: boolean;
  /** Who is handed what is closed, and who is told when that does not work. */
  closing: Pick<Parameters<typeof keepClosing>[0], 'witness' | 'tell'>;
  /** What is done later, and how people are told. */
  jobs: JobSettings;
  /** Before anybody is let in. */
  prepare?: ((opened: Opened) => Promise<void>) | undefined;
  /** The folder of the keys. */
  keys: string;
  kinds: ReadonlyMap<string, EntryKind>;
  lists: ListRules;
  /** How streams are found again, once the keys are there. */
  imprints: () => ImprintRules;
  /** Kinds of streams that are closed once a day. */
  onceADay: readonly string[];
  now: () => Date;
  /** Quotas for attachments. */
  limits?: AttachmentLimits | undefined;
  /** Told once for each reason why it does not open. */
  cannot: (why: string) => void;
};

async function checkPurpose(door: Door, wanted: boolean): Promise<void> {
  const found = await atDoor(door, isForTraining);
  if (found === undefined || found === wanted) return;
  throw new CannotOpenDatabase(found ? 'this database is for training; start with --training, or name another with --data' : 'this database is in earnest and takes no training; name another folder with --data');
}

/** Without a key for signing in nobody has set this up: then there is nothing to open. */
async function openAll(options: Options): Promise<Running | null> {
  const { keys, kinds, lists, now } = options;
  const key = readSignInKey(keys);
  if (!key) return null;
  // Before the database is started: without its keys nothing that is in it can be read.
  const wrapper = wrapperFromFile(keyFile(keys, 'master-keys'));
  const signer = readSigner(keyFile(keys, 'signing-keys'));
  const imprints = options.imprints();
  const database = await openDatabase(options);
  const all: Opened = { database, door: { database, key, now }, ground: { database, wrapper, kinds, lists, imprints, now, signer, limits: options.limits } };
  try {
    await checkPurpose(all.door, options.isForTraining);
    await options.prepare?.(all);
  } catch (error) {
    await database.close();
    throw error;
  }
  const jobs = await keepWorking(all.ground, database, options.jobs);
  const ground = { ...all.ground, enqueue: jobs.enqueue };
  return { ...all, ground, jobs, closing: keepClosing({ database, signer, now, onceADay: options.onceADay, ...options.closing }) };
}

/** The last minute is closed too, and then the database. */
async function closeAll({ jobs, closing, database }: Running): Promise<void> {
  await jobs.stop();
  await closing.stop();
  await database.close();
}

function reasonOf(error: unknown): string {
  if (error instanceof CannotOpenDatabase || error instanceof KeyFileUnusable) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * Opens the door and the ground beside everything else: public pages are served meanwhile and whatever happens. Without a
 * key nobody has set up signing in, and no database is started; `init` may come while this waits.
 */
export function openBeside(options: Options): Beside {
  let opened: Running | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let told = '';
  const sweeping = setInterval(() => void sweepNow(), SWEEP_MS).unref();

  async function sweepNow(): Promise<void> {
    // What cannot be swept now is swept next time: it opens to nobody meanwhile.
    if (!opened) return;
    await sweep(opened.ground).catch(() => undefined);
    await sweepDrafts(opened.ground).catch(() => undefined);
  }

  async function tryOnce(): Promise<void> {
    const all = await openAll(options);
    // Whoever closed meanwhile does not know of it.
    if (isClosed && all) return closeAll(all);
    opened = all;
    await sweepNow();
  }
  async function tryUntilOpen(): Promise<void> {
    try {
      await tryOnce();
    } catch (error) {
      const why = reasonOf(error);
      if (why !== told) options.cannot(why);
      told = why;
    }
    if (!opened && !isClosed) timer = setTimeout(() => (trying = tryUntilOpen()), AGAIN_MS).unref();
  }
  let trying = tryUntilOpen();
  return {
    door: () => opened?.door ?? null,
    ground: () => opened?.ground ?? null,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(sweeping);
      await trying;
      if (opened) await closeAll(opened);
    },
  };
}
