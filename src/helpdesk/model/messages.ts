import type { ReadEntry } from '#src/platform/action/entries.ts';
import { messageAdded, turnedBack } from './kinds.ts';
import type { MessageState, ReportState } from './state.ts';
import { readWords, type WordsRead } from './words.ts';

/** A message with its words, as far as they open. */
export type Message = MessageState & { read: WordsRead };

/** The conversation: what is known of each message from the headers, with the words of the entries that were opened. */
export function messagesOf(state: ReportState, entries: readonly ReadEntry[]): Message[] {
  const words = new Map(entries.filter((e) => e.kind === messageAdded.name).map((e) => [e.header['message'] as string, readWords(e)]));
  return state.messages.map((m) => ({ ...m, read: words.get(m.id) ?? { isGone: true } }));
}

/** Why a jurist did not sign, by message. */
export function reasonsIn(entries: readonly ReadEntry[]): ReadonlyMap<string, WordsRead> {
  return new Map(entries.filter((e) => e.kind === turnedBack.name).map((e) => [e.header['message'] as string, readWords(e)]));
}
