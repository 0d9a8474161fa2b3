// Receives forms with files in a process of its own, so that its memory can be measured and it can be killed.
//   node --expose-gc receive-files.ts HOST DATABASE KEYS AGENCY all|half [MEGABYTES]
import { connect } from '#src/platform/database/database.ts';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { receiveForm } from '#src/platform/attachments/receive.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { beginWithFiles, KINDS_WITH_FILES, openFile } from './attachments.ts';
import { valueOf } from './value.ts';

const [host = '', database = '', keys = '', agency = '', how = '', megabytes = '25'] = process.argv.slice(2);
const MB = 1024 * 1024;
const MEGABYTES = Number(megabytes);
const AT_ONCE = 4;
/** What is held, and not what waits to be collected: on a busy machine that is collected late. */
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const PIECES_IN_MB = 16;

const connection = connect({ host, user: 'keerpunt_app', database });
const ground: Ground = { database: connection, wrapper: wrapperFromFile(keys), kinds: KINDS_WITH_FILES, now: () => new Date() };
const perform = performOn(ground);
const actor = { id: 'anna', agency };

/** A form with one file, made while it is read. Each piece begins with a word that is easy to find again. */
async function* formOf(secret: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n${secret}\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="CANARY name.bin"\r\n\r\n`);
  for (let at = 0; at < MEGABYTES * PIECES_IN_MB; at++) {
    if (how === 'half' && at === MEGABYTES * 8) {
      process.stdout.write('half\n');
      await new Promise((never) => setTimeout(never, 600_000));
    }
    if (at % PIECES_IN_MB === 0) collect();
    const piece = Buffer.alloc(MB / PIECES_IN_MB, at);
    piece.write(at === 0 ? '\0CANARY-zebrafish' : 'CANARY-zebrafish');
    yield piece;
  }
  yield Buffer.from('\r\n--b--\r\n');
}

async function there(): Promise<{ stream: string; attachment: string }> {
  const secret = newFormSecret();
  const { files, form } = await receiveForm(ground, actor, { contentType: 'multipart/form-data; boundary=b', body: formOf(secret) });
  const ids = files.map(({ id }) => id);
  return { stream: valueOf(await perform(beginWithFiles, actor, { words: 'x', files: { form, ids } })), attachment: ids[0] ?? '' };
}

async function back({ stream, attachment }: { stream: string; attachment: string }): Promise<number> {
  const found = valueOf(await perform(openFile, actor, { stream, section: 'one', attachment }));
  let bytes = 0;
  for await (const piece of readAttachment(ground, actor, found)) {
    bytes += piece.length;
    if (bytes % MB < piece.length) collect();
  }
  return bytes;
}

const atRest = process.memoryUsage().rss;
const kept = await Promise.all(Array.from({ length: AT_ONCE }, there));
const bytes = await Promise.all(kept.map(back));
await connection.close();
// In kB everywhere.
process.stdout.write(`${JSON.stringify({ bytes, atRest, most: process.resourceUsage().maxRSS * 1024 })}\n`);
