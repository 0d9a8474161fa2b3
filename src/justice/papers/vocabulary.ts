import { SECTION_ACCESS } from '#src/files/access-table.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { PaperKind, PaperReceiver } from '#src/knowledge/paper-vocabulary.ts';

export { PAPERS as DOCUMENTS, PAPER_RECEIVERS as RECEIVERS } from '#src/knowledge/paper-vocabulary.ts';
export type { PaperKind as DocumentKind, PaperReceiver as Receiver } from '#src/knowledge/paper-vocabulary.ts';

/** The languages in which papers can be written; each goes in that of its receiver, or in English. */
export { LANGUAGES as PAPER_LANGUAGES, type Language as PaperLanguage } from '#src/platform/i18n/languages.ts';

/**
 * What each receiver may know of a file, by section, read as a row of a table. What stands in no row leaves in no paper: health,
 * counsel, where the child sleeps, how it is protected, the investigation, what comes after.
 */
export const MAY_KNOW: Readonly<Record<PaperReceiver, readonly Section[]>> = {
  prosecutor:  ['identity', 'chronology', 'recognition', 'justice'],
  court:       ['identity', 'chronology', 'recognition', 'justice'],
  police:      ['identity', 'chronology', 'recognition'],
  council:     ['identity', 'chronology', 'recognition'],
  // Registers without a name; with one only who is obliged to say it, by another way.
  comensha:    ['chronology', 'recognition'],
  // Nothing that happened: it is read as a story of crimes, and asked about.
  immigration: ['identity', 'recognition'],
  // No more than it needs to look after the child: who reads it there may know the family.
  'authority-abroad': ['identity', 'recognition'],
};

/** To whom each paper can go at most; which of them a country has stands in its pack. */
export const GOES_TO: Readonly<Record<PaperKind, readonly [PaperReceiver, ...PaperReceiver[]]>> = {
  'non-punishment-request': ['prosecutor', 'court'],
  'childrens-rights-report': ['court', 'prosecutor', 'council', 'immigration'],
  'prosecutor-page': ['prosecutor'],
  'comensha-notification': ['comensha'],
  'police-notification': ['police'],
  'disclosure-receipt': ['police', 'prosecutor', 'court', 'council', 'immigration', 'comensha'],
  'letter-abroad': ['authority-abroad'],
};

/** Where papers are kept: those of the child's lawyer where nobody else reads, the others with what was recognised. */
export const HOMES = ['counsel', 'recognition'] as const;
export type Home = (typeof HOMES)[number];

/** What only the child's lawyer writes. */
const OF_COUNSEL: ReadonlySet<PaperKind> = new Set(['non-punishment-request', 'childrens-rights-report']);
export const mayLieIn = (home: Home, kind: PaperKind): boolean => home === 'counsel' || !OF_COUNSEL.has(kind);

/** Whether everybody who reads where the paper lies may also read, by role, the section that it tells of. */
const isReadBySame = (home: Home, section: Section): boolean => SECTION_ACCESS[home].read.every((role) => SECTION_ACCESS[section].read.includes(role));

/** The sections of which a paper may tell: those its receiver may know, as far as whoever reads it where it lies may. */
export const tellsOf = (home: Home, receiver: PaperReceiver): readonly Section[] => MAY_KNOW[receiver].filter((section) => isReadBySame(home, section));
