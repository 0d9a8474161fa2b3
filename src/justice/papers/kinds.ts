import { z } from 'zod';
import { SECTIONS } from '#src/files/model/vocabulary.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import { DOCUMENTS, PAPER_LANGUAGES, RECEIVERS } from './vocabulary.ts';

const revision = z.int().min(1).max(1000);

export const draftedHeader = z.strictObject({
  document: z.uuid(),
  kind: z.enum(DOCUMENTS),
  receiver: z.enum(RECEIVERS),
  language: z.enum(PAPER_LANGUAGES),
  /** One more each time somebody changes it. */
  revision,
  /** The sections of which it tells. */
  tells: z.array(z.enum(SECTIONS)),
  /** Of what it says, so that what is signed is what was read. */
  digest: z.hash('sha256'),
});
/** A paper was begun or changed; what it says is sealed. */
export const drafted = entryKind('document.drafted', draftedHeader);

/** A jurist read this revision and stands for it, by the name in the body. */
export const signedOff = entryKind('document.signed-off', z.strictObject({ document: z.uuid(), revision, digest: z.hash('sha256') }));

/** The paper left as it lies in the body: a PDF with this digest, and no other. */
export const issued = entryKind('document.issued', z.strictObject({ document: z.uuid(), revision, digest: z.hash('sha256'), bytes: z.int().min(1) }));

export const PAPER_KINDS = [drafted, signedOff, issued] as const;
