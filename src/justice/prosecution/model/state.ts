import type { z } from 'zod';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './kinds.ts';
import { AGAINST_CHILD, FOR_CHILD, PUNISHING } from './vocabulary.ts';

type On = { readonly on: string };
export type Assessment = z.output<typeof kinds.assessedHeader> & On & {
  /** Its place among all entries of the file: what was recorded after it was not looked at. */
  readonly at: number;
};
export type Decided = z.output<typeof kinds.decisionHeader> & On;
export type Matter = z.output<typeof kinds.matterHeader> & On & { readonly decisions: readonly Decided[] };
type Step = z.output<typeof kinds.exploiterStepHeader> & On;
type Compensation = z.output<typeof kinds.compensationHeader> & On;

/** What headers say about what the child is accused of, and about those who made it do it. */
export type ProsecutionState = {
  readonly assessments: readonly Assessment[];
  readonly matters: readonly Matter[];
  readonly steps: readonly Step[];
  readonly compensations: readonly Compensation[];
};

const EMPTY: ProsecutionState = { assessments: [], matters: [], steps: [], compensations: [] };

function described(matters: readonly Matter[], header: z.output<typeof kinds.matterHeader>, on: string): readonly Matter[] {
  const known = matters.find((m) => m.matter === header.matter);
  return known ? matters.map((m) => (m === known ? { ...m, ...header } : m)) : [...matters, { ...header, on, decisions: [] }];
}

const fold = foldOf<ProsecutionState>(EMPTY, (on) => [
  on(kinds.assessed, (s, e) => ({ ...s, assessments: [...s.assessments, { ...e.header, on: e.recordedOn, at: e.sequence }] })),
  on(kinds.matterDescribed, (s, e) => ({ ...s, matters: described(s.matters, e.header, e.recordedOn) })),
  on(kinds.decided, (s, { header, recordedOn }) => ({ ...s, matters: s.matters.map((m) => (m.matter === header.matter ? { ...m, decisions: [...m.decisions, { ...header, on: recordedOn }] } : m)) })),
  on(kinds.exploiterStep, (s, { header, recordedOn }) => ({ ...s, steps: [...s.steps, { ...header, on: recordedOn }] })),
  on(kinds.compensation, (s, { header, recordedOn }) => ({ ...s, compensations: [...s.compensations, { ...header, on: recordedOn }] })),
]);

export const prosecutionState = (headers: readonly HeaderRow[]): ProsecutionState => fold(headers);

/** What still holds of a matter: what was taken back does not. */
export const standing = ({ decisions }: Pick<Matter, 'decisions'>): readonly Decided[] => decisions.slice(decisions.findLastIndex((d) => FOR_CHILD.includes(d.what)) + 1);

export const isAgainstChild = ({ what }: Pick<Decided, 'what'>): boolean => AGAINST_CHILD.includes(what);
/** Taken although something stood against it. */
export const isDeparture = (decision: Pick<Decided, 'what' | 'obstacles'>): boolean => isAgainstChild(decision) && decision.obstacles.length > 0;
export const isPunishing = ({ what }: Pick<Decided, 'what'>): boolean => PUNISHING.includes(what);
