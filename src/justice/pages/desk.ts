import type { LocalLaw } from '#src/knowledge/localise.ts';
import { READ_SECTION, lookAtFile, type SectionRead } from '#src/files/actions/read-actions.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import { packFor } from '#src/files/pages/guide.ts';
import type { Member } from '#src/files/pages/member.ts';
import { mayWrite, type FilePage, type FileView, type Tab } from '#src/files/pages/view.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { DeskNeeds } from '#src/platform/sessions/desk.tsx';
import type { Renderer } from '#src/platform/documents/render.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { fillPaper, type Filling } from '../papers/fill.ts';
import type { Reads } from '../papers/gather.ts';
import { mayBeToldIn } from '../papers/rules.ts';
import { papersIn, type Paperwork } from '../papers/state.ts';
import { HOMES, mayLieIn, tellsOf, type DocumentKind, type Home, type PaperLanguage, type Receiver } from '../papers/vocabulary.ts';
import { COUNTRY_OF_PAPERS } from '../papers/wording.ts';
import type { PaperWords } from '../papers/words.ts';
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
  readonly lawIn: Readonly<Record<PaperLanguage, readonly LocalLaw[]>>;
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

/** Where this person may put a paper of a kind: with the lawyer's own where that is open. Nowhere in a file of another country. */
export const homeFor = ({ view, homes }: Desk, kind: DocumentKind): Home | null =>
  view.overview.state.opened?.country !== COUNTRY_OF_PAPERS ? null : (homes.map((h) => h.home).find((home) => mayWrite(view.member, home) && mayLieIn(home, kind)) ?? null);

/** What stands against prosecuting, as far as the paper may tell of where it stands. That nothing does is never said: no paper is quoted against a child. */
async function obstaclesIn(view: FileView, tells: readonly Section[]): Promise<NonNullable<Filling['obstacles']>> {
  const seen = await seenFor(view);
  const rule = packFor(view.guide, view.overview.state)?.prosecution;
  return (seen?.gate.obstacles ?? []).flatMap(({ code, section }) => (code === 'not-cleared' || (section !== undefined && !tells.some((one) => one === section)) ? [] : [{ code, law: rule?.obstacles.find((o) => o.code === code)?.law ?? [] }]));
}

type Begun = { readonly kind: DocumentKind; readonly receiver: Receiver; readonly language: PaperLanguage; readonly home: Home };

/** Reads what the receiver may know, as far as this person may, and fills a paper with it. Each reading is on record. */
export async function filled({ view }: Desk, needs: PaperNeeds, { kind, receiver, language, home }: Begun): Promise<{ words: PaperWords; tells: readonly Section[] }> {
  const { member, file, today, overview } = view;
  const seats = overview.state.seats.filter((s) => (s.standing === 'invited' || s.standing === 'accepted') && (s.endsOn === null || s.endsOn >= today));
  const mayTell = new Set(mayBeToldIn(seats, home, tellsOf(home, receiver)));
  const reads = new Map<Section, SectionRead['entries']>();
  for (const section of tellsOf(home, receiver)) {
    if (!mayTell.has(section) || !overview.sections.includes(section)) continue;
    const read = await member.perform(READ_SECTION[section], member.actor, { file });
    if (read.done) reads.set(section, read.value.entries);
  }
  const tells = [...reads.keys()];
  return { tells, words: fillPaper({ obstacles: tells.includes('justice') ? await obstaclesIn(view, tells) : [], kind, language, tells, reads: Object.fromEntries(reads) as Reads, law: needs.lawIn[language], file, today, t: needs.textsIn[language] }) };
}
