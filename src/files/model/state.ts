import type { z } from 'zod';
import type { Country } from '#src/knowledge/vocabulary.ts';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import { shredded } from '#src/platform/journal/shredding.ts';
import * as kinds from './kinds.ts';
import { FAMILY_SIGNS, FIRST_SECTIONS, type Section, type Status } from './vocabulary.ts';

type When = { readonly on: string; readonly at: Date | null; readonly inSection: string | null };
type Of<K extends { header: z.ZodObject }> = z.output<K['header']> & When;

/** How an agency stands to one section. Who is asked can look at once and writes once it has accepted. */
export type Seat = {
  readonly agency: string;
  readonly section: Section;
  readonly standing: 'invited' | 'accepted' | 'declined' | 'left' | 'ended';
  readonly purpose: string;
  readonly ground: string;
  readonly endsOn: string | null;
  readonly since: string;
};

export type Task = z.output<typeof kinds.taskHeader> & { readonly setOn: string; readonly standing: 'open' | 'done' | 'waived'; readonly timesMoved: number; readonly fromPack: z.output<typeof kinds.packTaskHeader> | null };
type Promised = { readonly promise: string; readonly dueOn: string | null; readonly madeOn: string; readonly keptOn: string | null };
type AccessRequest = { readonly request: string; readonly asker: string; readonly askedOn: string; readonly answer: string | null };

/** A file as the headers tell it that somebody may see, or all of them for the gates. */
export type FileState = {
  readonly opened: Of<typeof kinds.opened> | null;
  readonly lead: string | null;
  readonly leadOfferedTo: string | null;
  readonly seats: readonly Seat[];
  readonly sections: readonly Of<typeof kinds.sectionOpened>[];
  readonly events: readonly Of<typeof kinds.eventAdded>[];
  readonly words: readonly Of<typeof kinds.wordsRecorded>[];
  readonly facts: readonly (Of<typeof kinds.factRecorded> & { readonly isWithdrawn: boolean })[];
  readonly checks: readonly Of<typeof kinds.signsRecorded>[];
  readonly ledger: readonly Of<typeof kinds.statusSet>[];
  /** Whether there was a new sign after the last step of the ledger. */
  readonly hasNewSign: boolean;
  /** Each time the child was gone, and whether it is. */
  readonly missing: readonly { readonly missing: string; readonly on: string; readonly at: Date | null; readonly how: string | null; readonly endedOn: string | null }[];
  readonly isGone: boolean;
  /** What everybody at the table was told, whatever they may read. */
  readonly told: readonly Of<typeof kinds.tableTold>[];
  readonly emergencies: readonly Of<typeof kinds.glassBroken>[];
  /** Looks that were not usual, each with the reason that was given. */
  readonly explained: readonly Of<typeof kinds.lookExplained>[];
  readonly excluded: readonly string[];
  /** Those of them whom the lead kept out, and nobody else lets in. */
  readonly excludedByLead: readonly { readonly person: string; readonly because: Of<typeof kinds.personExcluded>['because']; readonly on: string }[];
  readonly representative: Of<typeof kinds.representativeSet> | null;
  readonly confidant: Of<typeof kinds.confidantNamed> | null;
  readonly tasks: readonly Task[];
  readonly promises: readonly Promised[];
  readonly requests: readonly AccessRequest[];
  /** What was carried out of what is best for the child, so long as it lasts. */
  readonly solution: Of<typeof kinds.solutionCarriedOut> | null;
  readonly against: readonly Of<typeof kinds.decidedAgainst>[];
  readonly closed: Of<typeof kinds.closed> | null;
  /** Sections that hold anything but their opening. */
  readonly filled: readonly string[];
  readonly erased: readonly string[];
  readonly lastOn: string;
};

const EMPTY: FileState = {
  opened: null, lead: null, leadOfferedTo: null, seats: [], sections: [], events: [], words: [], facts: [], checks: [], ledger: [], hasNewSign: false,
  missing: [], isGone: false, told: [], emergencies: [], explained: [], excluded: [], excludedByLead: [], representative: null, confidant: null, tasks: [], promises: [], requests: [], solution: null, against: [], closed: null, filled: [], erased: [], lastOn: '',
};

type Entry<H> = { header: H; section: string | null; recordedOn: string; recordedAt: Date | null };
const of = <H>({ header, section, recordedOn, recordedAt }: Entry<H>): H & When => ({ ...header, on: recordedOn, at: recordedAt, inSection: section });

