import { z } from 'zod';
import { AGES, COUNTRIES, INCIDENTS, OUTCOMES, URGENCIES as CHECK_URGENCIES } from '#src/knowledge/vocabulary.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { attachmentsField } from '#src/platform/attachments/header.ts';
import { earlierVersion, entryKind } from '#src/platform/journal/kinds.ts';
import { ADVICE_GIVEN, AUTHORITIES, CHANNELS, CIRCUMSTANCES, CLOSING_OUTCOMES, DEADLINE_REASONS, DIRECTIONS, EXPORT_PURPOSES, LINK_REASONS, PASSING_GROUNDS, PASSING_PURPOSES, SAFETY_WORDS, SEALED_TO, WAYS, YES_OR_NOT } from './vocabulary.ts';

/** What a check said when somebody reported from it; its answers are in the sealed words. */
const checkHeader = z.strictObject({ outcome: z.enum(OUTCOMES), urgency: z.enum(CHECK_URGENCIES).nullable(), incident: z.enum(INCIDENTS).nullable() });

export const receivedHeader = z.strictObject({
  channel: z.enum(CHANNELS),
  way: z.enum(WAYS),
  language: z.enum(LANGUAGES),
  country: z.enum(COUNTRIES),
  dangerNow: z.enum(YES_OR_NOT),
  aloneNow: z.enum(YES_OR_NOT),
  age: z.enum(AGES).nullable(),
  check: checkHeader.nullable(),
});

/** A report came in. */
export const received = entryKind('report.received', receivedHeader);

const messageHeader = z.strictObject({
  message: z.uuid(),
  direction: z.enum(DIRECTIONS),
  isLegal: z.boolean(),
  /** It asks the reporter for more. */
  asks: z.boolean(),
  /** Who of the desk wrote it; null for the reporter. */
  worker: z.uuid().nullable(),
});

/** Somebody wrote, perhaps with files; words and names of files are sealed. A legal answer is shown to the reporter only once it is signed off. */
export const messageAdded = entryKind('report.message-added', messageHeader.extend({ attachments: attachmentsField }), [
  // Messages of then took no files.
  earlierVersion(messageHeader, (old) => ({ ...old, attachments: [] })),
]);

export const signedOff = entryKind('report.reply-signed-off', z.strictObject({ message: z.uuid(), jurist: z.uuid() }));
/** The jurist did not sign; why is sealed. */
export const turnedBack = entryKind('report.reply-turned-back', z.strictObject({ message: z.uuid(), jurist: z.uuid() }));

/** The reporter wants this not to be shown to whoever opens the conversation with the words. The desk still has it. */
export const messageHidden = entryKind('report.message-hidden', z.strictObject({ message: z.uuid() }));
export const withdrawn = entryKind('report.withdrawn', z.strictObject({}));
export const safetySaid = entryKind('report.safety-said', z.strictObject({ says: z.enum(SAFETY_WORDS) }));

/** Who has it from now on; null for nobody. */
export const assigned = entryKind('report.assigned', z.strictObject({ worker: z.uuid().nullable() }));
/** A note of the desk to itself; the words are sealed. */
export const noted = entryKind('report.noted', z.strictObject({ note: z.uuid(), worker: z.uuid() }));
export const linked = entryKind('report.linked', z.strictObject({ report: z.uuid(), because: z.enum(LINK_REASONS), isLinked: z.boolean() }));
export const spamMarked = entryKind('report.spam-marked', z.strictObject({ isSpam: z.boolean() }));

/** Something has to be done by a day, and why. */
export const deadlineSet = entryKind('report.deadline-set', z.strictObject({ deadline: z.uuid(), on: z.iso.date(), because: z.enum(DEADLINE_REASONS), worker: z.uuid() }));
export const deadlineMet = entryKind('report.deadline-met', z.strictObject({ deadline: z.uuid(), worker: z.uuid() }));

export const closedHeader = z.strictObject({
  outcome: z.enum(CLOSING_OUTCOMES),
  advice: z.array(z.enum(ADVICE_GIVEN)),
  circumstances: z.array(z.enum(CIRCUMSTANCES)),
  /** Where it happened; never where somebody comes from. */
  eventCountry: z.enum(COUNTRIES).nullable(),
});
export const closed = entryKind('report.closed', closedHeader);
export const reopened = entryKind('report.reopened', z.strictObject({}));

export const passedOnHeader = z.strictObject({ authority: z.enum(AUTHORITIES), ground: z.enum(PASSING_GROUNDS), purpose: z.enum(PASSING_PURPOSES), until: z.iso.date().nullable() });
/** Something about an adult was disclosed to an authority: to whom, on what ground and why; the words are sealed. */
export const passedOn = entryKind('report.passed-on', passedOnHeader);
export const becameFile = entryKind('report.became-file', z.strictObject({ file: z.uuid() }));

/** The conversation left as a sealed package: why, and for whom; `recipient` names the key, and stays empty where it was words. */
export const exported = entryKind('report.exported', z.strictObject({ purpose: z.enum(EXPORT_PURPOSES), sealedTo: z.enum(SEALED_TO), recipient: z.hash('sha256').nullable(), worker: z.uuid() }));
/** Whether a file may know who reported. `worker` wrote it down for the reporter; null where the reporter said so. */
export const identityAgreed = entryKind('report.identity-agreed', z.strictObject({ agrees: z.boolean(), worker: z.uuid().nullable() }));

export const REPORT_KINDS = [received, messageAdded, signedOff, turnedBack, messageHidden, withdrawn, safetySaid, assigned, noted, linked, spamMarked, deadlineSet, deadlineMet, closed, reopened, passedOn, exported, identityAgreed, becameFile] as const;
