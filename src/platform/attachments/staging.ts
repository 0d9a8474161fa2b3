import { randomUUID } from 'node:crypto';
import type { Actor, SentFiles } from '#src/platform/action/action.ts';
import { isIdentity } from '#src/platform/action/concern.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import { AttachmentRefused, MOST_ATTACHMENT_BYTES, openAttachment, openName, sealAttachment, type AttachmentKey } from '#src/platform/vault/attachment.ts';
import { cleanName } from './file-name.ts';
import { formHash, isFormSecret } from './form-secret.ts';
import { LIMITS } from './limits.ts';
import { isPicture, sniff, SNIFFED_BYTES, type MediaType } from './media-types.ts';
import { PictureRefused, rewritePicture } from './pictures.ts';
import { addChunks, beginUpload, dropUpload, finishUpload, readUploadChunks, readWaiting, sweepUploads, waitingBytes } from './store.ts';
import { openUploadKey, uploadKeyContext } from './upload-key.ts';

type Reception = Pick<Ground, 'database' | 'wrapper' | 'now' | 'limits'>;

/** A file that came in and waits for an action. */
export type Received = { readonly id: string; readonly name: string; readonly type: MediaType; readonly bytes: number };
/** Why one file was not taken in; the others were. */
export type WhyNot = 'too-large' | 'empty' | 'unreadable-picture' | 'busy' | 'too-many';
export type Staged = { file: Received } | { refused: WhyNot };

export type Incoming = { actor: Actor; form: Buffer; name: string; source: AsyncIterable<Uint8Array> };

/** How long a file waits: long enough to put a form right, on a telephone, at night. */
const HOUR_MS = 3_600_000;
const WAITS_MS = 2 * HOUR_MS;
const ROW_BYTES = 256 * 1024;
const ROWS_AT_ONCE = 4;

class UploadGone extends Error {
  override readonly name = 'UploadGone';
}

/** The one thing that is written before an action: as a role that sees no stream and opens nothing. */
function asReceiver<T>({ database, now }: Reception, actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const acting: ActingAs = { role: 'keerpunt_receiver', actor: actor.id, agency: actor.agency, today: now().toISOString().slice(0, 10) };
  return database.transaction(acting, work);
}

const BYTES_AT_ONCE = ROW_BYTES * ROWS_AT_ONCE;

const rowsOf = (bytes: Buffer): Buffer[] => Array.from({ length: Math.ceil(bytes.length / ROW_BYTES) }, (_, at) => bytes.subarray(at * ROW_BYTES, (at + 1) * ROW_BYTES));

/** Rows of one size, some at a time, however the bytes come. */
async function* inRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  // Filled again and again: what is let go of waits for the collector, and that comes late when much comes in.
  const filling = Buffer.allocUnsafeSlow(BYTES_AT_ONCE);
  let filled = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const copied = piece.copy(filling, filled, from);
      from += copied;
      filled += copied;
      if (filled < BYTES_AT_ONCE) continue;
      yield rowsOf(filling);
      filled = 0;
    }
  }
  if (filled > 0) yield rowsOf(filling.subarray(0, filled));
}

type Stored = { id: string; sealing: ReturnType<typeof sealAttachment> };

/** Seals what comes and stores it row by row, each in a transaction of its own: a slow sender holds none. It has no key yet. */
async function store(reception: Reception, { actor, form }: Incoming, name: string, source: AsyncIterable<Uint8Array>): Promise<Stored | 'busy'> {
  const id = randomUUID();
  // Whole hours only: when somebody was here to the second is nothing that a row has to hold, however short it stays.
  const now = reception.now().getTime();
  const [begunAt, expiresAt] = [new Date(Math.floor(now / HOUR_MS) * HOUR_MS), new Date(Math.ceil((now + WAITS_MS) / HOUR_MS) * HOUR_MS)];
  const limit = (reception.limits ?? LIMITS).waitingBytes;
  const begun = await asReceiver(reception, actor, async (tx) => {
    if ((await waitingBytes(tx, MOST_ATTACHMENT_BYTES)) + MOST_ATTACHMENT_BYTES > limit) return false;
    await beginUpload(tx, { id, formHash: form, actor: actor.id, agency: actor.agency, begunAt, expiresAt });
    return true;
  });
  if (!begun) return 'busy';
  const sealing = sealAttachment(id, name, source);
  let number = 0;
  try {
    for await (const rows of inRows(sealing.pieces)) {
      await asReceiver(reception, actor, (tx) => addChunks(tx, id, number, rows));
      number += rows.length;
    }
  } catch (error) {
    await discard(reception, actor, id);
    throw error;
  }
  return { id, sealing };
}

/** Throws a file away that no action will take. What cannot be thrown away now is swept later. */
export async function discard(reception: Reception, actor: Actor, id: string): Promise<void> {
  await asReceiver(reception, actor, (tx) => dropUpload(tx, id)).catch(() => undefined);
}

