import { z } from 'zod';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

const uuid = z.uuid();
const day = z.iso.date();

export const evidenceHeader = z.strictObject({
  evidence: uuid,
  condition: z.enum(v.RECORDED),
  /** What of the condition it shows. */
  parts: z.array(z.enum(v.PARTS)),
  /** What was looked at and found not to be so, or dangerous. */
  against: z.array(z.enum(v.PARTS)),
  by: z.enum(v.ESTABLISHED_BY),
  establishedOn: day,
  /** The paper in the file on which it stands. */
  document: uuid.nullable(),
  /** The last day on which it is worth something; null where it does not grow old. */
  holdsUntil: day.nullable(),
  /** The last day on which somebody may set out on the strength of it. */
  travelUntil: day.nullable(),
});
/** That a condition is met, and on what that rests; who and how is sealed. The last one of a condition holds. */
export const evidenceGiven = entryKind('return.evidence-given', evidenceHeader);
export const confirmedHeader = z.strictObject({ evidence: uuid, by: z.enum(v.ESTABLISHED_BY), confirmedOn: day, holdsUntil: day.nullable(), travelUntil: day.nullable() });
/** It was looked at again and is still so. */
export const evidenceConfirmed = entryKind('return.evidence-confirmed', confirmedHeader);
export const evidenceWithdrawn = entryKind('return.evidence-withdrawn', z.strictObject({ evidence: uuid, because: z.enum(v.WITHDRAWN_BECAUSE) }));

export const journeyHeader = z.strictObject({ journey: uuid, gate: z.enum(v.GATES), receiver: z.enum(v.RECEIVERS), escort: z.enum(v.ESCORTS), on: day });
/** A child is to travel. Where to, and with whom by name, is sealed. */
export const journeyPlanned = entryKind('return.planned', journeyHeader);
export const stepHeader = z.strictObject({ journey: uuid, step: z.enum(v.STEPS), on: day, /** The signed paper, of a hand-over. */ document: uuid.nullable() });
export const journeyStepped = entryKind('return.stepped', stepHeader);
/** A journey that was stopped goes on, because everything is met again. */
export const journeyWentOn = entryKind('return.went-on', z.strictObject({ journey: uuid }));
export const journeyEnded = entryKind('return.ended', z.strictObject({ journey: uuid, how: z.enum(v.ENDINGS) }));
export const againstHeader = z.strictObject({ journey: uuid, gate: z.enum(v.GATES), receiver: z.enum(v.RECEIVERS), decider: z.enum(v.AGAINST_DECIDERS), obstacles: z.array(z.enum(v.RETURN_OBSTACLES)).min(1) });
/**
 * That a journey may begin or go on although these stand against it: a decision against the gate. It binds nobody, covers nothing that comes
 * later, and is counted.
 */
export const decidedAgainstReturn = entryKind('return.decided-against', againstHeader);

export const RETURNING_KINDS = [evidenceGiven, evidenceConfirmed, evidenceWithdrawn, journeyPlanned, journeyStepped, journeyWentOn, journeyEnded, decidedAgainstReturn] as const;
