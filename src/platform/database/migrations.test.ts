import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, MIGRATIONS, queryAs, testServer } from '#test/support/database.ts';
import { openDatabase } from './database.ts';
import { migrate, readMigrations } from './migrations.ts';
import { OWNER } from './roles.ts';

const folders: string[] = [];

/** A copy of the migrations with one changed or added. */
function folderWith(name: string, sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-migrations-'));
  folders.push(folder);
  cpSync(MIGRATIONS, folder, { recursive: true });
  writeFileSync(join(folder, name), sql);
  return folder;
}

let host = '';
let leave: () => Promise<void>;
beforeAll(async () => ({ host, leave } = await testServer()));
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  await leave();
});

const all = readMigrations(MIGRATIONS).length;
const asOwner = (database: string) => ({ host, user: OWNER, database });
const url = (role: string, name: string) => `postgresql://${role}@/${name}?host=${encodeURIComponent(host)}`;
const count = async (name: string) => (await queryAs(host, OWNER, name, 'select count(*)::int as n from keerpunt.migration'))[0]?.['n'] as number;
const next = (sql: string) => readMigrations(folderWith('9999_platform_add_something.sql', sql));

describe('migrations', () => {
  it('are applied once, also when two begin at the same time', async () => {
    const name = await cloneDatabase(host);
    const files = next('create table keerpunt.extra (id int)');
    const done = await Promise.all([migrate(asOwner(name), files), migrate(asOwner(name), files)]);
    expect(done.flat()).toEqual(['9999_platform_add_something.sql']);
    expect(await count(name)).toBe(all + 1);
  });
  it('that fail change nothing, and say which one it was', async () => {
    const name = await cloneDatabase(host);
    await expect(migrate(asOwner(name), next('create table extra (id int); select 1/0'))).rejects.toThrow('9999_platform_add_something.sql failed and changed nothing: division by zero');
    expect(await count(name)).toBe(all);
    expect(await queryAs(host, OWNER, name, `select to_regclass('keerpunt.extra') as there`)).toEqual([{ there: null }]);
  });
  it('that were changed after they had been applied are refused', async () => {
    const name = await cloneDatabase(host);
    const first = readMigrations(MIGRATIONS)[0]?.name as string;
    const folder = folderWith(first, `${readFileSync(join(MIGRATIONS, first), 'utf8')}\n`);
    await expect(migrate(asOwner(name), readMigrations(folder))).rejects.toThrow(`migration ${first} was changed after it had been applied`);
  });
  it('of a newer version are not forgotten: an older one does not start', async () => {
    const name = await cloneDatabase(host);
    await migrate(asOwner(name), next('select 1'));
    await expect(migrate(asOwner(name), readMigrations(MIGRATIONS))).rejects.toThrow('used by a newer Keerpunt');
  });
  it('that are missing among those that were applied are not taken for those of a newer version', async () => {
    const name = await cloneDatabase(host);
    const [first, ...others] = readMigrations(MIGRATIONS);
    await expect(migrate(asOwner(name), others)).rejects.toThrow(`migration ${first?.name} is missing here, and the database has had it; put the file back`);
    await expect(migrate(asOwner(name), readMigrations(MIGRATIONS).slice(0, -1))).rejects.toThrow('used by a newer Keerpunt');
    expect(await count(name)).toBe(all);
  });
  it('that need a role which is not there say who makes it', async () => {
    const name = await cloneDatabase(host);
    await expect(migrate(asOwner(name), next('grant select on keerpunt.migration to keerpunt_nobody'))).rejects.toThrow(/role "keerpunt_nobody" does not exist; have an administrator of the server run what this prints: keerpunt database roles$/);
  });
  it('have numbers that go up, with gaps where another room counts on, and none twice', () => {
    expect(readMigrations(folderWith('9999_platform_add_something.sql', '')).at(-1)?.number).toBe(9999);
    expect(() => readMigrations(folderWith('0004_platform_zz.sql', ''))).toThrow('expected a number above 4');
    expect(() => readMigrations(folderWith('platform_zz.sql', ''))).toThrow('expected a number above');
  });
  it('are not slipped in before one that was applied', async () => {
    const name = await cloneDatabase(host);
    await expect(migrate(asOwner(name), readMigrations(folderWith('0019_platform_late.sql', 'select 1')))).rejects.toThrow('0019_platform_late.sql comes before');
    expect(await count(name)).toBe(all);
  });
});

describe('a server of one’s own', () => {
  const open = (name: string, changed: object = {}) => openDatabase({ data: '/nowhere', url: url('keerpunt_app', name), migrationsFolder: MIGRATIONS, ...changed });

  it('is used as the application, without the role that owns it', async () => {
    const database = await open(await cloneDatabase(host));
    expect(database.migrated).toEqual([]);
    expect(await database.isReady()).toBe(true);
    await database.close();
  });
  it('that lacks migrations is not used without its owner, and migrated with it', async () => {
    const name = await cloneDatabase(host);
    const migrationsFolder = folderWith('9999_platform_add_something.sql', 'select 1');
    await expect(open(name, { migrationsFolder })).rejects.toThrow('the database lacks 1 migrations; run: keerpunt database prepare --owner-url URL');
    const database = await open(name, { migrationsFolder, ownerUrl: url(OWNER, name) });
    expect(database.migrated).toEqual(['9999_platform_add_something.sql']);
    await database.close();
  });
  it.each(['postgres', OWNER])('is not used as %s, who may do too much', async (role) => {
    const name = await cloneDatabase(host);
    await expect(open(name, { url: url(role, name) })).rejects.toThrow(`the application may not connect as ${role}`);
  });
  it('that does not answer is said in one line without its password', async () => {
    const failing = open('x', { url: 'postgresql://keerpunt_app:geheim@127.0.0.1:1/x' });
    await expect(failing).rejects.toThrow(/^the database does not answer: ECONNREFUSED$/);
  });
});
