import { z } from 'zod';
import { AGES } from '#src/knowledge/vocabulary.ts';
import { DECIDERS } from '#src/knowledge/file-vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

export const assessedHeader = z.strictObject({
  assessment: z.uuid(),
  by: z.enum(DECIDERS),
  /** Whether that person is trained to recognise victims: only then the assessment counts. */
  trained: z.enum(v.YES_NO_UNKNOWN),
  assessedOn: z.iso.date(),
  /** Which step of the status ledger it led to, counted from one: the result stands there, and only there. */
  step: z.int().min(1),
});
/** Somebody trained looked whether the child is a victim. It stands in `recognition`, for it says nothing of what the child is accused of. */
export const assessed = entryKind('prosecution.assessed', assessedHeader);

export const matterHeader = z.strictObject({
  matter: z.uuid(),
  /** How old the child was when it happened: who is eighteen now is still protected for what it did at sixteen. */
  age: z.enum(AGES),
  /** Whether it was shown that the child understood what it did, where the law asks for that. */
  understood: z.enum(v.YES_NO_UNKNOWN),
  /** The event of the chronology it is about, where it stands there. */
  event: z.uuid().nullable(),
});
/** Of what the child is accused, or was; the offence is sealed. What is said of a matter later takes the place of what was said before. */
export const matterDescribed = entryKind('prosecution.matter-described', matterHeader);

export const decisionHeader = z.strictObject({
  decision: z.uuid(),
  matter: z.uuid(),
  what: z.enum(v.DECISIONS),
  decidedOn: z.iso.date(),
  /** What stood against it on its own day, as the file shows that day. Anything here makes it a decision against the gate, and it is counted. */
  obstacles: z.array(z.enum(v.KEPT_OBSTACLES)),
  /** The day of the knowledge by which that was judged; null where no gate was asked. */
  asOf: z.iso.date().nullable(),
});
export const decided = entryKind('prosecution.decided', decisionHeader);

export const exploiterStepHeader = z.strictObject({ exploiter: z.uuid(), step: z.uuid(), what: z.enum(v.EXPLOITER_STEPS), happenedOn: z.iso.date() });
/** What was done about one who exploited the child. */
export const exploiterStep = entryKind('exploiter.step', exploiterStepHeader);

export const compensationHeader = z.strictObject({
  exploiter: z.uuid(),
  step: z.uuid(),
  what: z.enum(v.COMPENSATION_STEPS),
  happenedOn: z.iso.date(),
  /** In whole units of the currency. */
  amount: z.int().min(0).max(100_000_000),
  currency: z.enum(v.CURRENCIES),
});
export const compensation = entryKind('exploiter.compensation', compensationHeader);

export const PROSECUTION_KINDS = [assessed, matterDescribed, decided, exploiterStep, compensation] as const;
