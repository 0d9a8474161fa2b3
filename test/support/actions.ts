import { z } from 'zod';
import { shredded } from '#src/platform/journal/shredding.ts';
import { readList } from '#src/platform/journal/store.ts';
import type { Role } from '#src/platform/people/rules.ts';
import type { Declared, FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft, type ReadEntry } from '#src/platform/action/entries.ts';
import { entryKind, entryKinds } from '#src/platform/journal/kinds.ts';

/**
 * A small feature that exists in tests only, to prove what every feature stands on: matters with three sections, notes in
 * them, invitations and exclusions. It is no part of the product.
 */
export const SECTIONS = ['one', 'two', 'three'] as const;
const MATTER = 'matter';

export const writer: Role = { name: 'writer', title: 'a writer', administers: false, reads: true };
export const reader: Role = { name: 'reader', title: 'a reader', administers: false, reads: true };
const chair: Role = { name: 'chair', title: 'a chair', administers: false, reads: true };

export const begun = entryKind('matter.begun', z.strictObject({}));
export const noteAdded = entryKind('note.added', z.strictObject({ pages: z.int() }));
const noteReplaced = entryKind('note.replaced', z.strictObject({ pages: z.int() }));
const partyChanged = entryKind('party.changed', z.strictObject({ agency: z.uuid(), section: z.enum(SECTIONS), isParty: z.boolean() }));
const personExcluded = entryKind('person.excluded', z.strictObject({ isExcluded: z.boolean() }));
export const closed = entryKind('matter.closed', z.strictObject({}));
export const sectionReached = entryKind('section.reached', z.strictObject({ section: z.enum(SECTIONS), how: z.enum(['first', 'emergency']) }));
export const KINDS = entryKinds([begun, noteAdded, noteReplaced, partyChanged, personExcluded, closed, sectionReached, shredded]);

const section = z.enum(SECTIONS);
const inSection = z.object({ stream: z.string(), section });
type InSection = z.infer<typeof inSection>;
const aboutSection = { kind: MATTER, stream: (i: InSection) => i.stream, sections: SECTIONS, section: (i: InSection) => i.section };
const aboutAll = { kind: MATTER, stream: (i: { stream: string }) => i.stream, sections: [null] as const };

export const beginMatter: FreeAction<{ words: string }, string> = {
  name: 'matter.begin',
  does: 'begin a matter',
  input: z.object({ words: z.string() }),
  allow: [{ role: writer, relation: 'none' }],
  about: { begins: MATTER, sections: SECTIONS, purpose: 'trial', ground: 'trial' },
  run: ({ streamId, input }) => ({
    value: streamId,
    entries: [
      draft(begun, {}, { section: null }),
      draft(noteAdded, { pages: 1 }, { section: 'one', body: input.words }),
    ],
    lists: [{ list: 'matters', item: 'matter', section: null, state: 'open', dueOn: '2026-12-01' }],
  }),
};

const note = inSection.extend({ words: z.string().min(1) });
export const addNote: StreamAction<z.infer<typeof note>, null> = {
  name: 'note.add',
  does: 'add a note to one section',
  input: note,
  allow: [{ role: writer, relation: 'party' }],
  about: aboutSection,
  run: ({ input }) => ({
    value: null,
    entries: [draft(noteAdded, { pages: 1 }, { section: input.section, body: input.words })],
    lists: [{ list: 'notes', item: `notes-of-${input.section}`, section: input.section, state: 'new', dueOn: null, fields: { pages: 1 } }],
  }),
};

const replacement = note.extend({ base: z.string() });
export const replaceNote: StreamAction<z.infer<typeof replacement>, null> = {
  name: 'note.replace',
  does: 'replace what one section says',
  input: replacement,
  allow: [{ role: writer, relation: 'party' }],
  about: { ...aboutSection, base: (i: { base: string }) => i.base },
  run: ({ input }) => ({ value: null, entries: [draft(noteReplaced, { pages: 1 }, { section: input.section, body: input.words })] }),
};

export type SectionRead = { entries: readonly ReadEntry[]; version: string };
export const readSection: StreamAction<InSection, SectionRead> = {
  name: 'section.read',
  does: 'read one section',
  input: inSection,
  allow: [
    { role: reader, relation: 'party' },
    { role: writer, relation: 'party' },
  ],
  about: aboutSection,
  needs: ['entries'],
  run: ({ entries, version }) => ({ value: { entries, version } }),
};

const invitation = inSection.extend({ agency: z.uuid(), isParty: z.boolean().default(true), endsOn: z.iso.date().nullable().default(null) });
export const invite: StreamAction<z.infer<typeof invitation>, null> = {
  name: 'party.invite',
  does: 'invite an agency to one section, or end its invitation',
  input: invitation,
  allow: [{ role: writer, relation: 'party' }],
  about: aboutSection,
  run: ({ input: { agency, section: part, isParty, endsOn } }) => ({
    value: null,
    entries: [draft(partyChanged, { agency, section: part, isParty }, { section: null, parties: [{ agency, section: part, isParty, endsOn, purpose: 'trial', ground: 'trial' }] })],
  }),
};

const exclusion = z.object({ stream: z.string(), actor: z.string(), isExcluded: z.boolean().default(true) });
export const exclude: StreamAction<z.infer<typeof exclusion>, null> = {
  name: 'person.exclude',
  does: 'exclude a person from the matter, or let that person in again',
  input: exclusion,
  allow: [{ role: writer, relation: 'author' }],
  about: aboutAll,
  run: ({ input: { actor, isExcluded } }) => ({ value: null, entries: [draft(personExcluded, { isExcluded }, { section: null, exclusions: [{ actor, isExcluded }] })] }),
};

/** Whoever wrote in the matter may not close it; and there has to be a note in each section. */
export const closeMatter: StreamAction<{ stream: string }, null> = {
  name: 'matter.close',
  does: 'close the matter',
  input: z.object({ stream: z.string() }),
  allow: [{ role: chair, relation: 'party' }],
  about: aboutAll,
  needs: ['headers'],
  apartFrom: [noteAdded, noteReplaced],
  run: ({ headers }) => {
    const [first, ...others] = SECTIONS.filter((s) => !headers.some((h) => h.section === s)).map((s) => ({ code: 'note-missing', section: s }));
    if (first) return { obstacles: [first, ...others] };
    return { value: null, entries: [draft(closed, {}, { section: null })], lists: [{ list: 'matters', item: 'matter', section: null, state: 'closed', dueOn: null }] };
  },
};

type Row = Awaited<ReturnType<typeof readList>>[number];
export const listRows: FreeAction<{ list: string }, readonly Row[], readonly Row[]> = {
  name: 'list.read',
  does: 'see the list of what waits',
  input: z.object({ list: z.string() }),
  allow: [
    { role: reader, relation: 'none' },
    { role: writer, relation: 'none' },
  ],
  about: 'nothing',
  lookUp: (tx, { list }) => readList(tx, list, 100),
  run: ({ found }) => ({ value: found }),
};

export const ALL: readonly Declared[] = [beginMatter, addNote, replaceNote, readSection, invite, exclude, closeMatter, listRows];
