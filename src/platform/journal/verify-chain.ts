import { NO_HASH } from './chain.ts';
import type { LinkReason } from './breaks.ts';

/** Where a block says that a chain was when it was closed. */
export type Fixed = { block: number; sequence: number; hash: Buffer | null };

type Link = { sequence: number; previous_hash: Buffer; hash: Buffer };

export type ChainResult = {
  broken: { sequence: number; lastGood: number; reason: LinkReason } | undefined;
  /** Number and hash of the last good link. */
  sequence: number;
  hash: Buffer;
};

const isBytes = (value: unknown): value is Buffer => value instanceof Uint8Array;
const isSame = (a: unknown, b: Buffer) => isBytes(a) && b.equals(a);

function problemOf(link: Link, expected: number, previous: Buffer, hashOf: () => Buffer): LinkReason | undefined {
  if (link.sequence !== expected) return link.sequence > expected ? 'missing' : 'not-next';
  if (!isSame(link.previous_hash, previous)) return 'does-not-follow';
  return isSame(link.hash, hashOf()) ? undefined : 'altered';
}

/**
 * Follows one chain from its beginning. Every block that was ever closed is held against it, not only the last: whoever
 * rewrote the past before an honest block was closed over it is found by the block before.
 */
export async function verifyChain<L extends Link>(
  links: AsyncIterable<L>,
  fixed: readonly Fixed[],
  hashOf: (link: L) => Buffer,
  further: (link: L) => LinkReason | undefined,
): Promise<ChainResult> {
  let hash: Buffer = NO_HASH;
  let [sequence, at, lastFixed] = [0, 0, 0];
  const brokenAt = (where: number, reason: LinkReason, lastGood = sequence): ChainResult => ({ broken: { sequence: where, lastGood, reason }, sequence, hash });
  for (; fixed[at]?.sequence === 0; at++) if (fixed[at]?.hash !== null) return brokenAt(0, 'differs-from-block');
  for await (const link of links) {
    const expected = sequence + 1;
    const reason = problemOf(link, expected, hash, () => hashOf(link)) ?? further(link);
    if (reason) return brokenAt(expected, reason);
    for (let head = fixed[at]; head && head.sequence <= expected; head = fixed[++at]) {
      // A block that says less than one before it is found here too: that is how a shortened stream looks.
      if (!isSame(head.hash, link.hash)) return brokenAt(expected, 'differs-from-block', lastFixed);
      lastFixed = expected;
    }
    [sequence, hash] = [expected, link.hash];
  }
  return at < fixed.length ? brokenAt(sequence + 1, 'missing') : { broken: undefined, sequence, hash };
}
