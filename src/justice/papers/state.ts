import type { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { drafted, issued, signedOff, type draftedHeader } from './kinds.ts';
import { issuedWords, paperWords, signerWords, type PaperWords, type SignerWords } from './words.ts';

type Header = z.output<typeof draftedHeader>;

/** A paper as it stands: its last revision, who stands for that, and whether it left. */
export type Paperwork = {
  readonly last: Header;
  /** Null where what it said is erased. */
  readonly words: PaperWords | null;
  /** Everybody who wrote in it. */
  readonly writers: readonly string[];
  readonly changedOn: string;
  readonly signed: { readonly revision: number; readonly by: string; readonly on: string; readonly words: SignerWords | null } | null;
  readonly issued: { readonly on: string; readonly digest: string; readonly bytes: number; readonly pdf: Buffer | null } | null;
};

const opened = <S extends z.ZodType>(schema: S, { body }: ReadEntry): z.output<S> | null => (body?.opened ? schema.parse(JSON.parse(body.value.toString())) : null);

function withEntry(all: ReadonlyMap<string, Paperwork>, entry: ReadEntry): ReadonlyMap<string, Paperwork> {
  const document = String(entry.header['document']);
  const known = all.get(document);
  const set = (paper: Paperwork) => new Map([...all, [document, paper]]);
  if (entry.kind === drafted.name) {
    const words = opened(paperWords, entry);
    return set({ last: entry.header as Header, words, writers: [...new Set([...(known?.writers ?? []), entry.actor])], changedOn: entry.recordedOn, signed: known?.signed ?? null, issued: known?.issued ?? null });
  }
  if (!known) return all;
  if (entry.kind === signedOff.name) return set({ ...known, signed: { revision: entry.header['revision'] as number, by: entry.actor, on: entry.recordedOn, words: opened(signerWords, entry) } });
  if (entry.kind === issued.name) {
    const pdf = opened(issuedWords, entry)?.pdf;
    return set({ ...known, issued: { on: entry.recordedOn, digest: String(entry.header['digest']), bytes: Number(entry.header['bytes']), pdf: pdf === undefined ? null : Buffer.from(pdf, 'base64') } });
  }
  return all;
}

/** The papers of a section, in the order in which they were begun. */
export const papersIn = (entries: readonly ReadEntry[]): readonly Paperwork[] => [...entries.reduce(withEntry, new Map<string, Paperwork>()).values()];

export const paperOf = (entries: readonly ReadEntry[], document: string): Paperwork | undefined => papersIn(entries).find(({ last }) => last.document === document);

/** Whether somebody stands for what it says now, and not for what it said before. */
export const isSigned = ({ last, signed }: Paperwork): boolean => signed?.revision === last.revision;
