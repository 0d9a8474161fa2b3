import type { z } from 'zod';
import type { Age } from '#src/knowledge/vocabulary.ts';
import { missingBegun, signNoted, solutionCarriedOut, solutionFellAway } from '#src/files/model/kinds.ts';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './kinds.ts';
import type { Claim } from './vocabulary.ts';

type Of<K extends { header: z.ZodObject }> = z.output<K['header']> & { readonly on: string };
type Weighed = Of<typeof kinds.weighed>;
type Compared = Of<typeof kinds.compared>;
type View = Of<typeof kinds.viewTaken>;

/** A determination as it stands. */
export type Determination = Of<typeof kinds.begun> & {
  /** The last time each element was weighed, each option compared and each view taken. */
  readonly weighed: readonly Weighed[];
  readonly options: readonly Compared[];
  readonly views: readonly View[];
  readonly conditions: readonly string[];
  readonly dissents: readonly Of<typeof kinds.dissented>[];
  readonly proposed: Of<typeof kinds.proposed> | null;
  readonly explained: readonly Of<typeof kinds.explained>[];
  readonly decided: Of<typeof kinds.decided> | null;
  /** How often the child had been heard when it was decided, or found to hold: what counts as heard anew comes after. */
  readonly heardBefore: number;
  /** The day by which it is looked at again; null where it is not decided. */
  readonly reviewOn: string | null;
  /** The day of the first new fact after it was decided or found to hold; null where there is none. */
  readonly changedOn: string | null;
  /** Whether another was decided in its place, or somebody found that it has to begin anew. */
  readonly isSuperseded: boolean;
};

export type Tracing = Of<typeof kinds.tracingAsked> & {
  readonly receivedOn: string | null;
  readonly answer: Of<typeof kinds.tracingAnswered> | null;
  readonly judged: Of<typeof kinds.tracingJudged> | null;
};

export type Solution = Of<typeof kinds.solutionChosen> & {
  readonly settled: Of<typeof kinds.solutionDecided> | null;
  /** Every step in law that was written down, oldest first. */
  readonly steps: readonly Of<typeof kinds.legalStep>[];
  readonly carriedOutOn: string | null;
  readonly fellAwayOn: string | null;
};

/** What headers say about what is best for this child. */
export type InterestsState = {
  readonly hearings: readonly Of<typeof kinds.heard>[];
  readonly notHeard: readonly Of<typeof kinds.notHeard>[];
  readonly feedback: readonly Of<typeof kinds.feedbackGiven>[];
  readonly assessments: readonly Of<typeof kinds.assessed>[];
  readonly determinations: readonly Determination[];
  /** Possible as long as nobody said otherwise: desks-and-law 10. */
  readonly claim: Claim;
  /** The paper on which the lawyer of the child agreed to the claim as it stands. */
  readonly agreement: string | null;
  readonly tracings: readonly Tracing[];
  readonly solutions: readonly Solution[];
  readonly adulthood: Of<typeof kinds.adulthoodPlanned> | null;
  /** How old the child was last said to be, and when. */
  readonly age: { readonly age: Age; readonly on: string } | null;
};

const EMPTY: InterestsState = { hearings: [], notHeard: [], feedback: [], assessments: [], determinations: [], claim: 'possible', agreement: null, tracings: [], solutions: [], adulthood: null, age: null };

type Entry<H> = { readonly header: H; readonly recordedOn: string };
const of = <H>({ header, recordedOn }: Entry<H>): H & { on: string } => ({ ...header, on: recordedOn });

const inDetermination = (s: InterestsState, id: string, change: (d: Determination) => Determination): InterestsState => ({ ...s, determinations: s.determinations.map((d) => (d.determination === id ? change(d) : d)) });
const inTracing = (s: InterestsState, id: string, change: Partial<Tracing>): InterestsState => ({ ...s, tracings: s.tracings.map((t) => (t.tracing === id ? { ...t, ...change } : t)) });
const inSolution = (s: InterestsState, id: string, change: (x: Solution) => Solution): InterestsState => ({ ...s, solutions: s.solutions.map((x) => (x.solution === id ? change(x) : x)) });

/** With something new, what was decided has to be looked at again. What is not decided yet takes it in by itself. */
const withNewFact = (s: InterestsState, on: string): InterestsState => ({ ...s, determinations: s.determinations.map((d) => (d.decided && !d.isSuperseded ? { ...d, changedOn: d.changedOn ?? on } : d)) });

const fresh = (e: Entry<z.output<typeof kinds.begunHeader>>): Determination => ({ ...of(e), weighed: [], options: [], views: [], conditions: [], dissents: [], proposed: null, explained: [], decided: null, heardBefore: 0, reviewOn: null, changedOn: null, isSuperseded: false });

