import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Given by bin/project.mjs: every build has a folder of its own, so that a running server keeps its files. */
const OUT = process.env['KEERPUNT_BUILD'] ?? 'dist/by-hand';

/** Compresses what the browser gets, once, as hard as it goes. */
function compressOnce(): Plugin {
  return {
    name: 'keerpunt-compress',
    apply: 'build',
    writeBundle(options) {
      const folder = join(options.dir ?? '', 'assets');
      for (const name of readdirSync(folder)) {
        if (!/\.(css|js|svg)$/.test(name)) continue;
        const body = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(body, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}

const forBrowser = defineConfig({
  publicDir: false,
  plugins: [compressOnce()],
  build: {
    outDir: join(OUT, 'public'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: 'es2022',
    rolldownOptions: {
      input: [
        'src/platform/ui/style.css',
        'src/platform/ui/desk.css',
        'src/helpdesk/report.css',
        'src/files/file.css',
        'src/platform/browser/exit.ts',
        'src/platform/sessions/browser/passkey.ts',
        'src/platform/drafts/browser/keep.ts',
        'src/recognition/browser/check.tsx',
        'src/website/practise/browser/practise.tsx',
        'src/website/share.png',
        'src/platform/worker/service-worker.ts',
        'src/recognition/browser/icon.svg',
        'src/recognition/browser/icon-192.png',
        'src/recognition/browser/icon-512.png',
      ],
    },
  },
});

const forServer = defineConfig({
  publicDir: false,
  build: {
    outDir: join(OUT, 'server'),
    emptyOutDir: true,
    ssr: true,
    target: 'node24',
    rolldownOptions: { input: { cli: 'src/cli.ts', app: 'src/app.ts', content: 'src/website/content/build.ts', 'rewrite-picture': 'src/platform/attachments/rewrite-picture.ts', 'hash-words': 'src/helpdesk/receipt/hash-words.ts', 'render-paper': 'src/platform/documents/render-paper.ts' } },
  },
});

export default defineConfig(({ mode }) => (mode === 'server' ? forServer : forBrowser));
