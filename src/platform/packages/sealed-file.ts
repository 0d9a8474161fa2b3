import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openAttachment, sealAttachment } from '#src/platform/vault/attachment.ts';
import { openKeyWith, recipientHead, sealKeyFor, type Opener, type Recipient } from './recipients.ts';

const MAGIC = 'keerpunt-package 1\n';
const head = z.strictObject({ id: z.uuid(), to: z.array(recipientHead).min(1).max(20) });
const MOST_HEAD_BYTES = 64 * 1024;

/** It is no package, was altered or cut off, or nothing that was given opens it. */
export class PackageRefused extends Error {
  readonly because: 'no-package' | 'does-not-open' | 'damaged';
  constructor(because: PackageRefused['because']) {
    super(`package refused: ${because}`);
    this.name = 'PackageRefused';
    this.because = because;
  }
}

type Bytes = AsyncIterable<Uint8Array>;

/** Seals whatever streams by for its recipients: a line that says what this is, a line with the sealed keys, and chunks. */
export async function* sealFile(recipients: readonly Recipient[], source: Bytes): AsyncGenerator<Buffer> {
  const id = randomUUID();
  const sealing = sealAttachment(id, '', source, Infinity);
  const to = await Promise.all(recipients.map((recipient) => sealKeyFor(recipient, id, sealing.key)));
  yield Buffer.from(`${MAGIC}${JSON.stringify({ id, to } satisfies z.infer<typeof head>)}\n`);
  yield* sealing.pieces;
}

/** The first line after the magic word, and everything behind it. */
async function splitHead(source: Bytes): Promise<{ line: string; rest: Bytes }> {
  const parts = source[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await parts.next();
    if (next.done || read.length > MOST_HEAD_BYTES) throw new PackageRefused('no-package');
    read = Buffer.concat([read, next.value]);
    if (read.length >= MAGIC.length && read.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new PackageRefused('no-package');
    end = read.indexOf('\n', MAGIC.length);
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield read.subarray(end + 1);
    for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
  }
  return { line: read.toString('utf8', MAGIC.length, end), rest: rest() };
}

function readHead(line: string): z.infer<typeof head> {
  try {
    return head.parse(JSON.parse(line));
  } catch {
    throw new PackageRefused('no-package');
  }
}

/** What was sealed, as it streams by. A missing end shows only at the end. Throws PackageRefused. */
export async function* openFile(opener: Opener, source: Bytes): AsyncGenerator<Buffer> {
  const { line, rest } = await splitHead(source);
  const { id, to } = readHead(line);
  for (const one of to) {
    const key = await openKeyWith(opener, one, id);
    if (!key) continue;
    try {
      yield* openAttachment({ id, key, place: null }, rest);
    } catch (error) {
      throw (error as Error).name === 'AttachmentRefused' ? new PackageRefused('damaged') : error;
    }
    return;
  }
  throw new PackageRefused('does-not-open');
}
