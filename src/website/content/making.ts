import type { Language } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Content } from './read.ts';

/** A picture among the built files. */
export type Picture = { src: string; width: number; height: number };

/** What pages are made from at build, in one language. */
export type Making = {
  language: Language;
  t: Translate;
  href(path: string): string;
  content: Content;
  /** Which part of the law pages holds a law. */
  placeOfLaw(id: string): string;
  /** The number of a contact, for paper. */
  telephoneOf(id: string): string | undefined;
  pictures: { chart(figure: string): Picture; drawing(name: string): Picture };
};
