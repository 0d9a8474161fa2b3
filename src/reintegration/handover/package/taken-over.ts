import type { z } from 'zod';
import * as kinds from '#src/files/model/kinds.ts';
import { whyNotBrought } from '#src/files/model/rules.ts';
import { FAMILY_SIGNS, SIGN_EVENTS } from '#src/files/model/vocabulary.ts';
import { factWords, seal, signsWords, statusWords } from '#src/files/model/words.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { readHeader, UnreadableHeader, type EntryKind } from '#src/platform/journal/kinds.ts';
import type { ReadPart, SectionEntry } from '#src/platform/packages/verify-sections.ts';

type Read<K extends EntryKind> = { readonly header: z.output<K['header']>; readonly body: unknown; readonly sequence: number; readonly recordedOn: string };

/** What a body holds; nothing where it is gone, or is no such thing. */
function bodyOf({ body }: SectionEntry): unknown {
  try {
    return body === null ? null : JSON.parse(body);
  } catch {
    return null;
  }
}

/** Entries of one kind as they are read today. One that a newer version wrote is left in the chain, to be read there. */
export function entriesOf<K extends EntryKind>(sections: readonly ReadPart[], kind: K): readonly Read<K>[] {
  return sections.flatMap(({ entries }) =>
    entries.flatMap((entry): Read<K>[] => {
      if (entry.kind !== kind.name) return [];
      try {
        return [{ header: readHeader(kind, entry.version, entry.header as Record<string, never>) as z.output<K['header']>, body: bodyOf(entry), sequence: entry.sequence, recordedOn: entry.recordedOn }];
      } catch (error) {
        if (error instanceof UnreadableHeader) return [];
        throw error;
      }
    }),
  );
}

/** Who the child is: by it the file is found, and found again. */
function factsOf(sections: readonly ReadPart[]): readonly Draft[] {
  const withdrawn = new Set(entriesOf(sections, kinds.factWithdrawn).map(({ header }) => header.fact));
  return entriesOf(sections, kinds.factRecorded).flatMap(({ header, body }) => {
    const words = factWords.safeParse(body);
    if (withdrawn.has(header.fact) || !words.success) return [];
    return [draft(kinds.factRecorded, { ...header, source: 'other-agency' }, { section: 'identity', body: seal(factWords, words.data) })];
  });
}

/** The three signs that point to the family keep a child here from being handed to it: one that was seen there was seen. */
function signsOf(sections: readonly ReadPart[]): readonly Draft[] {
  const checks = entriesOf(sections, kinds.signsRecorded);
  const last = checks.at(-1);
  if (!last) return [];
  const words = signsWords.safeParse(last.body);
  const family = Object.fromEntries(FAMILY_SIGNS.map((sign) => [sign, checks.some((c) => c.header[sign] === 'seen') ? 'seen' : last.header[sign]]));
  const header = { ...last.header, ...family };
  return words.success ? [draft(kinds.signsRecorded, header, { section: 'recognition', body: seal(signsWords, words.data) })] : [];
}

/** As it was decided there, by an authority of another country; what it brought there it does not bring here: desks-and-law 20. */
function statusOf(sections: readonly ReadPart[]): readonly Draft[] {
  const last = entriesOf(sections, kinds.statusSet).at(-1);
  const words = statusWords.safeParse(last?.body);
  if (!last || !words.success) return [];
  const step: z.input<typeof kinds.statusHeader> = { ...last.header, decider: 'foreign-authority', effects: ['none'], objectUntil: null };
  if (whyNotBrought('import', { step, words: words.data })) return [];
  const isAfter = entriesOf(sections, kinds.eventAdded).some(({ header, sequence }) => sequence > last.sequence && (SIGN_EVENTS.includes(header.what) || header.hadMissedSign));
  const isSpoken = entriesOf(sections, kinds.wordsRecorded).some(({ header, sequence }) => sequence > last.sequence && header.kind !== 'objection');
  return [
    draft(kinds.statusSet, step, { section: 'recognition', body: seal(statusWords, { reasons: words.data.reasons, toObject: '' }) }),
    // A sign after the decision opens it again.
    ...(isAfter ? [draft(kinds.signNoted, { because: 'event' }, { section: null })] : isSpoken ? [draft(kinds.signNoted, { because: 'child-spoke' }, { section: null })] : []),
  ];
}

/**
 * What of a file from elsewhere is taken over as entries of our own, because rules here need it: who the child is, the signs that
 * point to the family, and how the status stands. Everything else stays what it is, an entry of another installation.
 */
export const takenOver = (sections: readonly ReadPart[]): readonly Draft[] => [...factsOf(sections), ...signsOf(sections), ...statusOf(sections)];
