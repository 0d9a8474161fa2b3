import { TEXT_FIELDS, KIND, type NameField, type NameParts, type Profile, type TextField } from './fields.ts';
import { latin } from './scripts.ts';
import { skeletonOf } from './sound.ts';
import type { Parts, Writing } from './writing.ts';

/** A name, as a whole and word by word. */
export type EncodedName = { exact: number; sound: number; words: readonly number[]; sounds: readonly number[]; spelling: Parts; hearing: Parts };
/** The parts of one name that are known, and all of them as one. */
export type EncodedParts = Readonly<Partial<Record<NameField, EncodedName>> & { whole: EncodedName }>;
/** `isVague` where no more than the year is sure: the first of January stands for that in many registers. */
export type EncodedDate = { whole: number; swapped: number; year: number; month: number; day: number; digits: readonly number[]; isVague: boolean };
export type EncodedText = { exact: number; spelling: Parts };

/** One person, written down so that he can be compared and not read. */
export type Encoded = {
  readonly names: readonly EncodedParts[];
  readonly dates: readonly EncodedDate[];
  readonly texts: Readonly<Partial<Record<TextField, readonly EncodedText[]>>>;
  /** Tokens by which he is found: each of two things known of him. */
  readonly keys: readonly number[];
};

/** Between the parts of a name, and no name: in whichever language. */
const PARTICLES = new Set(['van', 'der', 'den', 'de', 'of', 'the', 'el', 'al', 'ul', 'ould', 'ben', 'bin', 'ibn', 'bint', 'von', 'da', 'di', 'du', 'la', 'le', 'abd', 'sir', 'st', 'nd', 'rd', 'th', 'baron', 'baronet', 'earl', 'lord']);

/** What stands on forms where nothing is known. */
const UNKNOWN = new Set(['unknown', 'unk', 'onbekend', 'okand', 'necunoscut', 'necunoscuta', 'nepoznato', 'nepoznat', 'nepoznata', 'nil', 'none', 'null', 'nan', 'n a', 'nn', 'n n', 'xx', 'xxx']);

/** Words of a name in small Latin letters. A name of nothing but particles keeps them; what says that nothing is known is none. */
export function wordsOf(name: string): string[] {
  const text = latin(name);
  if (UNKNOWN.has(text)) return [];
  const all = text.split(' ').filter(Boolean);
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
    isVague: month === '' || (month === '01' && day === '01'),
  };
}

function encodeText(write: Writing, field: TextField, text: string): EncodedText | undefined {
  const plain = plainOf(field, text);
  if (plain === '') return undefined;
  return { exact: write.token(`text ${field}`, plain), spelling: write.parts(`text ${field}`, KIND[field] === 'code' ? [] : plain.split(' ').flatMap(pairsOf)) };
}

const SEXES: Record<string, readonly string[]> = {
  m: ['m', 'male', 'man', 'boy', 'jongen', 'pojke', 'kille', 'baiat', 'barbat', 'masculin', 'musko', 'muski', 'djecak'],
  f: ['f', 'female', 'woman', 'girl', 'v', 'vrouw', 'meisje', 'flicka', 'tjej', 'kvinna', 'fata', 'femeie', 'feminin', 'zensko', 'zenski', 'djevojcica'],
};

/** A text as it is compared: letters and digits; in numbers and codes without what stands between them. */
function plainOf(field: TextField, text: string): string {
  const plain = latin(text);
  if (UNKNOWN.has(plain)) return '';
  if (field === 'sex') return Object.keys(SEXES).find((sex) => SEXES[sex]?.includes(plain)) ?? '';
  return KIND[field] === 'text' ? plain : plain.replaceAll(' ', '');
}

const MANY_WORDS = 5;
/** Of whoever has more names or birth dates than this, the others lead to nobody. */
const MANY = 6;

/** What a word is found by: its sound, or where hardly anything is left of that (Ana, Ali, Ion) its letters. */
function heard(word: string): string {
  const sound = skeletonOf(word);
  return sound.length > 1 ? sound : word.replaceAll(/(.)\1+/g, '$1');
}

