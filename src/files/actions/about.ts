import { z } from 'zod';
import type { Actor, Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { keptUnless, type Keeping, type Why } from '#src/platform/action/obstacles.ts';
import { whyNotWritten } from '../model/rules.ts';
import { fileState, type FileState } from '../model/state.ts';
import type { Section } from '../model/vocabulary.ts';

export const FILE = 'file';

export const onFile = z.object({ file: z.uuid() });
export type OnFile = z.infer<typeof onFile>;

const streamOf = (i: OnFile) => i.file;

/** What an action is about: the file as such, for everybody at its table, or one section of it. */
export const aboutFile = { kind: FILE, stream: streamOf, sections: [null] as const };
export const aboutSection = (section: Section) => ({ kind: FILE, stream: streamOf, sections: [section] as readonly [Section] });
/** The same, decided on what was read: where something was added since, nothing is kept. */
export const decidedOn = (section: Section) => ({ ...aboutSection(section), base: (i: { base: string }) => i.base });
export const based = z.object({ base: z.string().max(64) });

/** An account of a person always has an agency here: nobody else is granted anything about a file. */
export const agencyOf = ({ agency }: Actor): string => {
  if (agency === null) throw new TypeError('acts on a file without an agency');
  return agency;
};

/** Nothing, when there are obstacles; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I, V>(known: Pick<Known<I>, 'headers'>, why: (state: FileState) => Why, value: V, drafts: (state: FileState) => readonly Draft[], isKept: (state: FileState) => boolean = () => false): Result<V> {
  const state = fileState(known.headers);
  return keptUnless({ value, isKept: isKept(state), why: () => why(state), drafts: () => drafts(state) });
}

/** The same for what another room keeps in a section of the file: first of all it has to be one in which the agency may write. */
export const keepingIn = ({ headers, actor }: Pick<Known<unknown>, 'headers' | 'actor'>, section: string, { isKept, why, drafts }: Omit<Keeping<null>, 'value'>): Result<null> =>
  keptUnless({ value: null, isKept, why: () => whyNotWritten(fileState(headers), agencyOf(actor), section) ?? why(), drafts });
