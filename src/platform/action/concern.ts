import { SHREDDED } from '#src/platform/journal/shredded.ts';
import type { Concern, Standing } from '#src/platform/access/grants.ts';
import type { Action, FreeAction, Reach, Result, StreamAction } from './action.ts';
import type { Draft } from './entries.ts';
import { ActionMisdeclared } from './failed.ts';
import { saysReach } from './reach.ts';

/** What one try of an action is about. */
export type Subject = {
  concern: Concern;
  streamId: string | null;
  section: string | null;
  /** The version that was looked at, where the action is decided on one. */
  base: string | null;
};

const IDENTITY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isIdentity = (text: string): boolean => IDENTITY.test(text);

export function isAboutStream<I, V, L>(action: Action<I, V, L>): action is StreamAction<I, V, L> {
  return typeof action.about === 'object' && 'stream' in action.about;
}

/** Whether this does nothing but reach a section in an emergency: only then may it begin from outside the table. */
export const isForEmergency = <I, V, L>(action: Action<I, V, L>): boolean => isAboutStream(action) && action.reaches !== undefined && action.reaches.length > 0 && action.reaches.every((how) => how === 'emergency');

export function subjectOf<I, V, L>(action: Action<I, V, L>, input: I): Subject {
  if (!isAboutStream(action)) return { concern: null, streamId: null, section: null, base: null };
  const { kind, stream, sections, section: sectionOf, base } = action.about;
  const section = sectionOf ? sectionOf(input) : sections[0];
  if (!sections.includes(section)) throw new ActionMisdeclared(`${action.name} is about a section that it does not declare`);
  const streamId = stream(input);
  // What is no identity at all is not there, like an identity that nothing has.
  return { concern: { streamKind: kind, section }, streamId: isIdentity(streamId) ? streamId : null, section, base: base ? base(input) : null };
}

/** The sections into which an action may put what it records: it may not do more than was decided about. */
export function sectionsFor<I, V, L>(action: Action<I, V, L>, { section }: Subject, reach?: Reach): readonly (string | null)[] {
  if (isAboutStream(action)) return [section, null, ...(reach ? [reach.section] : [])];
  const { about } = action as FreeAction<I, V, L>;
  return about === 'nothing' ? [] : [...about.sections, null];
}

/** Refuses a way into another section that the action does not declare, or of which nobody at the table would be told. */
function checkReached<I, V, L>(action: Action<I, V, L>, reach: Reach | undefined, entries: readonly Draft[], { table }: Standing): void {
  // A stream with no section is open to the duty desk alone, and for nothing but this.
  if (!reach && table?.sections.length === 0) throw new ActionMisdeclared(`${action.name} does something from outside the table other than reach a section`);
  if (!reach) return;
  const isDeclared = isAboutStream(action) && (action.reaches ?? []).includes(reach.how);
  if (!isDeclared) throw new ActionMisdeclared(`${action.name} reaches a section in a way that it does not declare`);
  if (!entries.some((entry) => saysReach(entry, reach))) throw new ActionMisdeclared(`${action.name} reaches a section and does not tell the table`);
}

/** Refuses, before anything is kept, a result that reaches beyond what the action was allowed for. */
export function checkReach<I, V, L>(action: Action<I, V, L>, subject: Subject, result: Extract<Result<V>, { value: V }>, standing: Standing): void {
  const { entries = [], lists = [], shreds, reaches } = result;
  checkReached(action, reaches, entries, standing);
  const within = sectionsFor(action, subject, reaches);
  const beyond = [...entries, ...lists].find((part) => !within.includes(part.section));
  if (beyond) throw new ActionMisdeclared(`${action.name} records in a section that it is not about`);
  if (entries.length === 0 && lists.length > 0) throw new ActionMisdeclared(`${action.name} changes a list without an entry that says why`);
  if (typeof action.about === 'object' && 'begins' in action.about && entries.length === 0) throw new ActionMisdeclared(`${action.name} begins a stream without an entry`);
  const stub = entries.find((e) => e.kind.name === SHREDDED && e.section === subject.section && (e.header as { what?: unknown }).what === 'section');
  if (shreds ? subject.section === null || !stub : stub) throw new ActionMisdeclared(`${action.name} destroys a key and says nothing of it, or says so and does not`);
  // Into a section invites only who was found to be allowed something about that section.
  const inviting = entries.flatMap((draft) => draft.parties ?? []).find((p) => isAboutStream(action) && subject.section !== null && p.section !== subject.section);
  if (inviting) throw new ActionMisdeclared(`${action.name} changes who is at the table of a section that it is not about`);
}
