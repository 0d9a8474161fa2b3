import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Data folder of the PostgreSQL that all tests of a run share. The first test that needs it starts it. */
    databaseFolder: string;
  }
}

/** What a test writes need not survive a power failure. */
export const FOR_TESTS = { fsync: 'off' };
const PREFIX = 'keerpunt-tests-';

async function remove(data: string): Promise<void> {
  if (existsSync(join(data, 'postgres/cluster'))) await (await startEmbedded({ data, settings: FOR_TESTS })).leave();
  rmSync(data, { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Before all tests: says where the database will be, and clears away what runs left behind that were killed. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const name of readdirSync(tmpdir()).filter((n) => n.startsWith(PREFIX))) {
    if (!isRunning(Number(name.slice(PREFIX.length)))) await remove(join(tmpdir(), name));
  }
  const data = join(tmpdir(), `${PREFIX}${process.pid}`);
  project.provide('databaseFolder', data);
  return () => remove(data);
}
