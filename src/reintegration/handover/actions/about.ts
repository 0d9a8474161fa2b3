import { createHash } from 'node:crypto';
import { z } from 'zod';
import { journeysOn } from '#src/best-interests/returning/model/journey.ts';
import { atTable } from '#src/files/access-table.ts';
import { keepingIn, type OnFile } from '#src/files/actions/about.ts';
import { fileState } from '#src/files/model/state.ts';
import { careCoordinator, guardian, youthProtection } from '#src/files/roles.ts';
import type { Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import type { Why } from '#src/platform/action/obstacles.ts';
import { followingState, isFollowed } from '../../following/model/state.ts';
import { mayNeedProtection } from '../model/claim.ts';
import type { Around } from '../model/rules.ts';
import { handoverState, type HandoverState } from '../model/state.ts';

/** Who speaks for this country in a hand-over: those who answer for the child here, never the partner it goes to. */
export const SENDERS = atTable([youthProtection, guardian, careCoordinator]);

/** The largest letter that is kept, as text. */
const LARGEST_PDF = 8 * 1024 * 1024;
export const madePdf = z.base64().min(1).max(LARGEST_PDF);

export function letterOf(pdf: string): { digest: string; bytes: number } {
  const bytes = Buffer.from(pdf, 'base64');
  return { digest: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

export const aroundOf = ({ headers, today }: Pick<Known<unknown>, 'headers' | 'today'>): Around => ({
  file: fileState(headers),
  mayNeedProtection: mayNeedProtection(headers),
  hasJourney: journeysOn(headers, today).some(({ state }) => state === 'planned' || state === 'under-way'),
  isFollowed: isFollowed(followingState(headers)),
  today,
});

type Step = { readonly section: string; readonly why: (state: HandoverState, around: Around) => Why; readonly drafts: (state: HandoverState) => readonly Draft[]; readonly isKept?: (state: HandoverState) => boolean };

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function handing<I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor' | 'today'>, { section, why, drafts, isKept = () => false }: Step): Result<null> {
  const state = handoverState(known.headers);
  return keepingIn(known, section, { isKept: isKept(state), why: () => why(state, aroundOf(known)), drafts: () => drafts(state) });
}
