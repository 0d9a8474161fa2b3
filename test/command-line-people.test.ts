import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSignInKey } from '#src/platform/sessions/key-file.ts';
import { hashOf } from '#src/platform/sessions/secrets.ts';
import { openSetUpLink } from '#src/platform/sessions/set-up.ts';
import { cloneDatabase, queryAs, testServer, useDatabase } from './support/database.ts';
import { CLI, PROJECT } from './support/server.ts';
import { databaseUrl, earlierTester } from './support/sign-in-server.ts';

const database = useDatabase();
const data = mkdtempSync(join(tmpdir(), 'keerpunt-people-'));
let leave: () => Promise<void>;
let second = '';
beforeAll(async () => {
  const server = await testServer();
  ({ leave } = server);
  second = `postgresql://keerpunt_app@/${await cloneDatabase(server.host)}?host=${encodeURIComponent(server.host)}`;
});
afterAll(async () => {
  rmSync(data, { recursive: true });
  await leave();
});

function keerpunt(args: readonly string[], input = '') {
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd: PROJECT, input, encoding: 'utf8', env: { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const place = () => ['--data', data, '--database-url', databaseUrl(database)];
const first = { agency: { name: 'Desk' }, administrator: { name: 'Ada', signInName: 'Ada@desk.example' } };
const init = (input: unknown, ...more: string[]) => keerpunt(['init', '--from', '-', ...(more.length > 0 ? more : place())], JSON.stringify(input));
const tokenIn = (out: string) => /\/sign-in\/set-up\/([\w-]{43})\n$/.exec(out)?.[1] ?? '';

describe('keerpunt init', () => {
  it('lists what is wrong in its file, and changes nothing', async () => {
    const wrong = init({ agency: { name: ' ' }, administrator: { name: 'Ada', signInName: 'A B' }, extra: 1 });
    expect(wrong.code).toBe(2);
    for (const what of ['agency.name', 'administrator.signInName', 'extra']) expect(wrong.err).toContain(what);
    expect(await database.query('select * from keerpunt.agency')).toEqual([]);
    expect(existsSync(join(data, 'keys/sign-in.key'))).toBe(false);
  });
  it('asks nothing where there is no terminal', () => {
    const { code, err } = keerpunt(['init', ...place()]);
    expect([code, err]).toEqual([2, 'keerpunt: init asks questions at a terminal; elsewhere give it a file: init --from FILE\n']);
  });
  it('makes the first agency and administrator, a key that others cannot read, and tells the link once', async () => {
    const { code, out } = init(first, '--url', 'https://desk.example', ...place());
    expect(code).toBe(0);
    expect(out).toContain('https://desk.example/sign-in/set-up/');
    expect(statSync(join(data, 'keys/sign-in.key')).mode & 0o777).toBe(0o600);
    const key = readSignInKey(join(data, 'keys'));
    if (!key) throw new Error('no key');
    const door = { database, key, now: () => new Date() };
    expect(await openSetUpLink(door, tokenIn(out))).toBe('ada@desk.example');
    const links = await database.query('select token_hash from keerpunt.set_up_link');
    expect(links.map((row) => (row['token_hash'] as Buffer).equals(hashOf(tokenIn(out))))).toEqual([true]);
    expect(await database.query('select role, administers, reads, confirmed_by from keerpunt.membership')).toEqual([{ role: 'administrator', administers: true, reads: false, confirmed_by: 'operator' }]);
  });
  it('is done once: a second one changes nothing, and makes no other key', () => {
    const before = readFileSync(join(data, 'keys/sign-in.key'), 'utf8');
    const again = init(first);
    expect([again.code, again.err]).toEqual([2, 'keerpunt: somebody has an account here already; add people with: keerpunt user add\n']);
    expect(readFileSync(join(data, 'keys/sign-in.key'), 'utf8')).toBe(before);
  });
  it('makes no key beside accounts that were made with another one', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'keerpunt-people-'));
    expect(init(first, '--data', elsewhere, '--database-url', databaseUrl(database)).code).toBe(2);
    expect(existsSync(join(elsewhere, 'keys/sign-in.key'))).toBe(false);
    rmSync(elsewhere, { recursive: true });
  });
  it('twice at the same moment makes one administrator', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'keerpunt-people-'));
    const { spawn } = await import('node:child_process');
    const run = (_: unknown, number: number) =>
      new Promise<number | null>((done) => {
        const child = spawn(process.execPath, [CLI, 'init', '--from', '-', '--data', elsewhere, '--database-url', second], { cwd: PROJECT, env: { ...process.env, KEERPUNT_PROJECT: PROJECT }, stdio: ['pipe', 'ignore', 'ignore'] });
        child.once('exit', done);
        child.stdin.end(JSON.stringify({ ...first, administrator: { name: 'Ada', signInName: `ada-${number}` } }));
      });
    const codes = await Promise.all([0, 0, 0].map(run));
    const host = decodeURIComponent(new URL(second.replace('@/', '@x/')).searchParams.get('host') ?? '');
    const [row] = await queryAs(host, 'keerpunt_owner', new URL(second.replace('@/', '@x/')).pathname.slice(1), 'select count(*)::int as people, (select count(*)::int from keerpunt.agency) as agencies from keerpunt.person');
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    expect(row).toEqual({ people: 1, agencies: 1 });
    rmSync(elsewhere, { recursive: true });
  });
});

