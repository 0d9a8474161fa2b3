/** The closed lists of words for following a child after it went to another place to live. What they mean to people stands in `messages/`. */
export { COUNTRIES } from '#src/knowledge/vocabulary.ts';
export { LANGUAGES } from '#src/platform/i18n/languages.ts';

/** When somebody looks how the child is: facts §5. The last two only where risk stays. A trigger asks at once. */
export const MOMENTS = ['arrival', 'day-7', 'month-1', 'month-3', 'month-6', 'month-12', 'month-18', 'month-24'] as const;
export type Moment = (typeof MOMENTS)[number];
export const TRIGGER = 'trigger';
export const OCCASIONS = [...MOMENTS, TRIGGER] as const;
export const TRIGGERS = ['missed-school', 'missing', 'exploiter-contact', 'police-contact', 'family-change', 'other-worry'] as const;

/** How the child is reached without the village seeing it. Where and through whom exactly is sealed. */
export const CHANNELS = ['at-school', 'at-health-visit', 'elsewhere', 'trusted-adult', 'child-rings', 'child-agreed-at-home'] as const;

export const GOALS = ['safe-home', 'school', 'work-training', 'health-care', 'trauma-care', 'identity-papers', 'family-support', 'income', 'debt-free', 'leisure', 'legal-case'] as const;
export const SERVICES = ['housing', 'foster-care', 'schooling', 'language-help', 'medical-care', 'psychological-care', 'papers-help', 'family-work', 'money-help', 'legal-help', 'mentor', 'safety-measures'] as const;
export const PAYERS = ['state-of-stay', 'state-of-return', 'municipality', 'eu-fund', 'organisation', 'family', 'nobody-yet'] as const;
export const REVIEW_RESULTS = ['on-track', 'has-to-change', 'reached'] as const;

/** What a life consists of, each asked with the same three answers: facts §5. */
export const ASKED = ['livesAsPlanned', 'safe', 'trustedAdult', 'school', 'papers', 'health', 'income', 'exploiter', 'police'] as const;
export const YES_NO_UNKNOWN = ['not-known', 'yes', 'no'] as const;
/** Whether somebody spoke with the child. Only then an alarm is over. */
export const SPOKEN = ['alone', 'with-others-there', 'not-spoken'] as const;
export const OUTCOMES = ['safe', 'worried', 'missing', 'exploited-again', 'lost-sight'] as const;
export type FollowUpOutcome = (typeof OUTCOMES)[number];
/** How the answer came; the last one sealed, from the installation to which the file went. */
export const WAYS = ['visit', 'call', 'letter', 'e-mail', 'link', 'installation'] as const;
export const DESK_WAYS = ['visit', 'call', 'letter', 'e-mail'] as const;

/** What follows where nobody answers, one after the other. There is none that rings the household, and none will be added: desks-and-law 33. */
export const STEPS = ['reminded', 'ring-partner', 'table-told', 'oversight-told'] as const;
export type Step = (typeof STEPS)[number];
/** Whom the desk rang. The household is not in this list. */
export const RUNG = ['partner', 'other-partner', 'authority-there'] as const;
export const RUNG_RESULTS = ['not-reached', 'will-go', 'cannot-go', 'lost-contact'] as const;

export const LINK_CLOSINGS = ['withdrawn', 'wrong-codes'] as const;
export const ENDINGS = ['adult-wants-none', 'taken-over', 'lives-here-again', 'died', 'file-was-a-mistake'] as const;
