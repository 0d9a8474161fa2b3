import type { Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ReadEntry } from './entries.ts';

/** What sealed words leave so that their stream is found again without being opened. */
export type Imprint = {
  /** Under which key it is written. */
  readonly epoch: string;
  /** What it is found by; equal things give equal tokens under one epoch. */
  readonly tokens: readonly number[];
  /** What it is compared by, and from which the tokens can be made again. */
  readonly sealed: Buffer;
};

/** Whether a stream is to be found now, and which agency one asks who does not see it. */
export type FoundAs = { readonly isFound: boolean; readonly ask: string | null };

/**
 * How imprints follow from what is recorded. What an action keeps and what a rebuild makes again come from this one rule,
 * so that there is no second truth.
 */
export type ImprintRule = {
  readonly streamKind: string;
  /** The section whose words it is made from; as `imprint_rule` in the database says. */
  readonly section: string;
  /** Pure: from the headers of all sections. */
  readonly standing: (headers: readonly HeaderRow[]) => FoundAs;
  /** From the opened entries of the section, the same for the same entries and keys; null where nothing can be found by them. */
  readonly make: (streamId: string, entries: readonly ReadEntry[]) => Imprint | null;
  /** The same under the key of today, from what is sealed and without a word; null where it does not open. */
  readonly renew: (streamId: string, before: Pick<Imprint, 'epoch' | 'sealed'>) => Imprint | null;
};

/** All rules, by the kind of stream. */
export type ImprintRules = ReadonlyMap<string, ImprintRule>;

/** What shall stand in the database for one stream; null where nothing shall. */
export type WantedImprint = (Imprint & FoundAs) | null;

/** What is not to be found keeps no tokens. */
export const standingAs = (imprint: Imprint | null, { isFound, ask }: FoundAs): WantedImprint => imprint && { ...imprint, tokens: isFound ? imprint.tokens : [], isFound, ask };

/** What stands there; for whoever makes imprints. */
export async function readImprint(tx: Transaction, streamId: string): Promise<WantedImprint> {
  const row = await tx.selectFrom('imprint').select(['epoch', 'tokens', 'sealed', 'ask', 'is_found']).where('stream_id', '=', streamId).executeTakeFirst();
  return row ? { epoch: row.epoch, tokens: row.tokens, sealed: row.sealed, ask: row.ask, isFound: row.is_found } : null;
}

export const isSameImprint = (a: WantedImprint, b: WantedImprint): boolean =>
  a === null || b === null ? a === b : a.epoch === b.epoch && a.ask === b.ask && a.isFound === b.isFound && a.sealed.equals(b.sealed) && a.tokens.join() === b.tokens.join();

/** Puts it there, in place of what was. Within an action only into the stream that is open. */
export async function putImprint(tx: Transaction, { streamId, rule }: { streamId: string; rule: ImprintRule }, wanted: WantedImprint): Promise<void> {
  if (!wanted) {
    await tx.deleteFrom('imprint').where('stream_id', '=', streamId).execute();
    return;
  }
  const { epoch, sealed, ask } = wanted;
  const values = { epoch, tokens: [...wanted.tokens], sealed, ask, is_found: wanted.isFound };
  await tx.insertInto('imprint').values({ stream_id: streamId, stream_kind: rule.streamKind, section: rule.section, ...values }).onConflict((c) => c.column('stream_id').doUpdateSet(values)).execute();
}
