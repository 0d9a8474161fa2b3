import { fileState, type FileState } from '#src/files/model/state.ts';
import { SIGN_EVENTS, type EventCode } from '#src/files/model/vocabulary.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';

type Happened = FileState['events'][number];

const POLICE: readonly EventCode[] = ['police-contact', 'in-custody'];
/** Where somebody of the police or of a service met the child, and could have seen. */
const CONTACTS: ReadonlySet<EventCode> = new Set<EventCode>([...POLICE, 'first-contact', 'notified', 'check-done', 'hearing']);

/** What holds of the chronology: not what was put right since. */
function holding({ events }: FileState): readonly Happened[] {
  const gone = new Set(events.map((e) => e.corrects));
  return events.filter((e) => !gone.has(e.event)).toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}
/** Of what nobody knows the day, the day on which it was written down: too late rather than invented. */
const dayOf = ({ happened, on }: Pick<Happened, 'happened' | 'on'>): string => happened ?? on;
const isSign = ({ what, hadMissedSign }: Happened): boolean => hadMissedSign || SIGN_EVENTS.includes(what);

const MS_A_DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / MS_A_DAY);
/** Whole months that have passed. */
function monthsBetween(from: string, to: string): number {
  const [[y1 = 0, m1 = 0, d1 = 0], [y2 = 0, m2 = 0, d2 = 0]] = [from.split('-').map(Number), to.split('-').map(Number)];
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}
export const timeBetween = (from: string, to: string): { days: number; months: number } => ({ days: daysBetween(from, to), months: monthsBetween(from, to) });

/** Since when somebody could have looked whether the child is a victim: the first contact with police, the first sign, and which came first. */
export type FirstContact = { readonly police: string | null; readonly sign: string | null; readonly from: string | null; readonly days: number | null };

/** Counted from days of headers. Null where nothing of it stands in the file. */
export function firstContact(file: FileState, today: string): FirstContact {
  const events = holding(file);
  const police = events.find((e) => POLICE.includes(e.what));
  const checked = file.checks.find((c) => c.check.outcome !== 'keep-watching')?.on;
  const seen = events.find((e) => isSign(e) || e.what === 'first-contact');
  const sign = [checked, seen && dayOf(seen)].filter((d) => d !== undefined).toSorted()[0] ?? null;
  const met = police ? dayOf(police) : null;
  const from = [met, sign].filter((d) => d !== null).toSorted()[0] ?? null;
  return { police: met, sign, from, days: from === null ? null : Math.max(0, daysBetween(from, today)) };
}

/** Somebody of the police or of a service who met the child before a day; or anybody who missed a sign, up to that day itself. */
export const isContactBefore = (event: Pick<Happened, 'what' | 'happened' | 'hadMissedSign' | 'on'>, day: string): boolean => (event.hadMissedSign ? dayOf(event) <= day : CONTACTS.has(event.what) && dayOf(event) < day);

export type Contact = Pick<Happened, 'event' | 'what' | 'happened' | 'precision' | 'source' | 'hadMissedSign'>;

/** Each contact with police or a service before a day, and which of them had a sign that nobody followed: the lawyer's one line. */
export function contactsBefore(file: FileState, day: string): { readonly all: readonly Contact[]; readonly missed: readonly Contact[] } {
  const all = holding(file).filter((e) => isContactBefore(e, day));
  return { all, missed: all.filter((e) => e.hadMissedSign) };
}

/** How long it took from the first contact until the child was first treated or recognised as a victim; null while it has not been, or where nothing says when it began. */
export function recognitionTime(headers: readonly HeaderRow[]): { readonly from: string; readonly to: string; readonly days: number; readonly months: number } | null {
  const file = fileState(headers);
  const to = file.ledger.filter((s) => s.status === 'presumed' || s.status === 'recognised').map((s) => s.decidedOn).toSorted()[0];
  const from = to === undefined ? null : firstContact(file, to).from;
  // Recognised before the first contact that was written down: then nothing is known of how long it took.
  return to === undefined || from === null || from > to ? null : { from, to, ...timeBetween(from, to) };
}
