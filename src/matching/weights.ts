import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LEVELS, type Agreement } from './compare.ts';
import { FIELDS, type Field } from './fields.ts';

const share = z.number().min(0).max(1);
const schema = z.strictObject({
  version: z.string(),
  /** For each field and level: how often the same person agrees so (`m`), and two persons do (`u`). */
  fields: z.record(z.enum(FIELDS), z.record(z.enum(LEVELS), z.strictObject({ m: share, u: share }))),
});

/** How often fields agree, for one person and for two; estimated once on published data, and frozen. */
export type Weights = z.infer<typeof schema>;

export const readWeights = (file: string): Weights => schema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** However rare a value is here, it is no proof. */
const RAREST = 0.02;

/** A share of nothing would make a certainty of what was only never seen. */
const LEAST = 1e-6;

/** How much each field speaks for one person (above 0) or for two (below), in bits. */
export type Weighed = Agreement & { readonly bits: number };

/**
 * Weighs what agrees, as Fellegi and Sunter (1969) did. `shareOf` tells how common a value is here: two who share a rare name
 * are more likely one than two who share the most common.
 */
export function weigh(weights: Weights, agreements: readonly Agreement[], shareOf: (field: Field, value: number) => number): Weighed[] {
  const fields = new Set(agreements.map((one) => one.field));
  return agreements.map((one) => {
    const { m, u } = weights.fields[one.field][one.level];
    const common = one.value === undefined ? u : Math.max(shareOf(one.field, one.value), u * RAREST);
    const bits = Math.log2(Math.max(m, LEAST) / Math.max(common, LEAST));
    // A whole name says little that its parts did not say already.
    return { ...one, bits: one.field === 'fullName' && fields.has('given') ? bits * 0.5 : bits };
  });
}

export const sum = (weighed: readonly Weighed[]): number => weighed.reduce((total, { bits }) => total + bits, 0);
