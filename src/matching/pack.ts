import type { Encoded, EncodedDate, EncodedName, EncodedParts, EncodedText } from './encode.ts';
import { FIELDS, type NameField, type TextField } from './fields.ts';
import { FILTER_BYTES, partsFrom, type Parts } from './writing.ts';

/** An encoding as bytes, in an order that never changes; what is sealed beside the tokens. */

const VERSION = 1;
const NAMES: readonly NameField[] = ['given', 'family', 'fullName'];
const WHOLE = 8;
const MOST_WORDS = 20;

type Out = { number: (value: number) => void; byte: (value: number) => void; filter: (parts: Parts) => void; bytes: () => Buffer };

function writer(): Out {
  const pieces: Buffer[] = [];
  return {
    byte: (value) => void pieces.push(Buffer.of(value)),
    number(value) {
      const piece = Buffer.alloc(4);
      piece.writeInt32LE(value);
      pieces.push(piece);
    },
    filter(parts) {
      if (!parts.bits) throw new TypeError('only keyed encodings are kept');
      const piece = Buffer.alloc(FILTER_BYTES);
      for (const [at, word] of parts.bits.entries()) piece.writeUInt32LE(word, at * 4);
      pieces.push(piece);
    },
    bytes: () => Buffer.concat(pieces),
  };
}

function writeName(out: Out, { exact, sound, words, sounds, spelling, hearing }: EncodedName): void {
  out.number(exact);
  out.number(sound);
  out.byte(Math.min(words.length, MOST_WORDS));
  for (const word of words.slice(0, MOST_WORDS)) out.number(word);
  for (const heard of sounds.slice(0, MOST_WORDS)) out.number(heard);
  out.filter(spelling);
  out.filter(hearing);
}

function writeParts(out: Out, parts: EncodedParts): void {
  const known = NAMES.filter((field) => parts[field]);
  const isOwn = !known.some((field) => parts[field] === parts.whole);
  out.byte(known.reduce((mask, field) => mask | (1 << NAMES.indexOf(field)), isOwn ? WHOLE : 0));
  for (const field of known) writeName(out, parts[field] as EncodedName);
  if (isOwn) writeName(out, parts.whole);
}

function writeDate(out: Out, { whole, swapped, year, month, day, digits, isVague }: EncodedDate): void {
  out.byte(isVague ? 1 : 0);
  for (const value of [whole, swapped, year, month, day]) out.number(value);
  out.byte(digits.length);
  for (const digit of digits) out.number(digit);
}

export function pack({ names, dates, texts, keys }: Encoded): Buffer {
  const out = writer();
  out.byte(VERSION);
  out.byte(names.length);
  for (const parts of names) writeParts(out, parts);
  out.byte(dates.length);
  for (const date of dates) writeDate(out, date);
  const all = Object.entries(texts).flatMap(([field, values]) => values.map((value) => [FIELDS.indexOf(field as TextField), value] as const));
  out.byte(all.length);
  for (const [field, { exact, spelling }] of all) {
    out.byte(field);
    out.number(exact);
    out.filter(spelling);
  }
  out.number(keys.length);
  for (const key of keys) out.number(key);
  return out.bytes();
}

type In = { number: () => number; byte: () => number; filter: () => Parts };

function reader(bytes: Buffer): In {
  let at = 0;
  return {
    byte: () => bytes.readUInt8(at++),
    number() {
      at += 4;
      return bytes.readInt32LE(at - 4);
    },
    filter() {
      at += FILTER_BYTES;
      return partsFrom(bytes, at - FILTER_BYTES);
    },
  };
}

function times<T>(count: number, read: () => T): T[] {
  const all: T[] = [];
  for (let at = 0; at < count; at++) all.push(read());
  return all;
}

function readName(from: In): EncodedName {
  const [exact, sound, count] = [from.number(), from.number(), from.byte()];
  return { exact, sound, words: times(count, from.number), sounds: times(count, from.number), spelling: from.filter(), hearing: from.filter() };
}

function readParts(from: In): EncodedParts {
  const mask = from.byte();
  const parts: Partial<Record<NameField, EncodedName>> = {};
  for (const [at, field] of NAMES.entries()) if (mask & (1 << at)) parts[field] = readName(from);
  const whole = mask & WHOLE ? readName(from) : (parts.fullName ?? parts.given ?? parts.family);
  if (!whole) throw new TypeError('a name without a part was kept');
  return { ...parts, whole };
}

function readDate(from: In): EncodedDate {
  const isVague = from.byte() === 1;
  const [whole, swapped, year, month, day] = [from.number(), from.number(), from.number(), from.number(), from.number()];
  return { whole, swapped, year, month, day, digits: times(from.byte(), from.number), isVague };
}

export function unpack(bytes: Buffer): Encoded {
  const from = reader(bytes);
  if (from.byte() !== VERSION) throw new TypeError('an encoding of another version');
  const names = times(from.byte(), () => readParts(from));
  const dates = times(from.byte(), () => readDate(from));
  const texts: Partial<Record<TextField, EncodedText[]>> = {};
  for (let count = from.byte(); count > 0; count--) {
    const field = FIELDS[from.byte()] as TextField;
    (texts[field] ??= []).push({ exact: from.number(), spelling: from.filter() });
  }
  return { names, dates, texts, keys: times(from.number(), from.number) };
}
