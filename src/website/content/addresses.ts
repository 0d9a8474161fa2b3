import type { Article, Collection } from './read.ts';
import type { Reference } from './markdown.ts';

const STATEMENTS: Record<string, string> = { 'privacy-children': '/privacy/children' };

/** The address of an article, without language. */
export function addressOf({ collection, slug }: { collection: Collection; slug: string }): string {
  if (collection === 'statements') return STATEMENTS[slug] ?? `/${slug}`;
  if (collection === 'children') return slug === 'start' ? '/children' : `/children/${slug}`;
  return `/${collection}/${slug}`;
}

/** The day of a message, which its folder begins with. */
export const dayOf = (article: Pick<Article, 'slug'>) => article.slug.slice(0, 10);

/** Where a reference leads, without language. `placeOfLaw` names the part of the law pages that holds a law. */
export function addressOfReference({ scheme, target }: Reference, placeOfLaw: (id: string) => string): string {
  switch (scheme) {
    case 'source':
      return `#source-${target}`;
    case 'figure':
      return `/figures#${target}`;
    case 'law':
      return `/knowledge/law/${placeOfLaw(target).toLowerCase()}#${target}`;
    case 'sign':
      return `/knowledge/signs#${target}`;
    case 'contact':
      return `/check/contacts#${target}`;
    case 'publication':
      return `/publications/${target}`;
    case 'page':
      return target;
  }
}
