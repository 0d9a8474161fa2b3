import { bs } from './wording/bs.ts';
import { en } from './wording/en.ts';
import { nl } from './wording/nl.ts';
import { ro } from './wording/ro.ts';
import { sv } from './wording/sv.ts';
import type { PaperLanguage } from './vocabulary.ts';
import type { Wording } from './wording/wording-type.ts';

export type { Wording } from './wording/wording-type.ts';

/** The fixed words of papers, in each language in which they can be written. */
export const WORDING: Readonly<Record<PaperLanguage, Wording>> = { nl, en, sv, ro, bs };

/** A saying with its values put in, as they are. */
export const put = (saying: string, values: Readonly<Record<string, string>>): string => saying.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
