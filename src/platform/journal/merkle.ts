import { frame } from '../vault/framing.ts';
import { NO_HASH, sha256 } from './chain.ts';
import type { Head } from './rows.ts';

export const leafOf = (head: Head) =>
  sha256(frame('journal.head.1', [head.stream_id, head.head_sequence, head.head_hash, head.access_sequence, head.access_hash]));
const nodeOf = (left: Buffer, right: Buffer) => sha256(frame('journal.node.1', [left, right]));

/**
 * One hash over heads that come one by one: a tree, so that a single head can be shown to belong to it without the others.
 * Its shape is that of RFC 6962, and follows from the number of heads alone.
 */
export function merkleTree() {
  const peaks: { height: number; hash: Buffer }[] = [];
  let count = 0;
  return {
    add(head: Head): Buffer {
      const leaf = leafOf(head);
      let peak = { height: 0, hash: leaf };
      for (let last = peaks.at(-1); last?.height === peak.height; last = peaks.at(-1)) {
        peaks.pop();
        peak = { height: peak.height + 1, hash: nodeOf(last.hash, peak.hash) };
      }
      peaks.push(peak);
      count++;
      return leaf;
    },
    count: () => count,
    root: () => peaks.map((peak) => peak.hash).reduceRight<Buffer | undefined>((right, left) => (right ? nodeOf(left, right) : left), undefined) ?? NO_HASH,
  };
}
