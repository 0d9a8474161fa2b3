import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { unseal } from '#src/files/model/words.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { replied, requested, written } from '../model/kinds.ts';
import { replyWords, sealedLetter, sealedRequest, type LetterWords, type RequestWords } from '../model/words.ts';

/** What lies in `reintegration`, as far as this person may read it. */
export async function entriesFor(member: Member, file: string): Promise<readonly ReadEntry[]> {
  const answer = await member.perform(READ_SECTION.reintegration, member.actor, { file });
  return answer.done ? answer.value.entries : [];
}

/** What was asked in a hand-over; null where it is erased. */
export function requestOf(entries: readonly ReadEntry[], handover: string): RequestWords | null {
  const entry = entries.find((e) => e.kind === requested.name && e.header['handover'] === handover);
  const read = entry && unseal(sealedRequest, entry);
  return read && 'words' in read ? read.words.words : null;
}

type Letter = { readonly pdf: Buffer; readonly words: LetterWords | RequestWords };
/** A letter as it left: the first has the id of its hand-over. */
export function letterIn(entries: readonly ReadEntry[], id: string): Letter | null {
  const first = entries.find((e) => e.kind === requested.name && e.header['handover'] === id);
  const later = entries.find((e) => e.kind === written.name && e.header['letter'] === id);
  const read = first ? unseal(sealedRequest, first) : later ? unseal(sealedLetter, later) : null;
  return read && 'words' in read ? { pdf: Buffer.from(read.words.pdf, 'base64'), words: read.words.words } : null;
}

export type ReplyRead = { readonly entry: ReadEntry; readonly words: ReturnType<typeof replyWords.parse> | null };
export function repliesIn(entries: readonly ReadEntry[], handover: string): readonly ReplyRead[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== replied.name || entry.header['handover'] !== handover) return [];
    const read = unseal(replyWords, entry);
    return [{ entry, words: 'words' in read ? read.words : null }];
  });
}

/** The number under which they keep it, as it was said last. */
export const theirNumberIn = (entries: readonly ReadEntry[], handover: string): string => repliesIn(entries, handover).findLast((r) => r.words && r.words.number !== '')?.words?.number ?? '';
