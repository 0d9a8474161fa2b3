import { CannotOpenDatabase } from '../database/cannot-open.ts';
import { openDatabase, type Database, type OpenOptions } from '../database/database.ts';
import type { Door } from './door.ts';
import { readSignInKey } from './key-file.ts';

const AGAIN_MS = 5000;

export type Beside = {
  /** Null until the database is there, and where nobody has set up signing in. */
  door: () => Door | null;
  close: () => Promise<void>;
};

type Options = OpenOptions & {
  now: () => Date;
  /** Told once for each reason why it does not open. */
  cannot: (why: string) => void;
};

/**
 * Opens the door beside everything else: public pages are served meanwhile and whatever happens. Without a key nobody
 * has set up signing in, and no database is started; `init` may come while this waits.
 */
export function openBeside(options: Options): Beside {
  let opened: { door: Door; database: Database } | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let told = '';

  async function tryOnce(): Promise<void> {
    const key = readSignInKey(options.data);
    if (!key) return;
    const database = await openDatabase(options);
    // Whoever closed meanwhile does not know of it.
    if (isClosed) return database.close();
    opened = { database, door: { database, key, now: options.now } };
  }
  async function tryUntilOpen(): Promise<void> {
    try {
      await tryOnce();
    } catch (error) {
      const why = error instanceof CannotOpenDatabase ? error.message : error instanceof Error ? error.name : 'unknown';
      if (why !== told) options.cannot(why);
      told = why;
    }
    if (!opened && !isClosed) timer = setTimeout(() => (trying = tryUntilOpen()), AGAIN_MS).unref();
  }
  let trying = tryUntilOpen();
  return {
    door: () => opened?.door ?? null,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await trying;
      await opened?.database.close();
    },
  };
}
