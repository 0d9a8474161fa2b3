import { z } from 'zod';
import type { FreeAction, Known, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { TestDatabase } from './database.ts';
import { begun, noteAdded, reader, sectionReached, SECTIONS, writer } from './actions.ts';

/** Of `two` anybody at the table may be the first, and enter it in an emergency; of `three` only the first; of `one` neither. */
export const RULES = { two: { first: true, emergency: true }, three: { first: true, emergency: false } } as const;

export const addRules = (database: TestDatabase) =>
  database.query(`insert into keerpunt.reach_rule (stream_kind, section, can_be_first, in_emergency) values ('matter', 'two', true, true), ('matter', 'three', true, false)`);

/** A matter of which only section `one` is open. */
export const beginSmall: FreeAction<{ words: string }, string> = {
  name: 'matter.begin-small',
  does: 'begin a matter with one section',
  input: z.object({ words: z.string() }),
  allow: [{ role: writer, relation: 'none' }],
  about: { begins: 'matter', sections: ['one'], purpose: 'trial', ground: 'trial' },
  run: ({ streamId }) => ({ value: streamId, entries: [draft(begun, {}, { section: null })] }),
};

const reaching = z.object({ stream: z.string(), section: z.enum(SECTIONS), how: z.enum(['first', 'emergency']), endsOn: z.iso.date().nullable().default(null), words: z.string().nullable().default(null) });
export type Reaching = z.infer<typeof reaching>;

export const reach: StreamAction<Reaching, null> = {
  name: 'section.reach',
  does: 'come into a section where the agency is not',
  input: reaching,
  allow: [{ role: writer, relation: 'party' }],
  about: { kind: 'matter', stream: (i) => i.stream, sections: [null] },
  reaches: ['first', 'emergency'],
  run: ({ input: { section, how, endsOn, words } }) => ({
    value: null,
    entries: [draft(sectionReached, { section, how }, { section: null }), ...(words === null ? [] : [draft(noteAdded, { pages: 1 }, { section, body: words })])],
    reaches: { section, how, purpose: 'trial', ground: 'trial', endsOn },
  }),
};

type Shown = Pick<Known<unknown>, 'table' | 'openedSections' | 'looks'>;
const looking = z.object({ stream: z.string(), before: z.string().nullable().default(null), limit: z.number().default(50) });
export const look: StreamAction<z.infer<typeof looking>, Shown> = {
  name: 'table.look',
  does: 'see who is at the table and who looked',
  input: looking,
  allow: [{ role: reader, relation: 'party' }],
  about: { kind: 'matter', stream: (i) => i.stream, sections: [null] },
  needs: ['table', 'looks'],
  looks: ({ before, limit }) => ({ before, limit }),
  run: ({ table, openedSections, looks }) => ({ value: { table, openedSections, looks } }),
};
