import type { LocalKnowledge, LocalPaperPack } from '#src/knowledge/localise.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import { READ_SECTION, lookAtFile, type SectionRead } from '#src/files/actions/read-actions.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import { packFor } from '#src/files/pages/guide.ts';
import type { Member } from '#src/files/pages/member.ts';
import { mayWrite, type FilePage, type FileView, type Tab } from '#src/files/pages/view.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { DeskNeeds } from '#src/platform/sessions/desk.tsx';
import type { Renderer } from '#src/platform/documents/render.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { standingIn } from '../papers/check.ts';
import { fillPaper, type Filling } from '../papers/fill.ts';
import type { Reads } from '../papers/gather.ts';
import { keptBack, LOOKED_THROUGH } from '../papers/kept-back.ts';
import { mayBeToldIn } from '../papers/rules.ts';
import { papersIn, type Paperwork } from '../papers/state.ts';
import { DOCUMENTS, GOES_TO, HOMES, mayLieIn, tellsOf, type DocumentKind, type Home, type PaperLanguage, type Receiver } from '../papers/vocabulary.ts';
import { MOST_GUARDED, type PaperWords } from '../papers/words.ts';
import { seenFor } from '../prosecution/pages/read.ts';

/** What the pages of papers need: what those of files do, and what a paper is made with. */
export type PaperNeeds = DeskNeeds & {
  readonly ground: () => Ground | null;
  readonly now: () => Date;
  readonly tabs: readonly Tab[];
  readonly more: readonly FilePage[];
  readonly guide: FileView['guide'];
  readonly render: Renderer;
  readonly textsIn: Readonly<Record<PaperLanguage, Translate>>;
  readonly knowledgeIn: Readonly<Record<PaperLanguage, Pick<LocalKnowledge, 'law' | 'papersForAll' | 'paperPacks'>>>;
};

/** A file as whoever looks at its papers sees it: where papers lie that this person may read, and what lies there. */
export type Desk = { readonly view: FileView; readonly homes: readonly { readonly home: Home; readonly papers: readonly Paperwork[] }[] };

/** Null where there is no such file for this person. */
export async function deskOf(member: Member, file: string, today: string, { more, tabs, guide }: Pick<PaperNeeds, 'more' | 'tabs' | 'guide'>): Promise<Desk | null> {
  const looked = await member.perform(lookAtFile, member.actor, { file });
  if (!looked.done) return null;
  const view: FileView = { file, overview: looked.value, member, today, tried: null, problems: [], waiting: null, draft: null, known: null, guide, reads: {}, tabs, more: more.filter((m) => looked.value.sections.includes(m.section)) };
  const homes: { home: Home; papers: readonly Paperwork[] }[] = [];
  for (const home of HOMES) {
    if (!looked.value.sections.includes(home)) continue;
    const read = await member.perform(READ_SECTION[home], member.actor, { file });
    if (read.done) homes.push({ home, papers: papersIn(read.value.entries) });
  }
  return { view, homes };
}

export const findPaper = ({ homes }: Desk, document: string): { home: Home; paper: Paperwork } | null => {
  for (const { home, papers } of homes) {
    const paper = papers.find(({ last }) => last.document === document);
    if (paper) return { home, paper };
  }
  return null;
};

/** Where this person may put a paper of a kind: with the lawyer's own where that is open. */
const homeFor = ({ view, homes }: Desk, kind: DocumentKind): Home | null => homes.map((h) => h.home).find((home) => mayWrite(view.member, home) && mayLieIn(home, kind)) ?? null;

/** A paper that this person may begin: to whom, where the receiver is when not in the country of the file, and where it will lie. */
export type Choice = { readonly kind: DocumentKind; readonly receiver: Receiver; readonly abroad: Country | null; readonly home: Home; readonly pack: LocalPaperPack };

const ABROAD: DocumentKind = 'letter-abroad';

/**
 * The papers that a person may begin in a file: those of the country in which it is led, and letters to others. Where no pack tells
 * of a country none is offered: it would cite the law of another.
 */
export function choicesIn(desk: Desk, packs: readonly LocalPaperPack[]): readonly Choice[] {
  const country = desk.view.overview.state.opened?.country;
  const of = (pack: LocalPaperPack, kind: DocumentKind, abroad: Country | null): Choice[] => {
    const home = homeFor(desk, kind);
    return home === null ? [] : GOES_TO[kind].filter((receiver) => pack.papers[kind]?.includes(receiver)).map((receiver) => ({ kind, receiver, abroad, home, pack }));
  };
  const own = packs.filter((pack) => pack.country === country).flatMap((pack) => DOCUMENTS.filter((kind) => kind !== ABROAD).flatMap((kind) => of(pack, kind, null)));
  const others = packs.filter((pack) => pack.country !== country).flatMap((pack) => of(pack, ABROAD, pack.country));
  return [...own, ...others];
}

