import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import type { Knowledge } from '#src/knowledge/schema.ts';
import { addressOf } from './addresses.ts';
import { markOf } from './in-step.ts';
import { readMarkdown, type Reference } from './markdown.ts';
import type { Article, Content, Written } from './read.ts';

const ORIGINAL: Language = 'nl';

const read = (written: Written) => readMarkdown(written.body, (r) => ({ href: r.target }));
const keyOf = ({ scheme, target }: Reference) => `${scheme}:${target}`;

/** Everything an article may point at. Pages are those the site answers, which the caller names. */
export type Targets = { knowledge: Pick<Knowledge, 'law' | 'indicators' | 'packs'>; pages: readonly string[] };

// A test opens each of them, so that this list cannot outlive a page.
const FIXED_PAGES = [
  '/',
  '/check',
  '/check/contacts',
  '/check/card',
  '/check/cards',
  '/about',
  '/search',
  '/privacy/counting',
  '/dossier',
  '/figures',
  '/news',
  '/publications',
  '/practise',
  '/report',
  '/practise/print',
  '/knowledge',
  '/knowledge/signs',
  '/knowledge/law',
  '/knowledge/advice',
  '/knowledge/countries',
  '/knowledge/excluded',
];

/** Pages an article may lead to that are no articles themselves. */
export function pagesBesideArticles(content: Content, knowledge: Targets['knowledge']): string[] {
  const places = [...new Set(knowledge.law.map((l) => l.place.toLowerCase()))];
  return [
    ...FIXED_PAGES,
    ...places.map((place) => `/knowledge/law/${place}`),
    ...Object.keys(content.publications).map((id) => `/publications/${id}`),
    ...content.exercises.map((exercise) => `/practise/${exercise.slug}`),
  ];
}

function knownIn(content: Content, { knowledge, pages }: Targets): Record<Reference['scheme'], ReadonlySet<string>> {
  return {
    source: new Set(Object.keys(content.sources)),
    figure: new Set(content.figures.map((f) => f.id)),
    publication: new Set(Object.keys(content.publications)),
    law: new Set(knowledge.law.map((l) => l.id)),
    sign: new Set(knowledge.indicators.map((i) => i.id)),
    contact: new Set(knowledge.packs.flatMap((p) => p.contacts.map((c) => c.id))),
    page: new Set(pages),
  };
}

function frontProblems(file: string, { front, whole }: Written, original: Written, isOriginal: boolean, drawings: readonly string[]): string[] {
  const problems: string[] = [];
  if (front.drawing && !drawings.includes(front.drawing)) problems.push(`${file}: there is no drawing ${front.drawing}`);
  if ((front.drawing === undefined) !== (front.drawingAlt === undefined)) problems.push(`${file}: a drawing and its alternative text go together`);
  if (front.review !== 'to-verify' && front.review.mark !== markOf(whole)) {
    problems.push(`${file}: was reviewed with other words; set review to to-verify, or have it reviewed again (its mark is now ${markOf(whole)})`);
  }
  if (front.drawing !== original.front.drawing) problems.push(`${file}: has another drawing than the Dutch text`);
  if (isOriginal && front.translationOf) problems.push(`${file}: is the original; translationOf belongs to the translations`);
  if (!isOriginal && front.translationOf !== markOf(original.whole)) {
    problems.push(`${file}: is not in step with the Dutch text; translate what changed, then run: keerpunt content in-step ${file.replace(/\/[a-z]+\.md$/, '')}`);
  }
  return problems;
}

function likenessProblems(file: string, text: ReturnType<typeof read>, original: ReturnType<typeof read>): string[] {
  const cited = (t: typeof text) => new Set(t.references.map(keyOf));
  const [mine, dutch] = [cited(text), cited(original)];
  const missing = [...dutch].filter((key) => !mine.has(key)).map((key) => `${file}: does not cite ${key}, as the Dutch text does`);
  const more = [...mine].filter((key) => !dutch.has(key)).map((key) => `${file}: cites ${key}, which the Dutch text does not`);
  const headings = text.headings.length === original.headings.length ? [] : [`${file}: has other headings than the Dutch text`];
  return [...missing, ...more, ...headings];
}

