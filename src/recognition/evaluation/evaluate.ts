import { z } from 'zod';
import type { Rule } from '#src/knowledge/schema.ts';
import type { Outcome, Urgency } from '#src/knowledge/vocabulary.ts';
import type { SignAnswer } from '../answers.ts';
import { assess, levelOf, type Reason, type Sign } from '../rule.ts';
import { kappa, wilson, type Share } from './statistics.ts';

/** What a published case must hold to be scored; the rest of the case is for its reader. */
export const caseSchema = z.looseObject({
  id: z.string().min(1),
  title: z.string().optional(),
  outcome: z.enum(['exploited', 'not exploited', 'unclear']),
  labelBasis: z.string(),
  contested: z.boolean().default(false),
});
export type PublishedCase = z.infer<typeof caseSchema>;

export const codingSchema = z.record(
  z.string(),
  // A coder's remarks may stand beside the codes.
  z.object({
    seen: z.array(z.string()),
    notSeen: z.array(z.string()).default([]),
    childDisclosure: z.boolean().default(false),
  }),
);
export type Coding = z.infer<typeof codingSchema>;

/** `strong`: a court, authority or official review said so. Contested and unclear cases are told apart and never scored. */
export const GROUPS = ['exploited, strong label', 'exploited, weaker label', 'not exploited', 'contested', 'unclear'] as const;
export type Group = (typeof GROUPS)[number];

const STRONG_LABEL = 'court_competent_authority_or_official_review';

export function groupOf(published: PublishedCase): Group {
  if (published.outcome === 'unclear') return 'unclear';
  if (published.contested) return 'contested';
  if (published.outcome === 'not exploited') return 'not exploited';
  return published.labelBasis === STRONG_LABEL ? 'exploited, strong label' : 'exploited, weaker label';
}

export type CaseResult = {
  id: string;
  title: string;
  group: Group;
  outcome: Outcome;
  urgency: Urgency | null;
  because: Reason[];
  childDisclosure: boolean;
};

export type Evaluation = {
  n: number;
  /** Exploited children, strong label: at least consult, and act-now. */
  sensitivity: { flagged: Share; actNow: Share };
  weakerLabel: { flagged: Share; actNow: Share };
  /** Ordinary offending: how much was left alone, and how much was not. */
  specificity: { notFlagged: Share; notActNow: Share };
  falseAlarms: { flagged: Share; actNow: Share };
  cases: CaseResult[];
};

type Ruling = { signs: ReadonlyMap<string, Sign>; rule: Rule };

/** Every reason why this coding cannot be used with these cases and indicators. Cases it codes besides are passed over: a wrong name shows as a case that is not coded. */
export function codingProblems(cases: readonly PublishedCase[], coding: Coding, signs: ReadonlyMap<string, Sign>): string[] {
  const missing = cases.filter((c) => !coding[c.id]).map((c) => `${c.id}: is not coded`);
  const ids = new Set(cases.map((c) => c.id));
  const wrong = Object.entries(coding)
    .filter(([id]) => ids.has(id))
    .flatMap(([id, coded]) => [
    ...[...coded.seen, ...coded.notSeen].filter((sign) => !signs.has(sign)).map((sign) => `${id}: no indicator ${sign}`),
    ...coded.seen.filter((sign) => coded.notSeen.includes(sign)).map((sign) => `${id}: ${sign} is both seen and not seen`),
  ]);
  return [...missing, ...wrong];
}

function resultOf(published: PublishedCase, coding: Coding, { signs, rule }: Ruling): CaseResult {
  const coded = coding[published.id];
  if (!coded) throw new Error(`case ${published.id} is not coded`);
  const answers: Record<string, SignAnswer> = {};
  for (const id of coded.notSeen) answers[id] = { answer: 'not-seen' };
  for (const id of coded.seen) answers[id] = { answer: 'seen' };
  const { outcome, urgency, because } = assess(
    { signs: answers, childDisclosure: coded.childDisclosure, professionalConcern: false },
    signs,
    rule,
  );
  return {
    id: published.id,
    title: published.title ?? '',
    group: groupOf(published),
    outcome,
    urgency,
    because,
    childDisclosure: coded.childDisclosure,
  };
}

const isFlagged = (result: CaseResult) => levelOf(result) > 0;
const isActNow = (result: CaseResult) => result.outcome === 'act-now';

/** Runs the published rule over coded cases. */
export function evaluate(cases: readonly PublishedCase[], coding: Coding, ruling: Ruling): Evaluation {
  const results = cases.map((c) => resultOf(c, coding, ruling));
  const share = (group: Group, holds: (r: CaseResult) => boolean) => {
    const members = results.filter((r) => r.group === group);
    return wilson(members.filter(holds).length, members.length);
  };
  const both = (group: Group) => ({ flagged: share(group, isFlagged), actNow: share(group, isActNow) });
  return {
    n: results.length,
    sensitivity: both('exploited, strong label'),
    weakerLabel: both('exploited, weaker label'),
    specificity: {
      notFlagged: share('not exploited', (r) => !isFlagged(r)),
      notActNow: share('not exploited', (r) => !isActNow(r)),
    },
    falseAlarms: both('not exploited'),
    cases: results,
  };
}

export type Agreement = {
  outcomeKappa: number | null;
  outcomesAlike: Share;
  /** Over all cases times all indicators: seen or not. */
  indicatorKappa: number | null;
  perIndicator: { indicator: string; first: number; second: number; both: number; kappa: number | null }[];
};

/** How far two independent codings of the same cases agree. */
export function agreement(cases: readonly PublishedCase[], first: Coding, second: Coding, ruling: Ruling): Agreement {
  const outcomes = cases.map(
    (c) => [resultOf(c, first, ruling).outcome, resultOf(c, second, ruling).outcome] as const,
  );
  const mark = (coding: Coding, c: PublishedCase, sign: string) => (coding[c.id]?.seen.includes(sign) ? 'seen' : 'open');
  const pairsOf = (sign: string) => cases.map((c) => [mark(first, c, sign), mark(second, c, sign)] as const);
  const perIndicator = [...ruling.signs.keys()]
    .map((sign) => {
      const pairs = pairsOf(sign);
      const count = (holds: (pair: readonly [string, string]) => boolean) => pairs.filter(holds).length;
      return {
        indicator: sign,
        first: count(([a]) => a === 'seen'),
        second: count(([, b]) => b === 'seen'),
        both: count(([a, b]) => a === 'seen' && b === 'seen'),
        kappa: kappa(pairs),
      };
    })
    .filter((row) => row.first + row.second > 0);
  return {
    outcomeKappa: kappa(outcomes),
    outcomesAlike: wilson(outcomes.filter(([a, b]) => a === b).length, outcomes.length),
    indicatorKappa: kappa([...ruling.signs.keys()].flatMap(pairsOf)),
    perIndicator,
  };
}
