export type Field = string | number | Uint8Array | null;

const NULL = 0;
const TEXT = 1;
const NUMBER = 2;
const BYTES = 3;

function encodeField(field: Field): [number, Uint8Array] {
  if (field === null) return [NULL, Buffer.alloc(0)];
  if (typeof field === 'string') return [TEXT, Buffer.from(field, 'utf8')];
  if (typeof field === 'number') {
    if (!Number.isSafeInteger(field)) throw new TypeError('only whole numbers that a double holds exactly can be framed');
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(field));
    return [NUMBER, bytes];
  }
  return [BYTES, field];
}

/**
 * Bytes that can be read in one way only: each field with its type and length, after a label that says what they are for.
 * Whatever is hashed, signed or bound to a sealing goes through here, so that nothing can be shifted from one field into
 * the next, and bytes made for one purpose never fit another.
 */
export function frame(label: string, fields: readonly Field[]): Buffer {
  const encoded = [label, ...fields].map(encodeField);
  const framed = Buffer.alloc(encoded.reduce((sum, [, bytes]) => sum + 5 + bytes.length, 0));
  let at = 0;
  for (const [type, bytes] of encoded) {
    at = framed.writeUInt8(type, at);
    at = framed.writeUInt32BE(bytes.length, at);
    framed.set(bytes, at);
    at += bytes.length;
  }
  return framed;
}