async function finish(reception: Reception, { actor }: Incoming, { id, sealing }: Stored, what: { name: string; type: MediaType }): Promise<Staged> {
  const summary = sealing.summary();
  if (summary.bytes === 0) {
    await discard(reception, actor, id);
    return { refused: 'empty' };
  }
  const { bytes, masterKeyId } = await reception.wrapper.wrap(sealing.key, uploadKeyContext(id));
  const isThere = await asReceiver(reception, actor, (tx) => finishUpload(tx, id, { wrappedKey: bytes, masterKeyId, sealedName: sealing.sealedName, type: what.type, summary }));
  if (!isThere) throw new UploadGone();
  return { file: { id, name: what.name, type: what.type, bytes: summary.bytes } };
}

async function* reopened(reception: Reception, actor: Actor, key: AttachmentKey): AsyncGenerator<Buffer> {
  async function* rows(): AsyncGenerator<Buffer> {
    for (let number = 0; ; number += ROWS_AT_ONCE) {
      const chunks = await asReceiver(reception, actor, (tx) => readUploadChunks(tx, key.id, number, ROWS_AT_ONCE));
      yield* chunks;
      if (chunks.length < ROWS_AT_ONCE) return;
    }
  }
  yield* openAttachment(key, rows());
}

/**
 * A picture is kept as it came first, sealed with a key that is in memory only, and written anew when it is whole: a slow sender
 * then keeps nobody else waiting, and neither memory nor disk ever holds it in clear.
 */
async function storePicture(reception: Reception, incoming: Incoming, what: { name: string; type: Extract<MediaType, 'jpeg' | 'png' | 'webp' | 'gif'> }, source: AsyncIterable<Uint8Array>): Promise<Stored | 'busy'> {
  const sent = await store(reception, incoming, what.name, source);
  if (sent === 'busy') return sent;
  try {
    const clear = reopened(reception, incoming.actor, { id: sent.id, key: sent.sealing.key, place: null });
    return await store(reception, incoming, what.name, rewritePicture(what.type, clear));
  } finally {
    await discard(reception, incoming.actor, sent.id);
  }
}

/** The first bytes, and all of them again. */
async function lookAhead(source: AsyncIterable<Uint8Array>): Promise<{ first: Buffer; isAll: boolean; all: AsyncIterable<Uint8Array> }> {
  const parts = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  let isAll = false;
  while (first.length < SNIFFED_BYTES && !isAll) {
    const next = await parts.next();
    if (next.done) isAll = true;
    else first = Buffer.concat([first, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield first;
    for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
  }
  return { first, isAll, all: all() };
}

function refusalOf(error: unknown): WhyNot | null {
  if (error instanceof AttachmentRefused && error.because === 'too-large') return 'too-large';
  if (error instanceof PictureRefused) return error.because === 'busy' ? 'busy' : 'unreadable-picture';
  return null;
}

/** Takes in one file: sealed as it comes, a picture written anew. What broke off leaves nothing. */
export async function stage(reception: Reception, incoming: Incoming): Promise<Staged> {
  const { first, isAll, all } = await lookAhead(incoming.source);
  const type = sniff(first, isAll);
  if (type === 'picture-we-cannot-rewrite') return { refused: 'unreadable-picture' };
  const what = { name: cleanName(incoming.name, type), type };
  try {
    const stored = await (isPicture(type) ? storePicture(reception, incoming, { ...what, type }, all) : store(reception, incoming, what.name, all));
    return stored === 'busy' ? { refused: 'busy' } : await finish(reception, incoming, stored, what);
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused) throw error;
    return { refused };
  }
}

/** Files that came with a form before, with their names; those that are still there. A form that has to be put right shows them again. */
export async function namesOf(reception: Reception, actor: Actor, { form, ids }: SentFiles): Promise<Received[]> {
  const known = isFormSecret(form) ? ids.filter(isIdentity) : [];
  const rows = await asReceiver(reception, actor, (tx) => readWaiting(tx, { form: formHash(form), ids: known, actor: actor.id, at: reception.now() }));
  const files: Received[] = [];
  for (const { upload_id: id, media_type, bytes, wrapped_key, master_key_id, sealed_name } of rows) {
    if (!wrapped_key || master_key_id === null || !sealed_name) continue;
    const key = await openUploadKey(reception.wrapper, { id, wrappedKey: wrapped_key, masterKeyId: master_key_id });
    const name = key.opened ? openName({ id, key: key.value, place: null }, sealed_name) : key;
    if (name.opened) files.push({ id, name: name.value, type: media_type as MediaType, bytes: bytes ?? 0 });
  }
  return files;
}

/** Throws away what nobody took in time. */
export function sweep(reception: Pick<Ground, 'database' | 'now'>): Promise<number> {
  const { database, now } = reception;
  const at = now();
  return database.transaction({ role: 'keerpunt_receiver', actor: 'sweeper', agency: null, today: at.toISOString().slice(0, 10) }, (tx) => sweepUploads(tx, at));
}
