/**
 * The closed lists of words in which a country pack speaks to a file. They are the same in every country, so that files and
 * figures can be compared; what each means in a country stands in its pack.
 */

export const STATUSES = ['suspect', 'possible', 'presumed', 'recognised', 'not-established'] as const;
export type Status = (typeof STATUSES)[number];
/** What a status does for the child. */
export const EFFECTS = ['none', 'protection', 'reflection-period', 'residence', 'non-punishment', 'support'] as const;
/** Who decided it; the pack of the country says which body that is. */
export const DECIDERS = ['police', 'prosecutor', 'youth-protection', 'guardian', 'care-coordinator', 'immigration', 'court', 'expert-panel', 'foreign-authority'] as const;

export const TASK_OWNERS = ['police', 'prosecutor', 'youth-protection', 'child-protection-council', 'guardian', 'lawyer', 'shelter', 'placement-desk', 'care-coordinator', 'immigration', 'helpdesk', 'partner', 'duty-desk', 'anybody'] as const;
export type TaskOwner = (typeof TASK_OWNERS)[number];

/** Roles that a pack names in the words of its country. `panel` is whoever decides on what is best for the child: desks-and-law 11. */
export const PACK_ROLES = ['police', 'prosecutor', 'youth-protection', 'child-protection-council', 'guardian', 'lawyer', 'shelter', 'placement-desk', 'care-coordinator', 'immigration', 'court', 'expert-panel', 'duty-desk', 'panel'] as const;
export type PackRole = (typeof PACK_ROLES)[number];

/**
 * What can be there to do. The code says what is done and never why, for it is read by whoever may see the section in which the
 * task is described; a task of one country has the same code as its like in another.
 */
export const TASK_CODES = [
  'verify-adult',
  'expert-first',
  'holding-ends',
  'tell-youth-protection',
  'tell-council',
  'assign-lawyer',
  'check-parents',
  'custody-hearing',
  'find-representative',
  'ask-guardianship',
  'guardianship-lapses',
  'supervision-lapses',
  'emergency-placement-hearing',
  'report-concern',
  'safety-assessment',
  'inquiry-ends',
  'register-nationally',
  'offer-reflection',
  'reflection-ends',
  'report-missing',
  'ask-alert',
  'return-talk',
  'description-sheet',
  'lawyer-and-guardian',
  'review-day-2',
  'review-day-7',
  'review-day-30',
  'plan-with-child',
  'social-inquiry',
  'follow-up-day-7',
  'follow-up-month-1',
  'follow-up-month-3',
  'follow-up-month-6',
  'follow-up-month-12',
] as const;

/** What happens in a file, as its headers tell it. `event-…` is an entry of the story, `status-…` a step of the ledger, `effect-…` what a step brought. */
export const TASK_TRIGGERS = [
  'file-opened',
  'no-representative',
  'event-police-contact',
  'event-in-custody',
  'event-fetched-by-adult',
  'event-unaccompanied',
  'event-notified',
  'event-placed',
  'event-missing',
  'event-found-again',
  'event-returned',
  'status-suspect',
  'status-possible',
  'status-presumed',
  'status-recognised',
  'effect-reflection-period',
] as const;
export type TaskTrigger = (typeof TASK_TRIGGERS)[number];

/** In what it is counted how long a child is followed. */
export const NORM_UNITS = ['weeks', 'months'] as const;
export const LIMIT_UNITS = ['hours', 'days', 'working-days', 'weeks', 'months'] as const;
/** Where a limit comes from: a law, what is done there, or our own advice. Only the first can ever be shown as law. */
export const LIMIT_ORIGINS = ['law', 'practice', 'advice'] as const;

/** Who has a part in saying what is best for a child: whoever can decide on a status, the council that advises, and `panel`, a board or commission of several professions. */
export const DETERMINERS = [...DECIDERS, 'child-protection-council', 'panel'] as const;
/** Weighing, advising and deciding are apart: who weighs does not decide. */
export const DETERMINATION_PARTS = ['weighs', 'advises', 'decides'] as const;

/** Through whom a child officially comes to a country. */
export const ROUTE_AUTHORITIES = ['central-authority', 'responsible-ministry', 'diplomatic-mission', 'guardianship-authority', 'child-protection', 'child-protection-council', 'anti-trafficking-agency'] as const;
/** Where a child comes from, as far as the route depends on it: another country of the European Union, or any other. */
export const ROUTE_ORIGINS = ['union', 'elsewhere'] as const;

/** Whether the European rules on data protection hold in a country. */
export const DATA_AREAS = ['inside', 'outside'] as const;
/** Instruments and derogations of GDPR 44-49 by which data of a child may leave that area; one is named per hand-over. */
export const TRANSFER_GROUNDS = ['adequacy', 'binding-instrument', 'standard-clauses', 'public-interest', 'legal-claims', 'vital-interests', 'explicit-consent'] as const;

/** What has to be true before a child goes to another country, in the order in which it is done. */
export const RETURN_CONDITIONS = [
  'interests',
  'options',
  'heard',
  'family',
  'risk',
  'reception',
  'plan',
  'transfer',
  'monitoring',
  'stop-rule',
  'justice',
] as const;
/** What a country asks when a child leaves it is something else than what it asks when one comes. */
export const RETURN_DIRECTIONS = ['from', 'to'] as const;
