import type { Context } from 'hono';

/** The body is no form, or broke off on the way. */
export class UnreadableForm extends Error {
  override readonly name = 'UnreadableForm';
}

/** The fields of a url-encoded form, in order. Throws UnreadableForm for any other body and for half a body. */
export async function readForm(c: Context): Promise<[string, string][]> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) throw new UnreadableForm();
  let bytes: ArrayBuffer;
  try {
    bytes = await c.req.arrayBuffer();
  } catch (error) {
    if (error instanceof Error && error.name === 'BodyLimitError') throw error;
    throw new UnreadableForm();
  }
  return [...new URLSearchParams(new TextDecoder().decode(bytes))];
}
