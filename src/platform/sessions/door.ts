import type { Database } from '../database/database.ts';
import type { ActingAs, Transaction } from '../database/transaction.ts';
import type { SignInKey } from './secrets.ts';

/** What signing in needs. Where there is no database yet, there is no door. */
export type Door = {
  database: Pick<Database, 'transaction'>;
  key: SignInKey;
  now: () => Date;
};

/** From where somebody tries. */
export type From = {
  /** The network, as limits count it. Used for counting only, and kept as a keyed hash. */
  network: string;
  /** What this browser kept from an earlier sign-in. */
  deviceToken: string | null;
  /** Kind of browser and system. */
  label: string;
};

/** One transaction that may read credentials and sessions, and nothing else. */
export function atDoor<T>(door: Door, work: (tx: Transaction, now: Date) => Promise<T>): Promise<T> {
  const now = door.now();
  const acting: ActingAs = { role: 'keerpunt_doorkeeper', actor: 'sign-in', agency: null, today: now.toISOString().slice(0, 10) };
  return door.database.transaction(acting, (tx) => work(tx, now));
}
