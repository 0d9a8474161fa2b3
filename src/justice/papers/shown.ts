import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';

export const dayIn = (language: string, on: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));

/** The word for a value of a closed list of files, in the language of the paper. */
export const wordIn = (t: Translate, list: string, value: string): string => t(`file.${list}.${value}` as MessageKey);
