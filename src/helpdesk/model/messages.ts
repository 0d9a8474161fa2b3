import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { NamedAttachment } from '#src/platform/attachments/open.ts';
import { messageAdded, turnedBack } from './kinds.ts';
import type { MessageState, ReportState } from './state.ts';
import { readWords, type WordsRead } from './words.ts';

/** A message with its words and the names of its files, as far as they open. */
export type Message = MessageState & { read: WordsRead; attachments: readonly NamedAttachment[] };

/** The conversation: what is known of each message from the headers, with the words of the entries that were opened. */
export function messagesOf(state: ReportState, entries: readonly ReadEntry[]): Message[] {
  const byMessage = new Map(entries.filter((e) => e.kind === messageAdded.name).map((e) => [e.header['message'] as string, e]));
  return state.messages.map((m) => {
    const entry = byMessage.get(m.id);
    return { ...m, read: entry ? readWords(entry) : { isGone: true }, attachments: entry?.attachments ?? [] };
  });
}

/** Why a jurist did not sign, by message. */
export function reasonsIn(entries: readonly ReadEntry[]): ReadonlyMap<string, WordsRead> {
  return new Map(entries.filter((e) => e.kind === turnedBack.name).map((e) => [e.header['message'] as string, readWords(e)]));
}
