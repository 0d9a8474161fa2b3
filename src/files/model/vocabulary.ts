/** The closed lists of words that a file is made of. What they mean to people stands in `messages/`. */
export { DECIDERS, EFFECTS, STATUSES, TASK_CODES, TASK_OWNERS, type Status } from '#src/knowledge/file-vocabulary.ts';

/** The parts of a file, each with its own readers. `location` is where the child sleeps, and the narrowest. */
export const SECTIONS = ['identity', 'chronology', 'recognition', 'health', 'counsel', 'justice', 'protection', 'location', 'investigation', 'solution', 'reintegration'] as const;
export type Section = (typeof SECTIONS)[number];

/** Those with which every file begins; the others are opened by whoever first has something to put there. */
export const FIRST_SECTIONS = ['identity', 'chronology', 'recognition', 'protection'] as const;
export const LATER_SECTIONS = ['health', 'counsel', 'justice', 'location', 'investigation', 'solution', 'reintegration'] as const;
export type LaterSection = (typeof LATER_SECTIONS)[number];

/** What may be looked into in an emergency: neither where the child sleeps nor what is privileged, desks-and-law 30, C1, C2. */
export const EMERGENCY_SECTIONS = ['identity', 'chronology', 'recognition', 'health', 'protection'] as const;

export const ORIGINS = ['report', 'check', 'direct', 'import'] as const;

/** What happened, in the chronology. What a child was made to do is one thing there, without an offence. */
export const EVENTS = [
  'first-contact',
  'made-to-take-part',
  'police-contact',
  'in-custody',
  'released',
  'fetched-by-adult',
  'disclosed',
  'check-done',
  'notified',
  'placed',
  'moved',
  'missing',
  'found-again',
  'at-school',
  'hearing',
  'returned',
  'unaccompanied',
  'other',
] as const;
export type EventCode = (typeof EVENTS)[number];

export const PRECISIONS = ['day', 'month', 'year', 'not-known'] as const;
/** From whom something is known. */
export const SOURCES = ['own-eyes', 'child', 'relative', 'professional', 'document', 'other-agency', 'not-known'] as const;
/** How sure somebody is of it. */
export const CERTAINTIES = ['sure', 'likely', 'unsure', 'disputed'] as const;

/** What is said of who the child is. There is none for origin, and none will be added. */
export const FACTS = ['name', 'alias', 'birth-date', 'age-assessed', 'sex', 'language', 'relative', 'identifier', 'description'] as const;

/** On what it stands. */
export const BASES = ['signs', 'disclosure', 'documents', 'expert-opinion', 'judgment', 'new-sign', 'nothing-found'] as const;

export const WORDS_KINDS = ['told', 'statement', 'objection'] as const;
/** Who was there when the child spoke. */
export const PRESENT = ['nobody-else', 'guardian', 'lawyer', 'interpreter', 'police', 'parent', 'other-adult', 'other-child'] as const;
export const YES_NO_UNKNOWN = ['yes', 'no', 'not-known'] as const;

/** The three signs at which a parent is told nothing of itself: desks-and-law 24. */
export const FAMILY_SIGNS = ['liv06', 'liv03', 'fin08'] as const;
export const SIGN_ANSWERS = ['seen', 'not-seen', 'not-known'] as const;

export const PURPOSES = ['protect-child', 'recognise', 'legal-help', 'guardianship', 'shelter', 'care', 'investigate-adults', 'decide-on-prosecution', 'durable-solution', 'supervise'] as const;
export const GROUNDS = ['gdpr-6-1-c', 'gdpr-6-1-d', 'gdpr-6-1-e', 'gdpr-9-2-c', 'gdpr-9-2-h', 'law-enforcement', 'gdpr-10-authority', 'gdpr-10-counsel', 'gdpr-10-guardian', 'counsel-of-the-child'] as const;
export type Ground = (typeof GROUNDS)[number];
/** Only on one of these may somebody read what a child is accused of: GDPR art. 10, desks-and-law C3. */
export const JUSTICE_GROUNDS: readonly Ground[] = ['gdpr-10-authority', 'gdpr-10-counsel', 'gdpr-10-guardian', 'law-enforcement'];

export const PARTY_ANSWERS = ['accepted', 'declined', 'left'] as const;
export const ENDINGS = ['purpose-fulfilled', 'mistake', 'conflict-of-interest', 'handed-over'] as const;

export const RELATIONS = ['guardian', 'lawyer', 'professional', 'parent', 'other-relative', 'friend'] as const;

export const TASK_ENDINGS = ['done', 'waived', 'moved'] as const;
/** What is known of a limit that came from a pack: checked by somebody of the field, or not yet. */
export const TASK_REVIEWS = ['verified', 'to-verify'] as const;

/** Why what was carried out did not last. */
export const SOLUTION_ENDINGS = ['not-safe', 'family-did-not-hold', 'care-ended', 'status-ended', 'child-left', 'decided-anew', 'mistake'] as const;
export const CLOSINGS = ['durable-solution', 'adult-and-safe', 'other-authority', 'opened-by-mistake', 'merged'] as const;
export const EMERGENCY_REASONS = ['danger-to-life', 'child-missing', 'release-now', 'medical-emergency'] as const;
export const ACCESS_ASKERS = ['child', 'parent', 'lawyer', 'other'] as const;
export const ACCESS_ANSWERS = ['given', 'given-in-part', 'refused'] as const;
/** Why not: GDPR 23, UAVG 41; to be confirmed by a lawyer of the country. */
export const ACCESS_REFUSALS = ['rights-of-the-child', 'safety', 'investigation', 'rights-of-others', 'not-who-they-say', 'suspected-exploiter'] as const;
export const WITHDRAWALS = ['wrong', 'other-person', 'typed-wrong', 'replaced'] as const;

/** What a document is. What stands in it, and how it is called, is sealed. */
export const DOCUMENTS = ['letter', 'photo', 'report', 'judgment', 'identity-paper', 'medical', 'recording', 'other'] as const;

/** What everybody at the table is told of, whatever they may read. */
export const TOLD = ['status-lowered', 'decided-against-gate', 'released', 'released-against-gate', 'prosecuted-against-gate', 'person-kept-out', 'person-let-in', 'return-stopped', 'return-against-gate', 'returned', 'arrived-though-stopped', 'follow-up-silent', 'exploited-again'] as const;
/** Why whoever leads keeps somebody of another agency out. None of them says that somebody did something. */
export const EXCLUSION_REASONS = ['safety-of-child', 'may-know-somebody-involved', 'own-agency-asked'] as const;
/** How it ended that a child was missing. */
export const MISSING_ENDINGS = ['came-back', 'found-here', 'found-abroad', 'elsewhere-and-safe'] as const;
/** Where a new sign came from. */
export const SIGN_ORIGINS = ['child-spoke', 'event', 'check'] as const;
/** What happened that is a sign of itself. */
export const SIGN_EVENTS: readonly EventCode[] = ['made-to-take-part', 'disclosed', 'fetched-by-adult'];
