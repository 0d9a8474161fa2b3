import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../database/transaction.ts';
import { OPERATOR, takesSecondPerson, type Account, type Membership, type Proposal, type RoleAsked } from './rules.ts';

/** What people type is the same name however they write it. */
export const plainSignInName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** The roles that somebody has now. */
export async function membershipsOf(tx: Transaction, personId: string): Promise<Membership[]> {
  const rows = await tx
    .selectFrom('membership')
    .select(['agency', 'role', 'administers', 'reads'])
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({ agencyId: row.agency, role: row.role, administers: row.administers, reads: row.reads }));
}

export async function readAccount(tx: Transaction, personId: string): Promise<Account | null> {
  const row = await tx.selectFrom('person').select(['person_id', 'administers', 'disabled_at']).where('person_id', '=', personId).executeTakeFirst();
  if (!row) return null;
  return { personId, administers: row.administers, isDisabled: row.disabled_at !== null, memberships: await membershipsOf(tx, personId) };
}

export async function findBySignInName(tx: Transaction, typed: string): Promise<string | null> {
  const row = await tx.selectFrom('person').select('person_id').where('sign_in_name', '=', plainSignInName(typed)).executeTakeFirst();
  return row?.person_id ?? null;
}

export async function findAgency(tx: Transaction, name: string): Promise<string | null> {
  const row = await tx.selectFrom('agency').select('agency').where('name', '=', name.trim()).executeTakeFirst();
  return row?.agency ?? null;
}

/** Every agency there is, by id, in the order of their names. */
export async function listAgencies(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('agency').select(['agency', 'name']).orderBy('name').execute();
  return new Map(rows.map((row) => [row.agency, row.name]));
}

export async function agencyName(tx: Transaction, agencyId: string): Promise<string> {
  return (await tx.selectFrom('agency').select('name').where('agency', '=', agencyId).executeTakeFirst())?.name ?? '';
}

/** Any number will do, if nobody else in this database uses it. */
const FIRST_OF_ALL = 7_305_264;

