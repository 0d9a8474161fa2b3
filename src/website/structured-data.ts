import type { Site } from '#src/platform/http/site.ts';
import type { PublishedPage } from './content/published.ts';

const KINDS = { article: 'Article', news: 'NewsArticle', list: 'CollectionPage', figures: 'CollectionPage' } as const;

type Words = Pick<Site, 'language' | 'href' | 't'>;

function trailOf(page: PublishedPage, { href }: Words, origin: string): object[] {
  if (page.within.length === 0) return [];
  const steps = [...page.within, { path: page.path, title: page.title }];
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: steps.map((step, at) => ({ '@type': 'ListItem', position: at + 1, name: step.title, item: origin + href(step.path) })),
    },
  ];
}

/** What machines are told about a page, as schema.org has it. Never a person. */
export function structuredDataOf(page: PublishedPage, words: Words, origin: string): object[] {
  const address = origin + words.href(page.path);
  const itself = {
    '@context': 'https://schema.org',
    '@type': KINDS[page.kind],
    headline: page.title,
    description: page.description,
    inLanguage: words.language,
    url: address,
    isAccessibleForFree: true,
    ...(page.day ? { datePublished: page.day } : {}),
    isPartOf: { '@type': 'WebSite', name: 'Keerpunt', url: origin + words.href('/') },
  };
  const datasets = (page.datasets ?? []).map(({ id, name, description }) => ({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name,
    description,
    inLanguage: words.language,
    url: `${address}#${id}`,
    license: origin + words.href('/data-licence'),
    creator: { '@type': 'Organization', name: 'Keerpunt' },
    distribution: [{ '@type': 'DataDownload', encodingFormat: 'text/csv', contentUrl: `${address}/${id}.csv` }],
  }));
  return [itself, ...trailOf(page, words, origin), ...datasets];
}
