import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, PROJECT, startServer, type Running } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'keerpunt-operations-'));
let server: Running;

const environment = { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT };
function keerpunt(...args: string[]) {
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd: PROJECT, encoding: 'utf8', env: environment });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
/** On a connection of its own: while a command runs this process waits, and the server closes what stands idle. */
const signInAnswers = ({ address }: Running): Promise<number | undefined> =>
  new Promise((done, fail) => {
    get(`${address}/en/sign-in`, { agent: false }, (response) => {
      response.resume();
      done(response.statusCode);
    }).on('error', fail);
  });
async function untilOpen(running: Running): Promise<void> {
  for (let n = 0; n < 600 && (await signInAnswers(running)) !== 200; n++) await sleep(100);
  expect(await signInAnswers(running)).toBe(200);
}

beforeAll(async () => {
  server = await startServer(['--training', '--count-visits']);
  await untilOpen(server);
}, 90_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const file = join(folder, 'one.tar.gz');

describe('keerpunt backup and restore', () => {
  it('work on the database that came along, while its server runs on; the new one starts with the same keys', async () => {
    mkdirSync(join(server.data, 'visits'), { recursive: true });
    writeFileSync(join(server.data, 'visits/2025-01.json'), '{}');
    const made = keerpunt('backup', '--to', file, '--data', server.data);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain('The keys are not in it');
    expect(await signInAnswers(server)).toBe(200);
    expect(keerpunt('backup', 'check', file).out).toMatch(/^whole: \d+ parts as of 20/);

    const data = join(folder, 'new/data');
    const restored = keerpunt('restore', file, '--data', data, '--keys', join(server.data, 'keys'));
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/Whole: \d+ streams/);
    expect(readdirSync(data).toSorted()).toEqual(['postgres', 'visits']);
    expect(await signInAnswers(server)).toBe(200);

    const again = await startServer(['--training', '--data', data, '--keys', join(server.data, 'keys')]);
    await untilOpen(again);
    await again.stop();
  }, 180_000);

  it('put a backup into a folder under the name of its moment, and say what is wrong in one line', () => {
    expect(keerpunt('backup', '--to', folder, '--data', server.data).code).toBe(0);
    expect(readdirSync(folder).filter((name) => /^keerpunt-\d{8}T\d{6}Z\.backup\.tar\.gz$/.test(name))).toHaveLength(1);
    const wrong = (...args: string[]) => keerpunt(...args).err;
    expect(wrong('backup', '--to', file, '--data', server.data)).toMatch(/^keerpunt: .*is there already; a backup never replaces another\n$/);
    expect(wrong('backup', '--to', join(folder, 'x'), '--data', join(folder, 'nothing'))).toMatch(/^keerpunt: there is no database in .*nothing\n$/);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
    expect(wrong('backup')).toMatch(/^keerpunt: backup takes --to FILE or FOLDER, or check FILE\n$/);
    expect(wrong('restore', file)).toMatch(/^keerpunt: restore takes a FILE and --data NEWFOLDER\n$/);
    expect(wrong('restore', file, '--data', server.data)).toMatch(/is not empty \(.*\); a backup is only restored into a new folder\n$/);
    expect(wrong('backup', '--to', join(folder, 'x'), '--data', server.data, '--database-url', 'postgresql://keerpunt_app@nowhere/x')).toMatch(/name it with --owner-url\n$/);
  }, 60_000);

  it('killed while it writes leaves nothing with the name of a backup', async () => {
    const into = join(folder, 'killed');
    mkdirSync(into);
    let caught = 0;
    for (let n = 0; n < 12; n++) {
      const name = `${n}.tar.gz`;
      const child = spawn(process.execPath, [CLI, 'backup', '--to', join(into, name), '--data', server.data], { cwd: PROJECT, env: environment, stdio: 'ignore' });
      const gone = once(child, 'exit');
      while (child.exitCode === null && !readdirSync(into).some((found) => found.includes(name))) await sleep(1);
      child.kill('SIGKILL');
      await gone;
      if (existsSync(join(into, name))) expect(keerpunt('backup', 'check', join(into, name)).code).toBe(0);
      else caught++;
    }
    expect(caught).toBeGreaterThan(0);
    expect(await signInAnswers(server)).toBe(200);
  }, 120_000);

  it.skipIf(process.platform === 'win32')('say so where there is no room, and leave nothing', () => {
    // A limit to the size of a file, which anybody may set for himself, stands for the full disk: writing fails half-way.
    const into = join(folder, 'no-room');
    mkdirSync(into);
    const done = spawnSync('sh', ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, CLI, 'backup', '--to', into, '--data', server.data], { cwd: PROJECT, encoding: 'utf8', env: environment });
    expect({ code: done.status, err: done.stderr }).toEqual({ code: 2, err: `keerpunt: cannot write in ${into}: EFBIG\n` });
    expect(readdirSync(into)).toEqual([]);
  }, 30_000);

  it('restore nothing from a backup that was cut off', () => {
    const cut = join(folder, 'cut.tar.gz');
    cpSync(file, cut);
    const whole = readFileSync(cut);
    writeFileSync(cut, whole.subarray(0, whole.length - 20));
    expect(keerpunt('backup', 'check', cut)).toMatchObject({ code: 2, err: 'keerpunt: this backup is damaged or was cut off; nothing was restored from it\n' });
    expect(keerpunt('restore', cut, '--data', join(folder, 'cut'))).toMatchObject({ code: 2, out: '' });
    expect(existsSync(join(folder, 'cut'))).toBe(false);
  });
});

