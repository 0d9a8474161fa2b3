import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, decryptChunk, encrypt, encryptChunk, refused, TAG, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import { newKey, type SectionKey } from './section-key.ts';

export const MOST_ATTACHMENT_BYTES = 25 * 1024 * 1024;
export const CHUNK_BYTES = 64 * 1024;
const SEALED_CHUNK = CHUNK_BYTES + TAG;

/** What is written now. Format 1 bound the chunks to a stream and section, which are not known yet when a file comes in. */
const FORMAT = 2;
const BOUND_TO_PLACE = 1;
const PREFIX = 7;
const MARK = 32;
const PADDED_TO = 256;

/** An attachment that cannot be sealed or opened to its end. Whatever came before it must not be used. */
export class AttachmentRefused extends Error {
  readonly because: 'too-large' | 'does-not-fit' | 'unknown-format';
  constructor(because: AttachmentRefused['because']) {
    super(`attachment refused: ${because}`);
    this.name = 'AttachmentRefused';
    this.because = because;
  }
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What is known once everything was sealed. The digest is over the sealed name and bytes; put into a header, the chain covers them. */
export type AttachmentSummary = { bytes: number; sealedBytes: number; digest: string };

/** The open key of one attachment. What is bound to it opens nothing else, and nothing else opens it. */
export type AttachmentKey = { readonly id: string; readonly key: KeyObject; readonly place: Pick<SectionKey, 'streamId' | 'section'> | null };

const keyContext = ({ streamId, section }: SectionKey, id: string) => frame('vault.attachment-key.1', [streamId, section, id]);
const nameContext = (id: string) => frame('vault.attachment-name.1', [id]);
/** Stands in front of the sealed bytes, so that one attachment can never be made to say two things under two keys. */
const markOf = ({ id, key }: AttachmentKey) => createHash('sha256').update(frame('vault.attachment-key-mark.1', [id, key.export()])).digest();

/** Nonce and bound context of a chunk: its index and whether it is the last are in both, so none can be left out or moved. */
function chunkAt({ id, place }: AttachmentKey, format: number, prefix: Uint8Array, index: number, isLast: boolean) {
  const nonce = Buffer.alloc(PREFIX + 5);
  nonce.set(prefix);
  nonce.writeUInt32BE(index, PREFIX);
  nonce.writeUInt8(isLast ? 1 : 0, PREFIX + 4);
  const where = format === BOUND_TO_PLACE ? [place?.streamId ?? null, place?.section ?? null, id] : [id];
  return { nonce, context: frame(`vault.attachment.${format}`, [...where, index, isLast ? 1 : 0]) };
}

/** Cuts a stream into pieces of `size`; the last one, shorter or not, and perhaps empty, comes with `isLast`. */
async function* cut(source: Bytes, size: number): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    waiting.push(part);
    length += part.length;
    // Strictly more: what fills a piece exactly may be the last.
    if (length <= size) continue;
    let rest = Buffer.concat(waiting);
    while (rest.length > size) {
      yield { piece: rest.subarray(0, size), isLast: false };
      rest = rest.subarray(size);
    }
    waiting = [rest];
    length = rest.length;
  }
  yield { piece: Buffer.concat(waiting), isLast: true };
}

/** Seals the name of an attachment; its length is told in steps only. */
function sealName({ id, key }: AttachmentKey, name: string): Buffer {
  const bytes = Buffer.from(name);
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1) / PADDED_TO) * PADDED_TO);
  padded.set(bytes);
  return encrypt(key, padded, nameContext(id));
}

export function openName({ id, key }: AttachmentKey, sealedName: Buffer): Opened<string> {
  const opened = decrypt(key, sealedName, nameContext(id));
  if (!opened.opened) return opened;
  const end = opened.value.indexOf(0);
  return { opened: true, value: opened.value.subarray(0, end < 0 ? opened.value.length : end).toString() };
}

/**
 * Seals an attachment as it streams by, in chunks of 64 KiB under a key of its own. `pieces` are stored as they come, and
 * can be read only once; `summary` is known when they have ended. The key is to be wrapped before it is stored.
 */
