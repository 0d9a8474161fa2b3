import { z } from 'zod';
import { line, maybeLine, seal, unseal, type Read } from '#src/files/model/words.ts';

/** What is sealed of places and placements. Nothing is computed from any of it. */

const maybeText = z.string().trim().max(5000).default('');

/** How the place is called among professionals, and the number on which its manager is rung back. */
export const offerWords = z.strictObject({ name: line, ringBack: maybeLine });
export const addressWords = z.strictObject({ address: z.string().trim().min(1).max(500), howToArrive: maybeText });
/** What a place is asked before it is known whether the child comes: no name. */
export const askedWords = z.strictObject({ asked: z.string().trim().min(1).max(2000) });
/** What a place must know of a child that comes, and no more. */
export const handOverWords = z.strictObject({ calledBy: line, medicine: maybeText, risks: maybeText, mayRing: maybeText });
export const whyWords = z.strictObject({ reason: maybeText });

export { seal, unseal, type Read };
