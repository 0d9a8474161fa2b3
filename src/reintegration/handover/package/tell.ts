import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { SectionEntry } from '#src/platform/packages/verify-sections.ts';

/** An entry of another installation as somebody reads it: what it is, when, and what was written. */
export type ToldEntry = { readonly title: string; readonly on: string; readonly lines: readonly string[] };
/** Who reads: whoever works with the file here, or anybody who is handed it on paper. */
export type Reader = 'here' | 'paper';

/** Which list names what an entry of a kind is, and in which field of its header that stands. */
const NAMED: Readonly<Record<string, readonly [field: string, list: string]>> = {
  'file.event-added': ['what', 'file.event'],
  'file.words-recorded': ['kind', 'file.words-kind'],
  'file.fact-recorded': ['what', 'file.fact'],
  'file.status-set': ['status', 'file.status'],
  'file.document-added': ['what', 'document.what'],
};
const DATED: readonly string[] = ['happened', 'spokenOn', 'decidedOn', 'on', 'dueOn'];

/** Every text that stands in a body, in its order; without what is a file or a code for programs. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'pdf' ? [] : textsIn(inner)));
}

function bodyTexts(body: string | null): readonly string[] {
  if (body === null) return [];
  try {
    return textsIn(JSON.parse(body));
  } catch {
    return [body];
  }
}

/** What an entry is called: by its code where there is a word for that in this language. */
function titleOf(t: Translate, has: (key: string) => boolean, kind: string, header: Readonly<Record<string, unknown>>): string {
  const [field, list] = NAMED[kind] ?? ['', ''];
  const key = `${list}.${String(header[field])}`;
  if (has(key)) return t(key as MessageKey);
  const own = `handover.foreign.${kind}`;
  return t((has(own) ? own : 'handover.foreign.other') as MessageKey);
}

/**
 * Null where it is not for this reader: that a child was not established to be a victim stands on no paper, since nobody knows who reads
 * it (desks-and-law 20).
 */
export function tellEntry(t: Translate, has: (key: string) => boolean, { kind, header: given, body, recordedOn }: SectionEntry, reader: Reader): ToldEntry | null {
  const header = (given ?? {}) as Record<string, unknown>;
  if (reader === 'paper' && kind === 'file.status-set' && header['status'] === 'not-established') return null;
  const dated = DATED.map((field) => header[field]).find((value) => typeof value === 'string');
  return { title: titleOf(t, has, kind, header), on: typeof dated === 'string' ? dated : recordedOn, lines: bodyTexts(body) };
}
