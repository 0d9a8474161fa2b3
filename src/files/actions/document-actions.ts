import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { opensAttachments } from '#src/platform/attachments/action.ts';
import { filesSent } from '#src/platform/attachments/sent.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { readers, writers } from '../access-table.ts';
import { documentAdded, eventAdded, noteAdded, wordsRecorded } from '../model/kinds.ts';
import { whyNotDocument } from '../model/rules.ts';
import { DOCUMENTS, SECTIONS, type Section } from '../model/vocabulary.ts';
import { noteWords, seal } from '../model/words.ts';
import { aboutSection, agencyOf, FILE, keeping, onFile } from './about.ts';

/** Files that came in with the form; null where none did. */
const newDocument = onFile.extend({ document: z.uuid(), what: z.enum(DOCUMENTS), item: z.uuid().nullable().default(null), text: noteWords.shape.text, files: filesSent });

/** What a document can belong to, by the kind of its entry and the field that names it. */
const NAMED_BY: Readonly<Record<string, string>> = { [eventAdded.name]: 'event', [wordsRecorded.name]: 'words', [noteAdded.name]: 'note' };

/** Of another section it is not said whether there is such a thing. */
const isItemOf = (headers: readonly HeaderRow[], section: Section, item: string): boolean => headers.some((h) => h.section === section && NAMED_BY[h.kind] !== undefined && h.header[NAMED_BY[h.kind] as string] === item);

const addDocument = (section: Section): StreamAction<z.infer<typeof newDocument>, null> => ({
  name: `file.add-document-to-${section}`,
  does: `keep documents in the section ${section} of a file`,
  input: newDocument,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  uploads: (i) => i.files,
  run(known) {
    const { document, what, item, text } = known.input;
    return keeping(
      known,
      (state) => whyNotDocument(state, agencyOf(known.actor), section, { files: known.uploads.length, isItemThere: item === null || isItemOf(known.headers, section, item) }),
      null,
      () => [draft(documentAdded, { document, what, item, attachments: [...known.uploads] }, { section, body: seal(noteWords, { text }) })],
      () => known.headers.some((h) => h.kind === documentAdded.name && h.section === section && h.header['document'] === document),
    );
  },
});
export const ADD_DOCUMENT = Object.fromEntries(SECTIONS.map((section) => [section, addDocument(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof addDocument>>>;

const openDocument = (section: Section) =>
  opensAttachments({ name: `file.open-document-in-${section}`, does: `open a document of the section ${section} of a file`, allow: readers(section), kind: FILE, sections: [section] });
export const OPEN_DOCUMENT = Object.fromEntries(SECTIONS.map((section) => [section, openDocument(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof openDocument>>>;

export const DOCUMENT_ACTIONS = [...Object.values(ADD_DOCUMENT), ...Object.values(OPEN_DOCUMENT)] as const;
