import { z } from 'zod';
import { COUNTRIES, INCIDENTS, OUTCOMES, URGENCIES } from '#src/knowledge/vocabulary.ts';
import { verdictHeader } from '#src/matching/index.ts';
import { attachmentsField } from '#src/platform/attachments/header.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import { LOOK_REASONS, UNUSUAL } from './unusual.ts';
import * as v from './vocabulary.ts';

const checkHeader = z.strictObject({ outcome: z.enum(OUTCOMES), urgency: z.enum(URGENCIES).nullable(), incident: z.enum(INCIDENTS).nullable() });

const openedHeader = z.strictObject({ origin: z.enum(v.ORIGINS), report: z.uuid().nullable(), country: z.enum(COUNTRIES), agency: z.uuid() });
/** The file begins; the agency that opened it has the lead. */
export const opened = entryKind('file.opened', openedHeader);
export const sectionOpened = entryKind('file.section-opened', z.strictObject({ section: z.enum(v.LATER_SECTIONS), agency: z.uuid(), purpose: z.enum(v.PURPOSES), ground: z.enum(v.GROUNDS) }));

export const eventHeader = z.strictObject({
  event: z.uuid(),
  what: z.enum(v.EVENTS),
  /** The first day of the month or the year where no more is known; null where nothing is. */
  happened: z.iso.date().nullable(),
  precision: z.enum(v.PRECISIONS),
  source: z.enum(v.SOURCES),
  country: z.enum(COUNTRIES).nullable(),
  /** A sign was there that nobody followed: for the lawyer's one line, and to measure recognition. */
  hadMissedSign: z.boolean(),
  /** The entry that it puts right. Both stay. */
  corrects: z.uuid().nullable(),
});
/** Something happened; where and what exactly is sealed. */
export const eventAdded = entryKind('file.event-added', eventHeader);

export const wordsHeader = z.strictObject({
  words: z.uuid(),
  kind: z.enum(v.WORDS_KINDS),
  spokenOn: z.iso.date().nullable(),
  present: z.array(z.enum(v.PRESENT)),
  interpreter: z.enum(v.YES_NO_UNKNOWN),
  /** Whether the child could speak without whoever brought it or came for it. */
  wasAlone: z.enum(v.YES_NO_UNKNOWN),
});
/** What the child said, wrote or objected to, in its own words, which are sealed beside the question that was asked. */
export const wordsRecorded = entryKind('file.words-recorded', wordsHeader);

export const factHeader = z.strictObject({ fact: z.uuid(), what: z.enum(v.FACTS), source: z.enum(v.SOURCES), certainty: z.enum(v.CERTAINTIES) });
/** Something about who the child is; what exactly is sealed. */
export const factRecorded = entryKind('file.fact-recorded', factHeader);
export const factWithdrawn = entryKind('file.fact-withdrawn', z.strictObject({ fact: z.uuid(), because: z.enum(v.WITHDRAWALS) }));

export const signsHeader = z.strictObject({ check: checkHeader, liv06: z.enum(v.SIGN_ANSWERS), liv03: z.enum(v.SIGN_ANSWERS), fin08: z.enum(v.SIGN_ANSWERS) });
/** A check was done for this child; which signs were seen is sealed, but for the three that say whether a parent may be told. */
export const signsRecorded = entryKind('file.signs-recorded', signsHeader);

export const statusHeader = z.strictObject({
  status: z.enum(v.STATUSES),
  decider: z.enum(v.DECIDERS),
  decidedOn: z.iso.date(),
  effects: z.array(z.enum(v.EFFECTS)),
  bases: z.array(z.enum(v.BASES)).min(1),
  /** The last day on which somebody can object; null where the pack says none. */
  objectUntil: z.iso.date().nullable(),
});
/** A step in the ledger; why, and how to object, is sealed. */
export const statusSet = entryKind('file.status-set', statusHeader);

const invitedHeader = z.strictObject({ agency: z.uuid(), section: z.enum(v.SECTIONS), purpose: z.enum(v.PURPOSES), ground: z.enum(v.GROUNDS), endsOn: z.iso.date(), answerBy: z.iso.date() });
/** An agency is invited to a section and can look at once, until the day by which it has to answer. */
export const partyInvited = entryKind('file.party-invited', invitedHeader);
export const partyAnswered = entryKind('file.party-answered', z.strictObject({ agency: z.uuid(), sections: z.array(z.enum(v.SECTIONS)).min(1), answer: z.enum(v.PARTY_ANSWERS) }));
export const partyEnded = entryKind('file.party-ended', z.strictObject({ agency: z.uuid(), section: z.enum(v.SECTIONS), because: z.enum(v.ENDINGS) }));
/** Told to everybody at the table, without what it is about: who may see it finds it in its section. */
export const tableTold = entryKind('file.table-told', z.strictObject({ what: z.enum(v.TOLD) }));
/** There is a new sign. What was called not established is open again, whoever noted it and wherever. */
export const signNoted = entryKind('file.sign-noted', z.strictObject({ because: z.enum(v.SIGN_ORIGINS) }));
export const leadOffered = entryKind('file.lead-offered', z.strictObject({ agency: z.uuid() }));
export const leadTaken = entryKind('file.lead-taken', z.strictObject({ agency: z.uuid() }));
/** Somebody looked where the agency is not, for a reason that could not wait. The table is told by this entry. */
export const glassBroken = entryKind('file.glass-broken', z.strictObject({ section: z.enum(v.EMERGENCY_SECTIONS), agency: z.uuid(), person: z.uuid(), until: z.iso.date(), because: z.enum(v.EMERGENCY_REASONS) }));
/** Somebody looked in a way that is not usual, and said why. The table is told by this entry. */
export const lookExplained = entryKind('file.look-explained', z.strictObject({ person: z.uuid(), agency: z.uuid(), unusual: z.array(z.enum(UNUSUAL)).min(1), because: z.enum(LOOK_REASONS) }));
/** The child is gone. Everybody at the table is told by this entry; where it was seen last stands in `protection`. */
export const missingBegun = entryKind('file.missing-begun', z.strictObject({ missing: z.uuid() }));
export const missingEnded = entryKind('file.missing-ended', z.strictObject({ missing: z.uuid(), how: z.enum(v.MISSING_ENDINGS) }));
export const personExcluded = entryKind('file.person-excluded', z.strictObject({ person: z.uuid(), isExcluded: z.boolean() }));

