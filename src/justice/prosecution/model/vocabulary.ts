import { PROSECUTION_OBSTACLES } from '#src/knowledge/file-vocabulary.ts';

/** The closed lists of words about what is decided on a child that was accused. What they mean to people stands in `messages/`. */
export { PROSECUTION_OBSTACLES, type ProsecutionObstacle } from '#src/knowledge/file-vocabulary.ts';

/** Obstacles as they are kept with a decision: of a section that not every reader of the decision sees only that it has not cleared it. */
export const KEPT_OBSTACLES = [...PROSECUTION_OBSTACLES, 'not-cleared'] as const;

/**
 * What was decided about the child, in words that hold in every country. In the order in which a request asks for it the first three:
 * not registered as a suspect, dropped as unfounded, dropped otherwise (desks-and-law 32).
 */
export const DECISIONS = [
  'not-registered',
  'unfounded',
  'dropped',
  'dropped-conditionally',
  'diverted',
  'fined',
  'summoned',
  'prosecuted',
  'convicted',
  'guilty-unpunished',
  'acquitted',
  'appealed',
  'pardoned',
  'quashed',
  'fined-abroad',
  'convicted-abroad',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Steps against the child for which the gate asks: also a measure out of court, and a fine. */
export const AGAINST_CHILD: readonly Decision[] = ['dropped-conditionally', 'diverted', 'fined', 'summoned', 'prosecuted', 'convicted', 'guilty-unpunished'];
/** What the child carries on. A finding of guilt without a penalty is one of them, and a condition too: desks-and-law 32. */
export const PUNISHING: readonly Decision[] = ['dropped-conditionally', 'diverted', 'fined', 'convicted', 'guilty-unpunished', 'fined-abroad', 'convicted-abroad'];
/** What takes back what was decided before in the same matter. A pardon does not: the guilt stands. */
export const FOR_CHILD: readonly Decision[] = ['not-registered', 'unfounded', 'dropped', 'acquitted', 'quashed'];

export const YES_NO_UNKNOWN = ['yes', 'no', 'not-known'] as const;

/** How the gate stands, as everybody at the table may know it. */
export type GateState = 'open' | 'closed' | 'departed';

/** What was done about one who exploited the child. Who that is stands nowhere here. */
export const EXPLOITER_STEPS = ['investigated', 'charged', 'convicted', 'acquitted', 'stopped'] as const;
export const COMPENSATION_STEPS = ['awarded', 'paid'] as const;
export const CURRENCIES = ['EUR', 'SEK', 'RON', 'MDL', 'BAM'] as const;
