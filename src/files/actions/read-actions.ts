import { z } from 'zod';
import type { FreeAction, Known, Obstacle, StreamAction } from '#src/platform/action/action.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import { atTable, freely, readers } from '../access-table.ts';
import { closureObstacles, type ClosureCode } from '../model/rules.ts';
import { fileState, stateFor, type FileState } from '../model/state.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { FILE_ROLES } from '../roles.ts';
import { readWorklist, type WorkRow } from '../store.ts';
import { aboutFile, aboutSection, onFile, type OnFile } from './about.ts';

/** What a reader may know of a file: what its sections say, and no more. */
export type Overview = { readonly state: FileState; readonly sections: readonly string[]; readonly missing: readonly Obstacle<ClosureCode | 'not-cleared'>[] };

export const lookAtFile: StreamAction<OnFile, Overview> = {
  name: 'file.look',
  does: 'see how a file stands, as far as the sections of the agency say',
  input: onFile,
  allow: atTable(FILE_ROLES),
  about: aboutFile,
  needs: ['headers'],
  run({ headers, sections }) {
    const missing = closureObstacles(fileState(headers), 'durable-solution').map((o) => saidTo(sections, o));
    return { value: { state: stateFor(headers, sections), sections, missing } };
  },
};

export type SectionRead = { readonly entries: readonly ReadEntry[]; readonly version: string };

const readSection = (section: Section): StreamAction<OnFile, SectionRead> => ({
  name: `file.read-${section}`,
  does: `read the section ${section} of a file`,
  input: onFile,
  allow: readers(section),
  about: aboutSection(section),
  needs: ['entries'],
  run: ({ entries, version }) => ({ value: { entries, version } }),
});

export const READ_SECTION = Object.fromEntries(SECTIONS.map((section) => [section, readSection(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof readSection>>>;

export const SHOWN = ['open', 'mine', 'late', 'closed'] as const;
const listing = z.object({ shown: z.enum(SHOWN).default('open') });

/** The worklist of an agency: what is due first comes first. */
export const listFiles: FreeAction<z.infer<typeof listing>, readonly WorkRow[], readonly WorkRow[]> = {
  name: 'file.list',
  does: 'see the files at whose table the agency is, and what is due',
  input: listing,
  allow: freely(FILE_ROLES),
  about: 'nothing',
  lookUp: (tx, { shown }) => readWorklist(tx, shown),
  run: ({ found }) => ({ value: found }),
};

const looking = onFile.extend({ before: z.string().max(200).nullable().default(null) });
export type Looks = Known<unknown>['looks'];
/** Who looked and who wrote, newest first: for the child, and for whoever watches over the table. */
export const readLooks: StreamAction<z.infer<typeof looking>, Looks> = {
  name: 'file.read-looks',
  does: 'see who looked at a file and who wrote in it',
  input: looking,
  allow: atTable(FILE_ROLES),
  about: aboutFile,
  needs: ['looks'],
  looks: ({ before }) => ({ before, limit: 200 }),
  run: ({ looks }) => ({ value: looks }),
};

export const READ_ACTIONS = [lookAtFile, readLooks, listFiles, ...Object.values(READ_SECTION)] as const;
