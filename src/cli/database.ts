import { join } from 'node:path';
import { ROLES_SQL } from '#src/platform/database/roles.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

/** Brings up the database, or prints what an administrator of a server does before. */
export const databaseCommand: Command = {
  usage: [`database prepare ${PLACE_USAGE}`, 'database roles'],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: PLACE_OPTIONS });
    const [what] = positionals;
    if (what === 'roles') {
      process.stdout.write(`${ROLES_SQL}\n`);
      return 0;
    }
    if (what !== 'prepare') throw new UsageError('database takes prepare or roles');
    const place = placeFrom(values, projectFolder);
    const migrated = await withDatabase(place, projectFolder, async (database) => database.migrated);
    const where = place.url === undefined ? `in ${join(place.data, 'postgres')}` : 'on the server';
    process.stdout.write(`the database ${where} is ready: ${migrated.length > 0 ? `applied ${migrated.join(', ')}` : 'nothing was to be done'}\n`);
    return 0;
  },
};
