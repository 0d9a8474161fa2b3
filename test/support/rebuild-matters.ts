// Run as a process of its own by tests that kill it: rebuilds the lists of the small feature, and tells how far it is.
import { join } from 'node:path';
import { rebuildLists } from '../../src/platform/action/rebuild.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { matterLists } from './lists.ts';

const [data = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const database = await openDatabase({ data, migrationsFolder: join(import.meta.dirname, '../../migrations') });
const done = await rebuildLists({ database, version: '1', now: () => new Date() }, matterLists, (streams) => say(`at ${streams}`));
say(`done ${JSON.stringify(done)}`);
await database.close();
