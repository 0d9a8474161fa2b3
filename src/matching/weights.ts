import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LEVELS, type Agreement } from './compare.ts';
import { FIELDS } from './fields.ts';
import type { Shares } from './shares.ts';

const schema = z.strictObject({
  version: z.string(),
  fields: z.record(
    z.enum(FIELDS),
    z.strictObject({
      /** How much each way of agreeing speaks for one person (above 0) or for two (below), in bits. */
      bits: z.record(z.enum(LEVELS), z.number()),
      /** How often two persons agree so by chance: what a value that is rarer or more common is measured by. */
      usual: z.strictObject({ same: z.number().positive(), sound: z.number().positive() }),
    }),
  ),
});

/** Estimated once on published data, and frozen. */
export type Weights = z.infer<typeof schema>;

export const readWeights = (file: string): Weights => schema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** However rare a value is here, it is no proof. */
const RAREST = 0.02;

/** How much more a value says than is usual for its field, in bits. */
function rarityOf({ fields }: Pick<Weights, 'fields'>, { field, level, value }: Agreement, shares: Shares): number {
  if (value === undefined || (level !== 'same' && level !== 'sound')) return 0;
  const usual = fields[field].usual[level];
  return Math.log2(usual / Math.max(shares(field, value, usual), usual * RAREST));
}

/** How much each field speaks for one person (above 0) or for two (below), in bits. */
export type Weighed = Agreement & { readonly bits: number };

/** A whole name says little that its parts did not say already. */
const OF_WHOLE_BESIDE_PARTS = 0.5;

/**
 * Weighs what agrees, after Fellegi and Sunter (1969): two who share a rare name are more likely one than two who share the
 * most common.
 */
export function weigh(weights: Weights, agreements: readonly Agreement[], shares: Shares): Weighed[] {
  const hasParts = agreements.some(({ field }) => field === 'given' || field === 'family');
  return agreements.map((one) => {
    const bits = weights.fields[one.field].bits[one.level] + rarityOf(weights, one, shares);
    return { ...one, bits: one.field === 'fullName' && hasParts ? bits * OF_WHOLE_BESIDE_PARTS : bits };
  });
}

export const sum = (weighed: readonly Weighed[]): number => weighed.reduce((total, { bits }) => total + bits, 0);
