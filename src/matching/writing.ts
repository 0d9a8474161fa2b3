import { createHmac } from 'node:crypto';

/**
 * How values are written down to be compared. Keyed: as numbers that nobody can read or repeat without the key. Plain: as
 * they are, to see what the keys cost.
 */
export type Writing = {
  readonly isKeyed: boolean;
  /** A number that is the same for the same value and the same purpose. */
  token: (purpose: string, value: string) => number;
  /** Something to measure likeness with. */
  parts: (purpose: string, parts: readonly string[]) => Parts;
};

/** Keyed parts are bits of a filter, plain ones numbers in order. */
export type Parts = { readonly size: number; readonly bits?: Uint32Array; readonly ids?: readonly number[] };

const WORDS = 8;
export const FILTER_BYTES = WORDS * 4;
const BITS = WORDS * 32;
const HASHES = 2;

/** Values remembered at once; names are not kept in memory for longer than they help. */
const REMEMBERED = 200_000;

function remembering<V>(make: (purpose: string, value: string) => V, most = REMEMBERED): (purpose: string, value: string) => V {
  const known = new Map<string, V>();
  return (purpose, value) => {
    const name = `${purpose}\0${value}`;
    let found = known.get(name);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      known.set(name, (found = make(purpose, value)));
    }
    return found;
  };
}

/** With a key of this installation, which never leaves it: what one writes another cannot compare with. */
export function keyedWriting(key: Uint8Array): Writing {
  const digest = (purpose: string, value: string) => createHmac('sha256', key).update(purpose).update('\0').update(value).digest();
  const token = remembering((purpose, value) => digest(purpose, value).readInt32BE(0));
  const positions = remembering((purpose, value) => {
    const bytes = digest(`parts ${purpose}`, value);
    return Array.from({ length: HASHES }, (_, at) => bytes.readUInt16BE(at * 2) % BITS);
  });
  return {
    isKeyed: true,
    token,
    parts(purpose, parts) {
      const bits = new Uint32Array(WORDS);
      for (const part of parts) for (const at of positions(purpose, part)) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
      return { size: ones(bits), bits };
    },
  };
}

/** The filter that lies in these bytes from there on. */
export function partsFrom(bytes: Buffer, from: number): Parts {
  const bits = new Uint32Array(WORDS);
  let size = 0;
  for (let at = 0; at < WORDS; at++) {
    const word = bytes.readUInt32LE(from + at * 4);
    bits[at] = word;
    size += onesIn(word);
  }
  return { size, bits };
}

export function plainWriting(): Writing {
  let next = 0;
  // These have to stay the same: forgotten, a value would get another number.
  const id = remembering(() => next++, Number.POSITIVE_INFINITY);
  return {
    isKeyed: false,
    token: id,
    parts(purpose, parts) {
      const ids = [...new Set(parts.map((part) => id(`parts ${purpose}`, part)))].toSorted((a, b) => a - b);
      return { size: ids.length, ids };
    },
  };
}

function onesIn(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function ones(bits: Uint32Array): number {
  let count = 0;
  for (const word of bits) count += onesIn(word);
  return count;
}

function sharedIds(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) count++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return count;
}

function shared(a: Parts, b: Parts): number {
  if (a.ids && b.ids) return sharedIds(a.ids, b.ids);
  if (!a.bits || !b.bits) throw new TypeError('keyed and plain parts are not compared');
  let count = 0;
  for (let at = 0; at < WORDS; at++) count += onesIn((a.bits[at] ?? 0) & (b.bits[at] ?? 0));
  return count;
}

/**
 * How many parts lie behind so many bits, on average: parts that fall on the same bit are counted after all. Without this
 * long values would look more alike in a filter than they are.
 */
const PARTS_BEHIND = Float64Array.from({ length: BITS + 1 }, (_, bits) => (-BITS / HASHES) * Math.log(1 - Math.min(bits, BITS - 1) / BITS));
const partsBehind = (bits: number): number => PARTS_BEHIND[bits] ?? 0;

/** How much two values have in common: 0 nothing, 1 everything (Dice's coefficient). */
export function likeness(a: Parts, b: Parts): number {
  if (a.size + b.size === 0) return 0;
  const both = shared(a, b);
  if (!a.bits) return (2 * both) / (a.size + b.size);
  const [one, other, either] = [partsBehind(a.size), partsBehind(b.size), partsBehind(a.size + b.size - both)];
  return Math.max(0, (2 * (one + other - either)) / (one + other));
}
