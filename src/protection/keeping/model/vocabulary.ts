/** The closed lists of words for keeping a child safe. What they mean to people stands in `messages/`. */

/** What an adult who wants to take the child says to be. */
export const CLAIMS = ['not-said', 'parent', 'sibling', 'other-relative', 'guardian', 'friend', 'professional'] as const;

/** What was asked before a child is let go, and what came of it: desks-and-law 23. "Not asked" and "no answer" stand in each. */
export const RELATIONSHIP = ['not-asked', 'not-verified', 'verified'] as const;
export const DIRECTS = ['not-known', 'not-seen', 'seen'] as const;
export const ALONE = ['not-asked', 'not-alone', 'alone'] as const;
/** Whether the child could choose who interprets, or needed nobody. */
export const INTERPRETER = ['none', 'chosen-by-others', 'chosen-by-child', 'not-needed'] as const;
/** Is there anybody for whom you have to do things, who waits for you, or of whom you are afraid? */
export const NETWORK = ['not-asked', 'no-answer', 'names-this-adult', 'names-others', 'names-nobody'] as const;
export const AUTHORITY = ['not-asked', 'refuses', 'agrees'] as const;

export const RELEASE_OBSTACLES = [
  'relationship-not-asked',
  'relationship-not-verified',
  'adult-signs-not-known',
  'adult-directs',
  'child-not-asked-alone',
  'interpreter-not-chosen',
  'network-not-asked',
  'network-not-answered',
  'child-names-this-adult',
  'family-sign-seen',
  'child-missing',
  'authority-not-asked',
  'authority-refuses',
  /** Something in a section that not everybody reads who reads of the release. */
  'not-cleared',
] as const;
export type ReleaseObstacle = (typeof RELEASE_OBSTACLES)[number];

export const RELEASE_DECISIONS = ['kept', 'released'] as const;

export const SAFETY_RISKS = ['adult-looks-for-child', 'peer-recruits', 'debt', 'phone-used-to-reach', 'wants-to-leave', 'self-harm', 'violence', 'court-date', 'not-known'] as const;
/** With whom the child may be in touch. */
export const CONTACTS_ALLOWED = ['named-people', 'with-somebody-there', 'nobody-yet', 'free'] as const;
/** What was agreed about the telephone; taking it away is no default. */
export const PHONE_RULES = ['keeps-it', 'keeps-it-other-card', 'looked-at-together', 'handed-over-by-choice', 'has-none'] as const;
export const REVIEW_RESULTS = ['holds', 'has-to-change'] as const;

export const MISSING_RISKS = ['exploiter-known-here', 'medication', 'self-harm', 'pregnant', 'young', 'does-not-know-the-place', 'threatened', 'not-known'] as const;
export const YES_NO_UNKNOWN = ['yes', 'no', 'not-known'] as const;
/** How somebody was told, or why not. */
export const STEP_OUTCOMES = ['done', 'not-reached', 'not-needed'] as const;
/** Who spoke with the child after it came back. */
export const INTERVIEWERS = ['independent', 'guardian', 'shelter-worker', 'police', 'lawyer', 'nobody-wanted'] as const;
