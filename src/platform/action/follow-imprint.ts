import { isDeepStrictEqual } from 'node:util';
import type { Entered } from '#src/platform/access/store.ts';
import { takeRole, type Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { EntryRow } from '#src/platform/journal/rows.ts';
import { readHeaders, readSection } from '#src/platform/journal/store.ts';
import { openStoredKey, type Sealing } from './append.ts';
import type { ReadEntry } from './entries.ts';
import { putImprint, readImprint, standingAs, type ImprintRule } from './imprints.ts';
import { readEntry } from './know.ts';

const NO_FILES: Parameters<typeof readEntry>[3] = new Map();

type Place = { streamId: string; section: string };

/** The words of one section, as far as whoever the transaction acts as may read and open them. */
export async function openWords(tx: Transaction, { wrapper, kinds }: Pick<Sealing, 'wrapper' | 'kinds'>, { streamId, section }: Place): Promise<readonly ReadEntry[]> {
  const stored = await tx.selectFrom('section_key').select(['wrapped_key', 'master_key_id']).where('stream_id', '=', streamId).where('section', '=', section).executeTakeFirst();
  const keys = await openStoredKey(wrapper, streamId, section, stored ?? null);
  const key = keys.get(section);
  return (await readSection(tx, streamId, section)).map((entry) => readEntry(entry, { kinds }, key, NO_FILES));
}

type Stream = NonNullable<Entered['stream']>;
/** Headers from before; null where they are not known here. */
type Recorded = { before: readonly HeaderRow[] | null; added: readonly EntryRow[] };

/** Where new words came, all of them are written anew; else only how the stream is to be found, for which nothing is opened. */
async function follow(tx: Transaction, sealing: Sealing, rule: ImprintRule, streamId: string, { before, added }: Recorded): Promise<void> {
  const hasWords = added.some((entry) => entry.section === rule.section);
  const all = before ? [...before, ...added] : await readHeaders(tx, streamId);
  const standing = rule.standing(all);
  if (!hasWords && before && isDeepStrictEqual(rule.standing(before), standing)) return;
  const made = hasWords ? rule.make(streamId, await openWords(tx, sealing, { streamId, section: rule.section })) : null;
  // Whoever closes a stream need not see the section whose words can no longer be found.
  await takeRole(tx, 'keerpunt_imprinter');
  const there = hasWords ? null : await readImprint(tx, streamId);
  await putImprint(tx, { streamId, rule }, standingAs(hasWords ? made : there && (rule.renew(streamId, there) ?? there), standing));
  await takeRole(tx, 'keerpunt_actor');
}

/** Keeps what the words of a stream can be found by, in the transaction that keeps the words. */
export async function followImprint(tx: Transaction, sealing: Sealing, { streamId, streamKind }: Stream, recorded: Recorded): Promise<void> {
  const rule = sealing.imprints?.get(streamKind);
  if (rule && recorded.added.length > 0) await follow(tx, sealing, rule, streamId, recorded);
}
