import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { atTable, freely, SECTION_ACCESS } from '../access-table.ts';
import { eventAdded, eventHeader, factRecorded, opened, sectionOpened } from '../model/kinds.ts';
import { whyNotOpenSection, whyNotSeated } from '../model/rules.ts';
import { fileState } from '../model/state.ts';
import { FIRST_SECTIONS, GROUNDS, LATER_SECTIONS, ORIGINS, PURPOSES, type LaterSection } from '../model/vocabulary.ts';
import { eventWords, factWords, seal } from '../model/words.ts';
import { careCoordinator, council, guardian, lawyer, police, shelter, youthProtection } from '../roles.ts';
import { isThere } from '../store.ts';
import { aboutFile, agencyOf, FILE, onFile, type OnFile } from './about.ts';

const newFile = onFile.extend({
  origin: z.enum(ORIGINS),
  report: z.uuid().nullable().default(null),
  country: z.enum(COUNTRIES),
  fact: z.uuid(),
  child: factWords,
  event: eventHeader,
  words: eventWords,
});
export type NewFile = z.input<typeof newFile>;

/** The first entries of every file: that it is there, by which name the child was called, and what happened. */
export const openFile: FreeAction<z.infer<typeof newFile>, string, boolean> = {
  name: 'file.open',
  does: 'open a file for a child, with what is known at first',
  input: newFile,
  allow: freely([police, youthProtection, council, guardian, lawyer, shelter, careCoordinator]),
  about: { begins: FILE, as: (i: OnFile) => i.file, sections: FIRST_SECTIONS, purpose: 'protect-child', ground: 'gdpr-6-1-e' },
  lookUp: (tx, { file }) => isThere(tx, file),
  run({ input, actor, found, streamId }) {
    // The same form sent again; whoever sent it is led to the file that is there.
    if (found) return { obstacles: [{ code: 'already-there' }] };
    const { origin, report, country, child, event, words, fact } = input;
    const isNamed = child.given !== '' || child.family !== '' || child.value !== '';
    return {
      value: streamId,
      entries: [
        draft(opened, { origin, report, country, agency: agencyOf(actor) }, { section: null }),
        ...(isNamed ? [draft(factRecorded, { fact, what: 'name', source: event.source, certainty: 'unsure' }, { section: 'identity', body: seal(factWords, child) })] : []),
        draft(eventAdded, event, { section: 'chronology', body: seal(eventWords, words) }),
      ],
    };
  },
};

const opening = onFile.extend({ purpose: z.enum(PURPOSES), ground: z.enum(GROUNDS) });

const openSection = (section: LaterSection): StreamAction<z.infer<typeof opening>, null> => ({
  name: `file.open-${section}`,
  does: `open the section ${section} of a file in which nobody is yet`,
  input: opening,
  allow: atTable(SECTION_ACCESS[section].write),
  about: aboutFile,
  needs: ['headers', 'table'],
  reaches: ['first'],
  run(known) {
    const { purpose, ground } = known.input;
    const state = fileState(known.headers);
    if (state.sections.some((s) => s.section === section && s.agency === agencyOf(known.actor))) return { value: null };
    const obstacles = whyNotSeated(state, agencyOf(known.actor)) ?? whyNotOpenSection(state, section, ground, known.openedSections.includes(section));
    if (obstacles) return { obstacles };
    const header = { section, agency: agencyOf(known.actor), purpose, ground };
    return { value: null, entries: [draft(sectionOpened, header, { section: null })], reaches: { section, how: 'first', purpose, ground, endsOn: null } };
  },
});

export const OPEN_SECTION = Object.fromEntries(LATER_SECTIONS.map((section) => [section, openSection(section)])) as unknown as Readonly<Record<LaterSection, ReturnType<typeof openSection>>>;


export const OPEN_ACTIONS = [openFile, ...Object.values(OPEN_SECTION)] as const;
