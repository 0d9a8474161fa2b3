import type { Language } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Checker, CheckState } from '../check.ts';

/** What each part of the check's pages is given, on the server and in the browser alike. */
export type CheckView = {
  t: Translate;
  language: Language;
  /** Where the form is sent and where the pages below it live. */
  base: string;
  state: CheckState;
  checker: Checker;
  now: Date;
};
