import type { Transaction } from '../database/transaction.ts';
import { obstaclesToConfirm, obstaclesToDisable, obstaclesToEnd, obstaclesToPropose, OPERATOR, type PeopleObstacle, type RoleAsked, type Who } from './rules.ts';
import { findMembership, readAccount, readProposal, writeConfirmation, writeDisabled, writeEnd, writeProposal } from './store.ts';

/** Done, or everything that stands against it. `absent`: there is no such person or proposal. */
export type Done<T = object> = ({ done: true } & T) | { done: false; obstacles: readonly (PeopleObstacle | 'absent')[] };

const ABSENT = { done: false, obstacles: ['absent'] } as const;

async function whoIs(tx: Transaction, id: string): Promise<Who | null> {
  return id === OPERATOR ? OPERATOR : readAccount(tx, id);
}

/**
 * Proposes a role. The transaction runs as keerpunt_registrar on behalf of `by`; the database refuses a proposal in the
 * name of another.
 */
export async function proposeRole(tx: Transaction, asked: { by: string; personId: string; agencyId: string; role: RoleAsked }, now: Date): Promise<Done<{ membershipId: string; holds: boolean }>> {
  const [by, person] = [await whoIs(tx, asked.by), await readAccount(tx, asked.personId)];
  if (!by || !person) return ABSENT;
  const obstacles = obstaclesToPropose(by, person, asked.role, asked.agencyId);
  if (obstacles.length > 0) return { done: false, obstacles };
  const membershipId = await writeProposal(tx, { ...asked, proposedBy: asked.by }, now);
  const holds = (await readProposal(tx, membershipId)) === null;
  return { done: true, membershipId, holds };
}

/** The second person's word: from now on the role holds. */
export async function confirmRole(tx: Transaction, asked: { by: string; membershipId: string }, now: Date): Promise<Done> {
  const proposal = await readProposal(tx, asked.membershipId);
  const by = await whoIs(tx, asked.by);
  const person = proposal && (await readAccount(tx, proposal.personId));
  if (!proposal || !by || !person) return ABSENT;
  const obstacles = obstaclesToConfirm(by, person, proposal);
  if (obstacles.length > 0) return { done: false, obstacles };
  await writeConfirmation(tx, asked.membershipId, asked.by, now);
  return { done: true };
}

/** Takes all access away at once, in every browser. */
export async function disablePerson(tx: Transaction, asked: { by: string; personId: string }, now: Date): Promise<Done> {
  const [by, person] = [await whoIs(tx, asked.by), await readAccount(tx, asked.personId)];
  if (!by || !person) return ABSENT;
  const obstacles = obstaclesToDisable(by, person);
  if (obstacles.length > 0) return { done: false, obstacles };
  await writeDisabled(tx, asked.personId, asked.by, now);
  return { done: true };
}

/** Ends a role, or refuses one that waits for a second person. */
export async function endRole(tx: Transaction, asked: { by: string; membershipId: string }, now: Date): Promise<Done> {
  const membership = await findMembership(tx, asked.membershipId);
  const by = await whoIs(tx, asked.by);
  if (!membership || !by) return ABSENT;
  const obstacles = obstaclesToEnd(by, membership.personId, membership.agencyId);
  if (obstacles.length > 0) return { done: false, obstacles };
  await writeEnd(tx, asked.membershipId, asked.by, now);
  return { done: true };
}
