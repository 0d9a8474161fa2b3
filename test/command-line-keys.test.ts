import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performOn } from '#src/platform/action/perform.ts';
import { openDatabase } from '#src/platform/database/database.ts';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { readMasterKeys } from '#src/platform/vault/master-keys.ts';
import { addNote, beginMatter, KINDS, readSection } from './support/actions.ts';
import { MIGRATIONS, queryAs } from './support/database.ts';
import { valueOf } from './support/ground.ts';
import { CLI, PROJECT } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'keerpunt-keys-'));
chmodSync(folder, 0o755);
const data = join(folder, 'data');
const agency = randomUUID();
const anna = { id: 'service:anna', agency };
const streams: string[] = [];
/** Keeps the database up from one command to the next: starting it is what takes long. */
let holder: Awaited<ReturnType<typeof startEmbedded>>;
afterAll(async () => {
  await holder.leave();
  rmSync(folder, { recursive: true, force: true });
});

const env = { ...process.env, KEERPUNT_PROJECT: PROJECT };
const place = (where = data) => ['--data', where, '--keys', join(data, 'keys')];
function keerpunt(...args: string[]) {
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd: PROJECT, encoding: 'utf8', env });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Does something with what is in a data folder, with the keys as they are now. */
async function inside<T>(work: (perform: ReturnType<typeof performOn>, query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>, where = data): Promise<T> {
  const database = await openDatabase({ data: where, migrationsFolder: MIGRATIONS });
  const { host, leave } = await startEmbedded({ data: where });
  try {
    const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(join(data, 'keys/master-keys')), now: () => new Date() });
    return await work(perform, (sql) => queryAs(host, 'keerpunt_owner', 'keerpunt', sql) as Promise<Record<string, unknown>[]>);
  } finally {
    await leave();
    await database.close();
  }
}
const words = (stream: string, where = data) =>
  inside(async (perform) => valueOf(await perform(readSection, anna, { stream, section: 'one' })).entries.map(({ body }) => (body === null ? null : body.opened ? body.value.toString() : body.because)), where);