/** To whom notices and the child's page go. Never a parent of itself: desks-and-law 24. */
export const representativeSet = entryKind('file.representative-set', z.strictObject({ relation: z.enum(v.RELATIONS) }));
/** Who sits with the child when it reads its own page. */
export const confidantNamed = entryKind('file.confidant-named', z.strictObject({ person: z.uuid(), agency: z.uuid() }));

export const taskHeader = z.strictObject({ task: z.uuid(), dueOn: z.iso.date(), owner: z.enum(v.TASK_OWNERS), agency: z.uuid().nullable(), isLaw: z.boolean(), hearsLate: z.enum(v.TASK_OWNERS).nullable() });
export const taskSet = entryKind('file.task-set', taskHeader);
export const taskEnded = entryKind('file.task-ended', z.strictObject({ task: z.uuid(), how: z.enum(v.TASK_ENDINGS), dueOn: z.iso.date().nullable() }));
/** What the task is, or why it ended as it did; the words are sealed. */
export const taskDescribed = entryKind('file.task-described', z.strictObject({ task: z.uuid() }));

export const packTaskHeader = z.strictObject({
  task: z.uuid(),
  code: z.enum(v.TASK_CODES),
  /** The event with which it began; null where it began with the file or with a step of the ledger. */
  occasion: z.uuid().nullable(),
  startedOn: z.iso.date(),
  review: z.enum(v.TASK_REVIEWS),
  /** The day of the knowledge by which it was proposed: with it the pack as it was is found again. */
  asOf: z.iso.date(),
});
/** That a task came from the pack of the country, and which. It stands where what it began with stands. */
export const taskFromPack = entryKind('file.task-from-pack', packTaskHeader);

export const promiseMade = entryKind('file.promise-made', z.strictObject({ promise: z.uuid(), dueOn: z.iso.date().nullable() }));
export const promiseKept = entryKind('file.promise-kept', z.strictObject({ promise: z.uuid() }));
export const noteAdded = entryKind('file.note-added', z.strictObject({ note: z.uuid() }));

/** Documents of a section, as somebody sent them. Their names, and what they are, are sealed; they are erased with the section. */
export const documentAdded = entryKind(
  'file.document-added',
  z.strictObject({
    document: z.uuid(),
    what: z.enum(v.DOCUMENTS),
    /** What in the same section it belongs to: an event, words, a note. */
    item: z.uuid().nullable(),
    attachments: attachmentsField,
  }),
);

/** Somebody who sees both files says whether they are about one child; why is sealed. Both journals stay. */
export const likenessJudged = entryKind('file.likeness-judged', verdictHeader);

export const accessAsked = entryKind('file.access-asked', z.strictObject({ request: z.uuid(), asker: z.enum(v.ACCESS_ASKERS), askedOn: z.iso.date() }));
export const accessAnswered = entryKind('file.access-answered', z.strictObject({ request: z.uuid(), answer: z.enum(v.ACCESS_ANSWERS), refusals: z.array(z.enum(v.ACCESS_REFUSALS)) }));

/** What was decided to be best for the child is done, and the child is where it stays. What it is stands in `solution`. */
export const solutionCarriedOut = entryKind('file.solution-carried-out', z.strictObject({ solution: z.uuid(), carriedOutOn: z.iso.date() }));
/** It did not last: whoever thought that the child is settled knows that it is not. */
export const solutionFellAway = entryKind('file.solution-fell-away', z.strictObject({ solution: z.uuid(), because: z.enum(v.SOLUTION_ENDINGS) }));

const GATES = ['closure'] as const;
const CLOSURE_OBSTACLES = ['no-durable-solution', 'status-open', 'task-open', 'child-not-heard', 'child-missing', 'no-representative', 'objection-open', 'access-open'] as const;
/** A decision against a gate that was closed: it binds nobody and is counted. */
export const decidedAgainst = entryKind('file.decided-against', z.strictObject({ gate: z.enum(GATES), obstacles: z.array(z.enum(CLOSURE_OBSTACLES)).min(1) }));
export const closed = entryKind('file.closed', z.strictObject({ because: z.enum(v.CLOSINGS) }));
export const reopened = entryKind('file.reopened', z.strictObject({}));

export const FILE_KINDS = [
  opened,
  sectionOpened,
  eventAdded,
  wordsRecorded,
  factRecorded,
  factWithdrawn,
  signsRecorded,
  statusSet,
  partyInvited,
  partyAnswered,
  partyEnded,
  tableTold,
  signNoted,
  leadOffered,
  leadTaken,
  glassBroken,
  lookExplained,
  missingBegun,
  missingEnded,
  personExcluded,
  representativeSet,
  confidantNamed,
  taskSet,
  taskEnded,
  taskDescribed,
  taskFromPack,
  promiseMade,
  promiseKept,
  noteAdded,
  documentAdded,
  likenessJudged,
  accessAsked,
  accessAnswered,
  solutionCarriedOut,
  solutionFellAway,
  decidedAgainst,
  closed,
  reopened,
] as const;
