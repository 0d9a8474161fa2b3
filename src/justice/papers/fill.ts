import type { ProsecutionObstacle } from '#src/knowledge/file-vocabulary.ts';
import { fileNumber } from '#src/files/model/number.ts';
import type { LocalLaw } from '#src/knowledge/localise.ts';
import { isInForce } from '#src/knowledge/validity.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import { incidentIn, missedContacts, placesIn, theCase, whatHappened, whatPointsToIt, wasHeard, whoItIs, type Reads, type Telling } from './gather.ts';
import { wordIn } from './shown.ts';
import type { DocumentKind, PaperLanguage } from './vocabulary.ts';
import { put, WORDING, type Wording } from './wording.ts';
import type { LawLine, PaperPart, PaperWords, Statement } from './words.ts';

/** What a paper is filled from. Of the file only the sections named in `tells` are looked at, whatever else was read. */
export type Filling = {
  readonly kind: DocumentKind;
  readonly language: PaperLanguage;
  readonly tells: readonly Section[];
  readonly reads: Reads;
  readonly law: readonly LocalLaw[];
  readonly file: string;
  readonly today: string;
  readonly t: Translate;
  /** What stands against prosecuting, where the receiver may know it: codes, each with the laws it rests on. */
  readonly obstacles?: readonly { readonly code: ProsecutionObstacle; readonly law: readonly string[] }[];
};

/** Articles of the convention that are at stake wherever a child is used to commit crimes; art. 33 is about drugs. */
const ARTICLES = ['un-crc-best-interests', 'un-crc-12', 'un-crc-32-36'];
const ARTICLE_ON_DRUGS = 'un-crc-33';
/** What happened of which it is known that it is not about drugs. */
const NOT_DRUGS = new Set(['theft', 'burglary', 'explosives', 'bank-account', 'begging']);
/** What every paper rests on besides what its own sentences cite. */
const ALWAYS = ['nl-273f-child', 'nl-273f-criminal-activities', 'eu-criminal-activities', 'eu-consent-irrelevant', 'eu-child-no-means', 'eu-age-unsure'];

const lineOf = ({ id, citation, text, validFrom, validTo, review }: LocalLaw): LawLine => ({ id, citation, text, validFrom, validTo, isVerified: review.state === 'verified' });

type Cited = { readonly statements: Statement[]; readonly law: readonly string[] };

/** Fixed sentences, each with the law behind it that holds today; without any, the file itself stands behind it. */
function cited(sayings: Wording['requests'], law: ReadonlyMap<string, LocalLaw>, otherwise: string): Cited {
  const inForce = (ids: readonly string[]) => ids.flatMap((id) => law.get(id) ?? []);
  return {
    statements: sayings.map(({ text, law: ids }) => ({ text, sources: inForce(ids).length === 0 ? [otherwise] : inForce(ids).map((l) => l.citation) })),
    law: sayings.flatMap((s) => s.law),
  };
}

function articles({ wording }: Telling, reads: Reads, law: ReadonlyMap<string, LocalLaw>): Cited {
  const isAboutOther = NOT_DRUGS.has(incidentIn(reads) ?? '');
  const ids = [...ARTICLES, ...(isAboutOther ? [] : [ARTICLE_ON_DRUGS])];
  const found = ids.flatMap((id) => law.get(id) ?? []);
  return { statements: found.map(({ citation, text }) => ({ text: put(wording.articleSays, { citation, text }), sources: [citation] })), law: ids };
}

const PARTS: Readonly<Record<DocumentKind, readonly (keyof Wording['headings'])[]>> = {
  'non-punishment-request': ['who', 'happened', 'signs', 'missed', 'heard', 'procedure', 'asked', 'limits'],
  'childrens-rights-report': ['who', 'happened', 'signs', 'missed', 'heard', 'articles', 'limits'],
  'prosecutor-page': ['who', 'happened', 'signs', 'missed', 'procedure', 'asked'],
  'comensha-notification': ['happened', 'signs', 'asked', 'limits'],
  'police-notification': ['who', 'happened', 'signs', 'missed', 'asked', 'limits'],
  'disclosure-receipt': ['disclosed', 'limits'],
};
/** Three facts: whoever decides at that table reads no more. */
const MOST_FACTS = 3;

const ASKED: Readonly<Record<DocumentKind, (w: Wording) => Wording['requests']>> = {
  'non-punishment-request': (w) => w.requests,
  'childrens-rights-report': () => [],
  'prosecutor-page': (w) => w.pageRequests,
  'comensha-notification': (w) => w.comensha,
  'police-notification': (w) => w.police,
  'disclosure-receipt': (w) => w.receipt,
};

/** A paper as the file fills it, to be read and changed by a person before anybody else sees it. */
export function fillPaper({ kind, language, tells, reads: all, law: laws, file, today, t, obstacles = [] }: Filling): PaperWords {
  const wording = WORDING[language];
  const telling: Telling = { file, t, language, wording };
  const reads: Reads = Object.fromEntries(tells.map((section) => [section, all[section] ?? []]));
  const law = new Map(laws.filter((l) => isInForce(l, today)).map((l) => [l.id, l]));
  const fromFile = put(wording.fromFile, { file: fileNumber(file) });
  const asked = cited(ASKED[kind](wording), law, fromFile);
  const rights = kind === 'childrens-rights-report' ? articles(telling, reads, law) : { statements: [], law: [] };
  const gate = cited(obstacles.map(({ code, law: ids }) => ({ text: t(`prosecution.obstacle.${code}` as MessageKey), law: ids })), law, fromFile);
  const happened = whatHappened(telling, reads);
  const disclosed: Statement[] = tells.map((section) => ({ text: wordIn(t, 'section', section), sources: [fromFile] }));
  const within: Readonly<Record<keyof Wording['headings'], readonly Statement[]>> = {
    who: whoItIs(telling, reads),
    happened: kind === 'prosecutor-page' ? happened.slice(-MOST_FACTS) : happened,
    signs: whatPointsToIt(telling, reads),
    missed: missedContacts(telling, reads, today),
    heard: wasHeard(telling, reads),
    procedure: [...theCase(telling, reads), ...gate.statements],
    asked: asked.statements,
    articles: rights.statements,
    disclosed: [...asked.statements, ...disclosed],
    limits: [{ text: wording.limits, sources: [fromFile] }],
    law: [],
  };
  const parts: PaperPart[] = PARTS[kind].map((name) => ({ heading: wording.headings[name], statements: [...within[name]] })).filter(({ statements }) => statements.length > 0);
  const ids = kind === 'disclosure-receipt' ? [] : [...new Set([...asked.law, ...gate.law, ...rights.law, ...ALWAYS])];
  return { reference: '', contact: '', parts, law: ids.flatMap((id) => law.get(id) ?? []).map(lineOf), guarded: placesIn(reads) };
}
