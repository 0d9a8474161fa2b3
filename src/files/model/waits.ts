import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { leadOffered, partyInvited } from './kinds.ts';
import { daysAfter } from './days.ts';
import type { FileState } from './state.ts';
import { TASK_OWNERS } from './vocabulary.ts';

/**
 * What waits for somebody, as rows of lists. Tasks have a list for each kind of work, so that whoever reads hers does not read
 * past those of all others: the files of an agency may be a hundred thousand.
 */
export const waitsOf = (owner: string): string => `waits-${owner}`;
export const INVITED = 'waits-invitation';
export const LEAD_OFFERED = 'waits-lead';
export const REQUESTED = 'waits-request';
/** Its rows follow from a hand-over to another country, in a room above. */
export const HANDOVER_REPLY = 'waits-handover';

export const WAIT_LISTS = [INVITED, LEAD_OFFERED, REQUESTED, ...TASK_OWNERS.map(waitsOf)] as const;

/** Within a month somebody who asked to see the file hears something: GDPR 12(3). */
const DAYS_TO_ANSWER_ACCESS = 30;

type Owner = (typeof TASK_OWNERS)[number];
const OWNER_OF: Readonly<Record<string, Owner>> = {
  'police-officer': 'police', prosecutor: 'prosecutor', 'youth-protection-worker': 'youth-protection', 'child-protection-council': 'child-protection-council', guardian: 'guardian', lawyer: 'lawyer',
  'shelter-worker': 'shelter', 'placement-desk': 'placement-desk', 'care-coordinator': 'care-coordinator', partner: 'partner', 'duty-desk': 'duty-desk',
};

/** Whose tasks are hers who holds these roles; what anybody may do is hers too. Oversight has none. */
export function ownersFor(roles: readonly string[]): readonly Owner[] {
  const own = roles.flatMap((role) => OWNER_OF[role] ?? []);
  return own.length > 0 ? [...new Set([...own, 'anybody' as const])] : [];
}

type Waiting = { list: string; item: string; isOpen: boolean; state: string; dueOn: string; fields: Record<string, string | boolean | null> };
/** What waits no more keeps its row, without a day: lists are read from what is due first. */
const row = ({ list, item, isOpen, state, dueOn, fields }: Waiting): ListRow => ({ list, item, section: null, state: isOpen ? 'open' : state, dueOn: isOpen ? dueOn : null, fields });

function invitationRows(headers: readonly HeaderRow[], { seats, closed }: FileState): readonly ListRow[] {
  const invited = headers.filter((h) => h.kind === partyInvited.name).map((h) => h.header as { agency: string; section: string; answerBy: string });
  const agencies = [...new Set(invited.map(({ agency }) => agency))];
  return agencies.map((agency) => {
    const open = seats.filter((s) => s.agency === agency && s.standing === 'invited').map((s) => s.section as string);
    const days = invited.filter((i) => i.agency === agency && open.includes(i.section)).map((i) => i.answerBy);
    return row({ list: INVITED, item: `invited-${agency}`, isOpen: open.length > 0 && !closed, state: 'answered', dueOn: days.toSorted()[0] ?? '', fields: { agency } });
  });
}

function leadRows(headers: readonly HeaderRow[], { leadOfferedTo, closed }: FileState): readonly ListRow[] {
  const last = headers.findLast((h) => h.kind === leadOffered.name);
  return last ? [row({ list: LEAD_OFFERED, item: 'lead', isOpen: leadOfferedTo !== null && !closed, state: 'taken', dueOn: last.recorded_on, fields: { agency: leadOfferedTo } })] : [];
}

/** From the headers for everybody at the table, and what follows from them. */
export function waitRows(headers: readonly HeaderRow[], state: FileState): readonly ListRow[] {
  const tasks = state.tasks.map((t) => row({ list: waitsOf(t.owner), item: t.task, isOpen: t.standing === 'open' && !state.closed, state: t.standing === 'open' ? 'closed' : t.standing, dueOn: t.dueOn, fields: { agency: t.agency, isLaw: t.isLaw } }));
  const requests = state.requests.map((r) => row({ list: REQUESTED, item: r.request, isOpen: r.answer === null, state: 'answered', dueOn: daysAfter(r.askedOn, DAYS_TO_ANSWER_ACCESS), fields: { agency: state.lead } }));
  return [...invitationRows(headers, state), ...leadRows(headers, state), ...requests, ...tasks];
}
