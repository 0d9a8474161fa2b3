import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { AttachmentSummary } from '#src/platform/vault/attachment.ts';
import type { AttachmentHeader } from './header.ts';
import type { AttachmentLimits } from './limits.ts';
import type { MediaType } from './media-types.ts';

export type NewUpload = { id: string; formHash: Buffer; actor: string; agency: string | null; begunAt: Date; expiresAt: Date };

/** Bytes that wait, counting each file that is not whole yet as the largest it may become. */
export async function waitingBytes(tx: Transaction, mostEach: number): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select coalesce(sum(coalesce(bytes, ${mostEach}::bigint)), 0)::bigint as waiting from upload`.execute(tx);
  return rows[0]?.waiting ?? 0;
}

export async function beginUpload(tx: Transaction, { id, formHash, actor, agency, begunAt, expiresAt }: NewUpload): Promise<void> {
  await tx.insertInto('upload').values({ upload_id: id, form_hash: formHash, actor, agency, begun_at: begunAt, expires_at: expiresAt }).execute();
}

export async function addChunks(tx: Transaction, uploadId: string, from: number, chunks: readonly Buffer[]): Promise<void> {
  for (const [at, sealed] of chunks.entries()) await tx.insertInto('upload_chunk').values({ upload_id: uploadId, number: from + at, sealed }).execute();
}

export async function readUploadChunks(tx: Transaction, uploadId: string, from: number, count: number): Promise<Buffer[]> {
  const rows = await tx.selectFrom('upload_chunk').select('sealed').where('upload_id', '=', uploadId).where('number', '>=', from).orderBy('number').limit(count).execute();
  return rows.map((row) => row.sealed);
}

export type WholeUpload = { wrappedKey: Buffer; masterKeyId: string; sealedName: Buffer; type: MediaType; summary: AttachmentSummary };

/** Files of a form that are whole, with their names still sealed. */
export async function readWaiting(tx: Transaction, { form, ids, actor, at }: { form: Buffer; ids: readonly string[]; actor: string; at: Date }) {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('upload')
    .select(['upload_id', 'media_type', 'bytes', 'wrapped_key', 'master_key_id', 'sealed_name'])
    .where('form_hash', '=', form)
    .where('actor', '=', actor)
    .where('upload_id', 'in', ids)
    .where('expires_at', '>', at)
    .execute();
}

/** Only with this the file has a key. False when it was thrown away meanwhile. */
export async function finishUpload(tx: Transaction, id: string, { wrappedKey, masterKeyId, sealedName, type, summary }: WholeUpload): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ wrapped_key: wrappedKey, master_key_id: masterKeyId, sealed_name: sealedName, media_type: type, bytes: summary.bytes, sealed_bytes: summary.sealedBytes, digest: Buffer.from(summary.digest, 'hex') })
    .where('upload_id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function dropUpload(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('upload').where('upload_id', '=', id).execute();
}

/** How long it is remembered that a form was sent. */
const REMEMBER_FORMS_MS = 40 * 86_400_000;

export async function sweepUploads(tx: Transaction, now: Date): Promise<number> {
  const { rows } = await sql<{ swept: number }>`select keerpunt.sweep_uploads(${now}, ${new Date(now.getTime() - REMEMBER_FORMS_MS)}) as swept`.execute(tx);
  return rows[0]?.swept ?? 0;
}

export type FoundUpload = AttachmentHeader & { wrappedKey: Buffer; masterKeyId: string };
type UploadRow = { upload_id: string; wrapped_key: Buffer; master_key_id: string; media_type: MediaType; bytes: number; digest: Buffer };

/** The files of a form that are there, whole and of this actor. */
export async function findUploads(tx: Transaction, form: Buffer, ids: readonly string[], at: Date): Promise<FoundUpload[]> {
  const { rows } = await sql<UploadRow>`select * from keerpunt.find_uploads(${form}, ${[...ids]}::uuid[], ${at})`.execute(tx);
  return rows.map((row) => ({ id: row.upload_id, type: row.media_type, bytes: row.bytes, digest: row.digest.toString('hex'), wrappedKey: row.wrapped_key, masterKeyId: row.master_key_id }));
}

export type Claim = { form: Buffer; at: Date; streamId: string; bytes: number };
export type ClaimRefusal = 'already-sent' | 'quota-stream' | 'quota-agency';

/** Uses a form, and counts what it attaches. */
export async function claimSpace(tx: Transaction, { form, at, streamId, bytes }: Claim, limits: AttachmentLimits): Promise<ClaimRefusal | null> {
  const { rows } = await sql<{ refusal: ClaimRefusal | null }>`select keerpunt.claim_space(${form}, ${at}, ${streamId}::uuid, ${bytes}::bigint, ${limits.streamBytes}::bigint, ${limits.agencyBytes}::bigint) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

export type Taken = { id: string; section: string; sequence: number; sealedKey: Buffer };

export async function takeUpload(tx: Transaction, form: Buffer, { id, section, sequence, sealedKey }: Taken): Promise<void> {
  await sql`select keerpunt.take_upload(${id}::uuid, ${form}, ${section}, ${sequence}::bigint, ${sealedKey})`.execute(tx);
}

/** Attachments of one section of the open stream, or one of them. */
export async function readAttachments(tx: Transaction, streamId: string, section: string, id?: string) {
  const all = tx.selectFrom('attachment').select(['attachment_id', 'media_type', 'bytes', 'sealed_name', 'sealed_key']).where('stream_id', '=', streamId).where('section', '=', section);
  return (id === undefined ? all : all.where('attachment_id', '=', id)).execute();
}

export async function readChunks(tx: Transaction, streamId: string, id: string, from: number, count: number): Promise<Buffer[]> {
  const rows = await tx
    .selectFrom('attachment_chunk')
    .select('sealed')
    .where('stream_id', '=', streamId)
    .where('attachment_id', '=', id)
    .where('number', '>=', from)
    .orderBy('number')
    .limit(count)
    .execute();
  return rows.map((row) => row.sealed);
}
