import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performOn } from '#src/platform/action/perform.ts';
import { openDatabase, type Database } from '#src/platform/database/database.ts';
import { migrate, readMigrations } from '#src/platform/database/migrations.ts';
import { OWNER } from '#src/platform/database/roles.ts';
import { readPublicKeys } from '#src/platform/journal/signing-keys.ts';
import { readWitness } from '#src/platform/journal/witness.ts';
import { readBackup } from '#src/platform/operations/read-backup.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { addNote, KINDS, listRows, readSection } from './support/actions.ts';
import { MIGRATIONS, queryAs, testServer } from './support/database.ts';
import { valueOf } from './support/ground.ts';
import { emptyDatabase, ownerUrl, restoreTo, useFolder } from './support/restoring.ts';
import { PROJECT } from './support/server.ts';
import { verifyDatabase } from './support/verify-database.ts';

// What earlier states of the migrations held, each with its keys; made by test/support/make-upgrade-fixture.ts and never again.
const UPGRADES = join(PROJECT, 'test/upgrades');
const states = readdirSync(UPGRADES);
const all = readMigrations(MIGRATIONS);
const folder = useFolder();
let host = '';
let leave: () => Promise<void>;
beforeAll(async () => ({ host, leave } = await testServer()));
afterAll(() => leave());

/** What tables and columns are called since. */
const RENAMED: Record<string, { table: string; columns: Record<string, string> }> = { held_role: { table: 'service_role', columns: { actor: 'service' } } };
function renamed({ name, columns }: { name: string; columns: readonly string[] }) {
  const now = RENAMED[name];
  if (!now) throw new Error(`table ${name} is gone, and nobody says what became of it`);
  return { table: now.table, columns: columns.map((column) => now.columns[column] ?? column) };
}

describe.each(states)('a database as it was at %s', (state) => {
  const file = join(UPGRADES, state, 'backup.tar.gz');
  const text = (name: string) => readFileSync(join(UPGRADES, state, name), 'utf8');
  const then = all.filter(({ number }) => number <= Number(state));
  const since = all.filter(({ number }) => number > Number(state)).map(({ name }) => name);
  const [anna, bert] = [{ id: 'anna', agency: '10000000-0000-4000-8000-000000000000' }, { id: 'bert', agency: '20000000-0000-4000-8000-000000000000' }];

  /** The database as it was left by the version of then. */
  async function asItWas(): Promise<string> {
    const name = await emptyDatabase(host);
    await restoreTo(host, name, join(folder, name), file, { migrations: then });
    return name;
  }
  const query = (name: string) => (sql: string) => queryAs(host, OWNER, name, sql);
  /** A sum over what each table held then, in the columns of then, whatever they are called since. */
  async function sums(name: string): Promise<Record<string, unknown>> {
    const { start } = await readBackup(file);
    const there = new Set((await query(name)(`select relname::text as name from pg_class where relnamespace = 'keerpunt'::regnamespace and relkind = 'r'`)).map((row) => row['name'] as string));
    const found: Record<string, unknown> = {};
    for (const past of start.tables) {
      const { table, columns } = there.has(past.name) ? { table: past.name, columns: past.columns } : renamed(past);
      const [row] = await query(name)(`select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from (select ${columns.map((c) => `"${c}"`).join(', ')} from keerpunt."${table}") t`);
      found[past.name] = row?.['sum'];
    }
    return found;
  }
  const open = (name: string): Promise<Database> => openDatabase({ data: '/nowhere', url: ownerUrl(host, name).replace(OWNER, 'keerpunt_app'), ownerUrl: ownerUrl(host, name), migrationsFolder: MIGRATIONS });

  it('is brought up to date by starting, and everything in it is as it was', async () => {
    const name = await asItWas();
    const before = await sums(name);
    const database = await open(name);
    expect(database.migrated).toEqual(since);
    expect(await sums(name)).toEqual(before);
    expect((await verifyDatabase(query(name))).broken).toBeUndefined();
    expect((await open(name).then((again) => again.close().then(() => again.migrated)))).toEqual([]);

    const keys = join(folder, `${name}.keys`);
    copyFileSync(join(UPGRADES, state, 'master-keys'), keys);
    chmodSync(keys, 0o600);
    const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(keys), now: () => new Date('2026-11-26T10:00:00Z') });
    const rows = valueOf(await perform(listRows, anna, { list: 'matters' }));
    expect(rows).toHaveLength(12);
    const words = await Promise.all(rows.map(async ({ stream_id: stream }) => valueOf(await perform(readSection, anna, { stream, section: 'one' })).entries.map(({ body }) => body?.opened === true && body.value.toString())));
    expect(words.flat().toSorted()).toEqual(Array.from({ length: 12 }, (_, n) => `first words of matter ${n + 1}`).toSorted());
    expect(valueOf(await perform(listRows, bert, { list: 'matters' }))).toHaveLength(6);
    for (const { stream_id: stream } of rows) valueOf(await perform(addNote, anna, { stream, section: 'two', words: 'written since' }));
    expect((await verifyDatabase(query(name))).broken).toBeUndefined();
    await database.close();
  }, 60_000);

  it('is restored from its backup by the version of today, and holds against the witness of then', async () => {
    const name = await emptyDatabase(host);
    const restored = await restoreTo(host, name, join(folder, name), file, { publicKeys: readPublicKeys(text('public-keys')), witness: readWitness(text('witness')).lines });
    expect(restored.migrated).toEqual(since);
    expect(restored.verification).toMatchObject({ broken: undefined, entries: 46, unwitnessed: { since: { number: 1 }, entries: 0, accessRecords: 0 } });
  }, 60_000);

  it('loses nothing when a later change of the schema fails, and goes on once that is mended', async () => {
    const name = await asItWas();
    const before = await sums(name);
    const connection = { host, user: OWNER, database: name };
    const broken = { number: 9999, name: '9999_platform_break.sql', checksum: 'x', sql: 'drop table keerpunt.entry cascade; select 1/0' };
    await expect(migrate(connection, [...all, broken])).rejects.toThrow('9999_platform_break.sql failed and changed nothing: division by zero');
    expect(await sums(name)).toEqual(before);
    expect(await migrate(connection, [...all, { ...broken, sql: 'select 1' }])).toEqual([broken.name]);
    expect(await sums(name)).toEqual(before);
  }, 60_000);
});

describe('the states that are kept', () => {
  it('are there', () => expect(states).toContain('0021'));
});
