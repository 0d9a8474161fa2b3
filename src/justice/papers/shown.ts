import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';

/** One for each language: making one takes longer than all that it writes in a paper. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatIn(language: string): Intl.DateTimeFormat {
  const known = formats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  formats.set(language, known);
  return known;
}
export const dayIn = (language: string, on: string): string => formatIn(language).format(new Date(`${on}T00:00:00Z`));

/** The word for a value of a closed list of files, in the language of the paper. */
export const wordIn = (t: Translate, list: string, value: string): string => t(`file.${list}.${value}` as MessageKey);
