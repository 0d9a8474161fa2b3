import { openStream, type ActingAs } from '#src/platform/database/transaction.ts';
import type { FoundAttachment } from '#src/platform/attachments/open.ts';
import { readChunks } from '#src/platform/attachments/store.ts';
import { openAttachment } from '#src/platform/vault/attachment.ts';
import type { Actor } from './action.ts';
import type { Ground } from './perform.ts';

const ROWS_AT_ONCE = 4;

/** An attachment that cannot be read to its end: it was altered, or whoever reads it is not at the table any more. */
export class AttachmentBrokeOff extends Error {
  override readonly name = 'AttachmentBrokeOff';
}

type Reading = Pick<Ground, 'database' | 'now'>;

/**
 * The bytes of an attachment that an action gave out, opened as they stream by. Each piece is read in a transaction of its own as
 * the same actor: a slow reader holds no stream, and one who is no longer at the table gets no more.
 */
export async function* readAttachment(ground: Reading, actor: Actor, { streamId, id, key }: FoundAttachment): AsyncGenerator<Buffer> {
  if (!key.opened) throw new AttachmentBrokeOff();
  yield* openAttachment(key.value, readSealedAttachment(ground, actor, streamId, id));
}

/** The same as it is stored, for whoever is handed the key with it. */
export async function* readSealedAttachment(ground: Reading, actor: Actor, streamId: string, id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += ROWS_AT_ONCE) {
    const acting: ActingAs = { role: 'keerpunt_actor', actor: actor.id, agency: actor.agency, today: ground.now().toISOString().slice(0, 10) };
    const rows = await ground.database.transaction(acting, async (tx) => ((await openStream(tx, streamId)) ? readChunks(tx, streamId, id, number, ROWS_AT_ONCE) : null));
    if (!rows) throw new AttachmentBrokeOff();
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
  }
}
