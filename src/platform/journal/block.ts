import { frame } from '../vault/framing.ts';
import { NO_HASH, sha256 } from './chain.ts';
import { merkleTree } from './merkle.ts';
import type { BlockHeadRow, BlockRow, Head } from './rows.ts';
import type { Signer } from './signing-keys.ts';

/** The root of a block: with the root before it, it stands for everything that was ever closed. */
export function blockRoot(block: Pick<BlockRow, 'number' | 'closed_at' | 'head_count' | 'previous_root'>, headsRoot: Buffer): Buffer {
  const { number, closed_at, head_count, previous_root } = block;
  return sha256(frame('journal.block.1', [number, closed_at.toISOString(), head_count, previous_root, headsRoot]));
}

export type LastBlock = Pick<BlockRow, 'number' | 'closed_at' | 'root'>;

/**
 * Closes a block after `last` over the heads of all streams that changed since, and signs it. Its time is never before that
 * of the last one, also when the clock was put back.
 */
export function closeBlock(last: LastBlock | null, now: Date, changed: readonly Head[], signer: Signer): { block: BlockRow; heads: BlockHeadRow[] } {
  const number = (last?.number ?? 0) + 1;
  const heads = changed
    .toSorted((a, b) => (a.stream_id < b.stream_id ? -1 : 1))
    .map(({ stream_id, head_sequence, head_hash, access_sequence, access_hash }) => ({ block_number: number, stream_id, head_sequence, head_hash, access_sequence, access_hash }));
  if (new Set(heads.map((head) => head.stream_id)).size < heads.length) throw new Error('a block holds each stream once');
  const tree = merkleTree();
  for (const head of heads) tree.add(head);
  const unsigned = {
    number,
    closed_at: last && last.closed_at > now ? last.closed_at : now,
    head_count: heads.length,
    previous_root: last?.root ?? NO_HASH,
  };
  const root = blockRoot(unsigned, tree.root());
  return { block: { ...unsigned, root, signature: signer.sign(root) }, heads };
}
