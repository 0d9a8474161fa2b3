import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { AGENCIES, useGround } from './support/ground.ts';
import { PROJECT } from './support/server.ts';

const MB = 1024 * 1024;
const ground = useGround();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-alone-'));
const keys = join(folder, 'keys');
beforeAll(async () => {
  createMasterKeys(keys);
  await ground.give({ id: 'anna', agency: AGENCIES[0] }, ['writer']);
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(how: 'all' | 'half', megabytes = 25): { process: ChildProcess; said: (text: string) => Promise<string> } {
  const started = spawn(process.execPath, ['--expose-gc', join(PROJECT, 'test/support/receive-files.ts'), ground.database.host, ground.database.name, keys, AGENCIES[0], how, String(megabytes)], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: folder } });
  let output = '';
  for (const end of [started.stdout, started.stderr]) end.on('data', (part: Buffer) => (output += part.toString()));
  const said = (text: string) =>
    new Promise<string>((done, fail) => {
      const look = () => output.includes(text) && done(output);
      started.stdout.on('data', look);
      started.once('exit', (code) => (output.includes(text) ? done(output) : fail(new Error(`ended with ${code}: ${output}`))));
    });
  return { process: started, said };
}

/** Files below a folder that hold a text. */
function filesWith(text: string, where: string): string[] {
  return readdirSync(where, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      try {
        return readFileSync(file).includes(text);
      } catch {
        // Gone meanwhile: the server tidies up.
        return false;
      }
    });
}

describe('four forms of 25 MB at once, in and out', () => {
  it('take little memory, and leave nothing in clear on any disk', async () => {
    const measured = async (megabytes: number) => JSON.parse((await start('all', megabytes).said('"most"')).trim()) as { bytes: number[]; atRest: number; most: number };
    const small = await measured(5);
    const large = await measured(25);
    expect(large.bytes).toEqual(Array.from({ length: 4 }, () => 25 * MB));
    // Eighty megabytes more come in and go out, and hardly anything of that shows.
    expect((large.most - small.most) / MB).toBeLessThan(40);
    expect((large.most - large.atRest) / MB).toBeLessThan(150);
    await ground.database.query('checkpoint', [], 'postgres');
    expect(filesWith('CANARY', folder)).toEqual([]);
    if (!process.env['KEERPUNT_TEST_POSTGRES']) expect(filesWith('CANARY-zebrafish', inject('databaseFolder'))).toEqual([]);
  });
});

describe('a process that is killed while four files come in', () => {
  it('leaves sealed bytes without a key, and no entry', async () => {
    const count = async (what: string) => (await ground.database.query(`select count(*)::int as n from keerpunt.${what}`))[0]?.['n'] as number;
    const before = await count('entry');
    const { process: started, said } = start('half');
    await said('half\nhalf\nhalf\nhalf');
    const ended = new Promise((done) => started.once('exit', done));
    started.kill('SIGKILL');
    await ended;
    expect([await count('upload where wrapped_key is null and digest is null'), await count('upload where wrapped_key is not null')]).toEqual([4, 0]);
    expect(await count('upload_chunk')).toBeGreaterThan(40);
    expect(await count('entry')).toBe(before);
    // What it left goes with the first sweep after its time.
    const { sweep } = await import('#src/platform/attachments/staging.ts');
    expect(await sweep({ database: ground.database, now: () => new Date(Date.now() + 3 * 3_600_000) })).toBe(4);
    expect(await count('upload_chunk')).toBe(0);
  });
});