function articleProblems(article: Article, content: Content, known: ReturnType<typeof knownIn>): string[] {
  const name = `${article.collection}/${article.slug}`;
  const original = article.texts[ORIGINAL];
  if (!original) return [`${name}: the Dutch original is missing`];
  const dutch = read(original);
  return LANGUAGES.flatMap((language) => {
    const file = `${name}/${language}.md`;
    const written = article.texts[language];
    if (!written) return [`${file}: is missing`];
    const text = language === ORIGINAL ? dutch : read(written);
    const lost = text.references
      .filter((r) => !known[r.scheme].has(r.scheme === 'page' ? (r.target.split(/[#?]/)[0] ?? '') : r.target))
      .map((r) => `${file}: leads nowhere: ${keyOf(r)}`);
    return [
      ...frontProblems(file, written, original, language === ORIGINAL, content.drawings),
      ...text.problems.map((problem) => `${file}: ${problem}`),
      ...lost,
      ...likenessProblems(file, text, dutch),
    ];
  });
}

function figureProblems(content: Content, known: ReturnType<typeof knownIn>): string[] {
  return content.figures.flatMap((figure) => {
    const file = `figures/${figure.id}.json`;
    const keys = new Set(figure.series.map((s) => s.key));
    const sources = figure.sources.filter((id) => !known.source.has(id)).map((id) => `${file}: there is no source ${id}`);
    const values = figure.rows.flatMap((row) => Object.keys(row.values)).filter((key) => !keys.has(key)).map((key) => `${file}: there is no series ${key}`);
    return [...sources, ...values];
  });
}

function outlineProblems(content: Content): string[] {
  const { outline } = content;
  const listed = {
    dossier: outline.dossier.flatMap((group) => group.articles),
    children: outline.children,
    statements: outline.statements,
  };
  return (['dossier', 'children', 'statements'] as const).flatMap((collection) => {
    const there = content.articles.filter((a) => a.collection === collection).map((a) => a.slug);
    const lost = there.filter((slug) => !listed[collection].includes(slug)).map((slug) => `outline.json: ${collection}/${slug} stands nowhere`);
    const empty = listed[collection].filter((slug) => !there.includes(slug)).map((slug) => `outline.json: there is no ${collection}/${slug}`);
    return [...lost, ...empty];
  });
}

function exerciseProblems(content: Content, known: ReturnType<typeof knownIn>): string[] {
  return content.exercises.flatMap((exercise) => {
    const file = `exercises/${exercise.slug}.json`;
    const { offered, present } = exercise.signs;
    return [
      ...offered.filter((id) => !known.sign.has(id)).map((id) => `${file}: there is no sign ${id}`),
      ...present.filter((id) => !offered.includes(id)).map((id) => `${file}: sign ${id} is in the scene but is not offered`),
      ...exercise.lawIds.filter((id) => !known.law.has(id)).map((id) => `${file}: there is no law ${id}`),
    ];
  });
}

function publicationProblems(content: Content): string[] {
  return Object.entries(content.publications)
    .filter(([, p]) => !(p.source in content.sources))
    .map(([id, p]) => `publications/${id}.json: there is no source ${p.source}`);
}

function newsProblems(content: Content): string[] {
  return content.articles
    .filter((a) => a.collection === 'news' && !/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$/.test(a.slug))
    .map((a) => `news/${a.slug}: its name begins with the day, as in 2026-11-25-short-name`);
}

/** Everything an editor has to mend, file by file; an empty list means that the content may be published. */
export function contentProblems(content: Content, targets: Targets): string[] {
  const addresses = content.articles.map(addressOf);
  const known = knownIn(content, { ...targets, pages: [...targets.pages, ...addresses] });
  return [
    ...outlineProblems(content),
    ...content.articles.flatMap((article) => articleProblems(article, content, known)),
    ...figureProblems(content, known),
    ...exerciseProblems(content, known),
    ...publicationProblems(content),
    ...newsProblems(content),
  ];
}
