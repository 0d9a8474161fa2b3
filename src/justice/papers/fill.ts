import type { ProsecutionObstacle } from '#src/knowledge/file-vocabulary.ts';
import { fileNumber } from '#src/files/model/number.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { LocalLaw, LocalPaperPack, LocalPapersForAll } from '#src/knowledge/localise.ts';
import { isInForce } from '#src/knowledge/validity.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import { incidentIn, missedContacts, theCase, whatHappened, whatPointsToIt, wasHeard, whoItIs, type Reads, type Telling } from './gather.ts';
import { keptBack } from './kept-back.ts';
import { wordIn } from './shown.ts';
import type { DocumentKind, PaperLanguage, Receiver } from './vocabulary.ts';
import { put, WORDING, type Wording } from './wording.ts';
import type { LawLine, PaperPart, PaperWords, Statement } from './words.ts';

/** What is known of the country to whose authorities a paper goes, and what papers ask anywhere, in the language of the paper. */
type PaperKnowledge = { readonly law: readonly LocalLaw[]; readonly forAll: LocalPapersForAll; readonly pack: LocalPaperPack };

/** What a paper is filled from. Of the file only the sections named in `tells` are looked at, whatever else was read. */
export type Filling = {
  readonly kind: DocumentKind;
  readonly receiver: Receiver;
  readonly language: PaperLanguage;
  readonly tells: readonly Section[];
  readonly reads: Reads;
  readonly knows: PaperKnowledge;
  readonly file: string;
  readonly today: string;
  readonly t: Translate;
  /** What stands against prosecuting, where the receiver may know it: codes, each with the laws it rests on. */
  readonly obstacles?: readonly { readonly code: ProsecutionObstacle; readonly law: readonly string[] }[];
};

const lineOf = ({ id, citation, text, validFrom, validTo, review }: LocalLaw): LawLine => ({ id, citation, text, validFrom, validTo, isVerified: review.state === 'verified' });

type Cited = { readonly statements: readonly Statement[]; readonly law: readonly string[] };
/** The laws that may be cited: they hold today, and where the paper goes. */
type Citable = ReadonlyMap<string, LocalLaw>;
const citable = ({ law, pack }: PaperKnowledge, today: string): Citable => new Map(law.filter((l) => isInForce(l, today) && pack.law.includes(l.place)).map((l) => [l.id, l]));

type Saying = { readonly text: string; readonly law: readonly string[]; readonly needsLaw?: true | undefined };

/** Fixed sentences, each with the law behind it; where no law is claimed, the file itself stands behind it. */
function cited(sayings: readonly Saying[], wording: Wording, law: Citable, otherwise: string): Cited {
  const citations = (ids: readonly string[]) => ids.flatMap((id) => law.get(id)?.citation ?? []);
  return {
    statements: sayings.map(({ text, law: ids, needsLaw }) => ({ text, sources: citations(ids).length > 0 ? citations(ids) : [needsLaw || ids.length > 0 ? wording.noLaw : otherwise] })),
    law: sayings.flatMap((s) => s.law),
  };
}

/** What the gate says, in the words of the paper. */
const gateSays = ({ obstacles = [], t }: Filling): readonly Saying[] => obstacles.map(({ code, law }) => ({ text: t(`prosecution.obstacle.${code}` as MessageKey), law }));

/** The articles at stake; one is left out only where it is known that something happened for which it is not there. */
function articles({ knows: { forAll } }: Filling, wording: Wording, law: Citable, reads: Reads): Cited {
  const incident = incidentIn(reads);
  const found = forAll.articles.filter(({ unless }) => !(unless ?? []).some((one) => one === incident)).flatMap((a) => law.get(a.law) ?? []);
  return { statements: found.map(({ citation, text }) => ({ text: put(wording.articleSays, { citation, text }), sources: [citation] })), law: found.map((l) => l.id) };
}

