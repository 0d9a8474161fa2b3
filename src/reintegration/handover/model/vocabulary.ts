import { ROUTE_AUTHORITIES } from '#src/knowledge/file-vocabulary.ts';

/** The closed lists of words for handing a child over to another country. What they mean to people stands in `messages/`. */

/** With whom the child will live there. */
export const GOES_TO = ['parent', 'relative', 'foster-family', 'home', 'not-decided'] as const;

/** Letters of ours after the first, which asks. */
export const LETTERS = ['reminder', 'answer', 'announcement', 'closing', 'withdrawal'] as const;
export type LetterKind = 'request' | (typeof LETTERS)[number];

/** What they say, in the order in which it is mostly said. */
export const REPLIES = ['received', 'more-asked', 'refused', 'accepted', 'arrived', 'confirmed'] as const;
export type Reply = (typeof REPLIES)[number];
export const WAYS = ['letter', 'email', 'telephone'] as const;
export const REFUSALS = ['not-competent', 'no-place', 'not-safe-there', 'child-not-known', 'more-time', 'other'] as const;
export const WITHDRAWN_BECAUSE = ['protection-asked', 'not-safe', 'child-does-not-want', 'decided-otherwise', 'refused', 'other'] as const;

/** Who travels with the child. Nobody lets a child travel alone. */
export const ESCORTS = ['guardian', 'youth-protection', 'receiving-authority', 'organisation'] as const;

/** How far a hand-over is; it follows from what was written and what came back. */
export type HandoverStep = 'requested' | 'received' | 'more-asked' | 'refused' | 'accepted' | 'announced' | 'arrived' | 'confirmed' | 'withdrawn';

export type Authority = (typeof ROUTE_AUTHORITIES)[number];
export { ROUTE_AUTHORITIES, TRANSFER_GROUNDS } from '#src/knowledge/file-vocabulary.ts';

/**
 * What may go along where its controller agrees. Never what the child’s lawyer keeps, desks-and-law C2, nor what is known of suspects,
 * C1: there is no word for it here.
 */
export const SHARED_SECTIONS = ['identity', 'chronology', 'recognition', 'health', 'justice', 'protection', 'location', 'solution', 'reintegration'] as const;
export type SharedSection = (typeof SHARED_SECTIONS)[number];
/** In which of them the child’s own words can stand. */
export const HOLDS_WORDS: readonly SharedSection[] = ['chronology', 'health', 'protection', 'solution'];
/** More answers than a child is asked for in two years, with what happened in between. */
export const MOST_ANSWERS = 500;
/** Whether the child was asked about its own words. */
export const CHILD_SAYS = ['not-asked', 'no', 'yes'] as const;
