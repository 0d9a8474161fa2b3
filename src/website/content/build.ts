import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { BrokenKnowledge, loadWorkingKnowledge } from '#src/knowledge/load.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor, type Messages } from '#src/platform/i18n/translate.ts';
import { drawChart } from '../figures/chart.ts';
import type { Making, Picture } from './making.ts';
import { PUBLISHED_FILE, type Published } from './published.ts';
import { publish } from './publish.tsx';
import { BrokenContent, readContent, type Content } from './read.ts';

/** Writes a picture among the files that browsers get, compressed once and named after what is in it. */
function writePicture(assets: string, name: string, svg: string): string {
  const hash = createHash('sha256').update(svg).digest('base64url').slice(0, 8);
  const file = `${name}-${hash}.svg`;
  writeFileSync(join(assets, file), svg);
  writeFileSync(join(assets, `${file}.gz`), gzipSync(svg, { level: 9 }));
  writeFileSync(join(assets, `${file}.br`), brotliCompressSync(svg));
  return `/assets/${file}`;
}

function writeDrawings(content: Content, folder: string, assets: string): Map<string, Picture> {
  return new Map(
    content.drawings.map((name) => {
      const svg = readFileSync(join(folder, 'drawings', `${name}.svg`), 'utf8');
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      return [name, { src: writePicture(assets, name, svg), width: Number(width), height: Number(height) }];
    }),
  );
}

function writeCharts(content: Content, language: Language, messages: Messages, assets: string): Map<string, Picture> {
  const t = translatorFor(language, messages);
  return new Map(
    content.figures.map((figure) => {
      const { svg, width, height } = drawChart(figure, language, (count) => t('figure.more-than', { count }));
      return [figure.id, { src: writePicture(assets, `${figure.id}-${language}`, svg), width, height }];
    }),
  );
}

function found(pictures: ReadonlyMap<string, Picture>, name: string): Picture {
  const picture = pictures.get(name);
  if (!picture) throw new BrokenContent([`there is no drawing or figure ${name}`]);
  return picture;
}

/** The words were needed for the index only, which holds them by now. */
function withoutWords(published: Published): Published {
  const pages = Object.entries(published.pages).map(([language, list]) => [language, list.map((page) => ({ ...page, plain: '' }))]);
  return { ...published, pages: Object.fromEntries(pages) as Published['pages'] };
}

/**
 * Run once at build, after the scripts and styles: draws the charts, makes every page of the dossier and leaves the
 * pages beside the server and the pictures among the files that browsers get.
 */
function build(projectFolder: string, buildFolder: string): void {
  const assets = join(buildFolder, 'public/assets');
  mkdirSync(assets, { recursive: true });
  const folder = join(projectFolder, 'content');
  const content = readContent(folder);
  const messages = readMessages(projectFolder);
  const { law, packs } = loadWorkingKnowledge(join(projectFolder, 'knowledge'));
  const drawings = writeDrawings(content, folder, assets);
  const picturesIn = (language: Language): Making['pictures'] => {
    const charts = writeCharts(content, language, messages[language], assets);
    return { chart: (name) => found(charts, name), drawing: (name) => found(drawings, name) };
  };
  const placeOfLaw = (id: string) => law.find((l) => l.id === id)?.place ?? '';
  const contacts = packs.flatMap((pack) => pack.contacts);
  const telephoneOf = (id: string) => contacts.find((c) => c.id === id)?.telephone ?? undefined;
  writeFileSync(join(buildFolder, PUBLISHED_FILE), JSON.stringify(withoutWords(publish({ content, messages, placeOfLaw, telephoneOf, picturesIn }))));
}

try {
  build(process.env['KEERPUNT_PROJECT'] ?? process.cwd(), process.env['KEERPUNT_BUILD'] ?? 'dist/by-hand');
} catch (error) {
  if (!(error instanceof BrokenContent) && !(error instanceof BrokenKnowledge)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
