import type { z } from 'zod';
import { documentAdded, eventAdded, missingBegun, missingEnded, signNoted, signsRecorded, solutionFellAway, wordsRecorded } from '#src/files/model/kinds.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { readHeader, type EntryKind } from '#src/platform/journal/kinds.ts';
import { SHREDDED } from '#src/platform/journal/shredded.ts';
import { INTERESTS_KINDS } from '../../model/kinds.ts';
import { obstaclesAmong, type GateObstacle } from './gate.ts';
import * as kinds from './kinds.ts';
import { gateOn, groundsIn, type Grounds } from './state.ts';
import { STEPS, type Ending, type Gate, type Step } from './vocabulary.ts';

type Planned = z.output<typeof kinds.journeyHeader>;
type Against = z.output<typeof kinds.againstHeader>;
type Stepped = z.output<typeof kinds.stepHeader>;

export type JourneyState = 'decided' | 'planned' | 'under-way' | 'stopped' | 'returned' | 'ended';

/** A journey as it stands on a day. */
export type Journey = {
  readonly journey: string;
  readonly gate: Gate;
  readonly receiver: Planned['receiver'];
  readonly plan: (Planned & { readonly plannedOn: string }) | null;
  readonly state: JourneyState;
  /** Steps that were taken through the gate, in order. */
  readonly steps: readonly Stepped[];
  /** Since when it is stopped, and by what; null where it is not. */
  readonly stopped: { readonly on: string; readonly because: readonly GateObstacle[] } | null;
  /** Each time it was decided against the gate: it stands here for ever. */
  readonly against: readonly (Against & { readonly on: string })[];
  /** What such a decision still covers. */
  readonly covered: ReadonlySet<string>;
  readonly ended: { readonly how: Ending; readonly on: string } | null;
};

/** Entries that can change how a gate stands. All others are passed over: each look at a gate reads the file from its beginning. */
const MATTERS: ReadonlySet<string> = new Set([
  ...[signNoted, signsRecorded, missingBegun, missingEnded, eventAdded, wordsRecorded, documentAdded, solutionFellAway, ...INTERESTS_KINDS, ...kinds.RETURNING_KINDS].map((kind) => kind.name),
  SHREDDED,
]);
export const matters = ({ kind }: Pick<HeaderRow, 'kind'>): boolean => MATTERS.has(kind);

/** An obstacle where it stands: the same code of another section is another. */
const nameOf = ({ code, section = '' }: GateObstacle): string => `${code}@${section}`;

/** What stands in the way on a day: of going on, and of setting out, where more is asked. */
export type Sight = { readonly going: readonly GateObstacle[]; readonly settingOut: readonly GateObstacle[] };
export function sightOf(grounds: Grounds, { gate, receiver }: Pick<Journey, 'gate' | 'receiver'>, today: string): Sight {
  const at = (isSettingOut: boolean) => obstaclesAmong(gateOn(grounds, { gate, receiver, today, isSettingOut }));
  return { going: at(false), settingOut: at(true) };
}

export const uncovered = (obstacles: readonly GateObstacle[], covered: ReadonlySet<string>): readonly GateObstacle[] => obstacles.filter((o) => !covered.has(nameOf(o)));

const stateOf = ({ plan, steps, stopped, ended }: Omit<Journey, 'state'>): JourneyState => {
  if (ended) return 'ended';
  if (steps.at(-1)?.step === 'returned') return 'returned';
  if (stopped) return 'stopped';
  if (plan === null) return 'decided';
  return steps.length === 0 ? 'planned' : 'under-way';
};
export const isOver = ({ state }: Pick<Journey, 'state'>): boolean => state === 'ended' || state === 'returned';
const withState = (journey: Omit<Journey, 'state'>): Journey => ({ ...journey, state: stateOf(journey) });

/** The same after a look at the gate. What is met again is no longer covered: should it fall away anew, that is decided anew. */
function looked(journey: Journey, { going, settingOut }: Sight, on: string): Journey {
  const names = new Set(settingOut.map(nameOf));
  const covered = new Set([...journey.covered].filter((name) => names.has(name)));
  const because = uncovered(going, covered);
  return withState({ ...journey, covered, stopped: journey.stopped ?? (because.length > 0 ? { on, because } : null) });
}

export const nextStep = ({ steps }: Pick<Journey, 'steps'>): Step | undefined => STEPS[steps.length];

/** What stands against a step as it is taken, beside that it is stopped. */
export function whyNotStep(journey: Journey, { step, document }: Pick<Stepped, 'step' | 'document'>, { going, settingOut }: Sight): readonly GateObstacle[] | 'stopped' | 'not-next' | 'not-signed' | null {
  if (journey.plan === null || isOver(journey) || step !== nextStep(journey)) return 'not-next';
  if (journey.stopped) return 'stopped';
  if (step === 'handed-over' && document === null) return 'not-signed';
  const open = uncovered(step === 'departed' ? settingOut : going, journey.covered);
  return open.length > 0 ? open : null;
}

