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

export const LIMIT_UNITS = ['hours', 'days', 'working-days', 'weeks', 'months'] as const;
/** Where a limit comes from: a law, what is done there, or our own advice. Only the first can ever be shown as law. */
export const LIMIT_ORIGINS = ['law', 'practice', 'advice'] as const;

/**
 * What can stand against prosecuting a child. The list is the same in every country; on which law each rests, and who is asked about it, stands in the
 * pack of the country. None of them asks where the child is from.
 */
export const PROSECUTION_OBSTACLES = [
  'rules-not-known',
  'below-age',
  'age-unsure',
  'understanding-not-shown',
  'no-lawyer',
  'assessment-missing',
  'assessor-not-qualified',
  'assessment-without-result',
  'sign-since-assessment',
  'suspicion-stands',
  'victim-status-holds',
  'exploitation-not-investigated',
  'decided-before-assessment',
] as const;
export type ProsecutionObstacle = (typeof PROSECUTION_OBSTACLES)[number];
