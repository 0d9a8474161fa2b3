import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Door } from '#src/platform/sessions/door.ts';
import type { TestDatabase } from './database.ts';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { createSigner } from '#src/platform/journal/signing-keys.ts';
import { doorTo, newTester, TEST_KEY, type Tester } from './people.ts';
import { startServer, type Running } from './server.ts';

const PATIENCE_MS = 60_000;

export const databaseUrl = (database: TestDatabase) => `postgresql://keerpunt_app@/${database.name}?host=${encodeURIComponent(database.host)}`;
export function writeTestKey(data: string): void {
  const keys = join(data, 'keys');
  if (!existsSync(keys)) mkdirSync(keys);
  writeFileSync(join(keys, 'sign-in.key'), TEST_KEY.toString('base64url'));
  if (!existsSync(join(keys, 'master-keys'))) createMasterKeys(join(keys, 'master-keys'));
  if (!existsSync(join(keys, 'signing-keys'))) createSigner(join(keys, 'signing-keys'));
}

/** A server where people can sign in, on a test's database. At localhost, for passkeys belong to a name. */
export async function startSignInServer(database: TestDatabase, extra: readonly string[] = []): Promise<Running> {
  const server = await startServer(['--database-url', databaseUrl(database), ...extra], undefined, writeTestKey);
  const until = Date.now() + PATIENCE_MS;
  while ((await fetch(`${server.address}/sign-in`)).status === 503) {
    if (Date.now() > until) throw new Error(`signing in did not become ready: ${server.output()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return { ...server, address: `http://localhost:${server.port}` };
}

/** Somebody who set up signing in a while ago, so that the code of this moment has not been used. */
export function earlierTester(database: TestDatabase, changed: { administers?: boolean } = {}): Promise<Tester & { door: Door }> {
  const at = new Date(Date.now() - 120_000);
  const earlier = doorTo(database, { at, pass: () => undefined });
  const door = { ...earlier, now: () => new Date() };
  return newTester(earlier, changed).then((who) => ({ ...who, door, code: () => codeNow(who) }));
}

const codeNow = (who: Tester) => codeAt(who.secret, stepAt(new Date()));
