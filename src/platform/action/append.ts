import { attachmentsIn } from '#src/platform/attachments/header.ts';
import type { FoundUpload, Taken } from '#src/platform/attachments/store.ts';
import { openUploadKey } from '#src/platform/attachments/upload-key.ts';
import { addExclusions, addParties, type Entered, type WrappedSectionKey } from '#src/platform/access/store.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { linkEntry, type ChainEnd } from '#src/platform/journal/chain.ts';
import { writeHeader, type EntryKind } from '#src/platform/journal/kinds.ts';
import type { ListRules } from '#src/platform/journal/lists.ts';
import type { EntryRow } from '#src/platform/journal/rows.ts';
import { addSectionKey } from '#src/platform/journal/store.ts';
import { sealBody } from '#src/platform/vault/body.ts';
import { sealAttachmentKey } from '#src/platform/vault/attachment.ts';
import type { KeyWrapper } from '#src/platform/vault/key-wrapper.ts';
import { makeSectionKey, openSectionKey, type SectionKey } from '#src/platform/vault/section-key.ts';
import type { Actor } from './action.ts';
import type { Draft } from './entries.ts';
import { ActionMisdeclared } from './failed.ts';
import type { ImprintRules } from './imprints.ts';

/** How entries are sealed, which there are, and which rows of lists and imprints follow from them. */
export type Sealing = { wrapper: KeyWrapper; kinds: ReadonlyMap<string, EntryKind>; lists?: ListRules; imprints?: ImprintRules | undefined };

/** Entries to be added, and the files that came in for them. */
export type Attaching = { drafts: readonly Draft[]; ready: ReadonlyMap<string, FoundUpload> };

export type Stream = NonNullable<Entered['stream']>;
/** The key of one section, open; `shredded` when it was destroyed and nothing can be sealed there any more. */
export type Keys = Map<string, SectionKey | 'shredded'>;

/** The key that a section has; none for a section in which nothing was sealed yet. */
export async function openStoredKey(wrapper: KeyWrapper, streamId: string, section: string, stored: WrappedSectionKey | null): Promise<Keys> {
  if (!stored) return new Map();
  const opened = await openSectionKey(wrapper, { stream_id: streamId, section, ...stored, shredded_on: null, shredded_by: null, shredded_because: null });
  if (opened.opened) return new Map([[section, opened.value]]);
  if (opened.because === 'shredded') return new Map([[section, 'shredded']]);
  throw new Error(`a section key does not open: ${opened.because}`);
}

/** Keys for all bodies. Those that have to be made are kept with the entries. */
async function keysFor(tx: Transaction, wrapper: KeyWrapper, streamId: string, known: Keys, drafts: readonly Draft[]): Promise<Map<string, SectionKey>> {
  const keys = new Map<string, SectionKey>();
  for (const { section, body } of drafts) {
    if (body === undefined || (section !== null && keys.has(section))) continue;
    if (section === null) throw new ActionMisdeclared('what is for everybody at the table has no body');
    const key = known.get(section);
    if (key === 'shredded') throw new ActionMisdeclared('a shredded section takes no body');
    if (key) {
      keys.set(section, key);
      continue;
    }
    const made = await makeSectionKey(wrapper, streamId, section);
    await addSectionKey(tx, made.row);
    keys.set(section, made.key);
  }
  return keys;
}

/** `now` is null where the day is all that may be kept. */
export type By = { actor: Actor; now: Date | null; today: string };

/** Whether nothing can be sealed any more where something should be. */
export const wouldSealShredded = (keys: Keys, drafts: readonly Draft[]): boolean => drafts.some((d) => d.body !== undefined && d.section !== null && keys.get(d.section) === 'shredded');

/** Keys of what the entries attach, sealed for the section and under the number that each entry will have. */
async function sealAttached(wrapper: KeyWrapper, keys: ReadonlyMap<string, SectionKey>, head: Stream['head'], drafts: readonly Draft[], ready: ReadonlyMap<string, FoundUpload>): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const [at, { section, header }] of drafts.entries()) {
    for (const { id } of attachmentsIn(header)) {
      const [upload, sectionKey] = [ready.get(id), section === null ? undefined : keys.get(section)];
      if (!upload || !sectionKey || section === null) throw new ActionMisdeclared('attaches what did not come in, or for everybody at the table');
      const key = await openUploadKey(wrapper, upload);
      if (!key.opened) throw new Error(`the key of an upload does not open: ${key.because}`);
      taken.push({ id, section, sequence: head.sequence + at + 1, sealedKey: sealAttachmentKey(sectionKey, id, key.value) });
    }
  }
  return taken;
}

/** The entries as they follow the end of the stream, each linked to the one before it, and sealed for its place. */
export async function chain(tx: Transaction, { wrapper, kinds }: Sealing, stream: Stream, known: Keys, { drafts, ready }: Attaching, { actor, now, today }: By): Promise<{ entries: EntryRow[]; taken: Taken[] }> {
  const { streamId, streamKind } = stream;
  const keys = await keysFor(tx, wrapper, streamId, known, drafts);
  const taken = await sealAttached(wrapper, keys, stream.head, drafts, ready);
  let end: ChainEnd = stream.head;
  const entries = drafts.map((draft) => {
    const { section, body } = draft;
    if (kinds.get(draft.kind.name) !== draft.kind) throw new ActionMisdeclared(`${draft.kind.name} is not among the kinds of entries, and could not be read again`);
    const written = writeHeader(draft.kind, draft.header as Record<string, unknown>);
    const key = section === null ? undefined : keys.get(section);
    const place = { kind: written.kind, version: written.version, sequence: end.sequence + 1 };
    const sealed = key && body !== undefined ? sealBody(key, place, Buffer.from(body)) : { sealed_body: null, sealed_key: null };
    const row = linkEntry(end, { stream_id: streamId, stream_kind: streamKind, section, ...written, ...sealed, recorded_on: today, recorded_at: now, actor: actor.id });
    end = row;
    return row;
  });
  return { entries, taken };
}

/** Who is at the table from now on, and who is excluded, because of entries that were added after `head`. */
export async function followThrough(tx: Transaction, { streamId, head }: Stream, drafts: readonly Draft[]): Promise<void> {
  for (const [at, { parties = [], exclusions = [] }] of drafts.entries()) {
    const since = { streamId, sequence: head.sequence + at + 1 };
    await addParties(tx, since, parties);
    await addExclusions(tx, since, exclusions);
  }
}
