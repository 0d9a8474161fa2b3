import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { Reads } from './gather.ts';
import { LONGEST_GUARDED, MOST_GUARDED } from './words.ts';

/**
 * Names under which any part of the house seals what leads to a child: where it is or goes to school, and how somebody there is
 * reached. By name and not by kind of entry, so that what another room adds later is kept back from its first day.
 */
const LEADS_TO_CHILD: ReadonlySet<string> = new Set(['place', 'address', 'where', 'school', 'contact', 'phone', 'phones', 'ringBack']);
/** Of where the child sleeps everything is kept back, whatever it is called there, but how the child itself is called. */
const WHOLE: Section = 'location';
const NAMES_OF_CHILD: ReadonlySet<string> = new Set(['calledBy', 'given', 'family']);

/** Sections that are looked through for it, by whoever may read them. What is privileged or of health says where a child is only by chance. */
export const LOOKED_THROUGH: readonly Section[] = ['identity', 'chronology', 'protection', 'location', 'solution', 'reintegration'];

/** Shorter than this it would stand everywhere; longer it is a story and would never be found word for word. */
const SHORTEST = 3;

/** A line of an address is looked for as well as the whole: nobody repeats all of it. */
const linesOf = (text: string): string[] => [text, ...text.split(/[\n;]/)].map((line) => line.trim()).filter((line) => line.length >= SHORTEST && line.length <= LONGEST_GUARDED);

const isKeptBack = (section: string | null, name: string): boolean => LEADS_TO_CHILD.has(name) || (section === WHOLE && !NAMES_OF_CHILD.has(name));

function wordsOf({ section, body }: ReadEntry): string[] {
  if (!body?.opened) return [];
  const sealed: unknown = JSON.parse(body.value.toString());
  if (typeof sealed !== 'object' || sealed === null) return [];
  return Object.entries(sealed).flatMap(([name, value]) => (typeof value === 'string' && isKeptBack(section, name) ? linesOf(value) : []));
}

/** Words of the file that no paper may say, as far as they were read. */
export const keptBack = (reads: Reads): readonly string[] => [...new Set(LOOKED_THROUGH.flatMap((section) => (reads[section] ?? []).flatMap(wordsOf)))].slice(0, MOST_GUARDED);
