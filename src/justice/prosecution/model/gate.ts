import type { DECIDERS } from '#src/knowledge/file-vocabulary.ts';
import type { Age } from '#src/knowledge/vocabulary.ts';
import type { Status } from '#src/files/model/vocabulary.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn, saidTo, type Check } from '#src/platform/action/obstacles.ts';
import type { ProsecutionObstacle } from './vocabulary.ts';

type Decider = (typeof DECIDERS)[number];

/** What a country asks before a child is prosecuted, as the gate needs it; it stands in the pack of the country. */
export type GateRules = { readonly qualified: readonly Decider[]; readonly never: readonly Age[]; readonly onlyIfUnderstood: readonly Age[] };

/** What the gate looks at: codes of headers only. Nothing of who the child is but how old it was. */
export type ProsecutionFacts = {
  /** How old the child was at each thing it is accused of, and whether it was shown that it understood. Where nothing is written down, nobody is sure. */
  readonly acts: readonly { readonly age: Age; readonly isUnderstandingShown: boolean }[];
  /** The status that holds; null where there is none. */
  readonly status: Status | null;
  readonly assessment: {
    readonly by: Decider;
    readonly isTrained: boolean;
    /** The status it led to, as the ledger has it; null where that stands nowhere. */
    readonly result: Status | null;
  } | null;
  /** A sign, or the child's own words, that whoever assessed could not know of. */
  readonly hasSignSince: boolean;
  /** Whether those who made the child do it are looked into. */
  readonly isExploitationInvestigated: boolean;
  /** Whether the child's lawyer is at the table. */
  readonly hasLawyer: boolean;
  /** Whether a decision against the child that holds came before anybody had assessed. */
  readonly wasDecidedFirst: boolean;
};

export type Standing = Obstacle<ProsecutionObstacle>;

/** Whether the law there leaves open that somebody of this age is prosecuted. Who is unsure how old is a child, and may be a young one. */
function againstAge({ acts }: ProsecutionFacts, { never, onlyIfUnderstood }: GateRules): readonly Check<ProsecutionObstacle>[] {
  return [
    [acts.some(({ age }) => never.includes(age)), 'below-age', 'justice'],
    [acts.length === 0 || acts.some(({ age }) => age === 'unsure'), 'age-unsure', 'justice'],
    [acts.some(({ age, isUnderstandingShown }) => onlyIfUnderstood.includes(age) && !isUnderstandingShown), 'understanding-not-shown', 'justice'],
  ];
}

/** Whether it was somebody trained whom the country names, and who does not decide on prosecution herself. Every other person's word is none. */
export const isQualified = ({ by, isTrained }: { readonly by: Decider; readonly isTrained: boolean }, { qualified }: Pick<GateRules, 'qualified'>): boolean => isTrained && by !== 'prosecutor' && qualified.includes(by);

function againstAssessment({ assessment, hasSignSince }: ProsecutionFacts, rules: GateRules): readonly Check<ProsecutionObstacle>[] {
  if (!assessment) return [[true, 'assessment-missing', 'recognition']];
  return [
    [!isQualified(assessment, rules), 'assessor-not-qualified', 'recognition'],
    [assessment.result === null, 'assessment-without-result', 'recognition'],
    [hasSignSince, 'sign-since-assessment', 'recognition'],
  ];
}

const NO_RULES: GateRules = { qualified: [], never: [], onlyIfUnderstood: [] };
/** While one of these holds the suspicion that the child is a victim was neither confirmed nor dispelled. */
const SUSPICION: ReadonlySet<Status | null> = new Set([null, 'suspect', 'possible'] as const);
const VICTIM: ReadonlySet<Status | null> = new Set(['presumed', 'recognised'] as const);

/**
 * What stands against deciding to prosecute this child: V.C.L. and A.N. v. the United Kingdom, Directive 2011/36/EU art. 8, desks-and-law 7. Empty: what the law asks
 * before the decision was done, which says nothing of whether it is right. It is closed until somebody trained has assessed, whatever signs there are:
 * a check that only keeps watching supports no decision (desks-and-law 21), and that a child was not established to be a victim is none either (20). More signs close
 * it further, never less. Without the rules of the country nothing can open it.
 */
export function prosecutionObstacles(facts: ProsecutionFacts, rules: GateRules | null): readonly Standing[] {
  const { status, assessment, isExploitationInvestigated, hasLawyer, wasDecidedFirst } = facts;
  const known = rules ?? NO_RULES;
  // What somebody trained found is not undone by a later step of somebody else, and no step up since is overlooked.
  const said: readonly (Status | null)[] = assessment ? [status, assessment.result] : [status];
  return obstaclesIn<ProsecutionObstacle>([
    [rules === null, 'rules-not-known'],
    ...againstAge(facts, known),
    [!hasLawyer, 'no-lawyer'],
    ...againstAssessment(facts, known),
    [said.some((one) => SUSPICION.has(one)), 'suspicion-stands', 'recognition'],
    [said.some((one) => VICTIM.has(one)), 'victim-status-holds', 'recognition'],
    [!isExploitationInvestigated, 'exploitation-not-investigated', 'justice'],
    [wasDecidedFirst, 'decided-before-assessment', 'justice'],
  ]);
}

/** What a reader who sees these sections may know of it: of the others only that they have not cleared it. */
export const shownTo = (standing: readonly Standing[], sections: readonly string[]): readonly Obstacle<ProsecutionObstacle | 'not-cleared'>[] => {
  const shown = standing.map((o) => saidTo(sections, o));
  return shown.filter((o, at) => o.code !== 'not-cleared' || shown.findIndex((other) => other.code === 'not-cleared' && other.section === o.section) === at);
};