const PARTS: Readonly<Record<DocumentKind, readonly (keyof Wording['headings'])[]>> = {
  'non-punishment-request': ['who', 'happened', 'signs', 'missed', 'heard', 'procedure', 'asked', 'limits'],
  'childrens-rights-report': ['who', 'happened', 'signs', 'missed', 'heard', 'articles', 'limits'],
  'prosecutor-page': ['who', 'happened', 'signs', 'missed', 'procedure', 'asked'],
  'comensha-notification': ['happened', 'signs', 'asked', 'limits'],
  'police-notification': ['who', 'happened', 'signs', 'missed', 'asked', 'limits'],
  'disclosure-receipt': ['disclosed', 'limits'],
  'letter-abroad': ['who', 'signs', 'asked', 'limits'],
};
/** Three facts: whoever decides at that table reads no more. */
const MOST_FACTS = 3;
/** Is about no law. */
const WITHOUT_LAW: ReadonlySet<DocumentKind> = new Set(['disclosure-receipt']);
/** Cite what their own sentences rest on, and no more: one has to stay one page, the other says little. */
const WITHOUT_GROUNDWORK: ReadonlySet<DocumentKind> = new Set(['letter-abroad', 'prosecutor-page']);

/** The laws of a paper, and what is said where the country has none among them. Another country's are never put in their place. */
function lawOf({ kind, knows: { forAll, pack }, t }: Filling, wording: Wording, law: Citable, named: readonly string[]): Pick<PaperWords, 'law' | 'lawOfCountry'> {
  if (WITHOUT_LAW.has(kind)) return { law: [] };
  const ids = [...new Set([...named, ...(WITHOUT_GROUNDWORK.has(kind) ? [] : forAll.always)])];
  const found = ids.flatMap((id) => law.get(id) ?? []);
  const isSilent = !found.some((l) => l.place === pack.country);
  return { law: found.map(lineOf), ...(isSilent ? { lawOfCountry: put(wording.noLawOf, { country: t(`country.${pack.country}` as MessageKey) }) } : {}) };
}

/** A paper as the file fills it, to be read and changed by a person before anybody else sees it. */
export function fillPaper(filling: Filling): PaperWords {
  const { kind, receiver, language, tells, reads: all, knows, file, today, t } = filling;
  const wording = WORDING[language];
  const telling: Telling = { file, t, language, wording };
  const reads: Reads = Object.fromEntries(tells.map((section) => [section, all[section] ?? []]));
  const law = citable(knows, today);
  const fromFile = put(wording.fromFile, { file: fileNumber(file) });
  const asks = cited(knows.pack.asks[kind] ?? knows.forAll.asks[kind] ?? [], wording, law, fromFile);
  const gate = cited(gateSays(filling), wording, law, fromFile);
  const rights = kind === 'childrens-rights-report' ? articles(filling, wording, law, reads) : { statements: [], law: [] };
  const happened = whatHappened(telling, reads);
  const disclosed: Statement[] = tells.map((section) => ({ text: wordIn(t, 'section', section), sources: [fromFile] }));
  const within: Readonly<Record<keyof Wording['headings'], readonly Statement[]>> = {
    who: whoItIs(telling, reads),
    happened: kind === 'prosecutor-page' ? happened.slice(-MOST_FACTS) : happened,
    signs: whatPointsToIt(telling, reads),
    missed: missedContacts(telling, reads, today),
    heard: wasHeard(telling, reads),
    procedure: [...theCase(telling, reads), ...gate.statements],
    asked: asks.statements,
    articles: rights.statements,
    disclosed: [...asks.statements, ...disclosed],
    limits: [{ text: wording.limits, sources: [fromFile] }],
    law: [],
  };
  const parts: PaperPart[] = PARTS[kind].map((name) => ({ heading: wording.headings[name], statements: [...within[name]] })).filter(({ statements }) => statements.length > 0);
  const [title, to] = [knows.pack.titles[kind], knows.pack.receivers[receiver]?.name];
  return { reference: '', contact: '', ...(title ? { title } : {}), ...(to ? { to } : {}), parts, ...lawOf(filling, wording, law, [...asks.law, ...gate.law, ...rights.law]), guarded: [...keptBack(reads)] };
}