/** Whether the same is asked of both: a return is asked all of it wherever the child goes, a transfer more where that is to family. */
export const isSameWay = (a: Pick<Journey, 'gate' | 'receiver'>, b: Pick<Journey, 'gate' | 'receiver'>): boolean => a.gate === b.gate && (a.gate === 'return' || (a.receiver === 'family') === (b.receiver === 'family'));

type Entry = { readonly row: HeaderRow; /** How the gate stood before this entry, on its day. */ readonly before: Sight };
const read = <K extends EntryKind>(kind: K, { version, header }: HeaderRow) => readHeader(kind, version, header) as z.output<K['header']>;

/** What an entry about this journey does to it. A step that was written past a closed gate leads nowhere. */
function followed(journey: Journey, { row, before }: Entry): Journey {
  if (isOver(journey) || row.header['journey'] !== journey.journey) return journey;
  const on = row.recorded_on;
  switch (row.kind) {
    case kinds.decidedAgainstReturn.name: {
      const covered = new Set([...journey.covered, ...before.settingOut.map(nameOf)]);
      return withState({ ...journey, covered, stopped: null, against: [...journey.against, { ...read(kinds.decidedAgainstReturn, row), on }] });
    }
    case kinds.journeyPlanned.name: {
      const plan = read(kinds.journeyPlanned, row);
      return isSameWay(journey, plan) ? withState({ ...journey, receiver: plan.receiver, plan: { ...plan, plannedOn: on } }) : journey;
    }
    case kinds.journeyStepped.name: {
      const step = read(kinds.journeyStepped, row);
      return whyNotStep(journey, step, before) === null ? withState({ ...journey, steps: [...journey.steps, step] }) : journey;
    }
    case kinds.journeyWentOn.name:
      return withState({ ...journey, stopped: null });
    case kinds.journeyEnded.name:
      return withState({ ...journey, ended: { how: read(kinds.journeyEnded, row).how, on } });
    default:
      return journey;
  }
}

const BEGINS: ReadonlySet<string> = new Set([kinds.journeyPlanned.name, kinds.decidedAgainstReturn.name]);
/** Whether a journey is first heard of by this: it was planned, or it was decided that it may be although the gate is closed. */
export const begins = ({ kind }: Pick<HeaderRow, 'kind'>): boolean => BEGINS.has(kind);

/**
 * One journey from its first entry to a day. The gate is looked at before and after each entry that matters and on the day
 * itself: whatever fell away in between has stopped it, also where nobody noticed and all is met again today.
 */
function journeyFrom(headers: readonly HeaderRow[], first: number, today: string): Journey {
  const { journey: id, gate, receiver } = (headers[first] as HeaderRow).header as Pick<Planned, 'journey' | 'gate' | 'receiver'>;
  let journey = withState({ journey: id, gate, receiver, plan: null, steps: [], stopped: null, against: [], covered: new Set(), ended: null });
  let grounds = groundsIn(headers.slice(0, first));
  const sight = (on: string) => sightOf(grounds, journey, on);
  for (const [at, row] of headers.entries()) {
    if (at < first || isOver(journey) || !matters(row)) continue;
    const before = sight(row.recorded_on);
    if (at > first) journey = looked(journey, before, row.recorded_on);
    journey = followed(journey, { row, before });
    grounds = groundsIn(headers.slice(0, at + 1));
    if (!isOver(journey)) journey = looked(journey, sight(row.recorded_on), row.recorded_on);
  }
  return isOver(journey) ? journey : looked(journey, sight(today), today);
}

/** Every journey of a file, oldest first, as it stands on a day. */
export function journeysOn(headers: readonly HeaderRow[], today: string): readonly Journey[] {
  const firsts = headers.flatMap((row, at) => (begins(row) && headers.findIndex((h) => begins(h) && h.header['journey'] === row.header['journey']) === at ? [at] : []));
  return firsts.map((at) => journeyFrom(headers, at, today));
}

/** Each time somebody wrote into the story that the child was returned, and no journey here led to it. */
export function returnedPast(headers: readonly HeaderRow[], journeys: readonly Journey[]): readonly string[] {
  const events = headers.filter((h) => h.kind === eventAdded.name);
  const isPutRight = (event: unknown) => events.some((e) => e.header['corrects'] === event);
  const told = events.filter((e) => e.header['what'] === 'returned' && !isPutRight(e.header['event']));
  return journeys.some(({ state }) => state === 'returned') ? [] : told.map((e) => e.recorded_on);
}
