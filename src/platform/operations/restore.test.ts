import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginMatter } from '#test/support/actions.ts';
import { MIGRATIONS, queryAs } from '#test/support/database.ts';
import { AGENCIES, useGround } from '#test/support/ground.ts';
import { backUp, emptyDatabase, ownerUrl, restoreTo, sumsOf, useFolder } from '#test/support/restoring.ts';
import { openDatabase } from '../database/database.ts';
import { readMigrations, UNFINISHED } from '../database/migrations.ts';
import { asOwner } from '../database/owner.ts';
import { OWNER } from '../database/roles.ts';
import { createSigner } from '../journal/signing-keys.ts';
import { closeBlock } from '../journal/block.ts';
import { readWitness, witnessLine } from '../journal/witness.ts';
import { MANIFEST, pieceName, START, type Manifest, type Start } from './manifest.ts';
import { readMembers, writeEnd, writeMember, type Member } from './tar.ts';

const ground = useGround();
const folder = useFolder();
const anna = { id: 'anna', agency: AGENCIES[0] };
const file = join(folder, 'good.tar.gz');

beforeAll(async () => {
  await ground.give(anna, ['writer', 'reader']);
  for (let n = 0; n < 30; n++) await ground.perform(beginMatter, anna, { words: `words ${n}` });
  mkdirSync(join(folder, 'data/visits'), { recursive: true });
  writeFileSync(join(folder, 'data/visits/2026-11.json'), '{}');
  await backUp(ground.database, join(folder, 'data'), file);
});

