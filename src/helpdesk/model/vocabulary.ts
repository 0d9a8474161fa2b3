/** The closed lists of words that reports are made of. What they mean to people stands in `messages/`. */

/** Which way somebody came in by: it decides which questions are asked and how they are worded. */
export const WAYS = ['professional', 'worried', 'child'] as const;

export const CHANNELS = ['website', 'telephone'] as const;

/** Not said is not the same as no. */
export const YES_OR_NOT = ['yes', 'no', 'not-said'] as const;

export const SECTIONS = ['message', 'desk'] as const;

/** Who speaks to whom. */
export const DIRECTIONS = ['to-desk', 'to-reporter'] as const;

export const SAFETY_WORDS = ['safe', 'in-danger'] as const;
export type SafetyWord = (typeof SAFETY_WORDS)[number];

/** How a report stands, as the inbox shows it. */
export const STATUSES = ['new', 'in-hand', 'waits-for-sign-off', 'waits-for-reporter', 'answered', 'closed', 'withdrawn', 'spam', 'became-file'] as const;
export type Status = (typeof STATUSES)[number];

/** Most urgent first. */
export const URGENCIES = ['danger', 'act-now', 'child', 'ordinary'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const CLOSING_OUTCOMES = ['advised', 'referred', 'reported-to-authority', 'no-exploitation-asked', 'no-contact-any-more', 'double'] as const;

export const ADVICE_GIVEN = ['youth-protection', 'police-expert', 'lawyer', 'trafficking-registration', 'shelter', 'asylum', 'child-line', 'health', 'school', 'none'] as const;

/** What was the case, as far as it was told; never where somebody comes from. */
export const CIRCUMSTANCES = ['unaccompanied', 'travelling-without-parents', 'asked-asylum', 'made-to-by-boyfriend', 'made-to-steal', 'made-to-carry-drugs', 'made-to-beg', 'made-to-burgle', 'bank-account-used', 'explosives', 'other-offence', 'missing', 'in-custody', 'debt', 'threatened'] as const;

/** Who may be told of an adult, and on what ground. */
export const AUTHORITIES = ['police', 'prosecutor', 'youth-protection', 'child-protection-council', 'trafficking-registration', 'border-police'] as const;
export const PASSING_GROUNDS = ['gdpr-6-1-c', 'gdpr-6-1-d', 'gdpr-6-1-e', 'gdpr-6-1-f'] as const;
export const PASSING_PURPOSES = ['protect-child', 'investigate-adult', 'find-missing-child', 'register-victim'] as const;

/** Why something has to be done by a day. */
export const DEADLINE_REASONS = ['custody-ends', 'hearing', 'asylum-interview', 'objection-period', 'promised-contact', 'answer-of-others', 'other'] as const;

/** Why a report leaves as a sealed package, and to what it is sealed. */
export const EXPORT_PURPOSES = ['file-elsewhere', 'authority', 'lawyer-of-the-child', 'asked-by-reporter'] as const;
export const SEALED_TO = ['words', 'key'] as const;

/** Who is told at once that somebody said to be in danger. */
export const TOLD = ['desk', 'on-call'] as const;

export const LINK_REASONS = ['same-event', 'same-child', 'same-adult', 'same-reporter'] as const;
