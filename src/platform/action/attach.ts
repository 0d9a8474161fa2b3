import { attachmentsIn, type AttachmentHeader } from '#src/platform/attachments/header.ts';
import { formHash, isFormSecret } from '#src/platform/attachments/form-secret.ts';
import { LIMITS, type AttachmentLimits } from '#src/platform/attachments/limits.ts';
import { claimSpace, findUploads, takeUpload, type ClaimRefusal, type FoundUpload, type Taken } from '#src/platform/attachments/store.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { SentFiles } from './action.ts';
import { isIdentity } from './concern.ts';
import type { Draft } from './entries.ts';
import { ActionMisdeclared } from './failed.ts';

/** Files that wait for this action, by id. */
export type Ready = ReadonlyMap<string, FoundUpload>;

/** The files that came with a form. Null when one of them is not there any more. */
export async function findSent(tx: Transaction, sent: SentFiles | null, at: Date): Promise<Ready | null> {
  if (!sent) return new Map();
  const ids = new Set(sent.ids);
  if (!isFormSecret(sent.form) || [...ids].some((id) => !isIdentity(id))) return null;
  if (ids.size === 0) return new Map();
  const found = await findUploads(tx, formHash(sent.form), [...ids], at);
  return found.length === ids.size ? new Map(found.map((upload) => [upload.id, upload])) : null;
}

export const headersOf = (ready: Ready): AttachmentHeader[] => [...ready.values()].map(({ id, type, bytes, digest }) => ({ id, type, bytes, digest }));

/** An entry that adds files has a body, if an empty one: so it has a key, and whoever destroys that destroys theirs. */
export function withBodies(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft) => (draft.body === undefined && attachmentsIn(draft.header).length > 0 ? { ...draft, body: '' } : draft));
}

/** Refuses headers that name files which did not come in, or other than they came in, or twice. */
export function checkAttached(drafts: readonly Draft[], ready: Ready): void {
  const seen = new Set<string>();
  for (const { id, type, bytes, digest } of drafts.flatMap((draft) => attachmentsIn(draft.header))) {
    const upload = ready.get(id);
    if (!upload || seen.has(id) || upload.type !== type || upload.bytes !== bytes || upload.digest !== digest) throw new ActionMisdeclared('attaches something else than what came in');
    seen.add(id);
  }
}

type Claiming = { sent: SentFiles | null; at: Date; streamId: string; limits: AttachmentLimits | undefined };

/** Uses the form, and counts what it attaches. */
export async function claim(tx: Transaction, drafts: readonly Draft[], { sent, at, streamId, limits }: Claiming): Promise<ClaimRefusal | null> {
  if (!sent || drafts.length === 0) return null;
  const bytes = drafts.flatMap((draft) => attachmentsIn(draft.header)).reduce((sum, { bytes: each }) => sum + each, 0);
  return claimSpace(tx, { form: formHash(sent.form), at, streamId, bytes }, limits ?? LIMITS);
}

/** Takes the files into the open stream, after the entries that name them. */
export async function takeAttached(tx: Transaction, sent: SentFiles | null, taken: readonly Taken[]): Promise<void> {
  if (!sent) return;
  for (const each of taken) await takeUpload(tx, formHash(sent.form), each);
}
