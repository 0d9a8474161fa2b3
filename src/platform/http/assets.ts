import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';

type Manifest = Record<string, { file: string; imports?: string[] }>;

/** Addresses of the built files, by the name of their source. */
export type BuiltFiles = {
  of(source: string): string;
  /** Addresses of the pieces that a built script brings in. */
  sharedBy(address: string): string[];
  folder: string;
};

/** Reads the list that the build left behind. Throws when the project was not built. */
export function readBuiltFiles(folder: string): BuiltFiles {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  return {
    folder,
    of(source) {
      const entry = manifest[source];
      if (!entry) throw new Error(`not built: ${source}`);
      return `/${entry.file}`;
    },
    sharedBy(address) {
      const entry = Object.values(manifest).find((e) => `/${e.file}` === address);
      return (entry?.imports ?? []).flatMap((name) => (manifest[name] ? [`/${manifest[name].file}`] : []));
    },
  };
}

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Serves the built files, compressed at build; their names change with their content, so they may be kept for ever. */
export function serveBuiltFiles(files: BuiltFiles): MiddlewareHandler {
  return serveStatic({
    root: files.folder,
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', FOR_EVER),
  });
}

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** A text made once at start and named after its content. It is compressed once, when somebody first asks for it: five languages of them would keep each start waiting for seconds. */
export type FixedText = { path: string; serve: MiddlewareHandler };

export function fixedText(name: string, extension: string, type: string, body: string): FixedText {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 8);
  const packed: Partial<Record<'br' | 'gzip', Promise<Buffer<ArrayBuffer>>>> = {};
  const pack = { br: () => packBrotli(body), gzip: () => packGzip(body, { level: 9 }) };
  return {
    path: `/assets/${name}-${hash}.${extension}`,
    serve: async (c) => {
      const accepted = c.req.header('accept-encoding') ?? '';
      c.header('content-type', type);
      c.header('cache-control', FOR_EVER);
      c.header('vary', 'Accept-Encoding');
      const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
      if (!encoding) return c.body(body);
      c.header('content-encoding', encoding);
      return c.body(new Uint8Array(await (packed[encoding] ??= pack[encoding]())));
    },
  };
}
