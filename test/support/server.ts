import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');
/** The build under test; `npm test` says where it is. */
export const BUILD = process.env['KEERPUNT_BUILD'] ?? join(PROJECT, 'dist/by-hand');
export const CLI = join(BUILD, 'server/cli.js');

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

export type Running = { address: string; port: number; data: string; process: ChildProcess; output: () => string; stop: () => Promise<number | null> };

/** Starts Keerpunt as its own process on a fresh data folder, prepared if need be, and waits until it says that it is ready. */
export async function startServer(extra: readonly string[] = [], port?: number, prepare?: (data: string) => void): Promise<Running> {
  const usedPort = port ?? (await freePort());
  const data = mkdtempSync(join(tmpdir(), 'keerpunt-test-'));
  prepare?.(data);
  const child = spawn(process.execPath, [CLI, 'serve', '--port', String(usedPort), '--data', data, ...extra], {
    env: { ...process.env, KEERPUNT_PROJECT: PROJECT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  await new Promise<void>((done, fail) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('is ready')) done();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => fail(new Error(`the server ended with ${code}: ${output}`)));
  });
  return {
    address: `http://127.0.0.1:${usedPort}`,
    port: usedPort,
    data,
    process: child,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}
