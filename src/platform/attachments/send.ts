import type { Context } from 'hono';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { streamOf } from '#src/platform/http/streaming.ts';
import { contentDisposition } from './file-name.ts';
import { contentTypeOf } from './media-types.ts';
import type { FoundAttachment } from './open.ts';

type Sending = { ground: Pick<Ground, 'database' | 'now'>; actor: Actor; errors: ErrorPages };

/** Why not, as a status with a page. What may not be seen is not there. */
function refuse(c: Context, errors: ErrorPages, answer: Extract<Answer<unknown>, { done: false }>): Response | Promise<Response> {
  const [first] = answer.because === 'obstacles' ? answer.obstacles : [];
  if (first?.code === 'attachment-shredded') return errors.send(c, 410);
  if (first?.code === 'attachment-unreadable') throw new Error('an attachment does not open');
  return errors.send(c, 404);
}

/**
 * Sends what an action of `opensAttachments` gave out: as a download from a sandbox, kept by nobody on the way. A picture, which
 * was written anew when it came in, can also be shown by an `<img>`. What breaks off is shorter than it says, and a browser
 * keeps nothing of it.
 */
export async function sendAttachment(c: Context, { ground, actor, errors }: Sending, answer: Answer<FoundAttachment>): Promise<Response> {
  if (!answer.done) return refuse(c, errors, answer);
  const { value } = answer;
  const headers = {
    'content-type': contentTypeOf(value.type),
    'content-length': String(value.bytes),
    'content-disposition': contentDisposition(value.name.opened ? value.name.value : ''),
    'cache-control': 'no-store',
  };
  const isHead = c.req.method === 'HEAD';
  const bytes = readAttachment(ground, actor, value);
  if (isHead || value.bytes === 0) return c.body(null, 200, headers);
  return c.body(streamOf(bytes), 200, headers);
}
