import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';

/** How many words a receipt has. Seven of at least 1 024 are 70 bits: nobody tries them out. */
export const HOW_MANY = 7;

export type WordLists = Readonly<Record<Language, readonly string[]>>;

export function readWordLists(projectFolder: string): WordLists {
  const listOf = (language: Language) => readFileSync(join(projectFolder, 'content', 'receipt-words', `${language}.txt`), 'utf8').split('\n').filter((word) => word !== '');
  return Object.fromEntries(LANGUAGES.map((language) => [language, listOf(language)])) as Record<Language, string[]>;
}

/** Words for a new receipt. One may come twice: leaving that out would only make them easier to guess. */
export const drawWords = (list: readonly string[]): string[] => Array.from({ length: HOW_MANY }, () => list[randomInt(list.length)] as string);

// No list holds these, but a keyboard may offer them for letters that it holds.
const LETTERS: Readonly<Record<string, string>> = { đ: 'd', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae' };

/**
 * What was typed, as it counts: small letters without their marks, between single spaces, whatever stood between the words. It looks
 * up nothing, so that a word of another language or of an older list counts like any other, and no guess is helped.
 */
export function normaliseWords(typed: string): string {
  const plain = typed.toLowerCase().replaceAll(/[đłøßæ]/g, (letter) => LETTERS[letter] ?? letter).normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain.split(/[^\p{L}]+/u).filter((word) => word !== '').join(' ');
}
