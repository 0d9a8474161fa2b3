import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { SECTIONS } from '#src/files/model/vocabulary.ts';
import { earlierVersion, entryKind } from '#src/platform/journal/kinds.ts';
import { DOCUMENTS, PAPER_LANGUAGES, RECEIVERS } from './vocabulary.ts';

const revision = z.int().min(1).max(1000);

/** As it was while papers went to the authorities of one country, in two languages. */
const draftedFirst = z.strictObject({
  document: z.uuid(),
  kind: z.enum(['non-punishment-request', 'childrens-rights-report', 'prosecutor-page', 'comensha-notification', 'police-notification', 'disclosure-receipt']),
  receiver: z.enum(['prosecutor', 'court', 'police', 'council', 'comensha', 'immigration']),
  language: z.enum(['nl', 'en']),
  revision,
  tells: z.array(z.enum(SECTIONS)),
  digest: z.hash('sha256'),
});

export const draftedHeader = z.strictObject({
  document: z.uuid(),
  kind: z.enum(DOCUMENTS),
  receiver: z.enum(RECEIVERS),
  language: z.enum(PAPER_LANGUAGES),
  /** Where the receiver is, when not in the country in which the file is led. */
  abroad: z.enum(COUNTRIES).nullable(),
  /** Whether it leaves the area of the data protection regulation: then it names on which ground. */
  leavesGdpr: z.boolean(),
  /** One more each time somebody changes it. */
  revision,
  /** The sections of which it tells. */
  tells: z.array(z.enum(SECTIONS)),
  /** Of what it says, so that what is signed is what was read. */
  digest: z.hash('sha256'),
});
/** A paper was begun or changed; what it says is sealed. */
export const drafted = entryKind('document.drafted', draftedHeader, [earlierVersion(draftedFirst, (old) => ({ ...old, abroad: null, leavesGdpr: false }))]);

/** A jurist read this revision and stands for it, by the name in the body. */
export const signedOff = entryKind('document.signed-off', z.strictObject({ document: z.uuid(), revision, digest: z.hash('sha256') }));

/** The paper left as it lies in the body: a PDF with this digest, and no other. */
export const issued = entryKind('document.issued', z.strictObject({ document: z.uuid(), revision, digest: z.hash('sha256'), bytes: z.int().min(1) }));

export const PAPER_KINDS = [drafted, signedOff, issued] as const;
