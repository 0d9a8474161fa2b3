import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Actor } from '#src/platform/action/action.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { KINDS } from './actions.ts';
import { useDatabase, type TestDatabase } from './database.ts';

/** Three agencies and one that is never at any table. */
export const AGENCIES = [0, 1, 2].map((n) => `${n}0000000-0000-4000-8000-000000000000`) as [string, string, string];
export const STRANGER = '90000000-0000-4000-8000-000000000000';

export type TestGround = Ground & {
  database: TestDatabase;
  perform: Perform;
  /** Gives a role, or takes it away, as the owner of the tables: the first role of all has to come from somewhere. */
  give: (actor: Actor, roles: readonly string[], isHeld?: boolean) => Promise<void>;
  /** What the clock says; may be set. */
  clock: { now: Date };
};

const isPerson = (id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

const serviceRole = (id: string, agency: string, role: string, isHeld: boolean) =>
  `insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ('${agency}', '${id}', '${role}', ${isHeld}, '2026-11-25', 'test')`;

/** Past the rules of who may give what to whom, which are tested with people. */
const membershipOf = (id: string, agency: string, role: string, isHeld: boolean) => `set session_replication_role = replica;
  insert into keerpunt.person (person_id, sign_in_name, name, administers, added_at, added_by) values ('${id}', 'tester-${id}', 'Tester', false, now(), 'test') on conflict do nothing;
  ${isHeld ? `insert into keerpunt.membership (membership_id, person_id, agency, role, reads, administers, proposed_at, proposed_by, confirmed_at, confirmed_by)
  values (gen_random_uuid(), '${id}', '${agency}', '${role}', true, false, now(), 'one', now(), 'two')` : `update keerpunt.membership set ended_at = now(), ended_by = 'one' where person_id = '${id}' and role = '${role}'`}`;

/** A database with four agencies, a key file and a clock that stands still; to be read inside the tests only. */
export function useGround(): TestGround {
  const database = useDatabase();
  const clock = { now: new Date('2026-11-25T10:00:00Z') };
  const ground = { database, clock, kinds: KINDS, now: () => clock.now } as TestGround;
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-ground-'));
  beforeAll(async () => {
    createMasterKeys(join(folder, 'keys'));
    ground.wrapper = wrapperFromFile(join(folder, 'keys'));
    ground.enqueue ??= async () => undefined;
    ground.perform = performOn(ground);
    ground.give = async ({ agency, id }, roles, isHeld = true) => {
      for (const role of roles) await ground.database.query(isPerson(id) ? membershipOf(id, agency as string, role, isHeld) : serviceRole(id, agency as string, role, isHeld), [], 'postgres');
    };
    for (const agency of [...AGENCIES, STRANGER]) await database.query('insert into keerpunt.agency values ($1, $2)', [agency, `Agency ${agency[0]}`]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return ground;
}

export { valueOf } from './value.ts';
