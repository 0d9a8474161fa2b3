import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Making } from '../content/making.ts';
import { addressOf } from '../content/addresses.ts';
import type { Article, Collection } from '../content/read.ts';

export function findArticle(making: Making, collection: Collection, slug: string): Article | undefined {
  return making.content.articles.find((a) => a.collection === collection && a.slug === slug && a.texts[making.language]);
}

export function ArticleCards({ making, collection, slugs }: { making: Making; collection: Collection; slugs: readonly string[] }): JSX.Element {
  const { href, language } = making;
  return (
    <ul class="cards articles">
      {slugs.map((slug) => {
        const written = findArticle(making, collection, slug)?.texts[language];
        return (
          written && (
            <li class="card">
              <h3>
                <a href={href(addressOf({ collection, slug }))}>{written.front.title}</a>
              </h3>
              <p>{written.front.summary}</p>
            </li>
          )
        );
      })}
    </ul>
  );
}

const GROUPS = ['see', 'act', 'stay', 'change'] as const;

/** The table of contents of the dossier, in the order of the story. */
export function DossierIndex({ making }: { making: Making }): JSX.Element {
  const { t, content } = making;
  return (
    <>
      <h1>{t('dossier.title')}</h1>
      <p class="lead">{t('dossier.lead')}</p>
      {GROUPS.map((group) => {
        const articles = content.outline.dossier.find((g) => g.id === group)?.articles ?? [];
        return (
          <section>
            <h2>{t(`dossier.${group}`)}</h2>
            <ArticleCards making={making} collection="dossier" slugs={articles} />
          </section>
        );
      })}
    </>
  );
}
