import { z } from 'zod';
import { DECIDERS } from '#src/knowledge/file-vocabulary.ts';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import { isInForce } from '#src/knowledge/validity.ts';
import { AGES } from '#src/knowledge/vocabulary.ts';

/**
 * What the country of the file asks, handed over by our own page from the pack that it shows: rules know nothing but what they are given. Null where there is no pack,
 * or none that holds; then nothing can open the gate.
 */
export const rulesGiven = z.object({ rules: z.strictObject({ qualified: z.array(z.enum(DECIDERS)), never: z.array(z.enum(AGES)), onlyIfUnderstood: z.array(z.enum(AGES)), asOf: z.iso.date() }).nullable() });
export type RulesGiven = z.infer<typeof rulesGiven>;

/** The rules of a pack, as far as they hold on a day. */
export function rulesOf(pack: Pick<LocalFilePack, 'prosecution'> | null, asOf: string, today: string): RulesGiven['rules'] {
  const rule = pack?.prosecution;
  if (!rule || !isInForce(rule, today)) return null;
  const { qualified, never, onlyIfUnderstood } = rule;
  return { qualified, never, onlyIfUnderstood, asOf };
}
