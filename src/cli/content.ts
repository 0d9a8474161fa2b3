import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { BrokenContent, COLLECTIONS, contentProblems, markedInStep, pagesBesideArticles, readContent } from '#src/website/content/index.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

function check(projectFolder: string): number {
  try {
    const content = readContent(join(projectFolder, 'content'));
    const knowledge = loadWorkingKnowledge(join(projectFolder, 'knowledge'));
    const problems = contentProblems(content, { knowledge, pages: pagesBesideArticles(content, knowledge) });
    if (problems.length > 0) throw new BrokenContent(problems);
    process.stdout.write(
      `content is sound: ${content.articles.length} articles in ${LANGUAGES.length} languages, ${content.figures.length} figures, ${content.exercises.length} exercises, ${Object.keys(content.publications).length} publications\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenContent)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function bringInStep(projectFolder: string, slug: string): number {
  const [collection, name, ...more] = slug.split('/');
  const isKnown = more.length === 0 && COLLECTIONS.some((c) => c === collection) && /^[a-z0-9-]+$/.test(name ?? '');
  const folder = join(projectFolder, 'content', slug);
  if (!isKnown || !existsSync(join(folder, 'nl.md'))) throw new UsageError(`there is no article ${slug} with a Dutch text; name it as in dossier/law`);
  const original = readFileSync(join(folder, 'nl.md'), 'utf8');
  for (const language of LANGUAGES) {
    const file = join(folder, `${language}.md`);
    if (language === 'nl' || !existsSync(file)) continue;
    const marked = markedInStep(readFileSync(file, 'utf8'), original);
    if (marked === null) throw new UsageError(`${file} has nothing between --- and --- above its text`);
    writeFileSync(file, marked);
    process.stdout.write(`in step: ${file}\n`);
  }
  return 0;
}

/** Checks the dossier before it is published, or says that the translations of an article follow its Dutch text again. */
export const contentCommand: Command = {
  usage: ['content check', 'content in-step COLLECTION/SLUG'],
  async run(args, projectFolder) {
    const { positionals } = readArguments({ args: [...args], allowPositionals: true });
    const [what, slug] = positionals;
    if (what === 'check') return check(projectFolder);
    if (what === 'in-step' && slug) return bringInStep(projectFolder, slug);
    throw new UsageError('content takes check, or in-step COLLECTION/SLUG');
  },
};
