import MiniSearch from 'minisearch';
import type { PublishedPage } from '../content/published.ts';

export type Found = { path: string; title: string; description: string };

/** Without case and accents, so that `fata` finds `față` and `kriminel` finds `Kriminel`. */
function plainTerm(term: string): string {
  return term.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

const OPTIONS = {
  idField: 'path',
  fields: ['title', 'description', 'plain'],
  storeFields: ['path', 'title', 'description'],
  processTerm: plainTerm,
  searchOptions: { boost: { title: 4, description: 2 }, prefix: true, fuzzy: (term: string) => (term.length > 5 ? 0.2 : false), combineWith: 'AND' as const },
};

/** The index over pages, written out, to be read by `searcherFor`. */
export function indexOf(pages: readonly PublishedPage[]): string {
  const index = new MiniSearch<PublishedPage>(OPTIONS);
  index.addAll(pages);
  return JSON.stringify(index);
}

/** Finds pages that hold all words of a query, best first; where there are none, those that hold some of them. */
export function searcherFor(written: string): (query: string) => Found[] {
  let index: MiniSearch<PublishedPage> | undefined;
  return (query) => {
    // Read at the first question: most visits never ask one.
    index ??= MiniSearch.loadJSON<PublishedPage>(written, OPTIONS);
    const whole = index.search(query);
    const found = whole.length > 0 ? whole : index.search(query, { combineWith: 'OR' });
    return found.map(({ path, title, description }) => ({ path: String(path), title: String(title), description: String(description) }));
  };
}
