import { z } from 'zod';
import { ACTIONS } from '#src/actions.ts';
import type { Actor, FreeAction, StreamAction } from '#src/platform/action/action.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import { SHREDDED } from '#src/platform/journal/shredded.ts';
import { writer } from './actions.ts';
import { valueOf } from './value.ts';

/** A kind of stream with the sections that the product's actions begin it with or know in it. */
export type Shape = { readonly streamKind: string; readonly sections: readonly [string, ...string[]] };

function shapes(): readonly Shape[] {
  const found = new Map<string, Set<string>>();
  for (const { about } of ACTIONS) {
    if (typeof about !== 'object') continue;
    const kind = 'begins' in about ? about.begins : about.kind;
    const sections = found.get(kind) ?? found.set(kind, new Set()).get(kind);
    for (const section of about.sections) if (section !== null) sections?.add(section);
  }
  return [...found].map(([streamKind, sections]) => ({ streamKind, sections: [...sections] as unknown as Shape['sections'] }));
}
/** Every kind of stream of the product, from what its actions declare. */
export const SHAPES = shapes();

/** In which streams entries of a kind stand: those it is named after; what the ground itself records in all; what other rooms record in files. */
export function shapesFor(kind: EntryKind): readonly Shape[] {
  const own = SHAPES.filter(({ streamKind }) => kind.name.startsWith(`${streamKind}.`));
  if (own.length > 0) return own;
  return kind.name === SHREDDED ? SHAPES : SHAPES.filter(({ streamKind }) => streamKind === 'file');
}

/** Sections, and what is for everybody at the table. */
export const placesIn = ({ sections }: Shape): readonly (string | null)[] => [null, ...sections];

/** Words that every reader of a body finds readable: who a child is has these fields, and nothing else looks into one. */
export const wordsAbout = (what: string): string => JSON.stringify({ given: 'Verzonnen', family: `Voorbeeld ${what}`, value: '' });

type Recording = { stream: string; header: Record<string, unknown>; words: string; base: string | null };

/** What the rule of a feature would give as its result, for one entry of any kind in one place. */
const entryOf = (kind: EntryKind, section: string | null, { header, words }: Pick<Recording, 'header' | 'words'>) => ({ kind, header, section, ...(section === null || kind.name === SHREDDED ? {} : { body: words }) });

const recording = z.object({ stream: z.string(), header: z.record(z.string(), z.unknown()), words: z.string(), base: z.string().nullable() });

const record = (kind: EntryKind, { streamKind }: Shape, section: string | null, isBased: boolean): StreamAction<Recording, null> => ({
  name: `${streamKind}.record-anything`,
  does: 'record an entry of any kind',
  input: recording,
  allow: [{ role: writer, relation: 'party' }],
  about: { kind: streamKind, stream: (i) => i.stream, sections: [section], ...(isBased ? { base: (i) => i.base ?? '' } : {}) },
  needs: ['headers'],
  run: ({ input }) => ({ value: null, entries: [entryOf(kind, section, input)] }),
});

type Read = { readonly entries: readonly ReadEntry[]; readonly version: string };
const readPlace = ({ streamKind }: Shape, section: string | null): StreamAction<{ stream: string }, Read> => ({
  name: `${streamKind}.read-anything`,
  does: 'read a section',
  input: z.object({ stream: z.string() }),
  allow: [{ role: writer, relation: 'party' }],
  about: { kind: streamKind, stream: (i) => i.stream, sections: [section] },
  needs: ['entries'],
  run: ({ entries, version }) => ({ value: { entries, version } }),
});

const begin = (kind: EntryKind, { streamKind, sections }: Shape): FreeAction<Pick<Recording, 'header' | 'words'>, string> => ({
  name: `${streamKind}.begin-anything`,
  does: 'begin a stream',
  input: recording.pick({ header: true, words: true }),
  allow: [{ role: writer, relation: 'none' }],
  about: { begins: streamKind, sections, purpose: 'trial', ground: 'trial' },
  run: ({ input, streamId }) => ({ value: streamId, entries: [entryOf(kind, null, input)] }),
});

/** Somebody who records entries of any kind through the door of the product. */
export function recorderFor(perform: Perform, actor: Actor) {
  return {
    begin: async (kind: EntryKind, shape: Shape, header: Record<string, unknown>) => valueOf(await perform(begin(kind, shape), actor, { header, words: wordsAbout('first') })),
    record: (kind: EntryKind, shape: Shape, section: string | null, input: Omit<Recording, 'base'> & { base?: string }) => perform(record(kind, shape, section, input.base !== undefined), actor, { base: null, ...input }),
    read: async (shape: Shape, section: string | null, stream: string) => valueOf(await perform(readPlace(shape, section), actor, { stream })),
  };
}
export type Recorder = ReturnType<typeof recorderFor>;
