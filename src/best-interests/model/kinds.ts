import { z } from 'zod';
import { AGES, COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

const uuid = z.uuid();
const day = z.iso.date();

export const heardHeader = z.strictObject({
  hearing: uuid,
  heardOn: day,
  by: z.enum(v.LISTENERS),
  way: z.enum(v.HEARING_WAYS),
  language: z.enum(v.LANGUAGE_STANDINGS),
  /** What it said: entries of `file.words-recorded`, in which its words, the question, who was there and the interpreter stand. */
  words: z.array(uuid).min(1),
});
/** The child was heard on what is best for it. */
export const heard = entryKind('interests.heard', heardHeader);
export const notHeardHeader = z.strictObject({ hearing: uuid, because: z.enum(v.NOT_HEARD_BECAUSE), againOn: day.nullable() });
export const notHeard = entryKind('interests.not-heard', notHeardHeader);
export const feedbackHeader = z.strictObject({ feedback: uuid, determination: uuid.nullable(), toldOn: day, weight: z.enum(v.VIEW_WEIGHTS), language: z.enum(v.LANGUAGE_STANDINGS) });
/** The child was told what became of what it wanted. */
export const feedbackGiven = entryKind('interests.feedback-given', feedbackHeader);

export const assessedHeader = z.strictObject({ assessment: uuid, about: z.enum(v.STEPS), on: day, result: z.enum(v.ASSESSED), isPasted: z.boolean() });
/** The short assessment of one step; its five lines are sealed. */
export const assessed = entryKind('interests.assessed', assessedHeader);

export const begunHeader = z.strictObject({ determination: uuid, occasion: z.enum(v.OCCASIONS), age: z.enum(AGES) });
/** A determination begins. The one before it holds until this one is decided. */
export const begun = entryKind('interests.begun', begunHeader);
export const weighedHeader = z.strictObject({ determination: uuid, element: z.enum(v.ELEMENTS), weight: z.enum(v.WEIGHTS), sources: z.array(uuid).min(1) });
/** One element was weighed, on what stands in the file; the last time holds. */
export const weighed = entryKind('interests.weighed', weighedHeader);
export const conditionsHeader = z.strictObject({ determination: uuid, conditions: z.array(z.enum(v.CONDITIONS)) });
/** What is said under the headings; the text is sealed, and nothing is counted. */
export const conditionsWritten = entryKind('interests.conditions-written', conditionsHeader);
const prospect = z.enum(v.PROSPECTS);
export const comparedHeader = z.strictObject({ determination: uuid, option: z.enum(v.OPTIONS), status: prospect, care: prospect, safety: prospect, education: prospect, permanence: prospect });
export const compared = entryKind('interests.option-compared', comparedHeader);
export const viewHeader = z.strictObject({
  determination: uuid,
  of: z.enum(v.VIEWERS),
  standing: z.enum(v.VIEW_STANDINGS),
  source: z.enum(v.VIEW_SOURCES),
  /** The paper on which it stands, where it was not said here. */
  document: uuid.nullable(),
  /** Whether whoever says it is a parent or a relative of the child. */
  isRelative: z.boolean(),
  option: z.enum(v.OPTIONS).nullable(),
});
export const viewTaken = entryKind('interests.view-taken', viewHeader);
export const dissentHeader = z.strictObject({ determination: uuid, dissent: uuid, by: z.enum(v.DISSENTERS) });
/** Somebody does not agree; also after it was decided. */
export const dissented = entryKind('interests.dissented', dissentHeader);
export const proposedHeader = z.strictObject({ determination: uuid, option: z.enum(v.OPTIONS) });
/** What whoever weighed it proposes to those who decide. */
export const proposed = entryKind('interests.proposed', proposedHeader);
export const explainedHeader = z.strictObject({ determination: uuid, option: z.enum(v.OPTIONS), language: z.enum(v.LANGUAGE_STANDINGS) });
/** The reasons in words for the child; they stand on its page once it is decided so. */
export const explained = entryKind('interests.explained', explainedHeader);
export const decidedHeader = z.strictObject({
  determination: uuid,
  option: z.enum(v.OPTIONS),
  decider: z.enum(v.INTERESTS_DECIDERS),
  decidedOn: day,
  reviewOn: day,
  document: uuid.nullable(),
});
/** Decided by others than those who weighed it. From here on it does not change; a new one can take its place. */
export const decided = entryKind('interests.decided', decidedHeader);
export const reviewedHeader = z.strictObject({ determination: uuid, result: z.enum(v.REVIEW_RESULTS), nextOn: day.nullable() });
/** Somebody who did not weigh it looked at it again, because the day came or something changed. */
export const reviewed = entryKind('interests.reviewed', reviewedHeader);

export const claimHeader = z.strictObject({
  claim: z.enum(v.CLAIMS),
  /** The paper on which the lawyer of the child agreed that the country of origin is asked; null where there is none. */
  agreement: uuid.nullable(),
});
/** How the claim for protection stands. In `recognition`, which no partner in the country of origin reads. */
export const claimSet = entryKind('tracing.claim-set', claimHeader);

export const tracingHeader = z.strictObject({ tracing: uuid, wanted: z.enum(v.TRACING_WANTED), country: z.enum(COUNTRIES).nullable(), route: z.enum(v.TRACING_ROUTES), askedOn: day });
/** Asked of another country, or of this one where the family is here. */
export const tracingAsked = entryKind('tracing.asked', tracingHeader);
export const tracingReceived = entryKind('tracing.received', z.strictObject({ tracing: uuid, receivedOn: day }));
export const answerHeader = z.strictObject({ tracing: uuid, answeredOn: day, found: z.enum(v.FOUND), lookedAt: z.enum(v.LOOKED_AT), document: uuid.nullable() });
export const tracingAnswered = entryKind('tracing.answered', answerHeader);
export const judgedHeader = z.strictObject({ tracing: uuid, judgement: z.enum(v.JUDGEMENTS) });
/** What those here make of the answer. */
export const tracingJudged = entryKind('tracing.judged', judgedHeader);

export const chosenHeader = z.strictObject({ solution: uuid, determination: uuid, option: z.enum(v.OPTIONS) });
/** What was decided to be best is going to be done. That it is done, and that it fell away, everybody at the table knows: `file.solution-carried-out`. */
export const solutionChosen = entryKind('solution.chosen', chosenHeader);
export const settledHeader = z.strictObject({ solution: uuid, decider: z.enum(v.INTERESTS_DECIDERS), decidedOn: day, document: uuid.nullable() });
/** Whoever has to give leave for it in law did. */
export const solutionDecided = entryKind('solution.decided', settledHeader);
export const legalHeader = z.strictObject({ solution: uuid, step: z.enum(v.LEGAL_STEPS), standing: z.enum(v.LEGAL_STANDINGS), on: day, until: day.nullable() });
export const legalStep = entryKind('solution.legal-step', legalHeader);
export const adulthoodHeader = z.strictObject({ plan: uuid, age: z.enum(AGES), parts: z.array(z.enum(v.ADULTHOOD_PARTS)).min(1), nextOn: day });
/** What the child grows up into, planned with it. */
export const adulthoodPlanned = entryKind('solution.adulthood-planned', adulthoodHeader);

export const INTERESTS_KINDS = [
  heard,
  notHeard,
  feedbackGiven,
  assessed,
  begun,
  weighed,
  conditionsWritten,
  compared,
  viewTaken,
  dissented,
  proposed,
  explained,
  decided,
  reviewed,
  claimSet,
  tracingAsked,
  tracingReceived,
  tracingAnswered,
  tracingJudged,
  solutionChosen,
  solutionDecided,
  legalStep,
  adulthoodPlanned,
] as const;
