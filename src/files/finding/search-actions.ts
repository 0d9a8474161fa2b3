import { z } from 'zod';
import { searchSeen, type Profile, type Searched } from '#src/matching/index.ts';
import type { FreeAction, Obstacle } from '#src/platform/action/action.ts';
import { freely, SECTION_ACCESS } from '../access-table.ts';
import { readNumber } from '../model/number.ts';
import { ownersFor } from '../model/waits.ts';
import { FILE_ROLES } from '../roles.ts';
import type { WorkRow } from '../store.ts';
import { FILE } from '../actions/about.ts';
import { readFiles, readNumbered, readWaiting, type Wait } from './store.ts';

const LONGEST = 200;

const numbered = z.object({ number: z.string().trim().min(1).max(LONGEST) });
/** Also one that is closed. One that is elsewhere is as one that is nowhere. */
export const findByNumber: FreeAction<z.infer<typeof numbered>, readonly WorkRow[], readonly WorkRow[]> = {
  name: 'file.find-by-number',
  does: 'find a file at whose table the agency is by its number',
  input: numbered,
  allow: freely(FILE_ROLES),
  about: 'nothing',
  lookUp(tx, { number }) {
    const range = readNumber(number);
    return range === null || range === 'mistyped' ? Promise.resolve([]) : readNumbered(tx, range);
  },
  run: ({ input, found }) => (readNumber(input.number) === 'mistyped' ? { obstacles: [{ code: 'number-mistyped' }] } : { value: found }),
};

const named = z.object({ names: z.string().trim().min(1).max(LONGEST), born: z.union([z.literal(''), z.string().trim().regex(/^\d{4}(-\d{2}-\d{2})?$/)]).default('') });
const profileOf = ({ names, born }: z.infer<typeof named>): Profile => ({ names: [{ fullName: names }], birthDates: born === '' ? [] : [born] });

type FoundFile = { readonly row: WorkRow; readonly fields: Searched['hits'][number]['fields'] };
export type FoundFiles = { readonly files: readonly FoundFile[]; readonly isMore: boolean };

/** One name alone is shared by too many and leaves no token. */
const TOO_LITTLE: Obstacle = { code: 'name-alone' };
const isTooLittle = ({ names, born }: z.infer<typeof named>): boolean => born === '' && names.split(/\s+/).length < 2;

/** The words that are looked for are nowhere kept: not in the record of this look, not in a log, and not in an address. */
export const searchFiles: FreeAction<z.infer<typeof named>, FoundFiles, FoundFiles> = {
  name: 'file.search',
  does: 'look for a child by name, under whichever spelling, in files whose identity the agency may see',
  input: named,
  allow: freely(SECTION_ACCESS.identity.read),
  about: 'nothing',
  async lookUp(tx, input, { imprints }) {
    const { hits, isMore } = await searchSeen(tx, imprints, FILE, profileOf(input));
    const rows = await readFiles(tx, hits.map((hit) => hit.stream));
    return { files: hits.flatMap(({ stream, fields }) => rows.filter((row) => row.file === stream).map((row) => ({ row, fields }))), isMore };
  },
  run: ({ input, found }) => (isTooLittle(input) ? { obstacles: [TOO_LITTLE] } : { value: found }),
};

const waiting = z.object({ roles: z.array(z.string().max(40)).max(40), today: z.iso.date() });
/** Without a word of what is to be done: that stands in the file. */
export const listWaiting: FreeAction<z.infer<typeof waiting>, readonly Wait[], readonly Wait[]> = {
  name: 'file.list-waiting',
  does: 'see what waits in the files of the agency for whoever does such work: tasks, invitations, an offered lead, requests to see a file, hand-overs',
  input: waiting,
  allow: freely(FILE_ROLES),
  about: 'nothing',
  lookUp: (tx, { roles, today }) => readWaiting(tx, { owners: ownersFor(roles), today }),
  run: ({ found }) => ({ value: found }),
};

export const SEARCH_ACTIONS = [findByNumber, searchFiles, listWaiting] as const;
