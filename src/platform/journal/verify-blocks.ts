import { blockRoot } from './block.ts';
import type { Break, BlockReason } from './breaks.ts';
import { NO_HASH } from './chain.ts';
import { cursorOver, type Cursor, type Rows } from './cursor.ts';
import { merkleTree } from './merkle.ts';
import type { BlockHeadRow, BlockRow } from './rows.ts';
import { signatureProblem, type PublicKeys } from './signing-keys.ts';
import type { WitnessLine } from './witness.ts';

export type BlockSource = {
  /** By number. */
  blocks: Rows<BlockRow>;
  /** By block and stream. */
  headsByBlock: Rows<BlockHeadRow>;
  /** As they stand in the witness; left out when there is none. */
  witness?: Rows<WitnessLine>;
  publicKeys: PublicKeys;
};

export type FixedBlock = { number: number; closedAt: Date };

export type BlocksResult = {
  broken: Break | undefined;
  lastBlock: FixedBlock | undefined;
  lastWitnessed: FixedBlock | undefined;
  /** Over all heads, whatever their order, to be compared with what the streams were held against. */
  heads: Buffer;
};

/** Adds a leaf to a sum that does not depend on the order of the leaves. */
export function addLeaf(sum: Buffer, leaf: Buffer): void {
  for (const [at, byte] of leaf.entries()) sum[at] = (sum[at] ?? 0) ^ byte;
}

async function witnessProblem(witness: Cursor<WitnessLine>, block: BlockRow): Promise<BlockReason | undefined> {
  for (let line = witness.peek(); line && line.number <= block.number; line = witness.peek()) {
    if (line.number < block.number) return 'witness-runs-back';
    const isSame = line.root.equals(block.root) && line.signature.equals(block.signature) && line.closedAt === block.closed_at.toISOString();
    if (!isSame) return 'witness-differs';
    await witness.take();
  }
  return undefined;
}

async function rootProblem(block: BlockRow, heads: Cursor<BlockHeadRow>, sum: Buffer): Promise<BlockReason | undefined> {
  const tree = merkleTree();
  for (let head = heads.peek(); head && head.block_number <= block.number; head = heads.peek()) {
    // One that is out of order, doubled or of an earlier block comes in here too, and the root will not fit.
    addLeaf(sum, tree.add(head));
    await heads.take();
  }
  if (tree.count() !== block.head_count) return 'altered';
  return blockRoot(block, tree.root()).equals(block.root) ? undefined : 'altered';
}

/** Whether the blocks follow each other, hold the heads they say, are signed, and are those the witness saw. */
export async function verifyBlocks({ blocks, headsByBlock, witness = [], publicKeys }: BlockSource): Promise<BlocksResult> {
  const heads = await cursorOver(headsByBlock);
  const seen = await cursorOver(witness);
  const result: BlocksResult = { broken: undefined, lastBlock: undefined, lastWitnessed: undefined, heads: Buffer.alloc(32) };
  let root: Buffer = NO_HASH;
  let number = 0;
  const brokenAt = (where: number, reason: BlockReason): BlocksResult => ({ ...result, broken: { at: 'block', number: where, reason } });
  for await (const block of blocks) {
    number++;
    if (block.number !== number) return brokenAt(number, block.number > number ? 'missing' : 'not-next');
    if (!block.previous_root.equals(root) || (result.lastBlock && block.closed_at < result.lastBlock.closedAt)) return brokenAt(number, 'does-not-follow');
    // What is no moment came from a database somebody altered.
    if (!(block.closed_at instanceof Date) || Number.isNaN(block.closed_at.getTime())) return brokenAt(number, 'altered');
    const isWitnessed = seen.peek()?.number === number;
    const problem =
      (await rootProblem(block, heads, result.heads)) ?? signatureProblem(publicKeys, block.root, block.signature) ?? (await witnessProblem(seen, block));
    if (problem) return brokenAt(number, problem);
    result.lastBlock = { number, closedAt: block.closed_at };
    if (isWitnessed) result.lastWitnessed = result.lastBlock;
    root = block.root;
  }
  const left = seen.peek();
  if (left) return brokenAt(left.number, left.number > number ? 'witnessed-but-missing' : 'witness-runs-back');
  const head = heads.peek();
  return head ? brokenAt(head.block_number, 'missing') : result;
}
