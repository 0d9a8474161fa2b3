import { z } from 'zod';
import { freely, readers, SECTION_ACCESS } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, onFile, type OnFile } from '#src/files/actions/about.ts';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { followUps, type FollowUp } from '../model/calendar.ts';
import { levelOf } from '../model/silence.ts';
import { followingState, SECTION, type FollowingState } from '../model/state.ts';
import type { Step } from '../model/vocabulary.ts';
import { postOffice, readDueList, type DueRow } from '../store.ts';

export type Followed = {
  readonly state: FollowingState;
  readonly followUps: readonly (FollowUp & { readonly level: Step | null })[];
  /** Whether links made here can be opened: the service for them works for the agency of whoever looks. */
  readonly hasLinks: boolean;
};

export const seeFollowing: StreamAction<OnFile, Followed, string | null> = {
  name: 'followup.see',
  does: 'see how a child is followed: the plan, when it is seen, what was answered, and what was done where nobody answered',
  input: onFile,
  allow: readers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers'],
  lookUp: (tx) => postOffice(tx),
  run({ headers, found, actor }) {
    const state = followingState(headers);
    return { value: { state, followUps: followUps(state).map((one) => ({ ...one, level: levelOf(state, one) })), hasLinks: found === agencyOf(actor) } };
  },
};

export const DUE_SHOWN = ['due', 'late', 'alarm', 'mine'] as const;
const listing = z.object({ shown: z.enum(DUE_SHOWN).default('due'), today: z.iso.date() });
/** Of all children that the agency follows those who are due, what is late first. */
export const listDue: FreeAction<z.infer<typeof listing>, readonly DueRow[], readonly DueRow[]> = {
  name: 'followup.list-due',
  does: 'see which children have to be seen next, what is late first, by the numbers of their files alone',
  input: listing,
  allow: freely(SECTION_ACCESS[SECTION].read),
  about: 'nothing',
  lookUp: (tx, { shown, today }) => readDueList(tx, shown, today),
  run: ({ found }) => ({ value: found }),
};

export const SEE_ACTIONS = [seeFollowing, listDue] as const;
