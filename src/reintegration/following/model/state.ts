import type { z } from 'zod';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './kinds.ts';
import type { OCCASIONS } from './vocabulary.ts';

type Of<K extends { header: z.ZodObject }> = z.output<K['header']> & { readonly on: string };

export type Link = Of<typeof kinds.linkMade> & { readonly device: string | null; readonly tries: number; readonly isClosed: boolean };
/** A child that arrives anew, on another day, is asked about anew: what was said before counts for the days before. */
type InRound = { readonly round: number };
export type Answered = Of<typeof kinds.answered> & InRound;

/** What the headers of one section say about following this child. */
export type FollowingState = {
  readonly plan: (Of<typeof kinds.planned> & { readonly review: Of<typeof kinds.planReviewed> | null }) | null;
  readonly calendar: Of<typeof kinds.calendarSet> | null;
  readonly quiet: Of<typeof kinds.quietWaySet> | null;
  readonly triggers: readonly Of<typeof kinds.triggered>[];
  readonly links: readonly Link[];
  readonly answers: readonly Answered[];
  readonly steps: readonly (Of<typeof kinds.stepTaken> & InRound)[];
  readonly round: number;
  readonly calls: readonly Of<typeof kinds.rung>[];
  readonly ended: Of<typeof kinds.ended> | null;
};

const EMPTY: FollowingState = { plan: null, calendar: null, quiet: null, triggers: [], links: [], answers: [], steps: [], round: 0, calls: [], ended: null };

const changed = (links: readonly Link[], link: string, change: (l: Link) => Partial<Link>): readonly Link[] => links.map((l) => (l.link === link ? { ...l, ...change(l) } : l));
export type Occasion = { readonly moment: (typeof OCCASIONS)[number]; readonly trigger: string | null };
/** What was said or done about a follow-up as it is counted now. */
export const aboutNow = <T extends Occasion & InRound>({ round }: Pick<FollowingState, 'round'>, all: readonly T[], one: Occasion): readonly T[] => all.filter((x) => isSame(x, one) && (x.trigger !== null || x.round === round));
export const isSame = (a: Occasion, b: Occasion): boolean => a.moment === b.moment && a.trigger === b.trigger;

const fold = foldOf<FollowingState>(EMPTY, (on) => [
  on(kinds.planned, (s, { header, recordedOn }) => ({ ...s, plan: { ...header, on: recordedOn, review: null } })),
  on(kinds.planReviewed, (s, { header, recordedOn }) => ({ ...s, plan: s.plan?.plan === header.plan ? { ...s.plan, review: { ...header, on: recordedOn } } : s.plan })),
  // Set again after it had ended, the child is followed again.
  on(kinds.calendarSet, (s, { header, recordedOn }) => {
    const calendar = { ...header, on: recordedOn };
    if (s.calendar?.arrivesOn === header.arrivesOn) return { ...s, calendar: { ...calendar, on: s.calendar.on }, ended: null };
    return { ...s, calendar, ended: null, round: s.round + 1, links: s.links.map((l) => (l.trigger === null ? { ...l, isClosed: true } : l)) };
  }),
  on(kinds.quietWaySet, (s, { header, recordedOn }) => ({ ...s, quiet: { ...header, on: recordedOn } })),
  on(kinds.triggered, (s, { header, recordedOn }) => ({ ...s, triggers: [...s.triggers, { ...header, on: recordedOn }] })),
  on(kinds.ended, (s, { header, recordedOn }) => ({ ...s, ended: { ...header, on: recordedOn } })),
  on(kinds.linkMade, (s, { header, recordedOn }) => ({
    ...s,
    links: [...s.links.map((l) => (isSame(l, header) ? { ...l, isClosed: true } : l)), { ...header, on: recordedOn, device: null, tries: 0, isClosed: false }],
  })),
  on(kinds.linkOpened, (s, { header }) => ({ ...s, links: changed(s.links, header.link, (l) => ({ device: l.device ?? header.device })) })),
  on(kinds.linkTried, (s, { header }) => ({ ...s, links: changed(s.links, header.link, (l) => ({ tries: l.tries + 1 })) })),
  on(kinds.linkClosed, (s, { header }) => ({ ...s, links: changed(s.links, header.link, () => ({ isClosed: true })) })),
  on(kinds.answered, (s, { header, recordedOn }) => ({ ...s, answers: [...s.answers, { ...header, on: recordedOn, round: s.round }], links: header.link === null ? s.links : changed(s.links, header.link, () => ({ isClosed: true })) })),
  on(kinds.stepTaken, (s, { header, recordedOn }) => ({ ...s, steps: [...s.steps, { ...header, on: recordedOn, round: s.round }] })),
  on(kinds.rung, (s, { header, recordedOn }) => ({ ...s, calls: [...s.calls, { ...header, on: recordedOn }] })),
]);

export const SECTION = 'reintegration';

/** Of all headers of a file those of the section alone: a row of a list that follows from them tells nothing of another. */
export const followingState = (headers: readonly HeaderRow[]): FollowingState => fold(headers.filter((h) => h.section === SECTION));

/** Whether days are set on which somebody sees this child, and nobody ended that. */
export const isFollowed = ({ calendar, ended }: Pick<FollowingState, 'calendar' | 'ended'>): boolean => calendar !== null && ended === null;