/** As it stands in the form, and comes back. */
export const choiceCode = ({ kind, receiver, abroad }: Choice): string => [kind, receiver, ...(abroad === null ? [] : [abroad])].join(':');

/** A paper goes in the language of its receiver, or in English where that is read. */
export const languagesOf = ({ pack }: Pick<Choice, 'pack'>): readonly PaperLanguage[] => [...new Set<PaperLanguage>([pack.language, 'en'])];

/** Sections of which a paper may tell here today: its receiver may know them, and so may everybody who sits where it lies. */
function toldTo({ view }: Desk, home: Home, receiver: Receiver): readonly Section[] {
  const { overview, today } = view;
  const seats = overview.state.seats.filter((s) => (s.standing === 'invited' || s.standing === 'accepted') && (s.endsOn === null || s.endsOn >= today));
  const may = new Set(mayBeToldIn(seats, home, tellsOf(home, receiver)));
  return tellsOf(home, receiver).filter((section) => may.has(section) && overview.sections.includes(section));
}

async function readAll({ view }: Desk, sections: readonly Section[]): Promise<Reads> {
  const reads = new Map<Section, SectionRead['entries']>();
  for (const section of sections) {
    const read = await view.member.perform(READ_SECTION[section], view.member.actor, { file: view.file });
    if (read.done) reads.set(section, read.value.entries);
  }
  return Object.fromEntries(reads) as Reads;
}

/** What stands against prosecuting, as far as the paper may tell of where it stands. That nothing does is never said: no paper is quoted against a child. */
async function obstaclesShown(view: FileView, tells: readonly Section[]): Promise<NonNullable<Filling['obstacles']>> {
  const seen = await seenFor(view);
  const rule = packFor(view.guide, view.overview.state)?.prosecution;
  return (seen?.gate.obstacles ?? []).flatMap(({ code, section }) => (code === 'not-cleared' || (section !== undefined && !tells.some((one) => one === section)) ? [] : [{ code, law: rule?.obstacles.find((o) => o.code === code)?.law ?? [] }]));
}

/** Reads what the receiver may know, as far as this person may, and fills a paper with it. Each reading is on record. */
export async function filled(desk: Desk, needs: PaperNeeds, choice: Choice, language: PaperLanguage): Promise<{ words: PaperWords; tells: readonly Section[] }> {
  const { kind, receiver, home } = choice;
  const { law, papersForAll, paperPacks } = needs.knowledgeIn[language];
  const pack = paperPacks.find((p) => p.country === choice.pack.country);
  if (!papersForAll || !pack) throw new TypeError('a paper is offered of which the knowledge does not tell');
  const reads = await readAll(desk, toldTo(desk, home, receiver));
  const tells = Object.keys(reads) as Section[];
  const { file, today } = desk.view;
  const obstacles = tells.includes('justice') ? await obstaclesShown(desk.view, tells) : [];
  return { tells, words: fillPaper({ kind, receiver, language, tells, reads, knows: { law, forAll: papersForAll, pack }, file, today, t: needs.textsIn[language], obstacles }) };
}

/** What the file keeps back now, as far as this person may read it: a place that came in an hour ago is among it. Each reading is on record. */
export async function keptBackNow(desk: Desk): Promise<readonly string[]> {
  return keptBack(await readAll(desk, LOOKED_THROUGH.filter((section) => desk.view.overview.sections.includes(section))));
}

/**
 * A paper with what must be kept out of it from now on: what everybody may know who reads it where it lies, and of the rest only what
 * stands in it already, so that it tells nobody there what is kept back elsewhere.
 */
export async function guardedAnew(desk: Desk, tells: readonly Section[], words: PaperWords): Promise<PaperWords> {
  const reads = await readAll(desk, LOOKED_THROUGH.filter((section) => desk.view.overview.sections.includes(section)));
  const told = keptBack(Object.fromEntries(tells.map((section) => [section, reads[section] ?? []])) as Reads);
  return { ...words, guarded: [...new Set([...words.guarded, ...told, ...standingIn(words, keptBack(reads))])].slice(0, MOST_GUARDED) };
}