const isAt = (seat: Seat, agency: string, sections: readonly string[]) => seat.agency === agency && sections.includes(seat.section);
const seated = (state: FileState, seat: Seat): FileState => ({ ...state, seats: [...state.seats.filter((s) => !isAt(s, seat.agency, [seat.section])), seat] });
const standing = (state: FileState, agency: string, sections: readonly string[], now: Seat['standing']): FileState => ({ ...state, seats: state.seats.map((s) => (isAt(s, agency, sections) ? { ...s, standing: now } : s)) });

const endTask = (tasks: readonly Task[], { task, how, dueOn }: { task: string; how: string; dueOn: string | null }): readonly Task[] =>
  tasks.map((t) => {
    if (t.task !== task) return t;
    return how === 'moved' ? { ...t, dueOn: dueOn ?? t.dueOn, timesMoved: t.timesMoved + 1 } : { ...t, standing: how === 'done' ? 'done' : 'waived' };
  });

const fold = foldOf<FileState>(EMPTY, (on) => [
  on(kinds.opened, (s, e) => {
    const { agency } = e.header;
    const seats = FIRST_SECTIONS.map((section): Seat => ({ agency, section, standing: 'accepted', purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: null, since: e.recordedOn }));
    return { ...s, opened: of(e), lead: agency, seats };
  }),
  on(kinds.sectionOpened, (s, e) => seated({ ...s, sections: [...s.sections, of(e)] }, { ...e.header, standing: 'accepted', endsOn: null, since: e.recordedOn })),
  on(kinds.eventAdded, (s, e) => ({ ...s, events: [...s.events, of(e)], isGone: e.header.what === 'missing' || (s.isGone && e.header.what !== 'found-again') })),
  on(kinds.wordsRecorded, (s, e) => ({ ...s, words: [...s.words, of(e)] })),
  on(kinds.factRecorded, (s, e) => ({ ...s, facts: [...s.facts, { ...of(e), isWithdrawn: false }] })),
  on(kinds.factWithdrawn, (s, { header }) => ({ ...s, facts: s.facts.map((f) => (f.fact === header.fact ? { ...f, isWithdrawn: true } : f)) })),
  on(kinds.signsRecorded, (s, e) => ({ ...s, checks: [...s.checks, of(e)] })),
  on(kinds.statusSet, (s, e) => ({ ...s, ledger: [...s.ledger, of(e)], hasNewSign: false })),
  on(kinds.signNoted, (s) => ({ ...s, hasNewSign: true })),
  on(kinds.partyInvited, (s, { header, recordedOn }) => seated(s, { ...header, standing: 'invited', since: recordedOn })),
  on(kinds.partyAnswered, (s, { header }) => standing(s, header.agency, header.sections, header.answer)),
  on(kinds.partyEnded, (s, { header }) => standing(s, header.agency, [header.section], 'ended')),
  on(kinds.leadOffered, (s, { header }) => ({ ...s, leadOfferedTo: header.agency })),
  on(kinds.leadTaken, (s, { header }) => ({ ...s, lead: header.agency, leadOfferedTo: null })),
  on(kinds.missingBegun, (s, { header, recordedOn, recordedAt }) => ({ ...s, isGone: true, missing: [...s.missing, { ...header, on: recordedOn, at: recordedAt, how: null, endedOn: null }] })),
  on(kinds.missingEnded, (s, { header, recordedOn }) => ({ ...s, isGone: false, missing: s.missing.map((m) => (m.missing === header.missing ? { ...m, how: header.how, endedOn: recordedOn } : m)) })),
  on(kinds.tableTold, (s, e) => ({ ...s, told: [...s.told, of(e)] })),
  on(kinds.glassBroken, (s, e) => ({ ...s, emergencies: [...s.emergencies, of(e)] })),
  on(kinds.lookExplained, (s, e) => ({ ...s, explained: [...s.explained, of(e)] })),
  on(kinds.personExcluded, (s, { header: { person, isExcluded, because }, recordedOn }) => {
    const [excluded, excludedByLead] = [s.excluded.filter((p) => p !== person), s.excludedByLead.filter((e) => e.person !== person)];
    return { ...s, excluded: isExcluded ? [...excluded, person] : excluded, excludedByLead: isExcluded && because !== null ? [...excludedByLead, { person, because, on: recordedOn }] : excludedByLead };
  }),
  on(kinds.representativeSet, (s, e) => ({ ...s, representative: of(e) })),
  on(kinds.confidantNamed, (s, e) => ({ ...s, confidant: of(e) })),
  on(kinds.taskSet, (s, { header, recordedOn }) => ({ ...s, tasks: [...s.tasks, { ...header, setOn: recordedOn, standing: 'open', timesMoved: 0, fromPack: null }] })),
  on(kinds.taskFromPack, (s, { header }) => ({ ...s, tasks: s.tasks.map((t) => (t.task === header.task ? { ...t, fromPack: header } : t)) })),
  on(kinds.taskEnded, (s, { header }) => ({ ...s, tasks: endTask(s.tasks, header) })),
  on(kinds.promiseMade, (s, { header, recordedOn }) => ({ ...s, promises: [...s.promises, { ...header, madeOn: recordedOn, keptOn: null }] })),
  on(kinds.promiseKept, (s, { header, recordedOn }) => ({ ...s, promises: s.promises.map((p) => (p.promise === header.promise ? { ...p, keptOn: recordedOn } : p)) })),
  on(kinds.accessAsked, (s, { header }) => ({ ...s, requests: [...s.requests, { ...header, answer: null }] })),
  on(kinds.accessAnswered, (s, { header }) => ({ ...s, requests: s.requests.map((r) => (r.request === header.request ? { ...r, answer: header.answer } : r)) })),
  on(kinds.solutionCarriedOut, (s, e) => ({ ...s, solution: of(e) })),
  on(kinds.solutionFellAway, (s, { header }) => ({ ...s, solution: s.solution?.solution === header.solution ? null : s.solution })),
  on(kinds.decidedAgainst, (s, e) => ({ ...s, against: [...s.against, of(e)] })),
  on(kinds.closed, (s, e) => ({ ...s, closed: of(e) })),
  on(kinds.reopened, (s) => ({ ...s, closed: null })),
  on(shredded, (s, { section }) => ({ ...s, erased: section === null ? s.erased : [...s.erased, section] })),
]);

