import type { Transaction } from '#src/platform/database/transaction.ts';
import { OPERATOR } from '#src/platform/people/rules.ts';

/** The agency that may come to streams of a kind in an emergency without being at their table, by whoever holds a role there. */
export type DutyDesk = { readonly kind: string; readonly role: string; readonly agencyId: string; readonly agency: string };

/** Who is on duty now: one agency for each kind, or none. */
export async function dutyDesks(tx: Transaction): Promise<DutyDesk[]> {
  const rows = await tx
    .selectFrom('duty_desk as d')
    .leftJoin('agency as a', 'a.agency', 'd.agency')
    .distinctOn('d.stream_kind')
    .select(['d.stream_kind as kind', 'd.role', 'd.agency as agencyId', 'a.name as agency'])
    .orderBy('d.stream_kind')
    .orderBy('d.number', 'desc')
    .execute();
  return rows.flatMap(({ kind, role, agencyId, agency }) => (agencyId === null || agency === null ? [] : [{ kind, role, agencyId, agency }]));
}

/** Whether streams of a kind have any section that can be reached in an emergency. */
export async function canBeReached(tx: Transaction, kind: string): Promise<boolean> {
  const row = await tx.selectFrom('reach_rule').select('section').where('stream_kind', '=', kind).where('in_emergency', '=', true).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The agency in whose place another one was comes no more from now on; null leaves the kind without a desk. */
export async function writeDutyDesk(tx: Transaction, { kind, role, agencyId }: Pick<DutyDesk, 'kind' | 'role'> & { agencyId: string | null }, now: Date): Promise<void> {
  await tx.insertInto('duty_desk').values({ stream_kind: kind, role, agency: agencyId, recorded_on: now.toISOString().slice(0, 10), recorded_by: OPERATOR }).execute();
}