/** Whether there is an account already. Two who ask to be the first take turns, until the end of the transaction. */
export async function hasAnybody(tx: Transaction): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${FIRST_OF_ALL})`.execute(tx);
  return (await tx.selectFrom('person').select('person_id').limit(1).executeTakeFirst()) !== undefined;
}

export async function writePurpose(tx: Transaction, purpose: 'training' | 'earnest'): Promise<void> {
  await tx.insertInto('installation').values({ is_for_training: purpose === 'training' }).execute();
}

/** Whether everybody here is invented; undefined where nobody has set anything up. */
export async function isForTraining(tx: Transaction): Promise<boolean | undefined> {
  return (await tx.selectFrom('installation').select('is_for_training').executeTakeFirst())?.is_for_training;
}

export async function addAgency(tx: Transaction, name: string, now: Date): Promise<string> {
  const agencyId = randomUUID();
  await tx.insertInto('agency').values({ agency: agencyId, name: name.trim(), added_at: now }).execute();
  return agencyId;
}

export type ServiceRole = { service: string; role: string; agencyId: string };

/** What services of ours hold now. Runs as keerpunt_registrar. */
export async function serviceRoles(tx: Transaction): Promise<(ServiceRole & { agency: string })[]> {
  const rows = await tx
    .selectFrom('service_role')
    .innerJoin('agency', 'agency.agency', 'service_role.agency')
    .distinctOn(['service', 'agency.name', 'role'])
    .select(['service', 'role', 'is_held', 'agency.agency as agencyId', 'agency.name as agency'])
    .orderBy('service')
    .orderBy('agency.name')
    .orderBy('role')
    .orderBy('number', 'desc')
    .execute();
  return rows.filter((row) => row.is_held).map(({ service, role, agencyId, agency }) => ({ service, role, agencyId, agency }));
}

export async function writeServiceRole(tx: Transaction, { service, role, agencyId, isHeld }: ServiceRole & { isHeld: boolean }, now: Date): Promise<void> {
  await tx
    .insertInto('service_role')
    .values({ agency: agencyId, service, role, is_held: isHeld, recorded_on: now.toISOString().slice(0, 10), recorded_by: OPERATOR })
    .execute();
}

/** Who belongs to an agency, by id; also who was disabled, for what she did stays hers. */
export async function namesAt(tx: Transaction, agencyId: string): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('person').innerJoin('membership', 'membership.person_id', 'person.person_id').select(['person.person_id', 'name']).where('agency', '=', agencyId).where('confirmed_at', 'is not', null).execute();
  return new Map(rows.map((row) => [row.person_id, row.name]));
}

/** Who holds one of these roles there now, by name. */
export async function holdersOf(tx: Transaction, agencyId: string, roles: readonly string[]): Promise<{ personId: string; name: string }[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('membership', 'membership.person_id', 'person.person_id')
    .select(['person.person_id', 'name'])
    .distinct()
    .where('agency', '=', agencyId)
    .where('role', 'in', [...roles])
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, name: row.name }));
}

export type NewPerson = { signInName: string; name: string; administers: boolean };

/** Null: somebody has that name to sign in with already. */
export async function addPerson(tx: Transaction, person: NewPerson, by: string, now: Date): Promise<string | null> {
  const personId = randomUUID();
  const added = await tx
    .insertInto('person')
    .values({
      person_id: personId,
      sign_in_name: plainSignInName(person.signInName),
      name: person.name.trim(),
      administers: person.administers,
      added_at: now,
      added_by: by,
      disabled_at: null,
      disabled_by: null,
    })
    .onConflict((conflict) => conflict.column('sign_in_name').doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n ? personId : null;
}

/** Writes a proposal; where no second person is needed the role holds from now. */
export async function writeProposal(tx: Transaction, { personId, agencyId, role, proposedBy }: Proposal, now: Date): Promise<string> {
  const membershipId = randomUUID();
  const holds = !takesSecondPerson(role, proposedBy);
  await tx
    .insertInto('membership')
    .values({
      membership_id: membershipId,
      person_id: personId,
      agency: agencyId,
      role: role.name,
      reads: role.reads,
      administers: role.administers,
      proposed_at: now,
      proposed_by: proposedBy,
      confirmed_at: holds ? now : null,
      confirmed_by: holds ? proposedBy : null,
      ended_at: null,
      ended_by: null,
    })
    .execute();
  return membershipId;
}

/** What waits for a second person before somebody may do it. */
export async function waitingProposals(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.selectFrom('membership').select('membership_id').where('person_id', '=', personId).where('confirmed_at', 'is', null).where('ended_at', 'is', null).execute();
  return rows.map((row) => row.membership_id);
}

/** A proposal that waits for a second person, held until the end of the transaction. */
export async function readProposal(tx: Transaction, membershipId: string): Promise<Proposal | null> {
  const row = await tx
    .selectFrom('membership')
    .selectAll()
    .where('membership_id', '=', membershipId)
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const role: RoleAsked = { name: row.role, administers: row.administers, reads: row.reads };
  return { personId: row.person_id, agencyId: row.agency, role, proposedBy: row.proposed_by };
}

export async function writeConfirmation(tx: Transaction, membershipId: string, by: string, now: Date): Promise<void> {
  await tx.updateTable('membership').set({ confirmed_at: now, confirmed_by: by }).where('membership_id', '=', membershipId).execute();
}

/** Closes the account, every session it has and every token, in this transaction. */
export async function writeDisabled(tx: Transaction, personId: string, by: string, now: Date): Promise<void> {
  await tx.updateTable('person').set({ disabled_at: now, disabled_by: by }).where('person_id', '=', personId).where('disabled_at', 'is', null).execute();
  await tx.updateTable('session').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();
  await tx.updateTable('api_token').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();
}

/** Ends a role that holds, or one that waits. */
export async function writeEnd(tx: Transaction, membershipId: string, by: string, now: Date): Promise<void> {
  await tx.updateTable('membership').set({ ended_at: now, ended_by: by }).where('membership_id', '=', membershipId).where('ended_at', 'is', null).execute();
}

/** Whose role it is and where, as long as it has not ended; held until the end of the transaction. */
export async function findMembership(tx: Transaction, membershipId: string): Promise<{ personId: string; agencyId: string } | null> {
  const row = await tx.selectFrom('membership').select(['person_id', 'agency']).where('membership_id', '=', membershipId).where('ended_at', 'is', null).forUpdate().executeTakeFirst();
  return row ? { personId: row.person_id, agencyId: row.agency } : null;
}

export type RoleLine = { membershipId: string; role: string; isHeld: boolean; proposedBy: string };
export type PersonLine = { personId: string; name: string; signInName: string; isDisabled: boolean; roles: readonly RoleLine[] };

/** Who belongs to an agency, with the roles that hold and those that wait for a second person. */
export async function listPeople(tx: Transaction, agencyId: string): Promise<PersonLine[]> {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.person_id', 'm.person_id')
    .select(['p.person_id', 'p.name', 'p.sign_in_name', 'p.disabled_at', 'm.membership_id', 'm.role', 'm.confirmed_at', 'm.proposed_by'])
    .where('m.agency', '=', agencyId)
    .where('m.ended_at', 'is', null)
    .orderBy('p.name')
    .orderBy('p.person_id')
    .orderBy('m.role')
    .execute();
  return [...Map.groupBy(rows, (row) => row.person_id).values()].map((all) => {
    const [first] = all as [(typeof rows)[number]];
    return {
      personId: first.person_id,
      name: first.name,
      signInName: first.sign_in_name,
      isDisabled: first.disabled_at !== null,
      roles: all.map((row) => ({ membershipId: row.membership_id, role: row.role, isHeld: row.confirmed_at !== null, proposedBy: row.proposed_by })),
    };
  });
}
