import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { hrefIn, LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { translatorFor, type MessageKey, type Messages } from '#src/platform/i18n/translate.ts';
import { ArticleBody, Trail, WayOn } from '../dossier/article.tsx';
import { ArticleCards, DossierIndex, findArticle } from '../dossier/lists.tsx';
import { FiguresPage } from '../figures/figures-page.tsx';
import { csvOf } from '../figures/table.ts';
import { dayInWords, NewsPage } from '../news/news-page.tsx';
import { PublicationPage, publicationsIn, PublicationsPage } from '../publications/publications-pages.tsx';
import { indexOf } from '../search/search-index.ts';
import { addressOf, addressOfReference, dayOf } from './addresses.ts';
import type { Making } from './making.ts';
import { readMarkdown, wordsOf } from './markdown.ts';
import type { Published, PublishedPage } from './published.ts';
import type { Article, Content } from './read.ts';

type Step = PublishedPage['within'][number];
type Sheet = Omit<PublishedPage, 'html' | 'plain' | 'within' | 'kind'> & {
  kind?: PublishedPage['kind'];
  within?: readonly Step[];
  body: Child;
  /** The words to find it by, where they are not those of its body. */
  words?: string;
};

function made(making: Making, { body, words, within = [], kind = 'list', ...sheet }: Sheet): PublishedPage {
  const html = String(
    <>
      <Trail within={within} label={making.t('article.trail')} href={making.href} />
      {body}
    </>,
  );
  return { ...sheet, within, kind, html, plain: words ?? wordsOf(html) };
}

const step = (making: Making, path: string, title: MessageKey): Step => ({ path, title: making.t(title) });

/** The articles in the order in which one reads on from one to the next. */
function readingOrder({ content }: Making): Article[] {
  const order = { dossier: content.outline.dossier.flatMap((g) => g.articles), children: content.outline.children };
  return (['dossier', 'children'] as const).flatMap((collection) =>
    order[collection].flatMap((slug) => content.articles.find((a) => a.collection === collection && a.slug === slug) ?? []),
  );
}

function nextAfter(making: Making, article: Article): Step | undefined {
  const order = readingOrder(making);
  const next = order[order.indexOf(article) + 1];
  const written = next && next.collection === article.collection ? next.texts[making.language] : undefined;
  return next && written && { path: addressOf(next), title: written.front.title };
}

function under(making: Making, article: Article): JSX.Element | null {
  if (article.collection === 'dossier') return <WayOn making={making} next={nextAfter(making, article)} />;
  if (article.collection !== 'children') return null;
  const others = making.content.outline.children.filter((slug) => slug !== article.slug);
  return <ArticleCards making={making} collection="children" slugs={others} />;
}

const isForChildren = ({ collection, slug }: Article) => collection === 'children' || slug === 'privacy-children';

const WITHIN: Record<Article['collection'], (making: Making, article: Article) => Step[]> = {
  dossier: (making) => [step(making, '/dossier', 'dossier.title')],
  children: (making, { slug }) => (slug === 'start' ? [] : [step(making, '/children', 'nav.children')]),
  statements: () => [],
  news: (making) => [step(making, '/news', 'news.title')],
};

function articlePage(making: Making, article: Article): PublishedPage[] {
  const written = article.texts[making.language];
  if (!written) return [];
  const text = readMarkdown(written.body, (reference) => {
    const address = addressOfReference(reference, making.placeOfLaw);
    const href = address.startsWith('#') ? address : making.href(address);
    return { href, printed: reference.scheme === 'contact' ? making.telephoneOf(reference.target) : undefined };
  });
  const day = article.collection === 'news' ? { day: dayOf(article) } : {};
  return [
    made(making, {
      path: addressOf(article),
      title: written.front.title,
      description: written.front.summary,
      kind: article.collection === 'news' ? 'news' : 'article',
      within: WITHIN[article.collection](making, article),
      words: text.plain,
      ...day,
      ...(isForChildren(article) ? { forChildren: true as const } : {}),
      body: (
        <>
          {day.day && (
            <p class="small">
              <time datetime={day.day}>{dayInWords(day.day, making.language)}</time>
            </p>
          )}
          <ArticleBody making={making} article={article} written={written} text={text}>
            {under(making, article)}
          </ArticleBody>
        </>
      ),
    }),
  ];
}

function listPages(making: Making): PublishedPage[] {
  const { t, content, language } = making;
  const datasets = content.figures.map((f) => ({ id: f.id, name: f.title[language], description: f.reading[language] }));
  return [
    made(making, { path: '/dossier', title: t('dossier.title'), description: t('dossier.lead'), body: <DossierIndex making={making} /> }),
    made(making, { path: '/figures', title: t('figures.title'), description: t('figures.lead'), kind: 'figures', datasets, body: <FiguresPage making={making} /> }),
    made(making, { path: '/news', title: t('news.title'), description: t('news.lead'), body: <NewsPage making={making} /> }),
    made(making, { path: '/publications', title: t('publications.title'), description: t('publications.lead'), body: <PublicationsPage making={making} /> }),
  ];
}

function publicationPages(making: Making): PublishedPage[] {
  return publicationsIn(making).map((known) =>
    made(making, {
      path: `/publications/${known.id}`,
      title: known.source.title,
      description: known.publication.summary[making.language],
      within: [step(making, '/publications', 'publications.title')],
      body: <PublicationPage making={making} known={known} />,
    }),
  );
}

type Ingredients = Pick<Making, 'placeOfLaw' | 'telephoneOf'> & { content: Content; messages: Record<Language, Messages>; picturesIn(language: Language): Making['pictures'] };

/** The maker of pages in one language. */
function makingIn(language: Language, { content, messages, placeOfLaw, telephoneOf, picturesIn }: Ingredients): Making {
  return {
    language,
    t: translatorFor(language, messages[language]),
    href: (path) => hrefIn(language, path),
    content,
    placeOfLaw,
    telephoneOf,
    pictures: picturesIn(language),
  };
}

const FRONT_DRAWING = 'street';

const byLanguage = <T,>(make: (language: Language) => T) => Object.fromEntries(LANGUAGES.map((l) => [l, make(l)])) as Record<Language, T>;

/** Makes every page of the dossier, in every language in which it is written. */
export function publish(ingredients: Ingredients): Published {
  const { content } = ingredients;
  const makings = byLanguage((language) => makingIn(language, ingredients));
  const pages = byLanguage((language) => {
    const making = makings[language];
    const articles = content.articles.flatMap((article) => (findArticle(making, article.collection, article.slug) ? articlePage(making, article) : []));
    return [...listPages(making), ...articles, ...publicationPages(making)];
  });
  return {
    pages,
    tables: byLanguage((language) => Object.fromEntries(content.figures.map((f) => [f.id, csvOf(f, language, content.sources)]))),
    search: byLanguage((language) => indexOf(pages[language])),
    exercises: content.exercises,
    frontDrawing: makings.nl.pictures.drawing(FRONT_DRAWING),
  };
}
