/** The closed lists of words that places and placements are made of. What they mean to people stands in `messages/`. */

export const SEXES = ['girl', 'boy', 'other'] as const;
export const CHILD_SEXES = [...SEXES, 'not-known'] as const;

/** From least to most: each holds what those before it hold. */
export const SECURITY = ['open', 'secret-address', 'guarded'] as const;

export const SCHOOLING = ['none', 'nearby', 'in-house'] as const;
export const CARE = ['medical', 'psychological', 'addiction', 'trauma', 'pregnancy', 'disability'] as const;
/** Languages that somebody in the house speaks, as ISO codes. Never where somebody comes from. */
export const SPOKEN = ['nl', 'en', 'sv', 'ro', 'bs', 'sq', 'ar', 'bg', 'de', 'es', 'fa', 'fr', 'hr', 'it', 'pl', 'pt', 'ps', 'rom', 'ru', 'so', 'sr', 'ti', 'tr', 'uk'] as const;

export const OUT_REASONS = ['maintenance', 'no-staff', 'illness', 'not-safe', 'closed'] as const;

/** Why a place says no. Those of the first row change what it offers; the others are about this child. */
export const REFUSALS = ['full', 'no-staff-tonight', 'too-young', 'too-old', 'sex', 'care', 'security', 'co-placement', 'area-known'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How soon a child needs a bed, most urgent first. */
export const HOW_SOON = ['danger', 'tonight', 'days', 'planned'] as const;
export type HowSoon = (typeof HOW_SOON)[number];

export const AREA_REASONS = ['exploited-there', 'exploiter-moves-there', 'network-there'] as const;
export const PLACE_REASONS = ['address-known', 'recruiting-peer-there', 'same-network-there', 'was-not-safe', 'refused'] as const;
export const APART_REASONS = ['recruiting-peer', 'same-network', 'harmed'] as const;

export const STEPS = ['offered', 'accepted', 'refused', 'withdrawn', 'arrived', 'moved', 'left'] as const;
export type Step = (typeof STEPS)[number];
/** What may follow what. A placement that ended stays ended. */
export const AFTER: Readonly<Record<Step | 'nothing', readonly Step[]>> = {
  nothing: ['offered'],
  offered: ['accepted', 'refused', 'withdrawn'],
  accepted: ['arrived', 'withdrawn'],
  arrived: ['moved', 'left'],
  refused: [],
  withdrawn: [],
  moved: [],
  left: [],
};
export const STEP_REASONS = ['safest-now', 'only-bed', 'not-safe-any-more', 'address-known', 'recruiter-there', 'closer-to-people', 'care-needed', 'school', 'child-asked', 'place-asked', 'gone-by-itself', 'durable-solution', 'mistake'] as const;

export const WAIT_ENDINGS = ['placed-here', 'placed-elsewhere', 'withdrawn'] as const;
