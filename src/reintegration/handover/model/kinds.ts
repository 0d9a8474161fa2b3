import { z } from 'zod';
import { JUSTICE_GROUNDS, type Ground } from '#src/files/model/vocabulary.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { attachmentsField } from '#src/platform/attachments/header.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import * as v from './vocabulary.ts';

const uuid = z.uuid();
const day = z.iso.date();
/** The letter that left, as it lies in the body. */
const letter = { digest: z.hash('sha256'), bytes: z.int().min(1) };

export const requestedHeader = z.strictObject({
  handover: uuid,
  agency: uuid,
  country: z.enum(COUNTRIES),
  language: z.enum(LANGUAGES),
  goesTo: z.enum(v.GOES_TO),
  /** Who is asked, in the order of the official route, and whose yes is needed, as the pack of that country had it on the day `asOf`. */
  authorities: z.array(z.enum(v.ROUTE_AUTHORITIES)).min(1),
  consents: z.array(z.enum(v.ROUTE_AUTHORITIES)),
  needsNumber: z.boolean(),
  asOf: day,
  /** Whether the rules on data protection of the union hold there; where not, by what its data may go. */
  isOutside: z.boolean(),
  transfer: z.enum(v.TRANSFER_GROUNDS).nullable(),
  /** Until when an answer is hoped for: the late ones wait on a list. */
  answerBy: day,
  ...letter,
});
/** Another country is asked to take the child over. What is asked, and the letter, are sealed. */
export const requested = entryKind('handover.requested', requestedHeader);

export const writtenHeader = z.strictObject({
  handover: uuid,
  letter: uuid,
  what: z.enum(v.LETTERS),
  answerBy: day.nullable(),
  arrivesOn: day.nullable(),
  escort: z.enum(v.ESCORTS).nullable(),
  because: z.enum(v.WITHDRAWN_BECAUSE).nullable(),
  ...letter,
});
/** A further letter of ours. */
export const written = entryKind('handover.written', writtenHeader);

export const repliedHeader = z.strictObject({
  handover: uuid,
  reply: uuid,
  what: z.enum(v.REPLIES),
  from: z.enum(v.ROUTE_AUTHORITIES),
  by: z.enum(v.WAYS),
  on: day,
  hasNumber: z.boolean(),
  refusal: z.enum(v.REFUSALS).nullable(),
  attachments: attachmentsField,
});
/** What came back, with its scan. Who said it, and under which number, is sealed. */
export const replied = entryKind('handover.replied', repliedHeader);

const sections = z.array(z.enum(v.SHARED_SECTIONS)).min(1);
export const shareAskedHeader = z.strictObject({
  share: uuid,
  handover: uuid,
  agency: uuid,
  country: z.enum(COUNTRIES),
  sections,
  /** The key to which it will be sealed. */
  recipient: z.hash('sha256'),
  /** On what the receiver may read what the child is accused of; null where it may not. */
  justiceGround: z.enum(JUSTICE_GROUNDS as readonly [Ground, ...Ground[]]).nullable(),
  answerBy: day,
});
/** Everybody at the table is asked whether these sections may go along. It stands where all of them read it. */
export const shareAsked = entryKind('handover.share-asked', shareAskedHeader);
export const shareAnsweredHeader = z.strictObject({ share: uuid, agency: uuid, agrees: z.boolean(), withWords: z.boolean(), childSays: z.enum(v.CHILD_SAYS) });
/** What an agency of a section says to that; it stands in the section. */
export const shareAnswered = entryKind('handover.share-answered', shareAnsweredHeader);

export const packageMadeHeader = z.strictObject({ share: uuid, package: uuid, sections, recipient: z.hash('sha256') });
export const packageMade = entryKind('handover.package-made', packageMadeHeader);
/** That what stood in the section until then left it. */
export const sectionPacked = entryKind('handover.section-packed', z.strictObject({ share: uuid, package: uuid, withWords: z.boolean() }));

const packageReceivedHeader = z.strictObject({
  package: uuid,
  /** The installation from which it came, as it is known here, and its own names of the file and the hand-over. */
  node: uuid,
  stream: uuid,
  handover: uuid.nullable(),
  country: z.enum(COUNTRIES),
  madeOn: day,
  sections,
  entries: z.int().min(0),
  manifest: z.hash('sha256'),
});
/** A package was taken in. Its signed manifest is in the body, so that it can be proven again at any time. */
export const packageReceived = entryKind('handover.package-received', packageReceivedHeader);
/** A section as it came, with its files; in the body as it was written elsewhere. */
export const sectionReceived = entryKind('handover.section-received', z.strictObject({ package: uuid, entries: z.int().min(0), attachments: attachmentsField }));

/** How the child is was given back, sealed, to the installation from which a package came: which answers, and whether with their words. */
export const answersPacked = entryKind('handover.answers-packed', z.strictObject({ package: uuid, received: uuid, answers: z.array(uuid).max(v.MOST_ANSWERS), withWords: z.boolean() }));
/** Such answers were taken in. Their signed manifest and what it speaks of are in the body, so that they can be proven again. */
export const answersReceived = entryKind('handover.answers-received', z.strictObject({ package: uuid, node: uuid, handover: uuid, madeOn: day, answers: z.array(uuid).max(v.MOST_ANSWERS), manifest: z.hash('sha256') }));

export const HANDOVER_KINDS = [requested, written, replied, shareAsked, shareAnswered, packageMade, sectionPacked, packageReceived, sectionReceived, answersPacked, answersReceived] as const;