/** Everything that these headers of one file say. */
export function fileState(headers: readonly HeaderRow[]): FileState {
  const filled = headers.flatMap((h) => (h.section === null ? [] : [h.section]));
  return { ...fold(headers), filled: [...new Set(filled)], lastOn: headers.at(-1)?.recorded_on ?? '' };
}

/** The same for somebody who sees these sections: what is hidden looks absent. */
export const stateFor = (headers: readonly HeaderRow[], sections: readonly string[]): FileState => fileState(headers.filter((h) => h.section === null || sections.includes(h.section)));

/** How it was known at the end of a day. */
export const stateOn = (headers: readonly HeaderRow[], day: string): FileState => fileState(headers.filter((h) => h.recorded_on <= day));

/** The status that holds. What was not established is possible again once there is a new sign: desks-and-law 20. */
export function statusOf({ ledger, hasNewSign }: FileState): Status | null {
  const last = ledger.at(-1)?.status ?? null;
  return last === 'not-established' && hasNewSign ? 'possible' : last;
}

/** In which country a file is led: its first entry says so. */
export function countryOf({ opened }: FileState): Country {
  if (!opened) throw new TypeError('a file that nobody opened');
  return opened.country;
}

/** Whether a child that was missing was not found again yet. */
export const isMissing = ({ isGone }: FileState): boolean => isGone;

/** Whether a sign points to the family, by the three of desks-and-law 24. What a later check did not look at was not looked at: it takes nothing back of what an earlier one saw. */
export function familySignsOf({ checks }: Pick<FileState, 'checks'>): 'seen' | 'not-seen' | 'not-known' {
  const last = FAMILY_SIGNS.map((sign) => checks.findLast((check) => check[sign] !== 'not-known')?.[sign] ?? 'not-known');
  if (last.includes('seen')) return 'seen';
  return last.every((one) => one === 'not-seen') ? 'not-seen' : 'not-known';
}

export const seatOf = ({ seats }: FileState, agency: string, section: string): Seat | undefined => seats.find((s) => isAt(s, agency, [section]));

export const openTasks = ({ tasks }: FileState): readonly Task[] => tasks.filter((t) => t.standing === 'open').toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
