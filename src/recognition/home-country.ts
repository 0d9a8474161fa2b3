import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Language } from '#src/platform/i18n/languages.ts';

/** A first guess from the language the reader chose, shown and changeable wherever it matters. */
export const HOME_COUNTRY: Record<Language, Country> = { nl: 'NL', en: 'NL', sv: 'SE', ro: 'RO', bs: 'BA' };
