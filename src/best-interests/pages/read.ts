import type { z } from 'zod';
import { unseal } from '#src/files/model/words.ts';
import { day, sectionName, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import type { Choice } from '#src/platform/ui/forms.tsx';
import { seeInterests, type Interests, type Source } from '../actions/see-actions.ts';

/** What is best for the child, as this reader sees it. */
export async function interestsFor({ view }: Part): Promise<Interests | null> {
  const answer = await view.member.perform(seeInterests, view.member.actor, { file: view.file });
  return answer.done ? answer.value : null;
}

type Kind = Pick<EntryKind, 'name'>;
type Wanted = Readonly<Record<string, string>>;

const isAs = (header: Readonly<Record<string, unknown>>, wanted: Wanted): boolean => Object.entries(wanted).every(([field, value]) => header[field] === value);

/** What was sealed under the last entry of a kind with these in its header; null where it is gone or was never there. */
export function wordsAs<S extends z.ZodType>({ view }: Part, kind: Kind, schema: S, wanted: Wanted): z.output<S> | null {
  const entry = (view.reads.solution?.entries ?? []).findLast((e: ReadEntry) => e.kind === kind.name && isAs(e.header, wanted));
  const read = entry ? unseal(schema, entry) : null;
  return read && 'words' in read ? read.words : null;
}

/** In which list the code of a source has its word. */
const CODES_OF: Readonly<Record<string, string>> = { event: 'event', words: 'words-kind', fact: 'fact-what', document: 'document.what', hearing: 'best.listener', assessment: 'best.step', tracing: 'best.wanted' };

/** What a source is called: what it is, and when it was recorded. */
export function sourceName({ site }: Part, { is, code, on, section }: Source): string {
  const { t } = site;
  const list = CODES_OF[is];
  const what = list && code ? `: ${word(t, list, code)}` : '';
  return `${word(t, 'best.source', is)}${what}, ${day(site, on)} (${sectionName(t, section)})`;
}

/** How many can be picked at once: what is newer comes first, and what stands there already stays. */
const MOST_PICKED = 100;

export const sourceChoices = (part: Part, { sources }: Interests, kept: readonly string[] = []): readonly Choice[] => {
  const [newest, older] = [sources.slice(0, MOST_PICKED), sources.slice(MOST_PICKED).filter(({ id }) => kept.includes(id))];
  return [...newest, ...older].map((source) => ({ value: source.id, label: sourceName(part, source) }));
};

/** Papers of a file, or of one section of it. */
export const paperChoices = (part: Part, { sources }: Interests, section?: string): readonly Choice[] =>
  sources.filter((s) => s.is === 'document' && (section === undefined || s.section === section)).map((source) => ({ value: source.id, label: sourceName(part, source) }));

export const wordsChoices = (part: Part, { sources }: Interests): readonly Choice[] => sources.filter((s) => s.is === 'words').map((source) => ({ value: source.id, label: sourceName(part, source) }));
