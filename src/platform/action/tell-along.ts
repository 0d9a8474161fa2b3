import type { Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { chain, type Attaching, type By, type Keys, type Sealing, type Stream } from './append.ts';
import type { Draft } from './entries.ts';
import type { Wanted } from './wanted.ts';

type Chained = Awaited<ReturnType<typeof chain>>;
type Adding = { sealing: Sealing; stream: Stream; keys: Keys; attaching: Attaching; by: By; rule: ListRule | undefined; headers: readonly HeaderRow[] };

/**
 * Chains what an action adds, and behind it what everybody at the table is told because of that. The rule is asked whichever
 * room the action is of: what stands on what another room records hears of it at once.
 */
export async function chainAndTell(tx: Transaction, { sealing, stream, keys, attaching, by, rule, headers }: Adding): Promise<Chained & { drafts: readonly Draft[]; jobs: readonly Wanted[] }> {
  const own = await chain(tx, sealing, stream, keys, attaching, by);
  const last = own.entries.at(-1);
  const telling = last && rule?.tells?.(headers, [...headers, ...own.entries]);
  if (!telling) return { ...own, drafts: attaching.drafts, jobs: [] };
  const told = telling.entries.map(({ kind, header }): Draft => ({ kind, header, section: null }));
  const behind = { ...stream, head: { sequence: last.sequence, hash: last.hash } };
  const more = await chain(tx, sealing, behind, keys, { drafts: told, ready: new Map() }, by);
  return { entries: [...own.entries, ...more.entries], taken: own.taken, drafts: [...attaching.drafts, ...told], jobs: telling.jobs };
}
