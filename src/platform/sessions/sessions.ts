import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/transaction.ts';
import type { Membership } from '../people/rules.ts';
import { membershipsOf } from '../people/store.ts';
import { atDoor, type Door, type From } from './door.ts';
import { hashOf, newToken } from './secrets.ts';
import { isOpen, NOTED_EVERY_MS } from './times.ts';

/** Who is asking. An action takes this as its actor. */
export type SignedIn = {
  sessionId: string;
  deviceId: string;
  personId: string;
  name: string;
  signInName: string;
  administers: boolean;
  /** When she last proved who she is. */
  confirmedAt: Date;
  memberships: readonly Membership[];
};

/** What a browser is given once. Neither is kept as it is. */
export type NewSession = { token: string; deviceToken: string };

/** The device, if this browser is known for this person. */
export async function knownDevice(tx: Transaction, personId: string, token: string | null): Promise<string | null> {
  if (token === null) return null;
  const row = await tx.selectFrom('device').select('device_id').where('person_id', '=', personId).where('token_hash', '=', hashOf(token)).executeTakeFirst();
  return row?.device_id ?? null;
}

/** A token that is not known for this person may have been planted, so it is never taken over. */
async function rememberDevice(tx: Transaction, personId: string, from: From, now: Date): Promise<{ deviceId: string; deviceToken: string }> {
  const known = await knownDevice(tx, personId, from.deviceToken);
  if (known !== null) {
    await tx.updateTable('device').set({ seen_at: now }).where('device_id', '=', known).execute();
    return { deviceId: known, deviceToken: from.deviceToken as string };
  }
  const [deviceId, deviceToken] = [randomUUID(), newToken()];
  await tx
    .insertInto('device')
    .values({ device_id: deviceId, person_id: personId, token_hash: hashOf(deviceToken), label: from.label, first_seen_at: now, seen_at: now })
    .execute();
  return { deviceId, deviceToken };
}

/** Begins a session with a token that nobody had before. */
export async function beginSession(tx: Transaction, personId: string, from: From, now: Date): Promise<NewSession> {
  const { deviceId, deviceToken } = await rememberDevice(tx, personId, from, now);
  const token = newToken();
  // One browser, one session: what an earlier one left open there ends.
  await tx.updateTable('session').set({ ended_at: now }).where('device_id', '=', deviceId).where('ended_at', 'is', null).execute();
  await tx
    .insertInto('session')
    .values({ session_id: randomUUID(), person_id: personId, device_id: deviceId, token_hash: hashOf(token), began_at: now, seen_at: now, confirmed_at: now, ended_at: null })
    .execute();
  return { token, deviceToken };
}

/** Who has this token, now. Null: nobody, or not any more, or a person who was disabled. */
export function readSession(door: Door, token: string): Promise<SignedIn | null> {
  return atDoor(door, async (tx, now) => {
    const row = await tx
      .selectFrom('session')
      .innerJoin('person', 'person.person_id', 'session.person_id')
      .select(['session.session_id', 'session.device_id', 'session.person_id', 'began_at', 'seen_at', 'confirmed_at', 'ended_at', 'name', 'sign_in_name', 'administers'])
      .where('token_hash', '=', hashOf(token))
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row || !isOpen({ beganAt: row.began_at, seenAt: row.seen_at, endedAt: row.ended_at }, now)) return null;
    if (now.getTime() - row.seen_at.getTime() >= NOTED_EVERY_MS) {
      await tx.updateTable('session').set({ seen_at: now }).where('session_id', '=', row.session_id).execute();
    }
    return {
      sessionId: row.session_id,
      deviceId: row.device_id,
      personId: row.person_id,
      name: row.name,
      signInName: row.sign_in_name,
      administers: row.administers,
      confirmedAt: row.confirmed_at,
      memberships: await membershipsOf(tx, row.person_id),
    };
  });
}

/** She proved again who she is. The token changes too: whoever copied the old one is out. */
export async function confirmSession(tx: Transaction, sessionId: string, now: Date): Promise<string> {
  const token = newToken();
  await tx
    .updateTable('session')
    .set({ token_hash: hashOf(token), confirmed_at: now, seen_at: now })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
  return token;
}

export function signOut(door: Door, sessionId: string): Promise<void> {
  return atDoor(door, async (tx, now) => {
    await tx.updateTable('session').set({ ended_at: now }).where('session_id', '=', sessionId).where('ended_at', 'is', null).execute();
  });
}

/** In every browser, this one too; and no program goes on in her name. */
export function signOutEverywhere(door: Door, personId: string): Promise<void> {
  return atDoor(door, async (tx, now) => {
    await tx.updateTable('api_token').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();
    await tx.updateTable('session').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();
  });
}

export type DeviceLine = { deviceId: string; label: string; firstSeenAt: Date; seenAt: Date; isSignedIn: boolean };

/** The browsers that are known for somebody, the last used first. */
export async function listDevices(tx: Transaction, personId: string, now: Date): Promise<DeviceLine[]> {
  const devices = await tx.selectFrom('device').selectAll().where('person_id', '=', personId).orderBy('seen_at', 'desc').execute();
  const sessions = await tx.selectFrom('session').selectAll().where('person_id', '=', personId).where('ended_at', 'is', null).execute();
  const open = sessions.filter((s) => isOpen({ beganAt: s.began_at, seenAt: s.seen_at, endedAt: s.ended_at }, now));
  return devices.map((device) => ({
    deviceId: device.device_id,
    label: device.label,
    firstSeenAt: device.first_seen_at,
    seenAt: device.seen_at,
    isSignedIn: open.some((session) => session.device_id === device.device_id),
  }));
}

/** Signs a browser out and no longer knows it. Only one's own: another's id does nothing. */
export function forgetDevice(door: Door, personId: string, deviceId: string): Promise<void> {
  return atDoor(door, async (tx) => {
    await tx.deleteFrom('device').where('person_id', '=', personId).where('device_id', '=', deviceId).execute();
  });
}
