import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import { area } from './place-kinds.ts';
import * as v from './vocabulary.ts';

const OLDEST = 23;

export const needsHeader = z.strictObject({
  country: z.enum(COUNTRIES),
  soon: z.enum(v.HOW_SOON),
  /** The youngest and the oldest that the child may be; the same where it is known. */
  ageFrom: z.int().min(0).max(OLDEST),
  ageTo: z.int().min(0).max(OLDEST),
  isAgeSure: z.boolean(),
  sex: z.enum(v.CHILD_SEXES),
  languages: z.array(z.enum(v.SPOKEN)),
  security: z.enum(v.SECURITY),
  care: z.array(z.enum(v.CARE)),
  needsSchool: z.boolean(),
  needsAccess: z.boolean(),
  needsOwnRoom: z.boolean(),
  /** Areas where people live whom the child trusts. */
  near: z.array(area).max(20),
  /** Brothers and sisters with whom it stays together carry the same one. */
  group: z.uuid().nullable(),
  groupSize: z.int().min(1).max(12),
});
/** What a child needs of a place, in codes. The last one holds. */
export const needsSet = entryKind('protection.needs-set', needsHeader);

/** An area to which the child may not go. Why exactly is sealed. */
export const areaRuledOut = entryKind('protection.area-ruled-out', z.strictObject({ ruling: z.uuid(), country: z.enum(COUNTRIES), area, because: z.enum(v.AREA_REASONS) }));
/** A place to which it may not go: kept where the child sleeps, because it can tell where another one does. */
export const placeRuledOut = entryKind('protection.place-ruled-out', z.strictObject({ ruling: z.uuid(), place: z.uuid(), because: z.enum(v.PLACE_REASONS) }));
/** Another child beside which it may not sleep. */
export const keptApart = entryKind('protection.kept-apart', z.strictObject({ ruling: z.uuid(), other: z.uuid(), because: z.enum(v.APART_REASONS) }));
/** One of these holds no longer. */
export const rulingEnded = entryKind('protection.ruling-ended', z.strictObject({ ruling: z.uuid() }));

/** Where: in section `location` and nowhere else. What the place must know of the child is sealed with the acceptance. */
export const placedAt = entryKind('protection.placed-at', z.strictObject({ placement: z.uuid(), place: z.uuid(), hold: z.uuid().nullable(), step: z.enum(v.STEPS), because: z.enum(v.STEP_REASONS).nullable() }));
/** The address, sealed, as the place itself gave it for this child. */
export const whereSaid = entryKind('protection.where-said', z.strictObject({ placement: z.uuid() }));
/** That there is a step, for whoever protects the child: nothing in it leads to the place. */
export const placementStep = entryKind('protection.placement-step', z.strictObject({ placement: z.uuid(), step: z.enum(v.STEPS), because: z.enum(v.STEP_REASONS).nullable() }));

export const PLACEMENT_KINDS = [needsSet, areaRuledOut, placeRuledOut, keptApart, rulingEnded, placedAt, whereSaid, placementStep];
