import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn, type Check } from '#src/platform/action/obstacles.ts';
import type { Evidence } from './evidence.ts';
import type { ReturnFacts } from './facts.ts';
import { ON_PAPER, PARTS_OF, RECORDED, type Condition, type Gate, type Lack, type Recorded, type ReturnObstacle } from './vocabulary.ts';

/** What is not met, and in which section that stands where it is another than that of the return. */
export type GateObstacle = Obstacle<ReturnObstacle>;
/** One condition of a gate: met where nothing stands against it. */
export type Line = { readonly condition: Condition; readonly obstacles: readonly GateObstacle[]; readonly evidence: Evidence | null };

export type Asked = {
  readonly gate: Gate;
  /** To whom the child would go. */
  readonly receiver: 'family' | 'care' | 'authority';
  readonly facts: ReturnFacts;
  /** The last that was given for each condition. */
  readonly evidence: ReadonlyMap<Recorded, Evidence>;
  readonly today: string;
  /** Whether the child is about to set out: some things are looked at once more then. */
  readonly isSettingOut: boolean;
};

/**
 * The conditions of each gate. A transfer is to another country that answers for the child's claim or to a relative there: its
 * country of origin is asked nothing, and no life there is planned. A move to another bed is neither.
 */
export const CONDITIONS_OF: Readonly<Record<Gate, readonly Condition[]>> = {
  return: ['interests', 'options', 'heard', 'family', 'risk', 'reception', 'plan', 'transfer', 'monitoring', 'stop-rule', 'justice', 'claim', 'missing', 'family-sign'],
  transfer: ['interests', 'options', 'heard', 'risk', 'reception', 'transfer', 'stop-rule', 'justice', 'missing', 'family-sign'],
};

const PROVEN_CHECKS: Readonly<Record<Exclude<Condition, Recorded>, (asked: Asked) => readonly Check<ReturnObstacle>[]>> = {
  interests({ facts: { determination: d }, gate, today }) {
    if (d === null) return [[true, 'not-determined']];
    return [
      [!d.finds.includes(gate), 'determination-finds-otherwise'],
      [d.reviewOn < today, 'determination-due'],
      [d.isOvertaken, 'determination-overtaken'],
    ];
  },
  options: ({ facts }) => [[facts.determination?.isCompared !== true, 'options-not-compared']],
  heard: ({ facts }) => [
    [facts.determination?.hasGuardian !== true, 'guardian-not-involved'],
    [facts.determination?.hasLawyer !== true, 'lawyer-not-involved'],
    [facts.heard === 'not-heard', 'child-not-heard'],
    [facts.heard === 'beside-adult', 'heard-beside-adult'],
    [facts.heard === 'not-understood', 'not-in-own-language'],
    [facts.objects !== null, 'child-objects', facts.objects?.section],
  ],
  family: ({ facts: { family } }) => [
    [family === 'not-traced', 'family-not-traced'],
    [family === 'not-assessed', 'family-not-assessed'],
    [family === 'not-fit', 'family-not-fit'],
  ],
  claim: ({ facts }) => [[facts.claim === 'stands', 'claim-stands', 'recognition']],
  missing: ({ facts }) => [[facts.isMissing, 'child-missing']],
  // Who is moved away from the family is not kept where it is by a sign that points there.
  'family-sign': ({ facts, gate, receiver }) => [[facts.hasFamilySign && (gate === 'return' || receiver === 'family'), 'family-sign-seen', 'recognition']],
};

/** What is lacking in the evidence of one condition; the first of these says it all. */
function lackOf(condition: Recorded, evidence: Evidence | undefined, { facts, today, isSettingOut }: Asked): Lack | null {
  if (!evidence) return 'missing';
  const { parts, against, document } = evidence;
  const checks: readonly (readonly [boolean, Lack])[] = [
    [evidence.withdrawn !== null, 'withdrawn'],
    [against.length > 0, 'against'],
    [PARTS_OF[condition].some((part) => !parts.includes(part)), 'incomplete'],
    // A paper that was erased proves nothing any more.
    [document !== null ? facts.papersGone.has(document) : ON_PAPER.includes(condition), 'no-paper'],
    [evidence.holdsUntil !== null && evidence.holdsUntil < today, 'expired'],
    // Danger is judged on what is known: what came since was not.
    [condition === 'risk' && evidence.sequence < facts.changedAt, 'overtaken'],
    [isSettingOut && evidence.travelUntil !== null && evidence.travelUntil < today, 'not-looked-at-before-travel'],
  ];
  return checks.find(([holds]) => holds)?.[1] ?? null;
}

const isRecorded = (condition: Condition): condition is Recorded => (RECORDED as readonly string[]).includes(condition);

function lineFor(condition: Condition, asked: Asked): Line {
  if (!isRecorded(condition)) return { condition, obstacles: obstaclesIn(PROVEN_CHECKS[condition](asked)), evidence: null };
  const evidence = asked.evidence.get(condition);
  const lack = lackOf(condition, evidence, asked);
  return { condition, obstacles: lack === null ? [] : [{ code: `${condition}-${lack}` }], evidence: evidence ?? null };
}

/** Every condition of the gate, in its order, with what stands against it. The gate is open where nothing does. */
export const linesOf = (asked: Asked): readonly Line[] => CONDITIONS_OF[asked.gate].map((condition) => lineFor(condition, asked));

export const obstaclesAmong = (lines: readonly Line[]): readonly GateObstacle[] => lines.flatMap((line) => line.obstacles);
