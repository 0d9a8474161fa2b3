/**
 * Letters of other alphabets as Latin ones, letter by letter: not for reading, but so that two spellings of a name meet.
 * Sources: the romanisation tables of Serbian, Russian and Ukrainian passports, ISO 233 and 843 in their simplest form.
 */
const CYRILLIC: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', ђ: 'dj', ѓ: 'gj', е: 'e', ё: 'e', є: 'ie', ж: 'zh', з: 'z', ѕ: 'dz', и: 'i', і: 'i', ї: 'i', й: 'i', ј: 'j',
  к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'c', ќ: 'kj', у: 'u', ў: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch',
  џ: 'dzh', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia',
};

const ARABIC: Record<string, string> = {
  ا: 'a', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ء: '', ؤ: 'u', ئ: 'i', ب: 'b', پ: 'p', ت: 't', ة: 'a', ث: 'th', ج: 'j', چ: 'ch', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh',
  ر: 'r', ز: 'z', ژ: 'zh', س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: 'a', غ: 'gh', ف: 'f', ڤ: 'v', ق: 'q', ك: 'k', ک: 'k', گ: 'g', ڭ: 'g', ل: 'l', م: 'm',
  ن: 'n', ه: 'h', و: 'u', ي: 'i', ی: 'i', ى: 'a', ـ: '',
};

const GREEK: Record<string, string> = {
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't',
  υ: 'i', φ: 'f', χ: 'h', ψ: 'ps', ω: 'o',
};

// What is not a letter with a mark on it, so that taking the mark off does not help.
const LATIN: Record<string, string> = { đ: 'dj', ð: 'd', þ: 'th', ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ə: 'e', ŋ: 'ng' };

const LETTERS: Record<string, string> = { ...CYRILLIC, ...ARABIC, ...GREEK, ...LATIN };
/** Vowel signs of Arabic, and joiners that nobody sees. */
const UNSEEN = /[\u064B-\u065F\u0670\u200B-\u200F\u2060\uFEFF]/gu;

/** Small Latin letters, digits and single spaces; nothing else. */
export function latin(text: string): string {
  const small = text.normalize('NFKC').toLowerCase().replaceAll(UNSEEN, '');
  // Before the marks are taken off: й and ё are letters of their own.
  const letters = [...small].map((letter) => LETTERS[letter] ?? letter).join('');
  return letters
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’ʼ`´.]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
