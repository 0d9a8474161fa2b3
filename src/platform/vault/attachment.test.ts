import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { AttachmentRefused, CHUNK_BYTES, MOST_ATTACHMENT_BYTES, openAttachment, openAttachmentKey, openName, sealAttachment, sealAttachmentKey, type AttachmentKey } from './attachment.ts';
import { newKey, type SectionKey } from './section-key.ts';

const section: SectionKey = { streamId: '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111', section: 'health', key: newKey() };
const ID = '5f1c2c0a-0e57-4f7d-9a5f-0f8c1b5f2a01';
const SEALED = CHUNK_BYTES + 16;
const HEADER = 40;
const NAME = 'A photo of the door.jpg';

type Sealing = ReturnType<typeof sealAttachment>;
const someBytes = (length: number, seed = 1) => Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 17 + (at >> 8)) & 0xff));

async function seal(bytes: Uint8Array, from: SectionKey = section, id = ID) {
  const sealing = sealAttachment(id, NAME, [bytes]);
  const pieces: Buffer[] = [];
  for await (const piece of sealing.pieces) pieces.push(piece);
  return { sealedKey: sealAttachmentKey(from, id, sealing.key), sealedName: sealing.sealedName, pieces, whole: Buffer.concat(pieces), summary: sealing.summary() };
}

async function open(sealed: { sealedKey: Buffer | null }, pieces: Iterable<Uint8Array>, from: SectionKey = section, id = ID): Promise<Buffer | string> {
  const key = openAttachmentKey(from, id, sealed.sealedKey);
  if (!key.opened) return key.because;
  const parts: Buffer[] = [];
  try {
    for await (const part of openAttachment(key.value, pieces)) parts.push(part);
  } catch (error) {
    if (error instanceof AttachmentRefused) return error.because;
    throw error;
  }
  return Buffer.concat(parts);
}

function keyOf({ sealedKey }: { sealedKey: Buffer }): AttachmentKey {
  const key = openAttachmentKey(section, ID, sealedKey);
  if (!key.opened) throw new Error(key.because);
  return key.value;
}

/** A sealed attachment as its chunks, without the bytes in front. */
function chunksOf(whole: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = HEADER; at < whole.length; at += SEALED) chunks.push(whole.subarray(at, at + SEALED));
  return chunks;
}
const joined = (whole: Buffer, chunks: Buffer[]) => [Buffer.concat([whole.subarray(0, HEADER), ...chunks])];

