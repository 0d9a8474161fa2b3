import type { Buffer as Bytes } from 'node:buffer';

/**
 * A tar of small members, so that whoever has nothing but `tar` and `psql` can still read a backup: what is long is cut into
 * numbered pieces, and neither writing nor reading holds more than one of them.
 */
export type Member = { name: string; data: Bytes };

export const MOST_BYTES = 1024 * 1024;
const BLOCK = 512;

/** The archive is not what was written: cut off, altered or something else altogether. */
export class TarDamaged extends Error {
  override readonly name = 'TarDamaged';
}

const octal = (n: number, width: number) => `${n.toString(8).padStart(width - 1, '0')}\0`;

function checksumOf(header: Uint8Array): number {
  // Its own field counts as spaces.
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** A member with its header, filled up to whole blocks. */
export function* writeMember({ name, data }: Member): Generator<Bytes> {
  const cut = name.lastIndexOf('/');
  const [prefix, base] = name.length <= 100 ? ['', name] : [name.slice(0, cut), name.slice(cut + 1)];
  if (base.length > 100 || prefix.length > 155) throw new RangeError('a name is too long for an archive');
  if (data.length > MOST_BYTES) throw new RangeError('a member is too long');
  const header = Buffer.alloc(BLOCK);
  header.write(base, 0);
  header.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}${octal(data.length, 12)}${octal(0, 12)}`, 100);
  header.writeUInt8(0x30, 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  yield header;
  yield data;
  yield Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export const writeEnd = (): Bytes => Buffer.alloc(2 * BLOCK);

const textAt = (header: Bytes, from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');

function readHeader(header: Bytes): { name: string; size: number } {
  const [size, checksum] = [Number.parseInt(textAt(header, 124, 12), 8), Number.parseInt(textAt(header, 148, 8), 8)];
  if (checksum !== checksumOf(header) || !(size >= 0 && size <= MOST_BYTES)) throw new TarDamaged();
  const [base, prefix] = [textAt(header, 0, 100), textAt(header, 345, 155)];
  return { name: prefix === '' ? base : `${prefix}/${base}`, size };
}

/** Gives exactly so many bytes each time, whatever the pieces in which they come; fewer only at the end. */
function exactly(source: AsyncIterator<Bytes>): (count: number) => Promise<Bytes> {
  let waiting: Bytes[] = [];
  let length = 0;
  return async (count) => {
    while (length < count) {
      const next = await source.next();
      if (next.done === true) break;
      waiting.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(waiting);
    waiting = [all.subarray(count)];
    length = Math.max(0, length - count);
    return all.subarray(0, count);
  };
}

/** The members of an archive, up to the end it says it has. Throws TarDamaged where it is cut off or goes on after that. */
export async function* readMembers(source: AsyncIterable<Bytes>): AsyncGenerator<Member> {
  const upTo = exactly(source[Symbol.asyncIterator]());
  const take = async (count: number) => {
    const bytes = await upTo(count);
    if (bytes.length < count) throw new TarDamaged();
    return bytes;
  };
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    const data = await take(size);
    await take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name, data };
  }
  const end = await take(BLOCK);
  if (!end.every((byte) => byte === 0)) throw new TarDamaged();
  // To the very end, for only there the sum of the compression is checked.
  if ((await upTo(1)).length > 0) throw new TarDamaged();
}