describe('keerpunt service', () => {
  const service = (...args: string[]) => keerpunt(['service', ...args, ...place()]);
  it('gives a service a role at an agency, once, says which it holds, and takes it away', () => {
    expect(service('list').out).toBe('no service has a role\n');
    expect(service('allow', 'service:reception', 'reception', '--agency', 'Desk').out).toBe('service:reception is reception at Desk\n');
    expect(service('allow', 'service:reception', 'reception', '--agency', 'Desk').out).toBe('nothing was to be done: service:reception is reception at Desk\n');
    expect(service('list').out).toBe('service:reception is reception at Desk\n');
    expect(service('end', 'service:reception', 'reception', '--agency', 'Desk').out).toBe('service:reception is no longer reception at Desk\n');
    expect(service('list').out).toBe('no service has a role\n');
  });
  it.each([
    [['praise'], 'service takes allow, end or list'],
    [['allow', 'reception', 'reception', '--agency', 'Desk'], 'a service is called service:NAME, such as service:reception'],
    [['allow', 'service:reception', 'Reception', '--agency', 'Desk'], 'a role takes small letters and hyphens'],
    [['allow', 'service:reception', 'reception'], 'service allow takes a service, a role and --agency NAME'],
    [['allow', 'service:reception', 'reception', '--agency', 'Nowhere'], 'there is no agency Nowhere'],
  ])('says what is wrong with %j', (args, message) => expect(service(...args)).toMatchObject({ code: 2, err: `keerpunt: ${message}\n` }));
});

describe('keerpunt duty-desk', () => {
  const desk = (...args: string[]) => keerpunt(['duty-desk', ...args, ...place()]);
  it('names one agency that may come in an emergency, says which, and takes it away', () => {
    expect(desk('show').out).toBe('there is no duty desk\n');
    expect(desk('set', 'file', 'duty-desk', '--agency', 'Desk').out).toBe('Desk is the duty desk for every file, by whoever is duty-desk there\n');
    expect(desk('set', 'file', 'duty-desk', '--agency', 'Desk').out).toBe('nothing was to be done: Desk is the duty desk for every file\n');
    expect(desk('show').out).toBe('Desk is the duty desk for every file, by whoever is duty-desk there\n');
    expect(desk('end', 'file').out).toBe('Desk is no longer the duty desk for a file; what it was let into ends tomorrow at the latest\n');
    expect(desk('end', 'file').out).toBe('nothing was to be done: there is no duty desk for a file\n');
    expect(desk('show').out).toBe('there is no duty desk\n');
  });
  it.each([
    [['praise'], 'duty-desk takes set, end or show'],
    [['end'], 'duty-desk end takes a kind of stream, such as file'],
    [['set', 'file', 'duty-desk'], 'duty-desk set takes a kind, a role and --agency NAME'],
    [['set', 'file', 'dutydesk', '--agency', 'Desk'], 'there is no role dutydesk'],
    [['set', 'report', 'duty-desk', '--agency', 'Desk'], 'nothing of a report can be reached in an emergency'],
    [['set', 'file', 'duty-desk', '--agency', 'Nowhere'], 'there is no agency Nowhere'],
  ])('says what is wrong with %j', (args, message) => expect(desk(...args)).toMatchObject({ code: 2, err: `keerpunt: ${message}\n` }));
});

describe('keerpunt user', () => {
  const user = (...args: string[]) => keerpunt(['user', ...args, ...place()]);

  it('adds somebody who belongs to an agency and may read nothing', async () => {
    const { code, out } = user('add', 'bob', '--name', 'Bob', '--agency', 'Desk');
    expect(code).toBe(0);
    expect(tokenIn(out)).toHaveLength(43);
    const rows = await database.query(`select role, administers, reads from keerpunt.membership m join keerpunt.person p using (person_id, administers) where p.sign_in_name = 'bob'`);
    expect(rows).toEqual([{ role: 'member', administers: false, reads: false }]);
  });
  it('adds nobody twice, and nobody to an agency that is not there', async () => {
    expect(user('add', 'BOB', '--name', 'Bob', '--agency', 'Desk').err).toBe('keerpunt: somebody signs in as bob already\n');
    expect(user('add', 'carol', '--name', 'Carol', '--agency', 'Nowhere').err).toBe('keerpunt: there is no agency Nowhere\n');
    expect(user('add', 'carol', '--name', 'Carol').code).toBe(2);
    expect(await database.query(`select * from keerpunt.person where sign_in_name = 'carol'`)).toEqual([]);
  });
  it('disables somebody, who is out at once', async () => {
    const who = await earlierTester(database);
    expect(user('disable', who.signInName).code).toBe(0);
    const rows = await database.query('select ended_at is not null as over from keerpunt.session where person_id = $1', [who.personId]);
    expect(rows).toEqual([{ over: true }]);
    expect(user('link', who.signInName).err).toBe(`keerpunt: ${who.signInName} is disabled\n`);
  });
  it('says when there is nobody of that name', () => {
    for (const what of ['disable', 'link']) expect(user(what, 'nobody-here')).toMatchObject({ code: 2, err: 'keerpunt: nobody signs in as nobody-here\n' });
    expect(user('praise', 'bob').err).toBe('keerpunt: user takes add, disable or link\n');
  });
  it('gives a new link to somebody who lost everything', () => {
    expect(tokenIn(user('link', 'bob').out)).toHaveLength(43);
  });
});
