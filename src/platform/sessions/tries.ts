import type { Transaction } from '../database/transaction.ts';
import type { SignInKey } from './secrets.ts';

/** Failures so far, and when the last one was. */
export type Tries = { failures: number; lastAt: Date };
/** How many failures are free, before each next one has to wait twice as long. */
type Patience = { free: number };

const SECOND_MS = 1000;
/** Nobody ever waits longer than this, whatever others did. */
export const LONGEST_WAIT_MS = 15 * 60 * SECOND_MS;
/** One failure is forgotten in this time. */
const FORGET_MS = 15 * 60 * SECOND_MS;

/** Failures that still count. */
export function failuresNow({ failures, lastAt }: Tries, now: Date): number {
  return Math.max(0, failures - Math.max(0, Math.floor((now.getTime() - lastAt.getTime()) / FORGET_MS)));
}

/** How long to wait before the next try, in milliseconds. */
export function waitFor(tries: Tries, now: Date, { free }: Patience): number {
  const counted = failuresNow(tries, now);
  if (counted < free) return 0;
  const delay = Math.min(LONGEST_WAIT_MS, SECOND_MS * 2 ** Math.min(counted - free, 20));
  return Math.max(0, Math.min(LONGEST_WAIT_MS, tries.lastAt.getTime() + delay - now.getTime()));
}

export type Bucket = { id: Buffer; patience: Patience };

type Trying = { signInName: string; network: string; knownDevice: string | null };

const PERSON: Patience = { free: 5 };
const NETWORK: Patience = { free: 100 };

/**
 * What a try with a password counts against. A known device counts for itself alone: whatever strangers do elsewhere,
 * or in the same office, its owner is not delayed. Nothing counts for the account alone, or anybody could lock it.
 */
export function bucketsOf(key: SignInKey, { signInName, network, knownDevice }: Trying): Bucket[] {
  if (knownDevice !== null) return [{ id: key.mac('try', `device ${knownDevice} ${signInName}`), patience: PERSON }];
  return [
    { id: key.mac('try', `pair ${signInName} ${network}`), patience: PERSON },
    { id: key.mac('try', `network ${network}`), patience: NETWORK },
  ];
}

/** What a code counts against, besides. Only who has the password gets here, so this one may count for the account. */
export const codeBucketOf = (key: SignInKey, personId: string): Bucket => ({ id: key.mac('try', `code ${personId}`), patience: PERSON });

/**
 * Counts a try as failed before it is made, under lock, so that a thousand at once are not a thousand free ones. Returns
 * how long to wait instead, in seconds, or null when it may be made.
 */
export async function countTry(tx: Transaction, buckets: readonly Bucket[], now: Date): Promise<number | null> {
  let wait = 0;
  const found: { bucket: Bucket; failures: number }[] = [];
  // In one order for everybody, so that two tries never wait for each other.
  for (const bucket of buckets.toSorted((a, b) => a.id.compare(b.id))) {
    await tx
      .insertInto('failed_try')
      .values({ bucket: bucket.id, failures: 0, last_at: now })
      .onConflict((conflict) => conflict.column('bucket').doNothing())
      .execute();
    const row = await tx.selectFrom('failed_try').selectAll().where('bucket', '=', bucket.id).forUpdate().executeTakeFirstOrThrow();
    const tries = { failures: row.failures, lastAt: row.last_at };
    wait = Math.max(wait, waitFor(tries, now, bucket.patience));
    found.push({ bucket, failures: failuresNow(tries, now) });
  }
  if (wait > 0) return Math.ceil(wait / SECOND_MS);
  for (const { bucket, failures } of found) {
    await tx.updateTable('failed_try').set({ failures: failures + 1, last_at: now }).where('bucket', '=', bucket.id).execute();
  }
  return null;
}

/** After a whole sign-in. The network gets back this one try only: one right password does not excuse the guesses beside it. */
export async function forgetTries(tx: Transaction, buckets: readonly Bucket[]): Promise<void> {
  for (const { id, patience } of buckets) {
    if (patience === PERSON) await tx.deleteFrom('failed_try').where('bucket', '=', id).execute();
    else await tx.updateTable('failed_try').set((row) => ({ failures: row('failures', '-', 1) })).where('bucket', '=', id).where('failures', '>', 0).execute();
  }
}
