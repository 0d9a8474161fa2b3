import type { Combination, Rule } from '#src/knowledge/schema.ts';
import type { Dimension, Outcome, Tier, Urgency } from '#src/knowledge/vocabulary.ts';
import { seenSigns, type Answers } from './answers.ts';

/** What the rule needs to know of an indicator. */
export type Sign = { id: string; tier: Tier; dimension: Dimension };

export type Reason = { indicator: string; tier: Tier; dimension: Dimension };
type Statement = 'child-disclosure' | 'professional-concern';

/** What the published rule makes of the answers. `urgency` exists only for act-now; there is no outcome that says "no victim". */
export type Assessment = { because: Reason[]; statements: Statement[] } & (
  | { outcome: 'act-now'; urgency: Urgency }
  | { outcome: Exclude<Outcome, 'act-now'>; urgency: null }
);

export type Evidence = Pick<Answers, 'signs' | 'childDisclosure' | 'professionalConcern' | 'danger'>;

function satisfies(signs: readonly Reason[], combination: Combination): boolean {
  const count = (tier: Tier) => signs.filter((s) => s.tier === tier).length;
  if (count('A') < (combination.A ?? 0)) return false;
  if (count('C') < (combination.C ?? 0)) return false;
  const needed = combination.B ?? 0;
  if (!combination.apart) return count('B') >= needed;
  return new Set(signs.filter((s) => s.tier === 'B').map((s) => s.dimension)).size >= needed;
}

/**
 * The published rule: a fixed table of combinations (knowledge/rule.json), no weights. The child's own word and the
 * professional's stated concern count by themselves; "not seen" and "not known" count for nothing.
 */
export function assess(evidence: Evidence, signs: ReadonlyMap<string, Sign>, rule: Rule): Assessment {
  const because = seenSigns(evidence).flatMap((id) => {
    const sign = signs.get(id);
    return sign ? [{ indicator: id, tier: sign.tier, dimension: sign.dimension }] : [];
  });
  const statements: Statement[] = [
    ...(evidence.childDisclosure ? (['child-disclosure'] as const) : []),
    ...(evidence.professionalConcern ? (['professional-concern'] as const) : []),
  ];
  const isActNow = statements.length > 0 || rule.actNow.some((c) => satisfies(because, c));
  if (isActNow) {
    // Only `protect` carries "do not hand over": experts would drown if combinations did too.
    const isProtect = statements.length > 0 || evidence.danger === 'yes' || because.some((r) => r.tier === 'A');
    return { outcome: 'act-now', urgency: isProtect ? 'protect' : 'call-expert', because, statements };
  }
  const outcome = rule.consult.some((c) => satisfies(because, c)) ? 'consult' : 'keep-watching';
  return { outcome, urgency: null, because, statements };
}

const LEVELS = ['keep-watching', 'consult', 'act-now/call-expert', 'act-now/protect'] as const;

export const HIGHEST_LEVEL = LEVELS.length - 1;

/** The height of an assessment, 0 (keep watching) to 3 (act now: protect), to compare two of them. */
export function levelOf(assessment: Pick<Assessment, 'outcome' | 'urgency'>): number {
  const name = assessment.urgency ? `${assessment.outcome}/${assessment.urgency}` : assessment.outcome;
  return LEVELS.indexOf(name as (typeof LEVELS)[number]);
}
