import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const WORTH_IT = 1024;
const TEXT = /^(text\/|application\/(([a-z]+\+)?(json|xml)|javascript))/;

/**
 * Compresses what is made per request. Hono's own `compress` streams, which costs several times as much for pages of
 * this size; static files were compressed once, when they were built.
 */
export function compressPages(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const type = c.res.headers.get('content-type') ?? '';
    if (c.req.method === 'HEAD' || c.res.headers.has('content-encoding') || !TEXT.test(type)) return;
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    if (!encoding) return;
    const body = Buffer.from(await c.res.arrayBuffer());
    const headers = new Headers(c.res.headers);
    const { status } = c.res;
    headers.append('vary', 'Accept-Encoding');
    if (body.length < WORTH_IT) {
      c.res = new Response(body, { status, headers });
      return;
    }
    const packed =
      encoding === 'br'
        ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : gzipSync(body, { level: 6 });
    headers.set('content-encoding', encoding);
    headers.set('content-length', String(packed.length));
    // Emptied first, or Hono would merge the old headers, and with them the old length, into the new answer.
    c.res = undefined;
    c.res = new Response(new Uint8Array(packed), { status, headers });
  };
}
