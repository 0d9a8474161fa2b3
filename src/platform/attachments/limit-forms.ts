import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bringsFiles } from './receive.ts';

/** How large a form may be that brings no files; those that do have limits of their own. */
export function limitForms(maxSize: number, tooLarge: (c: Context) => Response | Promise<Response>) {
  const limit = bodyLimit({ maxSize, onError: tooLarge });
  return (c: Context, next: () => Promise<void>) => (bringsFiles(c.req.header('content-type')) ? next() : limit(c, next));
}
