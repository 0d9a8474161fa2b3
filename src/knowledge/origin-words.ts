import { LANGUAGES } from '#src/platform/i18n/languages.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const SPOKEN = ['ar', 'bg', 'bs', 'de', 'en', 'es', 'fa', 'fr', 'hr', 'hu', 'it', 'ku', 'nl', 'pl', 'pt', 'ro', 'rom', 'ru', 'so', 'sq', 'sr', 'sv', 'ti', 'tr', 'uk', 'vi', 'zgh', 'zh'];
/** Country names that are also ordinary words in one of the languages. */
const ORDINARY_WORDS = new Set(['mali', 'man', 'island']);

function namesOf(codes: readonly string[], type: 'region' | 'language', language: string): string[] {
  const names = new Intl.DisplayNames([language], { type, fallback: 'none' });
  return codes.flatMap((code) => {
    try {
      return names.of(code) ?? [];
    } catch {
      return [];
    }
  });
}

/** The names of all countries and of many languages, in every language of the site: none may stand in an indicator. */
export function originWords(): ReadonlySet<string> {
  const regions = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));
  const names = LANGUAGES.flatMap((l) => [...namesOf(regions, 'region', l), ...namesOf(SPOKEN, 'language', l)]);
  const single = names.map((name) => name.toLocaleLowerCase()).filter((name) => /^\p{L}{4,}$/u.test(name));
  return new Set(single.filter((name) => !ORDINARY_WORDS.has(name)));
}
