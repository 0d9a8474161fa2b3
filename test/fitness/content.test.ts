import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentProblems, pagesBesideArticles, readContent } from '#src/website/content/index.ts';
import { knowledge } from '../support/knowledge.ts';
import { PROJECT } from '../support/server.ts';

const content = readContent(join(PROJECT, 'content'));
const problemsOf = (changed: typeof content) => contentProblems(changed, { knowledge, pages: pagesBesideArticles(content, knowledge) });
type Article = (typeof content.articles)[number];

/** The content with one article changed. */
function withArticle(slug: string, change: (article: Article) => Article): typeof content {
  return { ...content, articles: content.articles.map((a) => (a.slug === slug ? change(a) : a)) };
}

function withText(article: Article, language: 'nl' | 'ro', body: string): Article {
  const written = article.texts[language];
  if (!written) throw new Error(`no ${language}`);
  return { ...article, texts: { ...article.texts, [language]: { ...written, body, whole: written.whole.replace(written.body, body) } } };
}

describe('the content', () => {
  it('is sound', () => expect(problemsOf(content)).toEqual([]));
});

describe('the scanner of the content', () => {
  it('notices a missing translation', () => {
    const { ro: _gone, ...rest } = content.articles.find((a) => a.slug === 'law')?.texts ?? {};
    expect(problemsOf(withArticle('law', (a) => ({ ...a, texts: rest })))).toContain('dossier/law/ro.md: is missing');
  });
  it('notices that the Dutch text changed after it was translated', () => {
    const problems = problemsOf(withArticle('law', (a) => withText(a, 'nl', `${a.texts.nl?.body}\nEn nog een zin.\n`)));
    expect(problems.filter((p) => p.includes('not in step'))).toHaveLength(4);
  });
  it('notices that a text changed after somebody reviewed it', () => {
    const review = { byRole: 'jurist', on: '2026-11-25', mark: '00000000' };
    const reviewed = withArticle('law', (a) => ({ ...a, texts: { ...a.texts, nl: a.texts.nl && { ...a.texts.nl, front: { ...a.texts.nl.front, review } } } }) as Article);
    expect(problemsOf(reviewed).filter((p) => p.includes('was reviewed with other words'))).toHaveLength(1);
  });
  it('notices a link that leads nowhere, in any of its kinds', () => {
    const lost = '[a](/nowhere) [b](law:nl-none) [c](sign:XXX-00) [d](contact:none) [e](source:none) [f](publication:none)';
    const problems = problemsOf(withArticle('law', (a) => withText(a, 'ro', `${a.texts.ro?.body}\n${lost}\n`)));
    expect(problems.filter((p) => p.startsWith('dossier/law/ro.md: leads nowhere'))).toHaveLength(6);
  });
  it('notices that a translation cites less than the Dutch text, or has other headings', () => {
    const problems = problemsOf(withArticle('law', (a) => withText(a, 'ro', 'Text.')));
    expect(problems.some((p) => p.includes('does not cite law:'))).toBe(true);
    expect(problems).toContain('dossier/law/ro.md: has other headings than the Dutch text');
  });
  it('notices a drawing that is not there, and one without its alternative text', () => {
    const front = { drawing: 'unicorn', drawingAlt: undefined };
    const problems = problemsOf(withArticle('law', (a) => ({ ...a, texts: { ...a.texts, nl: a.texts.nl && { ...a.texts.nl, front: { ...a.texts.nl.front, ...front } } } }) as Article));
    expect(problems).toContain('dossier/law/nl.md: there is no drawing unicorn');
    expect(problems).toContain('dossier/law/nl.md: a drawing and its alternative text go together');
  });
  it('notices a figure without its source and an article that stands nowhere', () => {
    const [first, ...rest] = content.figures;
    if (!first) throw new Error('no figures');
    expect(problemsOf({ ...content, figures: [{ ...first, sources: ['none'] }, ...rest] })).toContain(`figures/${first.id}.json: there is no source none`);
    expect(problemsOf({ ...content, outline: { ...content.outline, children: ['start'] } })).toContain('outline.json: children/your-rights stands nowhere');
  });
});

describe('the words of the content', () => {
  const texts = content.articles.flatMap((a) => Object.entries(a.texts).map(([language, text]) => [`${a.collection}/${a.slug}/${language}`, text?.body ?? ''] as const));
  it('are calm: no exclamation mark, no emoji', () => {
    expect(texts.filter(([, text]) => /!(?!\[)|\p{Extended_Pictographic}/u.test(text)).map(([file]) => file)).toEqual([]);
  });
  it('never call a child an offender or illegal', () => {
    const words = /\b(minor offender|young offender|perpetrators? of|illegal (child|minor)\w*|minderjarige daders?|jonge daders?|illegale kinderen|barngärningsm\w+|copii infractori|djeca počinitelji)\b/i;
    expect(texts.filter(([, text]) => words.test(text)).map(([file]) => file)).toEqual([]);
  });
});