beforeAll(async () => {
  expect(keerpunt('key', 'init', ...place()).code).toBe(0);
  await (await openDatabase({ data, migrationsFolder: MIGRATIONS })).close();
  holder = await startEmbedded({ data });
  await inside(async (perform, query) => {
    await query(`insert into keerpunt.agency values ('${agency}', 'Keys')`);
    for (const role of ['writer', 'reader']) await query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ('${agency}', '${anna.id}', '${role}', true, current_date, 'test')`);
    for (let at = 0; at < 40; at++) {
      const stream = valueOf(await perform(beginMatter, anna, { words: `words ${at}` }));
      for (const section of ['two', 'three']) valueOf(await perform(addNote, anna, { stream, section, words: section }));
      streams.push(stream);
    }
  });
}, 60_000);

describe('keerpunt journal', () => {
  it('closes, hands to the witness and says that all of it is whole', () => {
    const witness = join(folder, 'witness');
    expect(keerpunt('journal', 'close', '--witness', witness, ...place()).out).toMatch(/^block 1 is closed over \d+ streams; the witness was handed 1\n$/);
    expect(keerpunt('journal', 'close', '--witness', witness, ...place()).out).toBe('nothing went on since the last block; the witness was handed 0\n');
    const { code, out } = keerpunt('journal', 'verify', '--witness', witness, ...place());
    expect(code).toBe(0);
    expect(out).toMatch(/^Whole: \d+ streams, 160 entries, /);
    expect(out).toContain('Not yet witnessed, and so not proven: 0 entries and 0 access records');
    expect(keerpunt('journal', 'verify', '--stream', streams[0] ?? '', ...place()).out).toMatch(/^Whole: 1 streams, 4 entries, /);
  });
  it('verifies with public keys alone, and without any says what it did not look at', () => {
    const keys = keerpunt('journal', 'public-keys', ...place()).out;
    expect(keys).toMatch(/^ed25519 [0-9a-f]{16} \S+\n$/);
    const file = join(folder, 'public');
    appendFileSync(file, keys);
    expect(keerpunt('journal', 'verify', '--witness', join(folder, 'witness'), '--public-keys', file, '--data', data, '--keys', join(folder, 'nowhere')).code).toBe(0);
    expect(keerpunt('journal', 'verify', '--data', data, '--keys', join(folder, 'nowhere')).out).toContain('Blocks were not looked at');
  });
  it('names the first broken link and ends with 1', async () => {
    const stream = streams[7] ?? '';
    const alter = (to: string) => inside(async (_, query) => query(`alter table keerpunt.entry disable trigger user; update keerpunt.entry set actor = '${to}' where stream_id = '${stream}' and sequence = 3; alter table keerpunt.entry enable trigger user`));
    await alter('somebody-else');
    for (const more of [[], ['--stream', stream], ['--witness', join(folder, 'witness')]]) {
      const { code, out } = keerpunt('journal', 'verify', ...more, ...place());
      expect(code).toBe(1);
      expect(out).toMatch(new RegExp(`^BROKEN: .*${stream}`));
    }
    await alter(anna.id);
    expect(keerpunt('journal', 'verify', ...place()).code).toBe(0);
  });
  it.each([
    [['praise'], 'journal takes verify, close or public-keys'],
    [['verify', '--stream', "x' or true"], "--stream takes the id of a stream, not x' or true"],
    [['verify', '--witness', '/no/such/file'], 'cannot read /no/such/file: ENOENT'],
  ])('says what is wrong with %j', (args, message) => expect(keerpunt('journal', ...args, ...place())).toMatchObject({ code: 2, err: `keerpunt: ${message}\n` }));
  it('says when there is no database', () => expect(keerpunt('journal', 'verify', '--data', join(folder, 'empty')).err).toBe(`keerpunt: there is no database in ${join(folder, 'empty')}\n`));
});

describe('keerpunt key rotate', () => {
  const keysNow = () => readMasterKeys(join(data, 'keys/master-keys'));
  const stillOld = () => inside(async (_, query) => Number((await query(`select count(*)::int as n from keerpunt.section_key where master_key_id <> '${keysNow().currentKeyId}'`))[0]?.['n']));

  it('wraps everything anew, drops the old key and leaves every word as it was', async () => {
    const before = keysNow().currentKeyId;
    const { code, out } = keerpunt('key', 'rotate', ...place());
    expect(code).toBe(0);
    expect(out).toMatch(/^120 section keys are wrapped anew; master keys now: 1\./);
    expect(keysNow().currentKeyId).not.toBe(before);
    expect(await stillOld()).toBe(0);
    expect(await words(streams[3] ?? '')).toEqual(['words 3']);
    expect(keerpunt('journal', 'verify', '--witness', join(folder, 'witness'), ...place()).code).toBe(0);
  });
  it('killed anywhere is taken up by the next, and nothing is lost', async () => {
    for (const wait of [150, 300, 450]) {
      const child = spawn(process.execPath, [CLI, 'key', 'rotate', ...place()], { env, stdio: 'ignore' });
      const gone = new Promise((done) => child.once('exit', done));
      await new Promise((done) => setTimeout(done, wait));
      child.kill('SIGKILL');
      await gone;
      expect(await words(streams[11] ?? '')).toEqual(['words 11']);
    }
    expect(keerpunt('key', 'rotate', ...place()).code).toBe(0);
    expect(keysNow().keys.size).toBe(1);
    expect(await stillOld()).toBe(0);
    for (const [at, stream] of streams.slice(0, 5).entries()) expect(await words(stream)).toEqual([`words ${at}`]);
  }, 60_000);
  it('makes keys only where there are none, and lists them', () => {
    expect(keerpunt('key', 'init', ...place()).err).toContain('with new ones nothing that was sealed would open');
    expect(keerpunt('key', 'list', ...place()).out).toBe(`master key ${keysNow().currentKeyId}, current\n`);
    expect(keerpunt('key', 'list', '--data', join(folder, 'empty')).err).toContain('there is no key file here');
    expect(statSync(join(data, 'keys')).mode & 0o777).toBe(0o700);
  });
});

describe('keerpunt key shred', () => {
  it('destroys what was sealed, says until when older backups hold it, and restoring one destroys it again', async () => {
    const [stream, other] = [streams[20] ?? '', streams[21] ?? ''];
    const backup = join(folder, 'before.tar.gz');
    expect(keerpunt('backup', '--to', backup, ...place()).code).toBe(0);
    const { code, out } = keerpunt('key', 'shred', '--stream', stream, '--section', 'one', '--because', 'court-order', ...place());
    expect(code).toBe(0);
    const until = new Date(Date.now() + 35 * 86_400_000).toISOString().slice(0, 10);
    expect(out).toContain(`the last of them expires on ${until}`);
    expect(await words(stream)).toEqual(['shredded', null]);
    expect(keerpunt('key', 'shred', '--stream', stream, '--section', 'one', '--because', 'court-order', ...place())).toMatchObject({ code: 2, err: expect.stringContaining('was destroyed before') });
    // Made before: it brings the key back, and the ledger takes it away again.
    const restored = join(folder, 'restored');
    expect(keerpunt('restore', backup, ...place(restored)).out).toContain('as the ledger in the folder of the keys says: 1.');
    expect(await words(stream, restored)).toEqual(['shredded', null]);
    expect(await words(other, restored)).toEqual(['words 21']);
    // Made after: without any ledger it is gone.
    const later = join(folder, 'after.tar.gz');
    expect(keerpunt('backup', '--to', later, ...place()).code).toBe(0);
    rmSync(join(data, 'keys/shredded'));
    const again = join(folder, 'restored-later');
    expect(keerpunt('restore', later, ...place(again)).code).toBe(0);
    expect(await words(stream, again)).toEqual(['shredded', null]);
    expect(keerpunt('journal', 'verify', ...place(again)).code).toBe(0);
  }, 90_000);
  it('destroys one body among others', async () => {
    const stream = streams[22] ?? '';
    await inside(async (perform) => valueOf(await perform(addNote, anna, { stream, section: 'one', words: 'zinnetje dat blijft' })));
    expect(keerpunt('key', 'shred', '--stream', stream, '--section', 'one', '--entry', '2', '--because', 'kept-by-mistake', ...place()).code).toBe(0);
    expect(await words(stream)).toEqual(['shredded', 'zinnetje dat blijft', null]);
    expect(existsSync(join(data, 'keys/shredded'))).toBe(true);
  });
  it.each([
    [['--section', 'one', '--because', 'withdrawn'], 'key shred takes --stream ID'],
    [['--stream', randomUUID(), '--because', 'withdrawn'], 'key shred takes --section NAME'],
    [['--stream', randomUUID(), '--section', 'one', '--because', 'bored'], 'key shred takes --because and one of retention-ended, withdrawn, data-subject-request, court-order, kept-by-mistake'],
    [['--stream', randomUUID(), '--section', 'one', '--entry', '0', '--because', 'withdrawn'], '--entry takes the number of an entry'],
  ])('says what is wrong with %j', (args, message) => expect(keerpunt('key', 'shred', ...args, ...place())).toMatchObject({ code: 2, err: `keerpunt: ${message}\n` }));
});

describe('a thief', () => {
  it('with all that is in the database, and a backup, and no key, reads no word', async () => {
    mkdirSync(join(folder, 'loot'));
    const loot = join(folder, 'loot/backup.tar.gz');
    expect(keerpunt('backup', '--to', loot, ...place()).code).toBe(0);
    // Every byte of the data folder but the keys, and of the backup unpacked.
    const grep = (where: string, what: string) => spawnSync('grep', ['-rlaF', '--exclude-dir=keys', what, where], { encoding: 'utf8' }).stdout;
    copyFileSync(loot, join(folder, 'loot/copy.gz'));
    expect(spawnSync('gunzip', ['-f', join(folder, 'loot/copy.gz')]).status).toBe(0);
    for (const what of ['words 30', 'words 5', 'zinnetje dat blijft']) expect(grep(data, what) + grep(join(folder, 'loot'), what), what).toBe('');
    // The search finds what is there: without this it would prove nothing.
    expect(grep(data, agency)).not.toBe('');
    const keys = readFileSync(join(data, 'keys/master-keys'), 'utf8').match(/^key \S+ (\S+)$/m)?.[1] ?? '';
    expect(grep(data, keys) + grep(join(folder, 'loot'), keys)).toBe('');
  }, 60_000);
});
