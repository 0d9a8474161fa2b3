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

/** A database with four agencies, a key file and a clock that stands still; to be read inside the tests only. */
export function useGround(): TestGround {
  const database = useDatabase();
  const clock = { now: new Date('2026-11-25T10:00:00Z') };
  const ground = { database, clock, kinds: KINDS, now: () => clock.now } as TestGround;
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-ground-'));
  beforeAll(async () => {
    createMasterKeys(join(folder, 'keys'));
    ground.wrapper = wrapperFromFile(join(folder, 'keys'));
    ground.perform = performOn(ground);
    ground.give = async ({ agency, id }, roles, isHeld = true) => {
      for (const role of roles) await database.query(`insert into keerpunt.held_role (agency, actor, role, is_held, recorded_on, recorded_by) values ($1, $2, $3, $4, '2026-11-25', 'test')`, [agency, id, role, isHeld]);
    };
    for (const agency of [...AGENCIES, STRANGER]) await database.query('insert into keerpunt.agency values ($1, $2)', [agency, `Agency ${agency[0]}`]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return ground;
}

export { valueOf } from './value.ts';
