import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, decryptChunk, encrypt, encryptChunk, refused, TAG, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import { newKey, type SectionKey } from './section-key.ts';

export const MOST_ATTACHMENT_BYTES = 25 * 1024 * 1024;
export const CHUNK_BYTES = 64 * 1024;
const SEALED_CHUNK = CHUNK_BYTES + TAG;

const FORMAT = 1;
const PREFIX = 7;

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

/** What is known once everything was sealed. The digest is over the sealed bytes; put into a header, the chain covers it. */
export type AttachmentSummary = { bytes: number; sealedBytes: number; digest: string };

const keyContext = ({ streamId, section }: SectionKey, id: string) => frame('vault.attachment-key.1', [streamId, section, id]);

/** Nonce and bound context of a chunk: its index and whether it is the last are in both, so none can be left out or moved. */
function chunkAt({ streamId, section }: SectionKey, id: string, prefix: Uint8Array, index: number, isLast: boolean) {
  const nonce = Buffer.alloc(PREFIX + 5);
  nonce.set(prefix);
  nonce.writeUInt32BE(index, PREFIX);
  nonce.writeUInt8(isLast ? 1 : 0, PREFIX + 4);
  return { nonce, context: frame('vault.attachment.1', [streamId, section, id, index, isLast ? 1 : 0]) };
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

/**
 * Seals an attachment as it streams by, in chunks of 64 KiB under a key of its own. `pieces` are stored as they come, and
 * can be read only once; `summary` is known when they have ended.
 */
export function sealAttachment(sectionKey: SectionKey, id: string, source: Bytes) {
  const key = newKey();
  const digest = createHash('sha256');
  let done: AttachmentSummary | undefined;
  async function* pieces(): AsyncGenerator<Buffer> {
    const prefix = randomBytes(PREFIX);
    let [bytes, sealedBytes, index] = [0, 0, 0];
    for await (const { piece, isLast } of cut(source, CHUNK_BYTES)) {
      bytes += piece.length;
      if (bytes > MOST_ATTACHMENT_BYTES) throw new AttachmentRefused('too-large');
      const { nonce, context } = chunkAt(sectionKey, id, prefix, index, isLast);
      const chunk = encryptChunk(key, nonce, piece, context);
      const sealed = index === 0 ? Buffer.concat([Buffer.of(FORMAT), prefix, chunk]) : chunk;
      digest.update(sealed);
      sealedBytes += sealed.length;
      index++;
      yield sealed;
    }
    done = { bytes, sealedBytes, digest: digest.digest('hex') };
  }
  return {
    sealedKey: encrypt(sectionKey.key, key.export(), keyContext(sectionKey, id)),
    pieces: pieces(),
    summary(): AttachmentSummary {
      if (!done) throw new Error('the attachment was not sealed to its end');
      return done;
    },
  };
}

async function* afterHeader(source: Bytes): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let isPast = false;
  for await (const part of source) {
    if (isPast) yield part;
    else {
      head = Buffer.concat([head, part]);
      isPast = head.length >= 1 + PREFIX;
      if (isPast) yield head;
    }
  }
  if (!isPast) throw new AttachmentRefused('does-not-fit');
}

async function* openChunks(sectionKey: SectionKey, id: string, key: KeyObject, source: Bytes): AsyncGenerator<Buffer> {
  const parts = afterHeader(source);
  const first = await parts.next();
  const head = Buffer.from(first.value ?? []);
  if (head[0] !== FORMAT) throw new AttachmentRefused('unknown-format');
  const prefix = head.subarray(1, 1 + PREFIX);
  async function* sealed(): AsyncGenerator<Uint8Array> {
    try {
      yield head.subarray(1 + PREFIX);
      yield* parts;
    } finally {
      // Whoever stops reading early also lets go of what is behind, such as an open file.
      await parts.return(undefined);
    }
  }
  let index = 0;
  for await (const { piece, isLast } of cut(sealed(), SEALED_CHUNK)) {
    const { nonce, context } = chunkAt(sectionKey, id, prefix, index, isLast);
    const opened = decryptChunk(key, nonce, piece, context);
    if (!opened.opened) throw new AttachmentRefused('does-not-fit');
    index++;
    yield opened.value;
  }
}

/**
 * Opens an attachment as it streams by; `source` may come in pieces of any size. A missing end shows only at the end: it
 * throws AttachmentRefused, and what was read until then must be thrown away.
 */
export function openAttachment(sectionKey: SectionKey, id: string, sealedKey: Buffer | null, source: Bytes): Opened<AsyncGenerator<Buffer>> {
  if (!sealedKey) return refused('shredded');
  const key = decrypt(sectionKey.key, sealedKey, keyContext(sectionKey, id));
  if (!key.opened) return key;
  return { opened: true, value: openChunks(sectionKey, id, createSecretKey(key.value), source) };
}
