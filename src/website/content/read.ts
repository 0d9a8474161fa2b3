import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { figureSchema, type Figure } from '../figures/schema.ts';
import { exerciseSchema, type Exercise } from '../practise/schema.ts';
import {
  frontMatterSchema,
  outlineSchema,
  publicationSchema,
  quotationsSchema,
  sourcesSchema,
  type FrontMatter,
  type Outline,
  type Publication,
  type Quotation,
  type Source,
} from './schema.ts';

/** The content files hold something they should not; every problem is listed with its file. */
export class BrokenContent extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`content is broken:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    this.name = 'BrokenContent';
    this.problems = problems;
  }
}

export const COLLECTIONS = ['dossier', 'children', 'statements', 'news'] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** One language of an article: what stands above the text, the text, and the whole file as it was. */
export type Written = { front: FrontMatter; body: string; whole: string };

export type Article = {
  collection: Collection;
  slug: string;
  /** A language that is not there yet is missing here and named by `contentProblems`. */
  texts: Partial<Record<Language, Written>>;
  quotations: Quotation[];
};

export type Content = {
  sources: Record<string, Source>;
  outline: Outline;
  articles: Article[];
  figures: Figure[];
  publications: Record<string, Publication>;
  exercises: Exercise[];
  drawings: string[];
};

type Problems = string[];

const named = (folder: string, ending: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .toSorted()
    : [];

function parsed<S extends z.ZodType>(file: string, read: () => unknown, schema: S, problems: Problems): z.infer<S> | undefined {
  try {
    const result = schema.safeParse(read());
    if (result.success) return result.data;
    problems.push(...result.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  return undefined;
}

function json<S extends z.ZodType>(folder: string, file: string, schema: S, problems: Problems): z.infer<S> | undefined {
  return parsed(file, () => JSON.parse(readFileSync(join(folder, file), 'utf8')), schema, problems);
}

function jsonIn<S extends z.ZodType>(folder: string, part: string, schema: S, problems: Problems): [string, z.infer<S>][] {
  return named(join(folder, part), '.json').flatMap((name) => {
    const data = json(folder, `${part}/${name}`, schema, problems);
    return data === undefined ? [] : [[basename(name, '.json'), data] as [string, z.infer<S>]];
  });
}

function written(file: string, whole: string, problems: Problems): Written | undefined {
  const [, above, body] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(whole) ?? [];
  if (above === undefined || body === undefined) {
    problems.push(`${file}: begins with --- and ends what stands above the text with ---`);
    return undefined;
  }
  const front = parsed(file, () => parseYaml(above), frontMatterSchema, problems);
  return front && { front, body, whole };
}

function articlesIn(folder: string, collection: Collection, problems: Problems): Article[] {
  const place = join(folder, collection);
  if (!existsSync(place)) return [];
  const slugs = readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return slugs.toSorted().map((slug) => {
    const texts: Article['texts'] = {};
    for (const language of LANGUAGES) {
      const file = `${collection}/${slug}/${language}.md`;
      if (!existsSync(join(folder, file))) continue;
      const text = written(file, readFileSync(join(folder, file), 'utf8'), problems);
      if (text) texts[language] = text;
    }
    const quoted = `${collection}/${slug}/quotations.json`;
    const quotations = existsSync(join(folder, quoted)) ? (json(folder, quoted, quotationsSchema, problems) ?? []) : [];
    return { collection, slug, texts, quotations };
  });
}

/** Reads everything below `content/`; throws BrokenContent naming every file that does not fit its schema. */
export function readContent(folder: string): Content {
  const problems: Problems = [];
  const sources = json(folder, 'sources.json', sourcesSchema, problems);
  const outline = json(folder, 'outline.json', outlineSchema, problems);
  const articles = COLLECTIONS.flatMap((collection) => articlesIn(folder, collection, problems));
  const figures = jsonIn(folder, 'figures', figureSchema, problems).map(([, figure]) => figure);
  const publications = Object.fromEntries(jsonIn(folder, 'publications', publicationSchema, problems));
  const exercises = jsonIn(folder, 'exercises', exerciseSchema, problems).map(([slug, exercise]) => ({ slug, ...exercise }));
  const drawings = named(join(folder, 'drawings'), '.svg').map((name) => basename(name, '.svg'));
  if (problems.length > 0 || !sources || !outline) throw new BrokenContent(problems);
  return {
    sources,
    outline,
    articles,
    figures: figures.toSorted((a, b) => a.order - b.order),
    publications,
    exercises: exercises.toSorted((a, b) => a.order - b.order),
    drawings,
  };
}
