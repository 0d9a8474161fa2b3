import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { confirmRole, proposeRole } from '#src/platform/people/people.ts';
import { ADMINISTRATOR, OPERATOR } from '#src/platform/people/rules.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import type { TestDatabase } from './database.ts';
import { PASSWORD, registrar, type Tester } from './people.ts';
import type { Running } from './server.ts';
import { earlierTester } from './sign-in-server.ts';

export type DeskTester = Awaited<ReturnType<typeof earlierTester>> & { roles: readonly string[] };

function held<T>(done: { done: true } & T | { done: false; obstacles: readonly string[] }): T {
  if (!done.done) throw new Error(done.obstacles.join(', '));
  return done;
}

/** Whoever confirms what takes a second person, one for each agency. */
const seconds = new Map<string, Tester>();
async function secondAt(database: TestDatabase, agencyId: string): Promise<Tester> {
  const known = seconds.get(agencyId);
  if (known) return known;
  const second = await earlierTester(database, { administers: true });
  await database.transaction(registrar(OPERATOR), async (tx) => held(await proposeRole(tx, { by: OPERATOR, personId: second.personId, agencyId, role: ADMINISTRATOR }, new Date())));
  seconds.set(agencyId, second);
  return second;
}

/** Somebody who signs in and holds roles at the agency of `at`, or at one of her own. */
export async function deskTester(database: TestDatabase, roles: readonly string[], at?: Tester): Promise<DeskTester> {
  const who = await earlierTester(database);
  const agencyId = at?.agencyId ?? who.agencyId;
  for (const code of roles) {
    const second = await secondAt(database, agencyId);
    const { membershipId } = await database.transaction(registrar(OPERATOR), async (tx) => held(await proposeRole(tx, { by: OPERATOR, personId: who.personId, agencyId, role: { name: code, administers: false, reads: true } }, new Date())));
    await database.transaction(registrar(second.personId), async (tx) => held(await confirmRole(tx, { by: second.personId, membershipId }, new Date())));
  }
  return { ...who, agencyId, roles };
}

/** Makes the agency the helpdesk: its reception takes reports. */
export async function openReception(database: TestDatabase, { agencyId }: Tester): Promise<void> {
  await database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'service:reception', 'reception', true, '2026-11-25', 'test')`, [agencyId]);
}

/** Makes the agency the one that follows children elsewhere: its partners answer by links. */
export async function openLinkPost(database: TestDatabase, { agencyId }: Pick<DeskTester, 'agencyId'>): Promise<void> {
  await database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'service:link-post', 'link-post', true, '2026-11-25', 'test')`, [agencyId]);
}

/** What actions stand on beside a running server, with its keys. Nobody is told of what is done so. */
export const groundBeside = (database: TestDatabase, server: Running): Ground => ({ database, kinds: KINDS, lists: LISTS, wrapper: wrapperFromFile(join(server.data, 'keys', 'master-keys')), now: () => new Date(), enqueue: async () => undefined });
export const performBeside = (database: TestDatabase, server: Running): Perform => performOn(groundBeside(database, server));

/** Signs in through the pages, in the language of `prefix`. */
export async function signInThrough(page: Page, address: string, who: Tester): Promise<void> {
  await page.goto(`${address}/en/sign-in`);
  await page.getByLabel('Name to sign in with').fill(who.signInName);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Code from your authenticator').fill(who.code());
  await page.getByRole('button', { name: 'Go on' }).click();
}
