import { z } from 'zod';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

export const planHeader = z.strictObject({
  plan: z.uuid(),
  goals: z.array(z.enum(v.GOALS)).min(1),
  services: z.array(z.enum(v.SERVICES)),
  payer: z.enum(v.PAYERS),
  until: z.iso.date(),
  /** Who at the agency that follows answers for it. */
  responsible: z.uuid(),
  reviewOn: z.iso.date(),
  withChild: z.boolean(),
});
/** How the child builds a life again: goals, help, who pays and until when. A later plan takes the place of an earlier one. */
export const planned = entryKind('reintegration.planned', planHeader);
export const reviewHeader = z.strictObject({ plan: z.uuid(), result: z.enum(v.REVIEW_RESULTS), reached: z.array(z.enum(v.GOALS)), nextOn: z.iso.date() });
export const planReviewed = entryKind('reintegration.reviewed', reviewHeader);

export const calendarHeader = z.strictObject({
  country: z.enum(v.COUNTRIES),
  /** The day from which all others are counted. */
  arrivesOn: z.iso.date(),
  /** In which language the partner is asked. */
  language: z.enum(v.LANGUAGES),
  riskStays: z.boolean(),
  agency: z.uuid(),
  responsible: z.uuid(),
});
/** From when on the child is followed, and by whom; who is rung there is sealed. The last one holds. */
export const calendarSet = entryKind('followup.calendar-set', calendarHeader);
export const quietHeader = z.strictObject({ channel: z.enum(v.CHANNELS), hasCover: z.boolean(), hasWordsToAvoid: z.boolean() });
/** How the child is reached unseen, under which cover, and which words are never used: sealed. The last one holds. */
export const quietWaySet = entryKind('followup.quiet-way-set', quietHeader);
export const triggerHeader = z.strictObject({ trigger: z.uuid(), what: z.enum(v.TRIGGERS) });
/** Something happened after which the child is seen at once. */
export const triggered = entryKind('followup.triggered', triggerHeader);
export const ended = entryKind('followup.ended', z.strictObject({ because: z.enum(v.ENDINGS) }));

/** Which follow-up: one of the calendar, or that of a trigger. */
const occasion = { moment: z.enum(v.OCCASIONS), trigger: z.uuid().nullable() };

const linkHeader = z.strictObject({
  link: z.uuid(),
  ...occasion,
  /** Of the link and the code said by voice, together. Neither is kept. */
  digest: z.hash('sha256'),
  expiresOn: z.iso.date(),
});
/** A link for one answer. Any earlier one for the same follow-up is closed by it. */
export const linkMade = entryKind('followup.link-made', linkHeader);
/** The first device that opened it; no other does after. */
export const linkOpened = entryKind('followup.link-opened', z.strictObject({ link: z.uuid(), device: z.hash('sha256') }));
/** Somebody had the link and not the code. */
export const linkTried = entryKind('followup.link-tried', z.strictObject({ link: z.uuid() }));
export const linkClosed = entryKind('followup.link-closed', z.strictObject({ link: z.uuid(), because: z.enum(v.LINK_CLOSINGS) }));

const known = z.enum(v.YES_NO_UNKNOWN);
/** Days since the child was seen, and each thing a life consists of: what the measures of return are counted from. */
export const answersHeader = z.strictObject({
  seenOn: z.iso.date().nullable(),
  spoken: z.enum(v.SPOKEN),
  outcome: z.enum(v.OUTCOMES),
  livesAsPlanned: known,
  safe: known,
  trustedAdult: known,
  school: known,
  papers: known,
  health: known,
  income: known,
  exploiter: known,
  police: known,
  /** What the child itself gives its life, of ten. */
  score: z.int().min(0).max(10).nullable(),
});
const answeredHeader = z.strictObject({ answer: z.uuid(), ...occasion, way: z.enum(v.WAYS), link: z.uuid().nullable(), childsView: z.boolean(), ...answersHeader.shape });
/** How the child is. What it said itself stands beside it, sealed. */
export const answered = entryKind('followup.answered', answeredHeader);

/** What followed because nobody had answered. Each is kept once, with the messages that go with it. */
export const stepTaken = entryKind('followup.step-taken', z.strictObject({ ...occasion, step: z.enum(v.STEPS) }));
export const rungHeader = z.strictObject({ call: z.uuid(), ...occasion, whom: z.enum(v.RUNG), result: z.enum(v.RUNG_RESULTS) });
export const rung = entryKind('followup.rung', rungHeader);

export const FOLLOWING_KINDS = [planned, planReviewed, calendarSet, quietWaySet, triggered, ended, linkMade, linkOpened, linkTried, linkClosed, answered, stepTaken, rung] as const;