describe('keerpunt doctor', () => {
  const findings = (...args: string[]) => {
    const { code, out, err } = keerpunt('doctor', '--data', server.data, ...args);
    expect(err).toBe('');
    return { code, lines: out.split('\n').filter((line) => !line.startsWith('fine')) };
  };
  it('finds nothing to do in an installation that was backed up, while it runs', () => {
    keerpunt('backup', '--to', folder, '--data', server.data);
    const { code, out } = keerpunt('doctor', '--data', server.data);
    expect(out).toMatch(/^fine {4}The database answers: PostgreSQL \d+\.\d+\.$/m);
    expect(out).toMatch(/^fine {4}The schema is that of this version\.$/m);
    expect(out).toMatch(/^fine {4}The keys are there, whole, and closed to others\.$/m);
    expect(out).toMatch(/^fine {4}The last backup was made a minute ago\.$/m);
    // How full the disk of whoever tests this is, is not for us to say.
    expect(out.split('\n').filter((line) => line.startsWith('TROUBLE') && !line.includes('GiB are free'))).toEqual([]);
    if (!out.includes('TROUBLE')) expect(code).toBe(0);
  }, 30_000);
  it('ends with 1 and says in one line each what is wrong with keys, backup and witness', () => {
    const [keys, note] = [join(server.data, 'keys'), join(server.data, 'last-backup.json')];
    const mode = statSync(keys).mode & 0o777;
    chmodSync(keys, 0o755);
    chmodSync(join(keys, 'sign-in.key'), 0o640);
    renameSync(join(keys, 'signing-keys'), join(keys, 'aside'));
    renameSync(note, `${note}.aside`);
    writeFileSync(join(folder, 'witness'), '# nothing yet\n');
    const { code, lines } = findings('--witness', join(folder, 'witness'));
    chmodSync(keys, mode);
    chmodSync(join(keys, 'sign-in.key'), 0o600);
    renameSync(join(keys, 'aside'), join(keys, 'signing-keys'));
    renameSync(`${note}.aside`, note);
    expect(code).toBe(1);
    for (const part of ['Do: chmod 700', 'sign-in.key: other users of this machine', 'signing-keys: there is no key file here', 'No backup is known of']) expect(lines.join('\n')).toContain(`${part}`);
  }, 30_000);
  it('makes nothing where there is nothing', () => {
    const nowhere = join(folder, 'nowhere');
    const { out } = keerpunt('doctor', '--data', nowhere);
    expect(out).toContain('There is no database yet. Set one up with: keerpunt init');
    expect(existsSync(nowhere)).toBe(false);
    expect(keerpunt('doctor', '--data', nowhere, '--database-url', 'postgresql://keerpunt_app:geheim@127.0.0.1:1/x')).toMatchObject({ code: 1, out: expect.stringContaining('TROUBLE The database cannot be used: the database does not answer: ECONNREFUSED') as string });
    expect(keerpunt('doctor', '--data', nowhere, '--witness', join(folder, 'no-witness')).err).toMatch(/^keerpunt: cannot read .*no-witness: ENOENT\n$/);
  }, 30_000);
});