let made = 0;
/** The backup with its members changed, and written again without a fault in its form. */
async function changed(change: (members: Member[]) => Member[] | void, end: Uint8Array = writeEnd()): Promise<string> {
  async function* bytes() {
    yield gunzipSync(readFileSync(file));
  }
  const members: Member[] = [];
  for await (const member of readMembers(bytes())) members.push(member);
  const wanted = change(members) ?? members;
  const name = join(folder, `changed-${++made}.tar.gz`);
  writeFileSync(name, gzipSync(Buffer.concat([...wanted.flatMap((member) => [...writeMember(member)]), end])));
  return name;
}
const memberNamed = (members: Member[], name: string) => members.find((member) => member.name === name) as Member;
const rewrite = <T>(members: Member[], name: string, change: (value: T) => void) => {
  const member = memberNamed(members, name);
  const value = JSON.parse(member.data.toString()) as T;
  change(value);
  member.data = Buffer.from(JSON.stringify(value));
};
/** As somebody would who knows how a backup is made. */
const withSums = (members: Member[]) => {
  rewrite<Manifest>(members, pieceName(MANIFEST, 1), (manifest) => {
    manifest.start = createHash('sha256').update(memberNamed(members, START).data).digest('hex');
    for (const part of manifest.parts) {
      const data = Buffer.concat(members.filter((m) => m.name.startsWith(`${part.name}.`)).map((m) => m.data));
      Object.assign(part, { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
    }
  });
};

/** The same rows can be compressed in two ways that differ in a byte, such as a run of zeros that is taken from elsewhere. */
function holdsTheSame(bytes: Buffer, whole: Buffer): boolean {
  try {
    return gunzipSync(bytes).equals(gunzipSync(whole));
  } catch {
    return false;
  }
}

/** Tries it on a database and a folder of its own, and says what is left there. */
async function tryOut(name: string, options: Parameters<typeof restoreTo>[4] = {}) {
  const database = await emptyDatabase(ground.database.host);
  const data = join(folder, `into-${++made}`);
  const why = await restoreTo(ground.database.host, database, data, name, options).then(({ verification }) => (verification.broken ? 'broken' : 'restored'), (error: Error) => error.message);
  const [row] = await queryAs(ground.database.host, OWNER, database, `select count(*)::int as tables from pg_class where relnamespace = to_regnamespace('keerpunt')`);
  return { why, database, data, isUntouched: row?.['tables'] === 0 && !existsSync(data) };
}

describe('a backup that is not what was written', () => {
  it('is refused wherever it is cut off, and nothing is touched', async () => {
    const whole = readFileSync(file);
    for (const part of [0, 0.01, 0.3, 0.7, 0.99, (whole.length - 1) / whole.length]) {
      const name = join(folder, `cut-${part}.tar.gz`);
      writeFileSync(name, whole.subarray(0, Math.floor(whole.length * part)));
      expect(await tryOut(name)).toMatchObject({ why: expect.stringMatching(/^this backup is damaged or was cut off|^this is no backup/) as string, isUntouched: true });
    }
  }, 60_000);
  it('is refused when one byte is another, whichever, unless what it holds is still the same', async () => {
    const whole = readFileSync(file);
    for (let n = 1; n < 40; n++) {
      const bytes = Buffer.from(whole);
      // Not the few of the header that say when and on which system it was compressed.
      const at = 10 + Math.floor(((whole.length - 10) * n) / 40);
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      if (holdsTheSame(bytes, whole)) continue;
      const name = join(folder, 'one-byte.tar.gz');
      writeFileSync(name, bytes);
      expect((await tryOut(name)).why, `byte ${at} of ${whole.length}`).not.toBe('restored');
    }
  }, 60_000);
  const rows = 'tables/entry.copy.000001';
  it.each<[string, (members: Member[]) => Member[] | void]>([
    ['a changed row', (all) => void (memberNamed(all, rows).data = Buffer.from(memberNamed(all, rows).data.toString().replace('matter.begun', 'matter.ended')))],
    ['a row too few', (all) => void (memberNamed(all, rows).data = memberNamed(all, rows).data.subarray(0, -200))],
    ['a table too few', (all) => all.filter((m) => m.name !== rows)],
    ['a table twice', (all) => [...all.slice(0, -1), memberNamed(all, rows), ...all.slice(-1)]],
    ['a piece out of order', (all) => void (memberNamed(all, rows).name = 'tables/entry.copy.000002')],
    ['a part with a name of its own', (all) => [...all.slice(0, -1), { name: 'tables/password2.copy.000001', data: Buffer.from('x') }, ...all.slice(-1)]],
    ['a file beside the folder', (all) => void (memberNamed(all, 'files/visits/2026-11.json.000001').name = 'files/visits/../../keys/master-keys.000001')],
    ['a file with a path from the root', (all) => void (memberNamed(all, 'files/visits/2026-11.json.000001').name = 'files//etc/passwd.000001')],
    ['something after its end', (all) => [...all, memberNamed(all, rows)]],
    ['another beginning', (all) => rewrite<Start>(all, START, (start) => (start.at = '2020-01-01T00:00:00.000Z'))],
    ['no list of its parts', (all) => all.slice(0, -1)],
    ['a list that forgets a table', (all) => rewrite<Manifest>(all, pieceName(MANIFEST, 1), (manifest) => manifest.parts.shift())],
  ])('is refused with %s, and nothing is touched', async (_, change) => {
    expect(await tryOut(await changed(change))).toMatchObject({ why: expect.stringMatching(/^this backup (was altered or damaged|is damaged or was cut off)/) as string, isUntouched: true });
  });
  it.each([
    ['a file that would be written among the keys', 'files/visits/../keys/master-keys'],
    ['a file that would be written beside the data', 'files/visits/../../escaped'],
    ['a file from the root', 'files//tmp/escaped'],
    ['a file in another folder', 'files/postgres/cluster/pg_hba.conf'],
    ['a file that is hidden', 'files/visits/.escaped'],
    ['a table that is none of ours', 'tables/pg_authid.copy'],
    ['something that is neither', 'else/x'],
  ])('is refused with %s, also when its sums were made anew', async (_, part) => {
    const name = await changed((all) => {
      memberNamed(all, 'files/visits/2026-11.json.000001').name = `${part}.000001`;
      rewrite<Manifest>(all, pieceName(MANIFEST, 1), (manifest) => {
        for (const one of manifest.parts) if (one.name === 'files/visits/2026-11.json') one.name = part;
      });
      withSums(all);
    });
    expect(await tryOut(name)).toMatchObject({ why: `this backup was altered or damaged: ${part}.000001; nothing was restored from it`, isUntouched: true });
    expect(readdirSync(folder).filter((found) => found.includes('escaped'))).toEqual([]);
  });
  it('is refused with a table that says it is ours and is not in the migrations', async () => {
    const name = await changed((all) => {
      rewrite<Start>(all, START, (start) => start.tables.push({ name: 'extra', columns: ['id'] }));
      rewrite<Manifest>(all, pieceName(MANIFEST, 1), (manifest) => manifest.parts.push({ name: 'tables/extra.copy', bytes: 0, sha256: '0'.repeat(64), rows: 0 }));
      withSums(all);
    });
    const tried = await tryOut(name);
    expect(tried.why).toBe('the backup holds other tables than its migrations make: extra');
    expect(await queryAs(ground.database.host, OWNER, tried.database, `select count(*)::int as entries from keerpunt.entry`)).toEqual([{ entries: 0 }]);
  });
  it('is refused with bytes after its end', async () => {
    expect((await tryOut(await changed(() => undefined, Buffer.concat([writeEnd(), Buffer.alloc(512, 1)])))).why).toContain('cut off');
  });
  it('that is no backup at all is said to be none', async () => {
    writeFileSync(join(folder, 'text.tar.gz'), 'not a backup');
    expect((await tryOut(join(folder, 'text.tar.gz'))).why).toContain('this is no backup of Keerpunt');
    expect((await tryOut(await changed((all) => all.slice(1)))).why).toBe('this is no backup of Keerpunt');
    expect((await tryOut(join(folder, 'not-there.tar.gz'))).why).toMatch(/^cannot read .*ENOENT$/);
    expect((await tryOut(folder)).why).toMatch(/^cannot read .*EISDIR$/);
  });
  it('altered by somebody who made the sums anew is found by the journal, and nobody can start on it', async () => {
    const name = await changed((all) => {
      const entry = memberNamed(all, rows);
      entry.data = Buffer.from(entry.data.toString().replace('"pages": 1', '"pages": 9'));
      withSums(all);
    });
    const tried = await tryOut(name);
    expect(tried.why).toBe('broken');
    const url = (role: string) => ownerUrl(ground.database.host, tried.database).replace(OWNER, role);
    const open = openDatabase({ data: '/nowhere', url: url('keerpunt_app'), migrationsFolder: MIGRATIONS });
    await expect(open).rejects.toThrow('a backup was not restored to its end here; do keerpunt restore again');
  });
});

it('a backup from which a key was taken away, with sums and counts made anew, is found', async () => {
  const name = await changed((all) => {
    const keys = memberNamed(all, 'tables/section_key.copy.000001');
    keys.data = Buffer.from(keys.data.toString().split('\n').slice(1).join('\n'));
    rewrite<Manifest>(all, pieceName(MANIFEST, 1), (manifest) => {
      for (const part of manifest.parts) if (part.name === 'tables/section_key.copy') part.rows = (part.rows ?? 0) - 1;
    });
    withSums(all);
  });
  expect((await tryOut(name)).why).toBe('broken');
});

describe('a backup of another version', () => {
  const own = readMigrations(MIGRATIONS);
  it('that is newer is refused by name', async () => {
    const older = own.slice(0, -1);
    expect(await tryOut(file, { migrations: older })).toMatchObject({ why: `this backup was made by a newer Keerpunt, 0.1.0, which has ${own.at(-1)?.name}; restore it with that version or a later one`, isUntouched: true });
    const format = await changed((all) => rewrite<Record<string, unknown>>(all, START, (start) => (start['format'] = 2)));
    expect(await tryOut(format)).toMatchObject({ why: expect.stringContaining('newer Keerpunt (format 2)') as string, isUntouched: true });
  });
  it('whose migrations were others is refused', async () => {
    const others = own.map((one, at) => (at === 0 ? { ...one, checksum: 'x' } : one));
    expect((await tryOut(file, { migrations: others })).why).toContain(`another ${own[0]?.name} than this Keerpunt has`);
  });
  it('that is older is restored as it was and then brought up to date', async () => {
    const later = { number: 9999, name: '9999_platform_add_something.sql', checksum: 'later', sql: `create table keerpunt.later as select count(*)::int as entries from keerpunt.entry` };
    const tried = await tryOut(file, { migrations: [...own, later] });
    expect(tried.why).toBe('restored');
    expect(await queryAs(ground.database.host, OWNER, tried.database, 'select entries from keerpunt.later')).toEqual([{ entries: 60 }]);
  });
});

describe('what is there already', () => {
  it('is never overwritten: neither a database nor a folder', async () => {
    const before = await sumsOf(ground.database.query);
    await expect(restoreTo(ground.database.host, ground.database.name, join(folder, 'new'), file)).rejects.toThrow('this database is not empty');
    expect(await sumsOf(ground.database.query)).toEqual(before);
    const used = join(folder, 'used');
    mkdirSync(used);
    writeFileSync(join(used, 'something'), '');
    await expect(restoreTo(ground.database.host, await emptyDatabase(ground.database.host), used, file)).rejects.toThrow('used is not empty (something)');
  });
  it('may be the keys, for they go there first', async () => {
    const into = join(folder, 'with-keys');
    mkdirSync(join(into, 'keys'), { recursive: true });
    const restored = await restoreTo(ground.database.host, await emptyDatabase(ground.database.host), into, file);
    expect(restored.verification.broken).toBeUndefined();
  });
});

describe('a restore that was stopped half-way', () => {
  const failing = (sql: string) => [...readMigrations(MIGRATIONS), { number: 9999, name: '9999_platform_stop.sql', checksum: 'x', sql }];
  it('leaves nothing that anybody can start on, and can be done again', async () => {
    const host = ground.database.host;
    const name = await emptyDatabase(host);
    const into = join(folder, 'half');
    await expect(restoreTo(host, name, into, file, { migrations: failing('select 1/0') })).rejects.toThrow('division by zero');
    expect(await queryAs(host, OWNER, name, `select to_regclass('keerpunt.${UNFINISHED}') is not null as half`)).toEqual([{ half: true }]);
    for (const owner of [{}, { ownerUrl: ownerUrl(host, name) }]) {
      const open = openDatabase({ data: '/nowhere', url: ownerUrl(host, name).replace(OWNER, 'keerpunt_app'), migrationsFolder: MIGRATIONS, ...owner });
      await expect(open).rejects.toThrow('a backup was not restored to its end here');
    }
    expect((await restoreTo(host, name, into, file)).verification.broken).toBeUndefined();
    const database = await openDatabase({ data: '/nowhere', url: ownerUrl(host, name).replace(OWNER, 'keerpunt_app'), migrationsFolder: MIGRATIONS });
    expect(await database.isReady()).toBe(true);
    await database.close();
  });
  it('is not brought up to date either: nothing of the schema changes', async () => {
    const host = ground.database.host;
    const name = await emptyDatabase(host);
    const mark = `create schema if not exists keerpunt; create table keerpunt.${UNFINISHED} ()`;
    await queryAs(host, OWNER, name, mark);
    const open = openDatabase({ data: '/nowhere', url: ownerUrl(host, name).replace(OWNER, 'keerpunt_app'), ownerUrl: ownerUrl(host, name), migrationsFolder: MIGRATIONS });
    await expect(open).rejects.toThrow('a backup was not restored to its end here');
    expect(await queryAs(host, OWNER, name, `select to_regclass('keerpunt.migration') as there`)).toEqual([{ there: null }]);

    const data = join(folder, 'embedded');
    mkdirSync(data, { mode: 0o755 });
    await asOwner({ data }, true, ({ client }) => client.query(mark));
    await expect(openDatabase({ data, migrationsFolder: MIGRATIONS })).rejects.toThrow('a backup was not restored to its end here');
    const there = await asOwner({ data }, false, async ({ client }) => (await client.query<{ there: unknown }>(`select to_regclass('keerpunt.migration') as there`)).rows);
    expect(there).toEqual([{ there: null }]);
  }, 60_000);
  it('does not meet another one in the same database', async () => {
    const name = await emptyDatabase(ground.database.host);
    const both = await Promise.allSettled([1, 2].map((n) => restoreTo(ground.database.host, name, join(folder, `at-once-${n}`), file)));
    expect(both.filter((one) => one.status === 'fulfilled').length).toBe(1);
  });
});

describe('blocks and the witness', () => {
  it('are held against the keys: one that was left out after it had been witnessed is missed', async () => {
    const signer = createSigner(join(folder, 'signing-keys'));
    const heads = (await ground.database.query('select stream_id, head_sequence::int, head_hash, access_sequence::int, access_hash from keerpunt.stream')) as Parameters<typeof closeBlock>[2];
    const { block, heads: held } = closeBlock(null, new Date(), heads, signer);
    await ground.database.query('insert into keerpunt.block (number, closed_at, root, head_count, previous_root, signature) values ($1, $2, $3, $4, $5, $6)', [block.number, block.closed_at, block.root, block.head_count, block.previous_root, block.signature]);
    for (const head of held) await ground.database.query('insert into keerpunt.block_head (stream_id, block_number, head_sequence, head_hash, access_sequence, access_hash) values ($1, $2, $3, $4, $5, $6)', [head.stream_id, 1, head.head_sequence, head.head_hash, head.access_sequence, head.access_hash]);
    const closed = join(folder, 'closed.tar.gz');
    await backUp(ground.database, join(folder, 'data'), closed);
    const witness = readWitness(witnessLine(block)).lines;
    expect((await tryOut(closed, { publicKeys: signer.publicKeys, witness })).why).toBe('restored');
    expect((await tryOut(file, { publicKeys: signer.publicKeys, witness })).why).toBe('broken');
    expect((await tryOut(closed, { publicKeys: createSigner(join(folder, 'other-keys')).publicKeys })).why).toBe('broken');
  });
});
