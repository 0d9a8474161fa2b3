/** Languages in which everything public is offered; `nl` is the language of addresses without a prefix. */
export const LANGUAGES = ['nl', 'en', 'sv', 'ro', 'bs'] as const;
export type Language = (typeof LANGUAGES)[number];
const DEFAULT_LANGUAGE: Language = 'nl';

/** Each language by its own name, so that a reader finds it whatever page she is on. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  nl: 'Nederlands',
  en: 'English',
  sv: 'Svenska',
  ro: 'Română',
  bs: 'Bosanski',
};

/** Writing direction per language; all five run left to right, the pages are ready for one that does not. */
export const DIRECTIONS: Record<Language, 'ltr' | 'rtl'> = { nl: 'ltr', en: 'ltr', sv: 'ltr', ro: 'ltr', bs: 'ltr' };

/** The address of `path` (which starts with a slash) in a language. */
export function hrefIn(language: Language, path: string): string {
  if (language === DEFAULT_LANGUAGE) return path;
  return path === '/' ? `/${language}` : `/${language}${path}`;
}