export function sealAttachment(id: string, name: string, source: Bytes, most = MOST_ATTACHMENT_BYTES) {
  const attachmentKey: AttachmentKey = { id, key: newKey(), place: null };
  const sealedName = sealName(attachmentKey, name);
  const digest = createHash('sha256').update(sealedName);
  let done: AttachmentSummary | undefined;
  async function* pieces(): AsyncGenerator<Buffer> {
    const prefix = randomBytes(PREFIX);
    let [bytes, sealedBytes, index] = [0, 0, 0];
    for await (const { piece, isLast } of cut(source, CHUNK_BYTES)) {
      bytes += piece.length;
      if (bytes > most) throw new AttachmentRefused('too-large');
      const { nonce, context } = chunkAt(attachmentKey, FORMAT, prefix, index, isLast);
      const chunk = encryptChunk(attachmentKey.key, nonce, piece, context);
      const sealed = index === 0 ? Buffer.concat([Buffer.of(FORMAT), prefix, markOf(attachmentKey), chunk]) : chunk;
      digest.update(sealed);
      sealedBytes += sealed.length;
      index++;
      yield sealed;
    }
    done = { bytes, sealedBytes, digest: digest.digest('hex') };
  }
  return {
    key: attachmentKey.key,
    sealedName,
    pieces: pieces(),
    summary(): AttachmentSummary {
      if (!done) throw new Error('the attachment was not sealed to its end');
      return done;
    },
  };
}

/** Wraps the key of an attachment for its place. Only there it opens. */
export const sealAttachmentKey = (sectionKey: SectionKey, id: string, key: KeyObject): Buffer => encrypt(sectionKey.key, key.export(), keyContext(sectionKey, id));

export function openAttachmentKey(sectionKey: SectionKey, id: string, sealedKey: Buffer | null): Opened<AttachmentKey> {
  if (!sealedKey) return refused('shredded');
  const key = decrypt(sectionKey.key, sealedKey, keyContext(sectionKey, id));
  return key.opened ? { opened: true, value: { id, key: createSecretKey(key.value), place: sectionKey } } : key;
}

const headLength = (format: number | undefined) => 1 + PREFIX + (format === FORMAT ? MARK : 0);

async function* afterHeader(source: Bytes): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let isPast = false;
  for await (const part of source) {
    if (isPast) yield part;
    else {
      head = Buffer.concat([head, part]);
      isPast = head.length >= headLength(head[0]);
      if (isPast) yield head;
    }
  }
  if (!isPast) throw new AttachmentRefused('does-not-fit');
}

/**
 * Opens an attachment as it streams by; `source` may come in pieces of any size. A missing end shows only at the end: it
 * throws AttachmentRefused, and what was read until then must be thrown away.
 */
export async function* openAttachment(key: AttachmentKey, source: Bytes): AsyncGenerator<Buffer> {
  const parts = afterHeader(source);
  const first = await parts.next();
  const head = Buffer.from(first.value ?? []);
  const format = head[0] ?? 0;
  const prefix = head.subarray(1, 1 + PREFIX);
  async function* sealed(): AsyncGenerator<Uint8Array> {
    try {
      if (format !== FORMAT && format !== BOUND_TO_PLACE) throw new AttachmentRefused('unknown-format');
      if (format === FORMAT && !markOf(key).equals(head.subarray(1 + PREFIX, headLength(FORMAT)))) throw new AttachmentRefused('does-not-fit');
      yield head.subarray(headLength(format));
      yield* parts;
    } finally {
      // Whoever stops reading early also lets go of what is behind, such as an open file.
      await parts.return(undefined);
    }
  }
  let index = 0;
  for await (const { piece, isLast } of cut(sealed(), SEALED_CHUNK)) {
    const { nonce, context } = chunkAt(key, format, prefix, index, isLast);
    const opened = decryptChunk(key.key, nonce, piece, context);
    if (!opened.opened) throw new AttachmentRefused('does-not-fit');
    index++;
    yield opened.value;
  }
}
