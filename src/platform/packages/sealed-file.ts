import { randomUUID, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { openAttachment, sealAttachment } from '#src/platform/vault/attachment.ts';
import { openKeyWith, ownId, recipientHead, sealKeyFor, type Opener, type Recipient, type RecipientHead } from './recipients.ts';
import { PackageRefused } from './refused.ts';


const MAGIC = 'keerpunt-package 1\n';
/** What a later version would begin with. */
const ANY_MAGIC = /^keerpunt-package \d{1,4}\n/;
const head = z.strictObject({ id: z.uuid(), to: z.array(recipientHead).min(1).max(20) });
const MOST_HEAD_BYTES = 64 * 1024;

type Bytes = AsyncIterable<Uint8Array>;

/** Seals whatever streams by for its recipients: a line that says what this is, a line with the sealed keys, and chunks. */
export async function* sealFile(recipients: readonly Recipient[], source: Bytes, id: string = randomUUID()): AsyncGenerator<Buffer> {
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
    if (read.length >= MAGIC.length && read.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new PackageRefused(ANY_MAGIC.test(read.toString('latin1', 0, MAGIC.length + 4)) ? 'unknown-version' : 'no-package');
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

/** Whether this package names the receiver, by the key in his hand. */
function isMeant(opener: Opener, to: readonly RecipientHead[]): boolean {
  if (opener.kind === 'words') return true;
  const ids = new Set((opener.kind === 'keys' ? opener.privateKeys : [opener.privateKey]).map(ownId));
  return to.some((one) => one.kind === 'key' && ids.has(one.id));
}

async function* opened(id: string, key: KeyObject, rest: Bytes): AsyncGenerator<Buffer> {
  try {
    yield* openAttachment({ id, key, place: null }, rest);
  } catch (error) {
    throw (error as Error).name === 'AttachmentRefused' ? new PackageRefused('damaged') : error;
  }
}

/** Under which identity it was sealed, and what was, as it streams by. A missing end shows only at the end. Throws PackageRefused. */
export async function openSealed(opener: Opener, source: Bytes): Promise<{ readonly id: string; readonly pieces: AsyncGenerator<Buffer> }> {
  const { line, rest } = await splitHead(source);
  const { id, to } = readHead(line);
  for (const one of to) {
    const key = await openKeyWith(opener, one, id);
    if (key) return { id, pieces: opened(id, key, rest) };
  }
  throw new PackageRefused(isMeant(opener, to) ? 'does-not-open' : 'for-another');
}

/** What was sealed, as it streams by. A missing end shows only at the end. Throws PackageRefused. */
export async function* openFile(opener: Opener, source: Bytes): AsyncGenerator<Buffer> {
  const { pieces } = await openSealed(opener, source);
  yield* pieces;
}
