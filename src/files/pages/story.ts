import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { z } from 'zod';
import { eventAdded, noteAdded, promiseMade, wordsRecorded, type eventHeader, type wordsHeader } from '../model/kinds.ts';
import { eventWords, noteWords, spokenWords, unseal, type Read } from '../model/words.ts';

type By = { readonly on: string; readonly at: Date | null; readonly actor: string };
type Header<S extends z.ZodType> = z.output<S>;

/** One thing in the story of a file, with the words as far as they open. */
export type Told =
  | ({ readonly is: 'event'; readonly header: Header<typeof eventHeader>; readonly read: Read<typeof eventWords>; readonly isCorrected: boolean } & By)
  | ({ readonly is: 'words'; readonly header: Header<typeof wordsHeader>; readonly read: Read<typeof spokenWords> } & By)
  | ({ readonly is: 'note'; readonly note: string; readonly read: Read<typeof noteWords> } & By);

function toldBy(entry: ReadEntry, corrected: ReadonlySet<string>): Told | null {
  const by = { on: entry.recordedOn, at: entry.recordedAt, actor: entry.actor };
  switch (entry.kind) {
    case eventAdded.name: {
      const header = entry.header as Header<typeof eventHeader>;
      return { is: 'event', header, read: unseal(eventWords, entry), isCorrected: corrected.has(header.event), ...by };
    }
    case wordsRecorded.name:
      return { is: 'words', header: entry.header as Header<typeof wordsHeader>, read: unseal(spokenWords, entry), ...by };
    case noteAdded.name:
      return { is: 'note', note: String(entry.header['note']), read: unseal(noteWords, entry), ...by };
    default:
      return null;
  }
}

/** When it happened, as far as that is known; else when it was written down. */
const dayOf = (told: Told): string => (told.is === 'event' ? (told.header.happened ?? told.on) : told.is === 'words' ? (told.header.spokenOn ?? told.on) : told.on);

/** The story in the order in which it happened. */
export function storyOf(entries: readonly ReadEntry[]): readonly Told[] {
  const corrected = new Set(entries.flatMap((e) => (e.kind === eventAdded.name && typeof e.header['corrects'] === 'string' ? [e.header['corrects']] : [])));
  const all = entries.map((entry) => toldBy(entry, corrected)).filter((told) => told !== null);
  // Of one day what was written first comes first.
  return all.map((told, at) => ({ told, at })).toSorted((a, b) => (dayOf(a.told) === dayOf(b.told) ? a.at - b.at : dayOf(a.told) < dayOf(b.told) ? -1 : 1)).map(({ told }) => told);
}

/** The words of what was promised to the child, by the promise. */
export function promisesIn(entries: readonly ReadEntry[]): ReadonlyMap<string, Read<typeof noteWords>> {
  return new Map(entries.filter((e) => e.kind === promiseMade.name).map((e) => [e.header['promise'] as string, unseal(noteWords, e)]));
}