const fold = foldOf<InterestsState>(EMPTY, (on) => [
  on(kinds.heard, (s, e) => withNewFact({ ...s, hearings: [...s.hearings, of(e)] }, e.recordedOn)),
  on(kinds.notHeard, (s, e) => ({ ...s, notHeard: [...s.notHeard, of(e)] })),
  on(kinds.feedbackGiven, (s, e) => ({ ...s, feedback: [...s.feedback, of(e)] })),
  on(kinds.assessed, (s, e) => ({ ...s, assessments: [...s.assessments, of(e)] })),
  on(kinds.begun, (s, e) => ({ ...s, determinations: [...s.determinations, fresh(e)], age: { age: e.header.age, on: e.recordedOn } })),
  on(kinds.weighed, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, weighed: [...d.weighed.filter((w) => w.element !== e.header.element), of(e)] }))),
  on(kinds.conditionsWritten, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, conditions: e.header.conditions }))),
  on(kinds.compared, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, options: [...d.options.filter((o) => o.option !== e.header.option), of(e)] }))),
  on(kinds.viewTaken, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, views: [...d.views.filter((x) => x.of !== e.header.of), of(e)] }))),
  on(kinds.dissented, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, dissents: [...d.dissents, of(e)] }))),
  on(kinds.proposed, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, proposed: of(e) }))),
  on(kinds.explained, (s, e) => inDetermination(s, e.header.determination, (d) => ({ ...d, explained: [...d.explained.filter((x) => x.option !== e.header.option), of(e)] }))),
  on(kinds.decided, (s, e) => ({
    ...s,
    determinations: s.determinations.map((d) => (d.determination === e.header.determination ? { ...d, decided: of(e), heardBefore: s.hearings.length, reviewOn: e.header.reviewOn, changedOn: null } : d.decided ? { ...d, isSuperseded: true } : d)),
  })),
  on(kinds.reviewed, (s, e) => inDetermination(s, e.header.determination, (d) => (e.header.result === 'holds' ? { ...d, heardBefore: s.hearings.length, reviewOn: e.header.nextOn ?? d.reviewOn, changedOn: null } : { ...d, isSuperseded: true }))),
  on(kinds.claimSet, (s, e) => (e.header.claim === s.claim ? { ...s, ...e.header } : withNewFact({ ...s, ...e.header }, e.recordedOn))),
  on(kinds.tracingAsked, (s, e) => ({ ...s, tracings: [...s.tracings, { ...of(e), receivedOn: null, answer: null, judged: null }] })),
  on(kinds.tracingReceived, (s, e) => inTracing(s, e.header.tracing, { receivedOn: e.header.receivedOn })),
  // A later answer has to be judged by itself.
  on(kinds.tracingAnswered, (s, e) => inTracing(s, e.header.tracing, { answer: of(e), judged: null })),
  on(kinds.tracingJudged, (s, e) => withNewFact(inTracing(s, e.header.tracing, { judged: of(e) }), e.recordedOn)),
  on(kinds.solutionChosen, (s, e) => ({ ...s, solutions: [...s.solutions, { ...of(e), settled: null, steps: [], carriedOutOn: null, fellAwayOn: null }] })),
  on(kinds.solutionDecided, (s, e) => inSolution(s, e.header.solution, (x) => ({ ...x, settled: of(e) }))),
  on(kinds.legalStep, (s, e) => inSolution(s, e.header.solution, (x) => ({ ...x, steps: [...x.steps, of(e)] }))),
  on(solutionCarriedOut, (s, e) => inSolution(s, e.header.solution, (x) => ({ ...x, carriedOutOn: e.header.carriedOutOn }))),
  on(solutionFellAway, (s, e) => withNewFact(inSolution(s, e.header.solution, (x) => ({ ...x, fellAwayOn: e.recordedOn })), e.recordedOn)),
  on(kinds.adulthoodPlanned, (s, e) => ({ ...s, adulthood: of(e), age: { age: e.header.age, on: e.recordedOn } })),
  on(signNoted, (s, e) => withNewFact(s, e.recordedOn)),
  on(missingBegun, (s, e) => withNewFact(s, e.recordedOn)),
]);

/** Everything that these headers of one file say about what is best for the child. */
export const interestsState = (headers: readonly HeaderRow[]): InterestsState => fold(headers);

export const determinationOf = ({ determinations }: InterestsState, id: string): Determination | undefined => determinations.find((d) => d.determination === id);

/** The one that is being weighed. */
export const openDetermination = ({ determinations }: InterestsState): Determination | undefined => determinations.findLast((d) => d.decided === null && !d.isSuperseded);

/** The last that was decided and in whose place no other was. Whether it still holds is another question. */
export const decidedDetermination = ({ determinations }: InterestsState): Determination | undefined => determinations.findLast((d) => d.decided !== null && !d.isSuperseded);

export type Standing = 'open' | 'holds' | 'new-facts' | 'review-late' | 'superseded';

/** How a determination stands on a day: what was decided holds until something new comes, or the day of the review is over. */
export function standingOf({ decided, isSuperseded, changedOn, reviewOn }: Determination, today: string): Standing {
  if (isSuperseded) return 'superseded';
  if (!decided) return 'open';
  if (changedOn !== null) return 'new-facts';
  return reviewOn === null || reviewOn < today ? 'review-late' : 'holds';
}

/** What was decided and holds today; null where nothing does. */
export function holdingDetermination(state: InterestsState, today: string): Determination | null {
  const last = decidedDetermination(state);
  return last && standingOf(last, today) === 'holds' ? last : null;
}

/** The solution that is being carried out or was; null where it fell away or none was chosen. */
export const currentSolution = ({ solutions }: InterestsState): Solution | undefined => solutions.findLast((s) => s.fellAwayOn === null);
