import type { z } from 'zod';
import { familySignsOf, fileState, isMissing, type FileState } from '#src/files/model/state.ts';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './kinds.ts';
import { releaseObstacles, type ReleaseFacts } from './release.ts';

export type Release = Omit<z.output<typeof kinds.releaseHeader>, 'answers'> & {
  readonly on: string;
  readonly answers: kinds.ReleaseAnswers;
  readonly decision: { readonly decision: 'kept' | 'released'; readonly obstacles: readonly string[]; readonly on: string } | null;
};
type Gone = z.output<typeof kinds.goneHeader> & { readonly begun: Date | null };

/** What headers say about keeping this child safe. */
export type KeepingState = {
  readonly releases: readonly Release[];
  readonly plan: (z.output<typeof kinds.safetyHeader> & { readonly on: string }) | null;
  /** When the plan was made or looked at last. */
  readonly lookedOn: string | null;
  readonly hasToChange: boolean;
  readonly future: (z.output<typeof kinds.futureHeader> & { readonly on: string }) | null;
  readonly sheet: (z.output<typeof kinds.sheetHeader> & { readonly on: string }) | null;
  readonly gone: readonly Gone[];
  readonly steps: readonly { missing: string; step: string; outcome: string }[];
  readonly interviews: readonly z.output<typeof kinds.interviewHeader>[];
};

const EMPTY: KeepingState = { releases: [], plan: null, lookedOn: null, hasToChange: false, future: null, sheet: null, gone: [], steps: [], interviews: [] };

const changed = (releases: readonly Release[], release: string, change: Partial<Release>): readonly Release[] => releases.map((r) => (r.release === release ? { ...r, ...change } : r));

const fold = foldOf<KeepingState>(EMPTY, (on) => [
  on(kinds.releaseAsked, (s, { header, recordedOn }) => ({ ...s, releases: [...s.releases, { ...header, on: recordedOn, decision: null }] })),
  on(kinds.releaseAnswered, (s, { header }) => ({ ...s, releases: changed(s.releases, header.release, { answers: header.answers }) })),
  on(kinds.releaseDecided, (s, { header, recordedOn }) => ({ ...s, releases: changed(s.releases, header.release, { decision: { decision: header.decision, obstacles: header.obstacles, on: recordedOn } }) })),
  on(kinds.safetyPlanned, (s, { header, recordedOn }) => ({ ...s, plan: { ...header, on: recordedOn }, lookedOn: recordedOn, hasToChange: false })),
  on(kinds.safetyReviewed, (s, { header, recordedOn }) => ({ ...s, lookedOn: recordedOn, hasToChange: header.result === 'has-to-change' })),
  on(kinds.futurePlanned, (s, { header, recordedOn }) => ({ ...s, future: { ...header, on: recordedOn } })),
  on(kinds.sheetSet, (s, { header, recordedOn }) => ({ ...s, sheet: { ...header, on: recordedOn } })),
  on(kinds.goneDescribed, (s, { header, recordedAt }) => ({ ...s, gone: [...s.gone, { ...header, begun: recordedAt }] })),
  on(kinds.stepDone, (s, { header }) => ({ ...s, steps: [...s.steps, header] })),
  on(kinds.interviewed, (s, { header }) => ({ ...s, interviews: [...s.interviews, header] })),
]);

export const keepingState = (headers: readonly HeaderRow[]): KeepingState => fold(headers);

/** What happened to a child that asks for another look at the plan. */
const CHANGES: ReadonlySet<string> = new Set(['placed', 'moved', 'missing', 'found-again', 'released', 'fetched-by-adult', 'disclosed']);

/** The days from which it is counted when a plan is due. */
export function plannedFrom(file: FileState): { arrivedOn: string | null; changedOn: string | null } {
  const placed = file.events.filter((e) => e.what === 'placed').map((e) => e.happened ?? e.on);
  const changes = [...file.events.filter((e) => CHANGES.has(e.what)).map((e) => e.on), ...file.missing.map((m) => m.on)].toSorted();
  return { arrivedOn: placed.toSorted()[0] ?? null, changedOn: changes.at(-1) ?? null };
}

/** What the gate looks at, from all sections of the file. */
function factsFor(headers: readonly HeaderRow[], { answers }: Pick<Release, 'answers'>): ReleaseFacts {
  const file = fileState(headers);
  return { answers, hasFamilySign: familySignsOf(file) === 'seen', isMissing: isMissing(file) };
}

/** What stands against this release, over all sections. */
export const obstaclesTo = (headers: readonly HeaderRow[], release: Pick<Release, 'answers'>) => releaseObstacles(factsFor(headers, release));
