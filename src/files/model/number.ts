/**
 * The number of a file, to write down and to say over the telephone: nine signs in threes. It follows from the identity of the file,
 * which is drawn, so it says nothing of the child, of the day or of how many files there are, and nobody hands it out.
 */

/** Digits and letters that are not taken for one another. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** What people write for a sign that is not among them. */
const MEANT: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' };
const BITS = 5;
const LENGTH = 8;
const HEX_DIGITS = (LENGTH * BITS) / 4;
const UUID_GROUP = 8;

/** In the field of 32 elements, modulo x^5 + x^2 + 1. */
const times2 = (n: number): number => ((n << 1) ^ (n & 16 ? 0b100101 : 0)) & 31;

/** One sign mistyped, or any two in each other's place, gives another check sign: each place weighs with another power. */
function checkOf(signs: readonly number[]): number {
  return signs.reduce((sum, sign) => times2(sum ^ sign), 0);
}

const inThrees = (text: string): string => text.replaceAll(/(...)(?=.)/g, '$1-');

export function fileNumber(file: string): string {
  const drawn = BigInt(`0x${file.replaceAll('-', '').slice(0, HEX_DIGITS)}`);
  const signs = Array.from({ length: LENGTH }, (_, at) => Number((drawn >> BigInt((LENGTH - 1 - at) * BITS)) & 31n));
  return inThrees([...signs, checkOf(signs)].map((sign) => SIGNS[sign]).join(''));
}

/** The lowest and the highest identity that have this number. */
export type NumberedRange = { readonly from: string; readonly to: string };

const identity = (hex: string): string => [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

/** What somebody typed, as a number: `null` where it is none at all, `mistyped` where it looks like one and its check sign is wrong. */
export function readNumber(typed: string): NumberedRange | 'mistyped' | null {
  const plain = [...typed.toUpperCase().replaceAll(/[\s.-]/g, '')].map((sign) => MEANT[sign] ?? sign);
  // Without a digit it may as well be a name of nine letters.
  if (plain.length !== LENGTH + 1 || plain.some((sign) => !SIGNS.includes(sign))) return null;
  const signs = plain.map((sign) => SIGNS.indexOf(sign));
  if (checkOf(signs.slice(0, LENGTH)) !== signs.at(-1)) return /\d/.test(typed) ? 'mistyped' : null;
  const hex = signs.slice(0, LENGTH).reduce((sum, sign) => (sum << BigInt(BITS)) | BigInt(sign), 0n).toString(16).padStart(HEX_DIGITS, '0');
  const rest = UUID_GROUP * 4 - HEX_DIGITS;
  return { from: identity(hex + '0'.repeat(rest)), to: identity(hex + 'f'.repeat(rest)) };
}
