import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginMatter, exclude, invite, readSection } from '#test/support/actions.ts';
import { queryAs } from '#test/support/database.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { backUp, emptyDatabase, restoreTo, sumsOf, useFolder } from '#test/support/restoring.ts';
import { OWNER } from '../database/roles.ts';
import { connect } from '../database/database.ts';
import { performOn } from '../action/perform.ts';
import { LEFT_OUT } from './catalog.ts';
import { readBackup } from './read-backup.ts';

const ground = useGround();
const folder = useFolder();
const anna = { id: 'anna', agency: AGENCIES[0] };
const bert = { id: 'bert', agency: AGENCIES[1] };

beforeAll(async () => {
  await ground.give(anna, ['writer', 'reader']);
  await ground.give(bert, ['reader']);
});

const begin = async (words: string) => valueOf(await ground.perform(beginMatter, anna, { words }));
const data = (name: string) => {
  const made = join(folder, name);
  mkdirSync(made, { recursive: true });
  return made;
};
const kept = (sums: Record<string, string>) => Object.fromEntries(Object.entries(sums).filter(([name]) => !LEFT_OUT.has(name)));
const asOwnerIn = (name: string) => (sql: string) => queryAs(ground.database.host, OWNER, name, sql);

const TURN_MS = 200;

