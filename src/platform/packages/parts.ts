import { PackageRefused } from './refused.ts';

/** A part with its length in front, so that what stands in it can hold anything. */
export function framed(part: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(part.length);
  return Buffer.concat([length, part]);
}
const LENGTH_BYTES = 4;
/** Stands behind the pieces of a file. */
export const END = framed(Buffer.alloc(0));

const MB = 1024 * 1024;
/** What each kind of part may have at most: what somebody sends may ask for no more memory than that. */
export const MOST = { manifest: 16 * MB, signature: 1024, section: 64 * MB, piece: 2 * MB } as const;

export type Parts = { /** The next part; null at the end. Throws PackageRefused where it is longer than `most`, or breaks off. */ readonly next: (most: number) => Promise<Buffer | null> };

/** Parts as they were framed, one after another. What came is copied once, however small the pieces are in which it comes. */
export function partsOf(source: AsyncIterable<Buffer>): Parts {
  const pieces = source[Symbol.asyncIterator]();
  let waiting: Buffer[] = [];
  let length = 0;
  async function take(wanted: number): Promise<Buffer | null> {
    while (length < wanted) {
      const next = await pieces.next();
      if (next.done) {
        if (length > 0) throw new PackageRefused('damaged');
        return null;
      }
      waiting.push(next.value);
      length += next.value.length;
    }
    const all = waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting);
    waiting = all.length > wanted ? [all.subarray(wanted)] : [];
    length -= wanted;
    return all.subarray(0, wanted);
  }
  return {
    async next(most) {
      const head = await take(LENGTH_BYTES);
      if (!head) return null;
      const size = head.readUInt32BE(0);
      if (size > most) throw new PackageRefused('too-large');
      const part = size === 0 ? Buffer.alloc(0) : await take(size);
      if (!part) throw new PackageRefused('damaged');
      return part;
    },
  };
}

/** The pieces of one file, to the empty part behind them. Throws PackageRefused. */
export async function* piecesOf(parts: Parts): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await parts.next(MOST.piece);
    if (!next) throw new PackageRefused('damaged');
    if (next.length === 0) return;
    yield next;
  }
}

/** What stands in a part as JSON. Throws PackageRefused where it is none. */
export function jsonIn(part: Buffer): unknown {
  try {
    return JSON.parse(part.toString());
  } catch {
    throw new PackageRefused('damaged');
  }
}
