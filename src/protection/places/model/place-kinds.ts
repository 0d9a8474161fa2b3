import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

const OLDEST = 23;
const MOST_BEDS = 500;
const age = z.int().min(0).max(OLDEST);
const beds = z.int().min(0).max(MOST_BEDS);
/** The first two digits of the postal code: enough for what is near, and no address. */
export const area = z.int().min(0).max(99);

export const registered = entryKind('place.registered', z.strictObject({ agency: z.uuid(), country: z.enum(COUNTRIES) }));

export const offerHeader = z.strictObject({
  area,
  ageFrom: age,
  ageTo: age,
  sexes: z.array(z.enum(v.SEXES)).min(1),
  languages: z.array(z.enum(v.SPOKEN)),
  security: z.enum(v.SECURITY),
  schooling: z.enum(v.SCHOOLING),
  care: z.array(z.enum(v.CARE)),
  takesSiblings: z.boolean(),
  isAccessible: z.boolean(),
  hasOwnRooms: z.boolean(),
  /** Whether somebody older than the others can be kept apart from younger children. */
  keepsAgesApart: z.boolean(),
});
/** What a place offers; how it is called and where its manager is rung back is sealed. */
export const offerSet = entryKind('place.offer-set', offerHeader);
/** How many beds there are from a day on. */
export const capacitySet = entryKind('place.capacity-set', z.strictObject({ from: z.iso.date(), beds }));
/** The one tap: so many beds are empty, now. */
export const bedsSaid = entryKind('place.beds-said', z.strictObject({ free: beds }));
export const addressSet = entryKind('place.address-set', z.strictObject({}));
export const outOfService = entryKind('place.out-of-service', z.strictObject({ because: z.enum(v.OUT_REASONS), until: z.iso.date().nullable() }));
export const inService = entryKind('place.in-service', z.strictObject({}));
/** A placement desk sees what is offered from now on, or no longer. */
export const shownTo = entryKind('place.shown-to', z.strictObject({ agency: z.uuid(), isShown: z.boolean() }));

/** A bed is kept free for a child until a moment; then it is free again by itself. What the place is asked is sealed. */
export const held = entryKind('place.held', z.strictObject({ hold: z.uuid(), desk: z.uuid(), until: z.iso.datetime() }));
export const holdAnswered = entryKind('place.hold-answered', z.strictObject({ hold: z.uuid(), refusal: z.enum(v.REFUSALS).nullable(), age: age.nullable(), sex: z.enum(v.SEXES).nullable(), care: z.enum(v.CARE).nullable() }));
export const holdEnded = entryKind('place.hold-ended', z.strictObject({ hold: z.uuid(), how: z.enum(['released', 'arrived']) }));
/** Somebody who had arrived is not there any more. */
export const bedLeft = entryKind('place.bed-left', z.strictObject({ hold: z.uuid() }));

export const waitSet = entryKind('place.wait-set', z.strictObject({ wait: z.uuid(), desk: z.uuid(), soon: z.enum(v.HOW_SOON) }));
export const waitEnded = entryKind('place.wait-ended', z.strictObject({ wait: z.uuid(), how: z.enum(v.WAIT_ENDINGS) }));

export const PLACE_KINDS = [registered, offerSet, capacitySet, bedsSaid, addressSet, outOfService, inService, shownTo, held, holdAnswered, holdEnded, bedLeft, waitSet, waitEnded];
