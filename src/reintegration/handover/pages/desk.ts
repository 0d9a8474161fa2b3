import { lookAtFile, READ_SECTION, type SectionRead } from '#src/files/actions/read-actions.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { FilePage, FileView, Problem, Tab } from '#src/files/pages/view.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { DeskNeeds } from '#src/platform/sessions/desk.tsx';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import type { HandoverNeeds } from './needs.ts';

/** What the pages of hand-overs need that are no page of a file in the common frame of those. */
export type HandoverRoutesNeeds = DeskNeeds &
  HandoverNeeds & {
    readonly ground: () => Ground | null;
    readonly now: () => Date;
    readonly tabs: readonly Tab[];
    readonly more: readonly FilePage[];
    readonly guide: FileView['guide'];
    /** The secrets with which packages open that are for this installation. */
    readonly ownKeys: () => readonly Buffer[];
    /** With which a file from elsewhere gets its identity here. */
    readonly identityKey: () => SecretKey;
  };

type Asked = { readonly file: string; readonly today: string; readonly sections: readonly Section[]; readonly problems?: readonly Problem[] };

/** A file as this person sees it, with these sections read; null where there is no such file for her. */
export async function viewOf(member: Member, { file, today, sections, problems = [] }: Asked, { more, tabs, guide }: Pick<HandoverRoutesNeeds, 'more' | 'tabs' | 'guide'>): Promise<FileView | null> {
  const looked = await member.perform(lookAtFile, member.actor, { file });
  if (!looked.done) return null;
  const reads: { [S in Section]?: SectionRead } = {};
  for (const section of sections.filter((one) => looked.value.sections.includes(one))) {
    const read = await member.perform(READ_SECTION[section], member.actor, { file });
    if (read.done) reads[section] = read.value;
  }
  return { file, overview: looked.value, member, today, tried: null, problems, waiting: null, draft: null, known: null, guide, reads, tabs, more: more.filter((m) => looked.value.sections.includes(m.section)) };
}
