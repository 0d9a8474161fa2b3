import { reachSection } from '#src/platform/access/store.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { readSectionKey } from '#src/platform/journal/store.ts';
import type { KeyWrapper } from '#src/platform/vault/key-wrapper.ts';
import type { Actor, Reach } from './action.ts';
import { openStoredKey, type Keys } from './append.ts';
import type { Draft } from './entries.ts';
import { ActionMisdeclared } from './failed.ts';

/** Whether an entry tells everybody at the table that the section is reached: its header names it. */
export const saysReach = ({ section, header }: Draft, reach: Reach): boolean => section === null && typeof header === 'object' && header !== null && Object.values(header).includes(reach.section);

/** The entries, with the seat at the table hanging on the one that says so: neither is kept without the other. */
function withSeat(drafts: readonly Draft[], reach: Reach, agency: string): readonly Draft[] {
  const { section, how, purpose, ground, endsOn } = reach;
  const at = drafts.findIndex((draft) => saysReach(draft, reach));
  return drafts.map((draft, n) => (n === at ? { ...draft, parties: [{ agency, section, isParty: true, purpose, ground, endsOn, how }, ...(draft.parties ?? [])] } : draft));
}

/** What is expected to stand in the way: others were quicker, or one is there. Anything else would be a mistake of ours. */
const EXPECTED: ReadonlySet<string> = new Set(['section-taken', 'already-there']);

type Reaching = { reach: Reach; actor: Actor; streamId: string; wrapper: KeyWrapper; drafts: readonly Draft[] };
type Reached = { refusal: string } | { keys: Keys; drafts: readonly Draft[] };

/** Asks the database to let this transaction into the section, which judges by itself. */
export async function reachIn(tx: Transaction, { reach, actor, streamId, wrapper, drafts }: Reaching): Promise<Reached> {
  const refusal = await reachSection(tx, reach);
  if (refusal !== null && EXPECTED.has(refusal)) return { refusal };
  if (refusal !== null || actor.agency === null) throw new ActionMisdeclared(`reaches a section of which the database says ${refusal}`);
  const stored = await readSectionKey(tx, streamId, reach.section);
  return { keys: await openStoredKey(wrapper, streamId, reach.section, stored), drafts: withSeat(drafts, reach, actor.agency) };
}
