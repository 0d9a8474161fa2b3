import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Exercise } from '../practise/schema.ts';
import type { Picture } from './making.ts';

/** A page that was made at build: what stands in the frame, and what machines are told about it. */
export type PublishedPage = {
  /** Address without language. */
  path: string;
  title: string;
  description: string;
  /** What stands between header and footer, as HTML. */
  html: string;
  /** The words alone, for searching. */
  plain: string;
  /** Where the page stands, from the top down, without itself. */
  within: readonly { path: string; title: string }[];
  kind: 'article' | 'news' | 'list' | 'figures';
  /** The day of a message. */
  day?: string;
  /** Said of each figure on a page of figures. */
  datasets?: readonly { id: string; name: string; description: string }[];
  /** Children's pages show their readers' own line. */
  forChildren?: true;
};

/** Everything made at build, by language. The pictures stand as files among the built files. */
export type Published = {
  pages: Record<Language, PublishedPage[]>;
  /** The values of each figure as CSV, by its name. */
  tables: Record<Language, Record<string, string>>;
  /** The index for searching, as it was written out. */
  search: Record<Language, string>;
  exercises: Exercise[];
  /** The drawing on the front page. */
  frontDrawing: Picture;
};

export const PUBLISHED_FILE = 'published.json';

/** Reads what the build left behind. Throws when the project was not built. */
export const readPublished = (buildFolder: string): Published => JSON.parse(readFileSync(join(buildFolder, PUBLISHED_FILE), 'utf8'));
