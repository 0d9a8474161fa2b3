import type { Language } from '#src/platform/i18n/languages.ts';
import type { FilePack } from './file-pack.ts';
import type { PaperPack, PapersForAll } from './paper-pack.ts';
import type { Advice, Contact, Indicator, Knowledge, Law, Pack, Text } from './schema.ts';
import type { Country } from './vocabulary.ts';

/** The same shape with one language left: wherever a Text stood, its string stands. */
type Localised<T> = T extends Text
  ? string
  : T extends (infer Item)[]
    ? Localised<Item>[]
    : T extends object
      ? { [K in keyof T]: Localised<T[K]> }
      : T;

const isText = (value: object): value is Text => 'nl' in value && 'en' in value;

function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (typeof value !== 'object' || value === null) return value;
  if (isText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inLanguage(inner, language)]));
}

/** Knowledge as one reader sees it. */
export type LocalKnowledge = Localised<Knowledge>;
export type LocalIndicator = Localised<Indicator>;
export type LocalAdvice = Localised<Advice>;
export type LocalContact = Localised<Contact>;
export type LocalLaw = Localised<Law>;
export type LocalPack = Localised<Pack>;
export type LocalFilePack = Localised<FilePack>;
export type LocalPaperPack = Localised<PaperPack>;
export type LocalPapersForAll = Localised<PapersForAll>;

export function localise(knowledge: Knowledge, language: Language): LocalKnowledge {
  return inLanguage(knowledge, language) as LocalKnowledge;
}

export function getPack<P extends { country: Country }>(packs: readonly P[], country: Country): P {
  const pack = packs.find((p) => p.country === country);
  if (!pack) throw new Error(`no pack for ${country}`);
  return pack;
}
