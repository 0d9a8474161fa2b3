import { randomUUID } from 'node:crypto';
import type { ActingAs } from '#src/platform/database/transaction.ts';
import { addAgency, addPerson } from '#src/platform/people/store.ts';
import type { Door, From } from '#src/platform/sessions/door.ts';
import { signInKey } from '#src/platform/sessions/secrets.ts';
import { choosePassword, finishSetUp, makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { answerCode, answerPassword } from '#src/platform/sessions/sign-in.ts';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';
import type { TestDatabase } from './database.ts';

/** A clock that a test moves. */
export type Clock = { at: Date; pass: (seconds: number) => void };

export function newClock(): Clock {
  const clock: Clock = { at: new Date('2026-11-25T10:00:00Z'), pass: (seconds) => (clock.at = new Date(clock.at.getTime() + seconds * 1000)) };
  return clock;
}

export const TEST_KEY = Buffer.alloc(32, 7);

export const doorTo = (database: TestDatabase, clock: Clock): Door => ({ database, key: signInKey(TEST_KEY), now: () => clock.at });

/** The registrar, on behalf of somebody. */
export const registrar = (actor: string): ActingAs => ({ role: 'keerpunt_registrar', actor, agency: null, today: '2026-11-25' });

/** From a network and a browser of one's own unless told otherwise. */
export const from = (changed: Partial<From> = {}): From => ({ network: '192.0.2.1', deviceToken: null, label: 'Firefox, Linux', ...changed });

export const PASSWORD = 'a sentence to remember';

export type Tester = { personId: string; agencyId: string; signInName: string; secret: Buffer; recoveryCodes: readonly string[]; deviceToken: string; token: string; code: () => string };

/** Somebody new, who did everything from the link to the first session. */
export async function newTester(door: Door, changed: { administers?: boolean } = {}): Promise<Tester> {
  const signInName = `tester-${randomUUID().slice(0, 8)}`;
  const { personId, agencyId, link } = await door.database.transaction(registrar('operator'), async (tx) => {
    const agency = await addAgency(tx, `Agency of ${signInName}`, door.now());
    const person = (await addPerson(tx, { signInName, name: `Name of ${signInName}`, administers: changed.administers ?? false }, 'operator', door.now())) as string;
    return { personId: person, agencyId: agency, link: await makeSetUpLink(tx, person, door.now()) };
  });
  const chosen = await choosePassword(door, { token: link, password: PASSWORD });
  if (chosen.outcome !== 'chosen') throw new Error(`set-up: ${chosen.outcome}`);
  const code = () => codeAt(chosen.secret, stepAt(door.now()));
  const done = await finishSetUp(door, { token: link, code: code() }, from());
  if (done.outcome !== 'done') throw new Error(`set-up: ${done.outcome}`);
  return { personId, agencyId, signInName, secret: chosen.secret, recoveryCodes: done.recoveryCodes, ...done.session, code };
}

/** The token that waits for the code, after a right password. */
export async function afterPassword(door: Door, who: Tester, where: From = from()): Promise<string> {
  const answer = await answerPassword(door, { signInName: who.signInName, password: PASSWORD }, where);
  if (answer.outcome !== 'code') throw new Error(`password: ${answer.outcome}`);
  return answer.token;
}

/** Signs in whole, with the code of this moment. */
export async function signInAs(door: Door, who: Tester, where: From = from()): Promise<{ token: string; deviceToken: string }> {
  const answer = await answerCode(door, { token: await afterPassword(door, who, where), code: codeAt(who.secret, stepAt(door.now())) }, where);
  if (answer.outcome !== 'in') throw new Error(`code: ${answer.outcome}`);
  return answer.session;
}
