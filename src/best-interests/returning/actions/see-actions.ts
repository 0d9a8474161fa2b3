import { readers } from '#src/files/access-table.ts';
import { aboutSection, onFile, type OnFile } from '#src/files/actions/about.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import type { Evidence } from '../model/evidence.ts';
import { obstaclesAmong, type Line } from '../model/gate.ts';
import { isOver, isSameWay, journeysOn, returnedPast, type Journey } from '../model/journey.ts';
import { shownCode, standsAgainst } from '../model/rules.ts';
import { gateOn, groundsIn, recordingsIn } from '../model/state.ts';
import type { Gate, ReturnObstacle } from '../model/vocabulary.ts';

type Shown = Omit<Line, 'condition'> & { readonly condition: Line['condition'] | 'elsewhere' };
export type ShownGate = {
  readonly gate: Gate;
  readonly receiver: Journey['receiver'];
  readonly lines: readonly Shown[];
  readonly isOpen: boolean;
  /** What a decision against it would be taken against, as this reader reads it. */
  readonly against: readonly ReturnObstacle[];
};
export type ShownJourney = Omit<Journey, 'covered'>;
export type Returning = {
  /** A return; a transfer to family; a transfer to others. */
  readonly gates: readonly [ShownGate, ShownGate, ShownGate];
  readonly journeys: readonly ShownJourney[];
  readonly recordings: readonly Evidence[];
  /** Days on which the story says that the child was returned, though nothing here led to it. */
  readonly returnedPast: readonly string[];
};

/** Conditions that stand in one other section each. Whoever does not see it reads of all of them as one: which it is would tell. */
const STANDS_IN: Readonly<Partial<Record<Line['condition'], string>>> = { claim: 'recognition', 'family-sign': 'recognition' };

function shownLines(lines: readonly Line[], sections: readonly string[]): readonly Shown[] {
  const isHidden = ({ condition }: Line) => STANDS_IN[condition] !== undefined && !sections.includes(STANDS_IN[condition]);
  const hidden = lines.filter(isHidden);
  const seen = lines.filter((line) => !isHidden(line)).map((line) => ({ ...line, obstacles: line.obstacles.map((o) => saidTo(sections, o)) }));
  if (hidden.length === 0) return seen;
  const [first] = obstaclesAmong(hidden).map((o) => saidTo(sections, o));
  return [...seen, { condition: 'elsewhere', obstacles: first ? [first] : [], evidence: null }];
}

/** A journey that is not there yet. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';

export const seeReturning: StreamAction<OnFile, Returning> = {
  name: 'return.see',
  does: 'see what stands against the return or transfer of a child, on what each condition rests, and how its journey stands',
  input: onFile,
  allow: readers('solution'),
  about: aboutSection('solution'),
  needs: ['headers'],
  run({ headers, sections, today }) {
    const journeys = journeysOn(headers, today);
    const grounds = groundsIn(headers);
    const open = journeys.findLast((journey) => !isOver(journey));
    const shown = (gate: Gate, receiver: Journey['receiver']): ShownGate => {
      const own = open && isSameWay(open, { gate, receiver }) ? open : undefined;
      const lines = gateOn(grounds, { gate, receiver, today, isSettingOut: (own?.steps.length ?? 0) === 0 });
      const against = standsAgainst(headers, { journey: own?.journey ?? NOBODYS, gate, receiver }, today);
      return { gate, receiver, lines: shownLines(lines, sections), isOpen: obstaclesAmong(lines).length === 0, against: against.map(shownCode) };
    };
    return {
      value: {
        gates: [shown('return', 'family'), shown('transfer', 'family'), shown('transfer', 'care')],
        journeys: journeys.map(({ journey, gate, receiver, plan, state, steps, stopped, against, ended }) => ({ journey, gate, receiver, plan, state, steps, against, ended, stopped: stopped && { ...stopped, because: stopped.because.map((o) => saidTo(sections, o)) } })),
        recordings: recordingsIn(headers),
        returnedPast: returnedPast(sections.includes('chronology') ? headers : [], journeys),
      },
    };
  },
};
