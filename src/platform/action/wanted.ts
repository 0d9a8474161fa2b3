import type { Transaction } from '#src/platform/database/transaction.ts';

/** What a job is given: codes and ids only, for it lies unsealed. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>;

/** One job that an action asks for. It is there when the action is kept, and not otherwise. */
export type Wanted = { readonly job: string; readonly payload: Payload };

/** Puts jobs into a transaction. */
export type Enqueue = (tx: Transaction, wanted: readonly Wanted[]) => Promise<void>;
