import { z } from 'zod';
import { freely } from '#src/files/access-table.ts';
import { agencyOf, FILE, onFile, type OnFile } from '#src/files/actions/about.ts';
import { eventAdded, opened, sectionOpened } from '#src/files/model/kinds.ts';
import { FIRST_SECTIONS, JUSTICE_GROUNDS, LATER_SECTIONS, type Ground } from '#src/files/model/vocabulary.ts';
import { eventWords, seal } from '#src/files/model/words.ts';
import { careCoordinator, guardian, youthProtection } from '#src/files/roles.ts';
import { isThere } from '#src/files/store.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { FreeAction, Known } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import type { AttachmentHeader } from '#src/platform/attachments/header.ts';
import { filesSent } from '#src/platform/attachments/sent.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { knownNodes } from '#src/platform/nodes/store.ts';
import { jsonIn } from '#src/platform/packages/parts.ts';
import { readManifest } from '#src/platform/packages/sections.ts';
import type { ReadPart } from '#src/platform/packages/verify-sections.ts';
import { packageReceived, sectionReceived } from '../model/kinds.ts';
import { SHARED_SECTIONS, type SharedSection } from '../model/vocabulary.ts';
import { HANDOVER_PACKAGE, SAYS } from '../package/about.ts';
import { takenOver } from '../package/taken-over.ts';
import { asCame, bytesOf, verifiedAs, type Verified } from '../package/verified.ts';

const receiving = onFile.extend({
  ...asCame,
  country: z.enum(COUNTRIES),
  /** What stands in the story of the file: from whom it came. */
  text: eventWords.shape.text,
  /** Which file that came in is which there. */
  attached: z.array(z.object({ section: z.enum(SHARED_SECTIONS), id: z.uuid() })).max(500).default([]),
  files: filesSent,
});
type Receiving = z.infer<typeof receiving>;

type Found = { readonly isThere: boolean; readonly nodes: readonly KnownNode[] };

/** The names of the sections of a package, before anything of it is believed; nothing where it is no manifest. */
function sectionsIn({ manifest }: Receiving): readonly string[] {
  try {
    return readManifest(jsonIn(bytesOf(manifest)))?.sections.map((s) => s.name) ?? [];
  } catch {
    return [];
  }
}

const MOST_IN_ENTRY = 20;

/** A section as it came, with its files; more of them than an entry takes stand in further ones. */
function sectionDrafts(pack: string, { section, entries }: ReadPart, written: string, files: readonly AttachmentHeader[]): readonly Draft[] {
  const first = draft(sectionReceived, { package: pack, entries: entries.length, attachments: files.slice(0, MOST_IN_ENTRY) }, { section, body: bytesOf(written) });
  const more = Array.from({ length: Math.max(0, Math.ceil(files.length / MOST_IN_ENTRY) - 1) }, (_, at) => files.slice((at + 1) * MOST_IN_ENTRY, (at + 2) * MOST_IN_ENTRY));
  return [first, ...more.map((attachments) => draft(sectionReceived, { package: pack, entries: 0, attachments }, { section }))];
}

/** On what an agency reads a section that came along. */
const groundFor = (section: string, { says }: Verified['manifest']): Ground => (section === 'justice' ? (JUSTICE_GROUNDS.find((g) => g === says[SAYS.justiceGround]) ?? 'gdpr-6-1-e') : 'gdpr-6-1-e');

function fileDrafts({ input, actor, uploads, today }: Known<Receiving, Found>, { manifest, digest, from, sections }: Verified): readonly Draft[] {
  const agency = agencyOf(actor);
  const names = sections.map((s) => s.section as SharedSection);
  const later = LATER_SECTIONS.filter((section) => section === 'reintegration' || names.some((name) => name === section));
  const filesIn = (section: string) => uploads.filter((upload) => input.attached.some((a) => a.id === upload.id && a.section === section));
  const origin = COUNTRIES.find((c) => c === manifest.says[SAYS.from]) ?? input.country;
  const handover = z.uuid().safeParse(manifest.says[SAYS.handover]);
  return [
    draft(opened, { origin: 'import', report: null, country: input.country, agency }, { section: null }),
    ...later.map((section) => draft(sectionOpened, { section, agency, purpose: 'durable-solution', ground: groundFor(section, manifest) }, { section: null })),
    draft(
      packageReceived,
      { package: manifest.package, node: from.node, stream: manifest.stream.id, handover: handover.success ? handover.data : null, country: origin, madeOn: manifest.madeAt.slice(0, 10), sections: names, entries: manifest.chain.length, manifest: digest.toString('hex') },
      { section: 'reintegration', body: JSON.stringify({ manifest: input.manifest, signature: input.signature }) },
    ),
    ...sections.flatMap((section, at) => sectionDrafts(manifest.package, section, input.parts[at] ?? '', filesIn(section.section))),
    draft(eventAdded, { event: manifest.package, what: 'other', happened: today, precision: 'day', source: 'other-agency', country: origin, hadMissedSign: false, corrects: null }, { section: 'chronology', body: seal(eventWords, { text: input.text, place: '' }) }),
    ...takenOver(sections),
  ];
}

/** A file that another installation handed over, with all that came along, in one go; and once only. */
export const receiveFile: FreeAction<Receiving, string, Found> = {
  name: 'handover.receive-file',
  does: 'open a file with what another installation handed over: signed by one that is known here, whole, and once only',
  input: receiving,
  allow: freely([youthProtection, guardian, careCoordinator]),
  isForPagesOnly: true,
  about: {
    begins: FILE,
    as: (i: OnFile) => i.file,
    sections: [...FIRST_SECTIONS, 'health', 'justice', 'location', 'solution', 'reintegration'],
    within: (i) => [...FIRST_SECTIONS, 'reintegration', ...sectionsIn(i)],
    purpose: 'durable-solution',
    ground: 'gdpr-6-1-e',
  },
  uploads: (i) => i.files,
  lookUp: async (tx, { file }) => ({ isThere: await isThere(tx, file), nodes: await knownNodes(tx) }),
  run(known) {
    if (known.found.isThere) return { obstacles: [{ code: 'taken-in-already' }] };
    const held = verifiedAs(HANDOVER_PACKAGE, known.input, known.found.nodes);
    if (!held) return { obstacles: [{ code: 'damaged' }] };
    if (held.sections.some((s) => s.section === 'justice') && groundFor('justice', held.manifest) === 'gdpr-6-1-e') return { obstacles: [{ code: 'justice-needs-a-ground' }] };
    return { value: known.streamId, entries: fileDrafts(known, held) };
  },
};

/** The installations that packages come from and go to. */
export const seeNodes: FreeAction<Record<string, never>, readonly KnownNode[], readonly KnownNode[]> = {
  name: 'handover.see-nodes',
  does: 'see which other installations are known here, to send to them and to take in what comes from them',
  input: z.strictObject({}),
  allow: freely([youthProtection, guardian, careCoordinator]),
  about: 'nothing',
  isForPagesOnly: true,
  lookUp: (tx) => knownNodes(tx),
  run: ({ found }) => ({ value: found }),
};

export const RECEIVE_ACTIONS = [receiveFile, seeNodes] as const;
