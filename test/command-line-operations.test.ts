import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, PROJECT, startServer, type Running } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'keerpunt-operations-'));
let server: Running;

const environment = { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT };
function keerpunt(...args: string[]) {
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd: PROJECT, encoding: 'utf8', env: environment });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const signInAnswers = async ({ address }: Running) => (await fetch(`${address}/en/sign-in`)).status;
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