describe('a backup', () => {
  it('restored elsewhere is the same in every table, opens with the same keys, and goes on from there', async () => {
    const stream = await begin('the first words');
    await ground.perform(invite, anna, { stream, agency: bert.agency, section: 'one' });
    await ground.perform(exclude, anna, { stream, actor: 'carl' });
    const from = data('same');
    mkdirSync(join(from, 'visits'));
    writeFileSync(join(from, 'visits/2026-11.json'), '{"2026-11-25":{"/":3}}');
    const file = join(folder, 'same.tar.gz');
    const made = await backUp(ground.database, from, file);
    const before = kept(await sumsOf(ground.database.query));
    const name = await emptyDatabase(ground.database.host);
    const into = join(folder, 'same-restored');
    const restored = await restoreTo(ground.database.host, name, into, file);
    expect(restored.verification.broken).toBeUndefined();
    expect(restored.verification.entries).toBeGreaterThan(3);
    expect(kept(await sumsOf(asOwnerIn(name)))).toEqual(before);
    expect([made.files, restored.rows]).toEqual([1, made.rows]);
    expect(readFileSync(join(into, 'visits/2026-11.json'), 'utf8')).toBe('{"2026-11-25":{"/":3}}');
    expect(readdirSync(into)).toEqual(['visits']);

    const elsewhere = connect({ host: ground.database.host, user: 'keerpunt_app', database: name });
    const perform = performOn({ ...ground, database: elsewhere });
    const { entries } = valueOf(await perform(readSection, bert, { stream, section: 'one' }));
    expect(entries.map((entry) => entry.body?.opened === true && entry.body.value.toString())).toEqual(['the first words']);
    expect((await perform(addNote, anna, { stream, section: 'two', words: 'more' })).done).toBe(true);
    expect(await perform(readSection, { id: 'carl', agency: anna.agency }, { stream, section: 'one' })).toMatchObject({ done: false });
    await elsewhere.close();
    // Columns that count by themselves went on, and what may only be added to is again only added to.
    await asOwnerIn(name)(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ('${anna.agency}', 'dora', 'writer', true, '2026-11-25', 'test')`);
    const numbers = await asOwnerIn(name)('select max(number)::int as last, count(*)::int as rows from keerpunt.service_role');
    expect(numbers).toEqual([{ last: 4, rows: 4 }]);
    const triggers = `select t.tgname, t.tgenabled, t.tgrelid::regclass::text as on from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'keerpunt'::regnamespace and not t.tgisinternal order by 3, 1`;
    expect(await asOwnerIn(name)(triggers)).toEqual(await ground.database.query(triggers));
  });

  it('made while others write is whole: everything up to one moment and nothing after it', async () => {
    const streams = await Promise.all(Array.from({ length: 6 }, (_, n) => begin(`stream ${n}`)));
    const done: { stream: string; words: string; from: number; to: number }[] = [];
    const state = { isBusy: true };
    const busy = streams.map(async (stream) => {
      for (let n = 0; state.isBusy; n++) {
        const from = Date.now();
        const words = `${stream} ${n}`;
        if ((await ground.perform(addNote, anna, { stream, section: 'one', words })).done) done.push({ stream, words, from, to: Date.now() });
      }
    });
    const enough = async (count: number) => {
      while (done.length < count) await new Promise((go) => setTimeout(go, 5));
    };
    await enough(60);
    const began = Date.now();
    while (Date.now() < began + 2 * TURN_MS) await new Promise((go) => setTimeout(go, 5));
    const file = join(folder, 'busy.tar.gz');
    const made = await backUp(ground.database, data('busy'), file);
    while (Date.now() < Date.parse(made.at) + 2 * TURN_MS) await new Promise((go) => setTimeout(go, 5));
    await enough(done.length + 30);
    state.isBusy = false;
    await Promise.all(busy);
    const name = await emptyDatabase(ground.database.host);
    const { verification } = await restoreTo(ground.database.host, name, join(folder, 'busy-restored'), file);
    expect(verification.broken).toBeUndefined();
    const elsewhere = connect({ host: ground.database.host, user: 'keerpunt_app', database: name });
    const perform = performOn({ ...ground, database: elsewhere });
    const found = new Set<string>();
    for (const stream of streams) {
      const { entries } = valueOf(await perform(readSection, anna, { stream, section: 'one' }));
      for (const entry of entries) if (entry.body?.opened === true) found.add(entry.body.value.toString());
    }
    await elsewhere.close();
    const moment = Date.parse(made.at);
    // The clock is read within the statement that takes the picture: on a busy machine others get a turn between the two.
    const [before, after] = [moment - TURN_MS, moment + TURN_MS];
    expect(done.filter((one) => one.to < before && !found.has(one.words))).toEqual([]);
    expect(done.filter((one) => one.from > after && found.has(one.words))).toEqual([]);
    expect(done.filter((one) => one.to < before).length).toBeGreaterThan(20);
    expect(done.filter((one) => one.from > after).length).toBeGreaterThan(20);
    // Each row that is there is there as it was: the difference is only what came later.
    const then = (await asOwnerIn(name)('select md5(e::text) as sum from keerpunt.entry e')).map((row) => row['sum'] as string);
    const now = new Set((await ground.database.query('select md5(e::text) as sum from keerpunt.entry e')).map((row) => row['sum'] as string));
    expect(then.filter((sum) => !now.has(sum))).toEqual([]);
  }, 60_000);

  it('holds no key, whatever lies in the data folder or is linked into it, and opens no body', async () => {
    const secret = `secret-${randomUUID()}`;
    await begin(secret);
    const from = data('keys-beside');
    for (const place of ['keys', 'attachments', 'elsewhere']) mkdirSync(join(from, place));
    writeFileSync(join(from, 'keys/master-keys'), secret);
    writeFileSync(join(from, 'elsewhere/attachment'), secret);
    symlinkSync(join(from, 'keys/master-keys'), join(from, 'attachments/link'));
    symlinkSync(join(from, 'keys'), join(from, 'attachments/folder'));
    const file = join(folder, 'keys.tar.gz');
    expect((await backUp(ground.database, from, file)).files).toBe(0);
    expect(gunzipSync(readFileSync(file)).includes(secret)).toBe(false);
    expect(gunzipSync(readFileSync(file)).includes(Buffer.from(secret).toString('hex'))).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made without a file that it could not hold; hidden ones are none of ours', async () => {
    const from = data('strange');
    mkdirSync(join(from, 'visits'));
    writeFileSync(join(from, 'visits/.hidden'), 'x');
    expect((await backUp(ground.database, from, join(folder, 'hidden.tar.gz'))).files).toBe(0);
    writeFileSync(join(from, 'visits/a strange name'), 'x');
    await expect(backUp(ground.database, from, join(folder, 'strange.tar.gz'))).rejects.toThrow('visits/a strange name in the data folder has a name that no file of Keerpunt has');
    expect(existsSync(join(folder, 'strange.tar.gz'))).toBe(false);
  });

  it('leaves out who is signed in: a session that was ended since does not come back', async () => {
    const file = join(folder, 'sessions.tar.gz');
    await backUp(ground.database, data('sessions'), file);
    const { start } = await readBackup(file);
    const names = start.tables.map((table) => table.name);
    expect(names).toEqual(expect.arrayContaining(['stream', 'entry', 'access_record', 'section_key', 'list_row', 'list_place', 'person', 'passkey', 'totp', 'block_head']));
    for (const name of ['session', 'pending_sign_in', 'set_up_link', 'failed_try']) expect(names).not.toContain(name);
  });

  it('is not there when the database went away meanwhile', async () => {
    const { host, name } = ground.database;
    const holder = new Client({ host, user: OWNER, database: name });
    await holder.connect();
    await holder.query('begin; lock table keerpunt.list_row in access exclusive mode');
    const file = join(folder, 'away.tar.gz');
    const failing = backUp(ground.database, data('away'), file).then(() => 'made', (error: Error) => error.message);
    const waiting = () => queryAs(host, 'postgres', 'postgres', `select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock' and query like 'copy%'`);
    while ((await waiting()).length === 0) await new Promise((go) => setTimeout(go, 10));
    expect(await failing).toBe('the database went away meanwhile; no backup was made');
    await holder.end();
    expect(readdirSync(folder).filter((found) => found.includes('away.tar.gz'))).toEqual([]);
  }, 30_000);

  it('never replaces another, and leaves nothing behind where it cannot be written', async () => {
    const file = join(folder, 'twice.tar.gz');
    await backUp(ground.database, data('twice'), file);
    await expect(backUp(ground.database, data('twice'), file)).rejects.toThrow('is there already');
    await expect(backUp(ground.database, data('twice'), join(folder, 'nowhere/at-all.tar.gz'))).rejects.toThrow(/^cannot write in .*nowhere: ENOENT$/);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
