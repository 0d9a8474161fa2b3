import { isAbsolute, join } from 'node:path';
import { CannotOpenDatabase } from '#src/platform/database/cannot-open.ts';
import { openDatabase } from '#src/platform/database/database.ts';
import { ROLES_SQL } from '#src/platform/database/roles.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

function urlFrom(name: string, value: string | undefined): string | undefined {
  // Not repeated in the message: it may hold a password.
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) throw new UsageError(`${name} takes an address such as postgresql://keerpunt_app@host/keerpunt`);
  return value;
}

type Options = { data: string; url: string | undefined; ownerUrl: string | undefined };

const tell = (line: string) => process.stderr.write(`keerpunt: ${line}\n`);

async function prepare(options: Options, projectFolder: string): Promise<number> {
  try {
    const database = await openDatabase({ ...options, migrationsFolder: join(projectFolder, 'migrations'), tell });
    const where = options.url === undefined ? `in ${join(options.data, 'postgres')}` : 'on the server';
    await database.close();
    const done = database.migrated.length > 0 ? `applied ${database.migrated.join(', ')}` : 'nothing was to be done';
    process.stdout.write(`the database ${where} is ready: ${done}\n`);
    return 0;
  } catch (error) {
    if (error instanceof CannotOpenDatabase) throw new UsageError(error.message);
    throw error;
  }
}

/** Brings up the database, or prints what an administrator of a server does before. */
export const databaseCommand: Command = {
  usage: ['database prepare [--data data] [--database-url postgresql://…] [--owner-url postgresql://…]', 'database roles'],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string', default: 'data' }, 'database-url': { type: 'string' }, 'owner-url': { type: 'string' } },
    });
    const [what] = positionals;
    if (what === 'roles') {
      process.stdout.write(`${ROLES_SQL}\n`);
      return 0;
    }
    if (what !== 'prepare') throw new UsageError('database takes prepare or roles');
    const url = urlFrom('--database-url', values['database-url'] ?? process.env['KEERPUNT_DATABASE_URL']);
    const ownerUrl = urlFrom('--owner-url', values['owner-url'] ?? process.env['KEERPUNT_DATABASE_OWNER_URL']);
    const data = isAbsolute(values.data) ? values.data : join(process.env['INIT_CWD'] ?? projectFolder, values.data);
    return prepare({ data, url, ownerUrl }, projectFolder);
  },
};
