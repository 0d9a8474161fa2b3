import type { DETERMINERS, TASK_OWNERS } from '#src/knowledge/file-vocabulary.ts';

/** The closed lists of words for the gates before a child travels. What they mean to people stands in `messages/`. */

export const GATES = ['return', 'transfer'] as const;
export type Gate = (typeof GATES)[number];

/** Those that entries of others prove. Nobody ticks them. */
type Proven = 'interests' | 'options' | 'heard' | 'family';
/** Those that somebody records, with what it rests on. */
export const RECORDED = ['risk', 'reception', 'plan', 'transfer', 'monitoring', 'stop-rule', 'justice'] as const;
export type Recorded = (typeof RECORDED)[number];
/** What closes a gate whatever else is met. */
export const BARS = ['claim', 'missing', 'family-sign'] as const;
type Bar = (typeof BARS)[number];
export type Condition = Proven | Recorded | Bar;

/** What each recorded condition is made of. All of it has to be there, in one piece of evidence. */
export const PARTS_OF = {
  risk: ['re-trafficking', 'debt', 'retaliation', 'role-of-relatives'],
  reception: ['named-receiver', 'receiver-agreed', 'adequate'],
  plan: ['school', 'health', 'income', 'safety'],
  transfer: ['escort', 'hand-over-paper', 'instrument-for-file'],
  monitoring: ['dates', 'contact-for-child'],
  'stop-rule': ['who-rings-last', 'who-stops', 'place-to-come-back-to'],
  justice: ['criminal-case', 'compensation', 'statement'],
} as const satisfies Readonly<Record<Recorded, readonly [string, ...string[]]>>;
export const PARTS = Object.values(PARTS_OF).flat() as readonly Part[] as [Part, ...Part[]];
export type Part = (typeof PARTS_OF)[Recorded][number];
/** Those that are nothing without a paper that lies in the file. */
export const ON_PAPER: readonly Recorded[] = ['plan', 'reception'];

/**
 * How many days evidence is worth something at most, and how many pass at most between it and setting out; null where nothing is
 * looked at once more. No binding number was found: the knowledge can say fewer, and nobody can say more.
 */
export const LONGEST: Readonly<Record<Recorded, { readonly holds: number; readonly travel: number | null }>> = {
  risk: { holds: 60, travel: 7 },
  reception: { holds: 30, travel: 2 },
  plan: { holds: 120, travel: null },
  transfer: { holds: 60, travel: null },
  monitoring: { holds: 120, travel: null },
  'stop-rule': { holds: 120, travel: 7 },
  justice: { holds: 120, travel: null },
};

/** Who found that it is so. */
export const ESTABLISHED_BY = ['guardian', 'lawyer', 'youth-protection', 'child-protection-council', 'authority-there', 'partner-there', 'court', 'prosecutor', 'police', 'independent-expert', 'receiver'] as const;
export const WITHDRAWN_BECAUSE = ['not-so-any-more', 'receiver-withdrew', 'new-danger', 'was-wrong', 'child-objects', 'paper-not-genuine'] as const;

/** Why a recorded condition is not met. */
const LACKS = ['missing', 'incomplete', 'against', 'no-paper', 'expired', 'withdrawn', 'overtaken', 'not-looked-at-before-travel'] as const;
export type Lack = (typeof LACKS)[number];
const PROVEN_OBSTACLES = [
  'not-determined',
  'determination-finds-otherwise',
  'determination-due',
  'determination-overtaken',
  'options-not-compared',
  'guardian-not-involved',
  'lawyer-not-involved',
  'child-not-heard',
  'heard-beside-adult',
  'not-in-own-language',
  'child-objects',
  'family-not-traced',
  'family-not-assessed',
  'family-not-fit',
] as const;
const BAR_OBSTACLES = ['claim-stands', 'child-missing', 'family-sign-seen'] as const;
export type ReturnObstacle = (typeof PROVEN_OBSTACLES)[number] | (typeof BAR_OBSTACLES)[number] | `${Recorded}-${Lack}` | 'not-cleared';
const lacking = RECORDED.flatMap((condition) => LACKS.map((lack) => `${condition}-${lack}` as const));
/** `not-cleared` stands for something in a section that not everybody reads who reads of the return. */
export const RETURN_OBSTACLES = [...PROVEN_OBSTACLES, ...BAR_OBSTACLES, ...lacking, 'not-cleared'] as readonly ReturnObstacle[] as [ReturnObstacle, ...ReturnObstacle[]];

/** Who travels with the child. Nobody is no answer. */
export const ESCORTS = ['guardian', 'youth-protection', 'partner-there', 'authority-there', 'organisation', 'shelter'] as const;
/** Who takes the child at the end. */
export const RECEIVERS = ['family', 'care', 'authority'] as const;

/** The way of a journey, in this order. */
export const STEPS = ['departed', 'arrived', 'handed-over', 'returned'] as const;
export type Step = (typeof STEPS)[number];
/** How a journey ended that did not go its way. `arrived-all-the-same`: the child is there although the gate was closed. */
export const ENDINGS = ['called-off', 'came-back', 'received-safely-elsewhere', 'arrived-all-the-same'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Who took a decision against the gate. Whoever looks for a crime never does; the pack of the country says who decides there. */
export const AGAINST_DECIDERS = ['youth-protection', 'guardian', 'court', 'immigration', 'expert-panel', 'panel', 'child-protection-council'] as const satisfies readonly (typeof DETERMINERS)[number][];

/** Whom to ask for each; what that is called in a country stands in its pack. */
export const ASK: Readonly<Record<Condition, (typeof TASK_OWNERS)[number]>> = {
  interests: 'guardian',
  options: 'guardian',
  heard: 'guardian',
  family: 'partner',
  risk: 'youth-protection',
  reception: 'partner',
  plan: 'partner',
  transfer: 'guardian',
  monitoring: 'partner',
  'stop-rule': 'guardian',
  justice: 'lawyer',
  claim: 'lawyer',
  missing: 'police',
  'family-sign': 'youth-protection',
};
