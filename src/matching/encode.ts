import { FIELDS, KIND, type Field, type Identity } from './fields.ts';
import { latin } from './scripts.ts';
import { skeletonOf } from './sound.ts';
import type { Parts, Writing } from './writing.ts';

/** A name, as a whole and word by word. */
type EncodedName = { exact: number; sound: number; words: readonly number[]; sounds: readonly number[]; spelling: Parts; hearing: Parts };
type EncodedDate = { whole: number; swapped: number; year: number; month: number; day: number; digits: readonly number[] };
type EncodedText = { exact: number; spelling: Parts };

/** One person, written down so that he can be compared and not read. */
export type Encoded = {
  readonly names: Readonly<Partial<Record<Field, EncodedName>>>;
  readonly dates: Readonly<Partial<Record<Field, EncodedDate>>>;
  readonly texts: Readonly<Partial<Record<Field, EncodedText>>>;
  /** Tokens by which he is found: each of two things known of him. */
  readonly keys: readonly number[];
};

/** Between the parts of a name, and no name: in whichever language. */
const PARTICLES = new Set(['van', 'der', 'den', 'de', 'of', 'the', 'el', 'al', 'ul', 'ould', 'ben', 'bin', 'ibn', 'bint', 'von', 'da', 'di', 'du', 'la', 'le', 'abd', 'sir', 'st', 'nd', 'rd', 'th', 'baron', 'baronet', 'earl', 'lord']);

/** Words of a name in small Latin letters. A name of nothing but particles keeps them. */
export function wordsOf(name: string): string[] {
  const all = latin(name).split(' ').filter(Boolean);
  const kept = all.filter((word) => !PARTICLES.has(word) && !/^\d/.test(word));
  return kept.length > 0 ? kept : all;
}

/** Pairs of letters, the ends marked. */
export function pairsOf(word: string): string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}

function encodeName(write: Writing, text: string): EncodedName | undefined {
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const sounds = words.map(skeletonOf);
  return {
    exact: write.token('name', words.join(' ')),
    sound: write.token('sounds', sounds.toSorted().join(' ')),
    words: words.map((word) => write.token('word', word)),
    sounds: sounds.map((sound) => write.token('sound', sound)),
    // One purpose for all names: a family name may stand where the given name belongs.
    spelling: write.parts('spelling', words.flatMap(pairsOf)),
    hearing: write.parts('hearing', sounds.flatMap(pairsOf)),
  };
}

type PlainDate = { year: string; month: string; day: string };

/** A day as YYYY-MM-DD, YYYYMMDD or DD-MM-YYYY; a year alone has neither month nor day. */
export function dateFrom(text: string): PlainDate | undefined {
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.trim());
  if (iso) return { year: iso[1] as string, month: iso[2] as string, day: iso[3] as string };
  const dayFirst = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text.trim());
  if (dayFirst) return { year: dayFirst[3] as string, month: (dayFirst[2] as string).padStart(2, '0'), day: (dayFirst[1] as string).padStart(2, '0') };
  const year = /^(\d{4})$/.exec(text.trim());
  return year ? { year: year[1] as string, month: '', day: '' } : undefined;
}

function encodeDate(write: Writing, { year, month, day }: PlainDate): EncodedDate {
  return {
    whole: write.token('date', `${year}-${month}-${day}`),
    swapped: write.token('date', `${year}-${day}-${month}`),
    year: write.token('year', year),
    month: write.token('month', month),
    day: write.token('day', day),
    digits: [...`${year}${month}${day}`].map((digit, at) => write.token('digit', `${at} ${digit}`)),
  };
}

function encodeText(write: Writing, field: Field, text: string): EncodedText | undefined {
  const plain = KIND[field] !== 'text' ? latin(text).replaceAll(' ', '') : latin(text);
  if (plain === '') return undefined;
  return { exact: write.token(`text ${field}`, plain), spelling: write.parts(`text ${field}`, plain.split(' ').flatMap(pairsOf)) };
}

const MANY_WORDS = 5;

/** What is known of somebody for finding him: sounds of his names, parts of his birth date, and where he is from or lives. */
function clues(identity: Identity) {
  const names = [...new Set([identity.given, identity.family, identity.fullName].flatMap((name) => (name ? wordsOf(name).slice(0, MANY_WORDS) : [])).map(skeletonOf))].filter((sound) => sound.length > 1);
  const date = identity.birthDate ? dateFrom(identity.birthDate) : undefined;
  const place = (['place', 'postcode', 'street', 'houseNumber', 'occupation'] as const).flatMap((field) => {
    const text = identity[field] ? latin(identity[field]).replaceAll(' ', '') : '';
    return text ? [{ field, text }] : [];
  });
  return { names, date, place };
}

/** Tokens of two things each: one thing alone is shared by too many, three are too rarely all right. */
function keysOf(write: Writing, identity: Identity): number[] {
  const { names, date, place } = clues(identity);
  const found: string[] = [];
  for (const [at, name] of names.entries()) {
    for (const other of names.slice(at + 1)) found.push(`names ${[name, other].toSorted().join(' ')}`);
    if (date) found.push(`year ${name} ${date.year}`);
    if (date?.month) found.push(`month ${name} ${[date.month, date.day].toSorted().join(' ')}`);
    for (const { field, text } of place) if (field !== 'houseNumber') found.push(`${field} ${name} ${text}`);
  }
  if (date?.month) found.push(`born ${date.year} ${[date.month, date.day].toSorted().join(' ')}`);
  for (const { field, text } of place) {
    if (date) found.push(`${field} ${text} ${date.year}`);
    for (const other of place) if (field < other.field) found.push(`${field} ${text} ${other.field} ${other.text}`);
  }
  for (const field of ['phone', 'email', 'document'] as const) {
    const text = identity[field] ? latin(identity[field]).replaceAll(' ', '') : '';
    if (text) found.push(`${field} ${text}`);
  }
  return [...new Set(found)].map((text) => write.token('key', text));
}

/** Writes a person down. What cannot be read as its kind (a date of words) is left out. */
export function encode(write: Writing, identity: Identity): Encoded {
  const names: Partial<Record<Field, EncodedName>> = {};
  const dates: Partial<Record<Field, EncodedDate>> = {};
  const texts: Partial<Record<Field, EncodedText>> = {};
  for (const field of FIELDS) {
    const text = identity[field]?.trim();
    if (!text) continue;
    const kind = KIND[field];
    const name = kind === 'name' ? encodeName(write, text) : undefined;
    const date = kind === 'date' ? dateFrom(text) : undefined;
    const plain = kind === 'text' || kind === 'number' || kind === 'code' ? encodeText(write, field, text) : undefined;
    if (name) names[field] = name;
    if (date) dates[field] = encodeDate(write, date);
    if (plain) texts[field] = plain;
  }
  return { names, dates, texts, keys: keysOf(write, identity) };
}