describe('a sealed attachment', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])('of %i bytes comes back as it was', async (length) => {
    const bytes = someBytes(length);
    const sealed = await seal(bytes);
    expect(await open(sealed, sealed.pieces)).toEqual(bytes);
    expect(sealed.summary).toEqual({ bytes: length, sealedBytes: sealed.whole.length, digest: createHash('sha256').update(sealed.sealedName).update(sealed.whole).digest('hex') });
  });
  it('may come in and go out in pieces of any size', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 6 });
    const cutBy = (bytes: Buffer, by: number[]) => {
      const parts: Buffer[] = [];
      for (let [at, turn] = [0, 0]; at < bytes.length; turn++) {
        const size = by[turn % by.length] ?? 1;
        parts.push(bytes.subarray(at, at + size));
        at += size;
      }
      return parts;
    };
    await fc.assert(
      fc.asyncProperty(sizes.filter((s) => Math.max(...s) > 500), fc.nat(200_000), async (by, length) => {
        const bytes = someBytes(length);
        const sealing = sealAttachment(ID, NAME, cutBy(bytes, by));
        const pieces: Buffer[] = [];
        for await (const piece of sealing.pieces) pieces.push(piece);
        expect(await open({ sealedKey: sealAttachmentKey(section, ID, sealing.key) }, cutBy(Buffer.concat(pieces), by))).toEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });
  it('that is cut off anywhere is refused, also exactly between two chunks', async () => {
    const sealed = await seal(someBytes(3 * CHUNK_BYTES));
    const ends = [0, 1, HEADER - 1, HEADER, HEADER + SEALED, HEADER + 2 * SEALED, sealed.whole.length - 1];
    for (const end of ends) expect(typeof (await open(sealed, [sealed.whole.subarray(0, end)])), `cut at ${end}`).toBe('string');
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.whole.length - 1), async (end) => typeof (await open(sealed, [sealed.whole.subarray(0, end)])) === 'string'),
      { numRuns: 30 },
    );
  });
  it('with something behind its end is refused', async () => {
    const sealed = await seal(someBytes(CHUNK_BYTES));
    expect(await open(sealed, [sealed.whole, Buffer.alloc(1)])).toBe('does-not-fit');
    expect(await open(sealed, [sealed.whole, ...chunksOf(sealed.whole)])).toBe('does-not-fit');
  });
  it('whose chunks were put in another order, left out, doubled or taken from another attachment is refused', async () => {
    const sealed = await seal(someBytes(3 * CHUNK_BYTES + 5));
    const other = await seal(someBytes(3 * CHUNK_BYTES + 5, 2));
    const [a, b, c, d] = chunksOf(sealed.whole) as [Buffer, Buffer, Buffer, Buffer];
    const [, second] = chunksOf(other.whole) as [Buffer, Buffer];
    for (const chunks of [[b, a, c, d], [a, c, b, d], [a, c, d], [b, c, d], [a, a, b, c, d], [a, second, c, d], [d], [a, b, c]]) {
      expect(await open(sealed, joined(sealed.whole, chunks))).toBe('does-not-fit');
    }
    expect(await open(sealed, joined(sealed.whole, [a, b, c, d]))).toEqual(someBytes(3 * CHUNK_BYTES + 5));
  });
  it('altered by one bit is refused, and gives out no altered byte', async () => {
    const bytes = someBytes(2 * CHUNK_BYTES + 100);
    const sealed = await seal(bytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.whole.length * 8 - 1), async (bit) => {
        const altered = Buffer.from(sealed.whole);
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        let given = 0;
        const readAll = async () => {
          for await (const part of openAttachment(keyOf(sealed), [altered])) {
            expect(part.equals(bytes.subarray(given, given + part.length))).toBe(true);
            given += part.length;
          }
        };
        await expect(readAll()).rejects.toThrow(AttachmentRefused);
      }),
      { numRuns: 60 },
    );
  });
  it('encrypts no two chunks under one nonce: equal chunks look different', async () => {
    const [a, b, c] = chunksOf((await seal(Buffer.alloc(3 * CHUNK_BYTES))).whole).map((chunk) => chunk.subarray(0, CHUNK_BYTES).toString('base64'));
    expect(new Set([a, b, c]).size).toBe(3);
  });
  it('lets go of its source when the reader stops early', async () => {
    const sealed = await seal(someBytes(3 * CHUNK_BYTES));
    for (const first of [100, HEADER + 2 * SEALED]) {
      let isClosed = false;
      function* source() {
        try {
          yield sealed.whole.subarray(0, first);
          yield sealed.whole.subarray(first);
        } finally {
          isClosed = true;
        }
      }
      const opened = openAttachment(keyOf(sealed), source());
      await opened.next();
      await opened.return(undefined);
      expect(isClosed, `after ${first} bytes`).toBe(true);
    }
  });
  it('does not open in another stream, section or attachment, nor with the key of another one', async () => {
    const sealed = await seal(someBytes(10));
    const other = await seal(someBytes(10));
    expect(await open(sealed, sealed.pieces, { ...section, streamId: '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c222' })).toBe('does-not-fit');
    expect(await open(sealed, sealed.pieces, { ...section, section: 'identity' })).toBe('does-not-fit');
    expect(await open(sealed, sealed.pieces, section, '5f1c2c0a-0e57-4f7d-9a5f-0f8c1b5f2a02')).toBe('does-not-fit');
    expect(await open(other, sealed.pieces)).toBe('does-not-fit');
    expect(await open(sealed, sealed.pieces, { ...section, key: newKey() })).toBe('does-not-fit');
  });
  it('says one thing only: another key that opens is refused before a byte is given', async () => {
    const [sealed, other] = [await seal(someBytes(10)), await seal(someBytes(10))];
    const head = Buffer.from(sealed.whole.subarray(0, HEADER));
    head.set(other.whole.subarray(8, HEADER), 8);
    expect(await open(sealed, [head, sealed.whole.subarray(HEADER)])).toBe('does-not-fit');
  });
  it('has its name sealed, in steps of length, and under its own key only', async () => {
    const [short, long, other] = ['x', 'y'.repeat(200), 'z'].map((name) => sealAttachment(ID, name, [])) as [Sealing, Sealing, Sealing];
    expect(short.sealedName.length).toBe(long.sealedName.length);
    const key = (sealing: Sealing) => ({ id: ID, key: sealing.key, place: null });
    expect(openName(key(long), long.sealedName)).toEqual({ opened: true, value: 'y'.repeat(200) });
    expect(openName(key(short), other.sealedName)).toEqual({ opened: false, because: 'does-not-fit' });
    expect(openName({ ...key(short), id: 'another' }, short.sealedName).opened).toBe(false);
  });
  it('whose key was destroyed is shredded', async () => {
    const sealed = await seal(someBytes(10));
    expect(await open({ sealedKey: null }, sealed.pieces)).toBe('shredded');
  });
  it('of a newer format says so', async () => {
    const sealed = await seal(someBytes(10));
    sealed.whole[0] = 3;
    expect(await open(sealed, [sealed.whole])).toBe('unknown-format');
  });
  it('may have 25 MB and no byte more, and is never held in memory whole', async () => {
    function* megabytes(count: number, more: number) {
      for (let at = 0; at < count; at++) yield Buffer.alloc(1024 * 1024, at);
      yield Buffer.alloc(more);
    }
    const sealing = sealAttachment(ID, NAME, megabytes(MOST_ATTACHMENT_BYTES / 1024 / 1024, 0));
    let longest = 0;
    for await (const piece of sealing.pieces) longest = Math.max(longest, piece.length);
    expect(sealing.summary().bytes).toBe(MOST_ATTACHMENT_BYTES);
    expect(longest).toBe(HEADER + SEALED);
    const tooLarge = sealAttachment(ID, NAME, megabytes(MOST_ATTACHMENT_BYTES / 1024 / 1024, 1));
    const sealAll = async () => {
      for await (const piece of tooLarge.pieces) longest = Math.max(longest, piece.length);
    };
    await expect(sealAll()).rejects.toThrow('too-large');
    expect(() => tooLarge.summary()).toThrow('not sealed to its end');
  });
});