/** What a word begins with, for whoever is called by half a name: all vowels count as one. */
const beginningOf = (word: string): string => (/^[aeiouy]/.test(word) ? '' : skeletonOf(word).slice(0, 1));

/** What is known of somebody for finding him: sounds of his names, parts of his birth dates, and where he lives. */
function clues({ names, birthDates, others = {} }: Profile) {
  const words = names.slice(0, MANY).map((parts) => [...new Map(Object.values(parts).flatMap((name) => wordsOf(name).slice(0, MANY_WORDS).map((word) => [heard(word), beginningOf(word)])))].map(([sound, beginning = '']) => ({ sound: sound as string, beginning })));
  const dates = birthDates.slice(0, MANY).flatMap((text) => dateFrom(text) ?? []);
  const place = (['place', 'postcode', 'street', 'houseNumber', 'occupation'] as const).flatMap((field) =>
    (others[field] ?? []).slice(0, MANY).flatMap((given) => {
      const text = latin(given).replaceAll(' ', '');
      return text ? [{ field, text }] : [];
    }),
  );
  return { words, dates, place };
}

/** Tokens of two things each: one thing alone is shared by too many, three are too rarely all right. */
function keysOf(write: Writing, profile: Profile): number[] {
  const { words, dates, place } = clues(profile);
  const found: string[] = [];
  for (const name of words) {
    for (const [at, { sound, beginning }] of name.entries()) {
      for (const other of name.slice(at + 1)) {
        found.push(`names ${[sound, other.sound].toSorted().join(' ')}`, `name ${sound} ${other.beginning}`, `name ${other.sound} ${beginning}`);
      }
    }
  }
  for (const sound of new Set(words.flat().map((word) => word.sound))) {
    for (const { year, month, day } of dates) {
      found.push(`year ${sound} ${year}`);
      if (month) found.push(`month ${sound} ${[month, day].toSorted().join(' ')}`);
    }
    for (const { field, text } of place) if (field !== 'houseNumber') found.push(`${field} ${sound} ${text}`);
  }
  for (const { year, month, day } of dates) if (month) found.push(`born ${year} ${[month, day].toSorted().join(' ')}`);
  for (const { field, text } of place) {
    for (const { year } of dates) found.push(`${field} ${text} ${year}`);
    for (const other of place) if (field < other.field) found.push(`${field} ${text} ${other.field} ${other.text}`);
  }
  for (const field of ['phone', 'email', 'document'] as const) {
    for (const given of profile.others?.[field] ?? []) {
      const text = latin(given).replaceAll(' ', '');
      if (text && !UNKNOWN.has(text)) found.push(`${field} ${text}`);
    }
  }
  return [...new Set(found)].map((text) => write.token('key', text));
}

function encodeParts(write: Writing, { given, family, fullName }: NameParts): EncodedParts[] {
  const parts = Object.fromEntries(
    Object.entries({ given, family, fullName }).flatMap(([field, text]) => {
      const name = text ? encodeName(write, text) : undefined;
      return name ? [[field, name]] : [];
    }),
  ) as Partial<Record<NameField, EncodedName>>;
  const known = Object.values(parts);
  const whole = parts.fullName ?? (known.length === 1 ? known[0] : encodeName(write, [given, family].filter(Boolean).join(' ')));
  return whole && known.length > 0 ? [{ ...parts, whole }] : [];
}

/** Writes a person down. What cannot be read as its kind (a date of words) is left out. */
export function encode(write: Writing, profile: Profile): Encoded {
  const { names, birthDates, others = {} } = profile;
  const texts: Partial<Record<TextField, readonly EncodedText[]>> = {};
  for (const field of TEXT_FIELDS) {
    const found = (others[field] ?? []).slice(0, MANY).flatMap((text) => encodeText(write, field, text) ?? []);
    if (found.length > 0) texts[field] = found;
  }
  return {
    names: names.slice(0, MANY).flatMap((parts) => encodeParts(write, parts)),
    dates: birthDates.slice(0, MANY).flatMap((text) => dateFrom(text) ?? []).map((date) => encodeDate(write, date)),
    texts,
    keys: keysOf(write, profile),
  };
}
