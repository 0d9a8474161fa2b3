import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CannotOpenDatabase } from '#src/platform/database/cannot-open.ts';
import { openDatabase, type Database } from '#src/platform/database/database.ts';
import { UsageError } from './usage.ts';

/** Where the data are: the folder, the folder of the keys, and the server of one's own if there is one. */
export type DataPlace = { data: string; keys: string; url: string | undefined; ownerUrl: string | undefined };

/** For `readArguments`. */
export const PLACE_OPTIONS = { data: { type: 'string', default: 'data' }, keys: { type: 'string' }, 'database-url': { type: 'string' }, 'owner-url': { type: 'string' } } as const;
export const PLACE_USAGE = '[--data data] [--keys data/keys] [--database-url postgresql://…] [--owner-url postgresql://…]';

function urlFrom(name: string, value: string | undefined): string | undefined {
  // Not repeated in the message: it may hold a password.
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) throw new UsageError(`${name} takes an address such as postgresql://keerpunt_app@host/keerpunt`);
  return value;
}

/** Scheme and host under which people reach Keerpunt. */
export function webAddressFrom(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !/^https?:/.test(value)) throw new UsageError(`--url takes an address such as https://example.org, not ${value}`);
  return new URL(value).origin;
}

type Values = { data: string; keys?: string | undefined; 'database-url'?: string | undefined; 'owner-url'?: string | undefined };

/** From the arguments, else from the environment. A relative folder is meant from where the command was called. */
export function placeFrom(values: Values, projectFolder: string): DataPlace {
  const folder = (given: string) => (isAbsolute(given) ? given : join(process.env['INIT_CWD'] ?? projectFolder, given));
  const keys = values.keys ?? process.env['KEERPUNT_KEYS'];
  return {
    data: folder(values.data),
    // Beside the data to begin with; where it matters they lie elsewhere.
    keys: keys === undefined ? join(folder(values.data), 'keys') : folder(keys),
    url: urlFrom('--database-url', values['database-url'] ?? process.env['KEERPUNT_DATABASE_URL']),
    ownerUrl: urlFrom('--owner-url', values['owner-url'] ?? process.env['KEERPUNT_DATABASE_OWNER_URL']),
  };
}

/** Which Keerpunt this is. */
export function versionOf(projectFolder: string): string {
  return (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

const tell = (line: string) => process.stderr.write(`keerpunt: ${line}\n`);

/** Opens the database for one piece of work and leaves it. */
export async function withDatabase<T>(place: DataPlace, projectFolder: string, work: (database: Database) => Promise<T>): Promise<T> {
  let database: Database;
  try {
    database = await openDatabase({ ...place, migrationsFolder: join(projectFolder, 'migrations'), tell });
  } catch (error) {
    if (error instanceof CannotOpenDatabase) throw new UsageError(error.message);
    throw error;
  }
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
