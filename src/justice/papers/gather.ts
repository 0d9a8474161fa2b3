import type { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { eventAdded, factRecorded, factWithdrawn, noteAdded, signsRecorded, statusSet, wordsRecorded, type eventHeader, type factHeader, type signsHeader, type statusHeader, type wordsHeader } from '#src/files/model/kinds.ts';
import type { EventCode, Section } from '#src/files/model/vocabulary.ts';
import { eventWords, factWords, noteWords, signsWords, unseal } from '#src/files/model/words.ts';
import { isContactBefore } from '../prosecution/model/contacts.ts';
import { dayIn, wordIn } from './shown.ts';
import { put, type Wording } from './wording.ts';
import type { Statement } from './words.ts';

/** What was read of a file, section by section. */
export type Reads = Readonly<Partial<Record<Section, readonly ReadEntry[]>>>;
export type Telling = { readonly file: string; readonly t: Translate; readonly language: string; readonly wording: Wording };

const SHORT = 8;
const short = (id: string): string => id.slice(0, SHORT).toUpperCase();

/** Where a statement stands in the file: the section, the day it was written down, its number, and from whom it is known. */
function sourceOf({ file, t, language, wording }: Telling, entry: ReadEntry, id: string, source: string | null): string {
  const values = { file: short(file), section: wordIn(t, 'section', entry.section ?? ''), on: dayIn(language, entry.recordedOn), entry: short(id), source: source === null ? wordIn(t, 'source-of', 'professional') : wordIn(t, 'source-of', source) };
  return put(wording.entry, values);
}

const headerOf = <S extends z.ZodType>(entry: ReadEntry): z.output<S> => entry.header as z.output<S>;
const ofKind = (entries: readonly ReadEntry[] | undefined, { name }: { name: string }): readonly ReadEntry[] => (entries ?? []).filter((e) => e.kind === name);

/** What happened that says nothing of where the child is or goes. The others stand in no paper. */
const TOLD: ReadonlySet<EventCode> = new Set<EventCode>(['first-contact', 'made-to-take-part', 'police-contact', 'in-custody', 'released', 'fetched-by-adult', 'check-done', 'notified', 'missing']);
/** Of these only that it happened: what a child told is in its own words, which go out when a person puts them there. */
const WITHOUT_WORDS: ReadonlySet<EventCode> = new Set<EventCode>(['disclosed']);

type EventHeader = z.output<typeof eventHeader>;
const corrected = (entries: readonly ReadEntry[]): ReadonlySet<unknown> => new Set(entries.map((e) => e.header['corrects']).filter((c) => c !== null));
const byDay = (a: EventHeader, b: EventHeader): number => ((a.happened ?? '') < (b.happened ?? '') ? -1 : 1);

function eventsOf(reads: Reads): readonly { entry: ReadEntry; header: EventHeader }[] {
  const all = ofKind(reads.chronology, eventAdded);
  const gone = corrected(all);
  return all.map((entry) => ({ entry, header: headerOf<typeof eventHeader>(entry) })).filter(({ header }) => !gone.has(header.event)).toSorted((a, b) => byDay(a.header, b.header));
}

const dayOf = ({ t, language }: Telling, { happened }: EventHeader): string => (happened === null ? t('file.day-not-known') : dayIn(language, happened));

export function whatHappened(telling: Telling, reads: Reads): Statement[] {
  return eventsOf(reads).flatMap(({ entry, header }) => {
    const isBare = WITHOUT_WORDS.has(header.what);
    if (!isBare && !TOLD.has(header.what)) return [];
    const read = unseal(eventWords, entry);
    const words = isBare || !('words' in read) ? '' : ` ${read.words.text}`;
    return [{ text: `${dayOf(telling, header)}: ${wordIn(telling.t, 'event', header.what)}.${words}`, sources: [sourceOf(telling, entry, header.event, header.source)] }];
  });
}

/** The lawyer's one line: how many contacts there were before today, and then each at which a sign was there that nobody followed. */
export function missedContacts(telling: Telling, reads: Reads, today: string): Statement[] {
  const before = eventsOf(reads).filter(({ entry, header }) => isContactBefore({ ...header, on: entry.recordedOn }, today) && (TOLD.has(header.what) || WITHOUT_WORDS.has(header.what)));
  const missed = before.filter(({ header }) => header.hadMissedSign);
  const sources = missed.slice(0, MOST_SOURCES).map(({ entry, header }) => sourceOf(telling, entry, header.event, header.source));
  const line = put(telling.wording.sayings.contacts, { count: String(before.length), missed: String(missed.length) });
  return missed.length === 0 ? [] : [{ text: line, sources }, ...eachMissed(telling, missed)];
}
/** As many as a statement takes. */
const MOST_SOURCES = 20;
const eachMissed = (telling: Telling, missed: readonly { entry: ReadEntry; header: EventHeader }[]): Statement[] =>
  missed.map(({ entry, header }) => ({ text: put(telling.wording.sayings.missed, { day: dayOf(telling, header), what: wordIn(telling.t, 'event', header.what) }), sources: [sourceOf(telling, entry, header.event, header.source)] }));

/** That the child was heard, and how; what it said stands in the file. */
export const wasHeard = (telling: Telling, reads: Reads): Statement[] =>
  ofKind(reads.chronology, wordsRecorded).map((entry) => {
    const header = headerOf<typeof wordsHeader>(entry);
    const { t, language, wording } = telling;
    const day = dayIn(language, header.spokenOn ?? entry.recordedOn);
    const present = header.present.length === 0 ? wordIn(t, 'yes-no', 'not-known') : header.present.map((p) => wordIn(t, 'present', p)).join(', ');
    const heard = put(wording.sayings.heard, { day, present, interpreter: wordIn(t, 'yes-no', header.interpreter) });
    return { text: `${heard} ${put(wording.sayings.alone, { alone: wordIn(t, 'yes-no', header.wasAlone) })}`, sources: [sourceOf(telling, entry, header.words, 'child')] };
  });

/** Who the child is, as far as a receiver needs it: never from where, in which language, or with whom. */
export function whoItIs(telling: Telling, reads: Reads): Statement[] {
  const withdrawn = new Set(ofKind(reads.identity, factWithdrawn).map((e) => e.header['fact']));
  return ofKind(reads.identity, factRecorded).flatMap((entry) => {
    const header = headerOf<typeof factHeader>(entry);
    const read = unseal(factWords, entry);
    const saying = header.what === 'name' ? 'name' : header.what === 'birth-date' ? 'birth' : header.what === 'age-assessed' ? 'age' : null;
    if (withdrawn.has(header.fact) || saying === null || !('words' in read)) return [];
    const { given, family, value } = read.words;
    const said = [given, family, value].filter((s) => s !== '').join(' ');
    return said === '' ? [] : [{ text: put(telling.wording.sayings[saying], { value: said }), sources: [sourceOf(telling, entry, header.fact, header.source)] }];
  });
}

/** What was seen, and the status that holds. What only has to be watched, and what was not established, stand in no paper. */
export function whatPointsToIt(telling: Telling, reads: Reads): Statement[] {
  const { t, language, wording } = telling;
  const seen = ofKind(reads.recognition, signsRecorded).flatMap((entry) => {
    const header = headerOf<typeof signsHeader>(entry);
    const read = unseal(signsWords, entry);
    if (header.check.outcome === 'keep-watching' || !('words' in read)) return [];
    return [{ text: read.words.lines, sources: [sourceOf(telling, entry, `${entry.recordedOn}`.replaceAll('-', ''), 'professional')] }];
  });
  const entry = ofKind(reads.recognition, statusSet).at(-1);
  const status = entry && headerOf<typeof statusHeader>(entry);
  if (!entry || !status || status.status === 'not-established') return seen;
  const bases = status.bases.filter((b) => b !== 'nothing-found').map((b) => wordIn(t, 'basis', b)).join(', ');
  const text = put(wording.sayings.status, { decider: wordIn(t, 'decider', status.decider), day: dayIn(language, status.decidedOn), status: wordIn(t, 'status', status.status), bases });
  return [...seen, { text, sources: [sourceOf(telling, entry, status.decidedOn.replaceAll('-', ''), 'document')] }];
}

/** How the case stands, in the words of those who may know it. */
export const theCase = (telling: Telling, reads: Reads): Statement[] =>
  ofKind(reads.justice, noteAdded).flatMap((entry) => {
    const read = unseal(noteWords, entry);
    return 'words' in read ? [{ text: read.words.text, sources: [sourceOf(telling, entry, String(entry.header['note']), 'document')] }] : [];
  });

/** What happened by the last check that says so. */
export const incidentIn = (reads: Reads): string | null => ofKind(reads.recognition, signsRecorded).map((e) => headerOf<typeof signsHeader>(e).check.incident).findLast((i) => i !== null) ?? null;
