import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/server.ts';

function run(script: string, args: readonly string[]): { status: number | null; output: string } {
  const done = spawnSync(process.execPath, [join(PROJECT, 'node_modules', script), ...args], { cwd: PROJECT, encoding: 'utf8' });
  return { status: done.status, output: done.stdout + done.stderr };
}

describe('the code', () => {
  it('has sound types', () => expect(run('typescript/bin/tsc', ['--noEmit'])).toEqual({ status: 0, output: '' }));
  it('has sound types in the service worker, which lives in another world', () => {
    expect(run('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.worker.json'])).toEqual({ status: 0, output: '' });
  });
  it('passes the linter', () => {
    const { status, output } = run('oxlint/bin/oxlint', ['--deny-warnings']);
    expect(status, output).toBe(0);
  });
  it('has nothing that nobody uses', () => {
    const { status, output } = run('knip/bin/knip.js', ['--no-progress']);
    expect(status, output).toBe(0);
  });
});
