import type { z } from 'zod';
import { documentAdded } from '#src/files/model/kinds.ts';
import { noteWords, unseal } from '#src/files/model/words.ts';
import { day } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Choice } from '#src/platform/ui/forms.tsx';
import { seeReturning, type Returning } from '../actions/see-actions.ts';

/** How the return of the child stands, as this reader sees it. */
export async function returningFor({ view }: Part): Promise<Returning | null> {
  const answer = await view.member.perform(seeReturning, view.member.actor, { file: view.file });
  return answer.done ? answer.value : null;
}

const entriesIn = ({ view }: Part) => view.reads.solution?.entries ?? [];

/** What was sealed under the last entry of a kind that carries this id; null where it is gone or was never there. */
export function wordsOf<S extends z.ZodType>(part: Part, kind: Pick<EntryKind, 'name'>, schema: S, field: string, id: string, isThis: (header: Readonly<Record<string, unknown>>) => boolean = () => true): z.output<S> | null {
  const entry = entriesIn(part).findLast((e) => e.kind === kind.name && e.header[field] === id && isThis(e.header));
  const read = entry ? unseal(schema, entry) : null;
  return read && 'words' in read ? read.words : null;
}

/** Who recorded it. */
export const actorOf = (part: Part, kind: Pick<EntryKind, 'name'>, field: string, id: string): string => entriesIn(part).findLast((e) => e.kind === kind.name && e.header[field] === id)?.actor ?? '';

/** The papers of the section, as a form offers them. */
export function papersIn(part: Part): readonly Choice[] {
  const { t } = part.site;
  return entriesIn(part)
    .filter((e) => e.kind === documentAdded.name)
    .map((e) => {
      const read = unseal(noteWords, e);
      return { value: String(e.header['document']), label: [t(`document.what.${String(e.header['what'])}` as MessageKey), day(part.site, e.recordedOn), 'words' in read ? read.words.text.slice(0, 60) : ''].filter(Boolean).join(', ') };
    });
}
