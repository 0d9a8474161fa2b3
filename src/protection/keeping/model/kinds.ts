import { z } from 'zod';
import { AGES, MISSING_STEPS } from '#src/knowledge/vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

const hour = z.int().min(0).max(23);

export const releaseAnswers = z.strictObject({
  relationship: z.enum(v.RELATIONSHIP),
  directs: z.enum(v.DIRECTS),
  alone: z.enum(v.ALONE),
  interpreter: z.enum(v.INTERPRETER),
  network: z.enum(v.NETWORK),
  authority: z.enum(v.AUTHORITY),
});
export type ReleaseAnswers = z.infer<typeof releaseAnswers>;

/** Somebody wants to take the child. Who that is, is sealed. */
export const releaseHeader = z.strictObject({
  release: z.uuid(),
  claim: z.enum(v.CLAIMS),
  age: z.enum(AGES),
  /** From when the police hold the child, where they do: the day, and the minute of it on the clock of the place. */
  heldOn: z.iso.date().nullable(),
  heldMinute: z.int().min(0).max(1439).nullable(),
  questionedAtNight: z.boolean(),
  answers: releaseAnswers,
});
export const releaseAsked = entryKind('release.asked', releaseHeader);
/** The questions were gone through again; the last answers hold. */
export const releaseAnswered = entryKind('release.answered', z.strictObject({ release: z.uuid(), answers: releaseAnswers }));
/** What was decided, and which obstacles stood then: released with any of them is a decision against the gate, and counted. */
export const releaseDecided = entryKind('release.decided', z.strictObject({ release: z.uuid(), decision: z.enum(v.RELEASE_DECISIONS), obstacles: z.array(z.enum(v.RELEASE_OBSTACLES)) }));

export const safetyHeader = z.strictObject({
  plan: z.uuid(),
  risks: z.array(z.enum(v.SAFETY_RISKS)).min(1),
  contacts: z.enum(v.CONTACTS_ALLOWED),
  phone: z.enum(v.PHONE_RULES),
  withChild: z.boolean(),
});
/** How the child is kept safe; with whom, how and by whom is sealed. A later plan takes the place of an earlier one. */
export const safetyPlanned = entryKind('safety.planned', safetyHeader);
export const safetyReviewed = entryKind('safety.reviewed', z.strictObject({ plan: z.uuid(), result: z.enum(v.REVIEW_RESULTS) }));

export const futureHeader = z.strictObject({ future: z.uuid(), hasSchool: z.boolean(), hasWish: z.boolean(), hasTrustedAdult: z.boolean(), nextOn: z.iso.date() });
/** Another future, planned with the child: school, wish, somebody trusted, the next day. */
export const futurePlanned = entryKind('future.planned', futureHeader);

export const sheetHeader = z.strictObject({ sheet: z.uuid(), risks: z.array(z.enum(v.MISSING_RISKS)).min(1) });
/** How the child looks, from the first day, for whoever has to say it on the telephone. */
export const sheetSet = entryKind('missing.sheet-set', sheetHeader);

export const goneHeader = z.strictObject({
  missing: z.uuid(),
  lastSeenOn: z.iso.date(),
  lastSeenHour: hour.nullable(),
  withCar: z.enum(v.YES_NO_UNKNOWN),
  withAdult: z.enum(v.YES_NO_UNKNOWN),
});
/** Where and how the child was seen last; that it is missing everybody at the table is told by `file.missing-begun`. */
export const goneDescribed = entryKind('missing.described', goneHeader);
export const stepDone = entryKind('missing.step-done', z.strictObject({ missing: z.uuid(), step: z.enum(MISSING_STEPS), outcome: z.enum(v.STEP_OUTCOMES) }));

export const interviewHeader = z.strictObject({ missing: z.uuid(), interview: z.uuid(), by: z.enum(v.INTERVIEWERS), wasAlone: z.enum(v.YES_NO_UNKNOWN) });
/** What the child said when it was back, in its own words. */
export const interviewed = entryKind('missing.interviewed', interviewHeader);

export const KEEPING_KINDS = [releaseAsked, releaseAnswered, releaseDecided, safetyPlanned, safetyReviewed, futurePlanned, sheetSet, goneDescribed, stepDone, interviewed] as const;
