import { DETERMINERS } from '#src/knowledge/file-vocabulary.ts';

/** The closed lists of words for deciding what is best for a child. What they mean to people stands in `messages/`. */

/** Who listened to the child. */
export const LISTENERS = ['guardian', 'lawyer', 'youth-protection', 'child-protection-council', 'shelter', 'independent-expert', 'judge', 'immigration', 'police', 'somebody-it-trusts'] as const;
/** How a child says what it wants. A young one is listened to as well, and one that will not speak can choose who speaks for it: General Comment 12. */
export const HEARING_WAYS = ['spoke', 'wrote', 'drew-or-played', 'through-somebody-it-chose', 'watched-with-those-it-knows'] as const;
/**
 * How the language in which something was said stands to the child. Which language that is, is sealed: the name of one can be that
 * of a people.
 */
export const LANGUAGE_STANDINGS = ['own', 'chosen-by-child', 'other', 'not-known'] as const;
/** Those in which a child can be taken to have understood. */
export const UNDERSTOOD: readonly (typeof LANGUAGE_STANDINGS)[number][] = ['own', 'chosen-by-child'];
/** Why a child was not heard. None of them opens anything. */
export const NOT_HEARD_BECAUSE = ['nobody-asked-yet', 'does-not-want-now', 'no-interpreter', 'missing', 'ill', 'not-safe-now', 'nobody-it-trusts'] as const;
/** What became of what the child wanted, as it was told: General Comment 14. */
export const VIEW_WEIGHTS = ['followed', 'followed-in-part', 'not-followed', 'not-decided-yet'] as const;

/** The steps for which somebody stops and asks what is best for this child. */
export const STEPS = ['first-contact', 'placement', 'move', 'interview', 'contact-with-family', 'tracing', 'school-or-care', 'statement', 'residence-step', 'travel', 'hand-over', 'release', 'other'] as const;
export const ASSESSED = ['go-on', 'go-on-changed', 'do-not', 'ask-more-first'] as const;

/** Why a determination begins. */
export const OCCASIONS = ['durable-solution', 'return-considered', 'temporary-care', 'separation-from-parents', 'family-reunion', 'new-facts', 'review'] as const;
/** What General Comment 14 asks to be weighed, paragraphs 52-79. */
export const ELEMENTS = ['views', 'identity', 'family', 'safety', 'vulnerability', 'health', 'education'] as const;
export const WEIGHTS = ['decisive', 'much', 'some', 'little', 'none'] as const;
/** The fourteen conditions of the BIC model, as headings: no question of it and no score stands anywhere. */
export const CONDITIONS = [
  'care',
  'safe-close',
  'affection',
  'structure',
  'parents-example',
  'interest',
  'continuity',
  'safe-wider',
  'respect',
  'network',
  'learning',
  'peers',
  'society-example',
  'stability',
] as const;

export const OPTIONS = ['stay', 'family', 'care-in-origin', 'elsewhere'] as const;
export type Option = (typeof OPTIONS)[number];
/** What each option has to offer a child. */
export const ASPECTS = ['status', 'care', 'safety', 'education', 'permanence'] as const;
/** How sure that is. No number is made of them. */
export const PROSPECTS = ['secured', 'likely', 'unsure', 'absent', 'not-known'] as const;

/** Whose view of it has to be there. */
export const VIEWERS = ['guardian', 'lawyer'] as const;
export type Viewer = (typeof VIEWERS)[number];
export const VIEW_STANDINGS = ['given', 'not-asked', 'refused'] as const;
/** Whether whoever it is said it here, or on a paper that lies in the file. */
export const VIEW_SOURCES = ['said-here', 'on-paper', 'nobody'] as const;
export const DISSENTERS = ['child', 'guardian', 'lawyer', 'member-of-panel', 'authority', 'relative', 'professional'] as const;

/** Who can decide what is best for a child; the pack of the country says which of them does there. Whoever looks for a crime never does. */
export const INTERESTS_DECIDERS = DETERMINERS.filter((d) => d !== 'police' && d !== 'prosecutor');
/** Those who decide elsewhere: what they decided lies in the file as a document. */
export const DECIDES_ELSEWHERE: ReadonlySet<string> = new Set(['court', 'immigration', 'foreign-authority']);
/** What was decided is looked at again within this time: no child stays the same for longer. Our own measure, no law. */
export const LONGEST_REVIEW_DAYS = 366;
export const REVIEW_RESULTS = ['holds', 'begin-anew'] as const;

/** Whether the child asked, or may ask, to be protected by this state. */
export const CLAIMS = ['possible', 'none', 'open', 'refused-final', 'granted'] as const;
export type Claim = (typeof CLAIMS)[number];

export const TRACING_WANTED = ['find-family', 'assess-family', 'assess-care', 'find-and-assess'] as const;
/** By which way the other country is asked. There is none over a consulate. */
export const TRACING_ROUTES = ['central-authority', 'social-services', 'partner', 'red-cross'] as const;
export const FOUND = ['found', 'not-found', 'not-clear', 'not-asked'] as const;
/** Whether an authority there looked at the home itself, or only knows that there is one. */
export const LOOKED_AT = ['assessed', 'not-assessed'] as const;
export const JUDGEMENTS = ['fit', 'not-fit', 'not-enough'] as const;

export const LEGAL_STEPS = ['residence', 'guardianship', 'custody', 'recognition-of-decision', 'identity-papers', 'birth-registration', 'health-insurance', 'school-place', 'other'] as const;
export const LEGAL_STANDINGS = ['asked', 'granted', 'not-needed', 'refused', 'objected', 'withdrawn', 'ran-out'] as const;
/** What a plan for growing up has to speak of. */
export const ADULTHOOD_PARTS = ['home', 'school-or-work', 'income', 'health', 'residence', 'trusted-adult', 'aftercare', 'still-protected'] as const;

const DECIDING_OBSTACLES = [
  'determination-not-open',
  'child-missing',
  'child-not-heard',
  'child-heard-beside-adult',
  'child-not-understood',
  'elements-not-weighed',
  'options-not-compared',
  'option-not-compared',
  'guardian-view-missing',
  'guardian-may-be-exploiter',
  'lawyer-view-missing',
  'nothing-proposed',
  'reasons-not-for-child',
  'review-missing',
  'review-is-past',
  'review-too-far',
  'day-is-to-come',
  'decision-paper-missing',
  'place-not-assessed',
  'family-sign-seen',
  'family-signs-not-known',
  'claim-not-settled',
] as const;
export type DecidingObstacle = (typeof DECIDING_OBSTACLES)[number];
