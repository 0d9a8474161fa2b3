import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import type { Found } from './search-index.ts';

/** Longer than any question; what comes after it is left out. */
export const LONGEST_QUERY = 120;

export function SearchPage({ site, query, found }: { site: Site; query: string; found: readonly Found[] }): JSX.Element {
  const { t, href } = site;
  return (
    <>
      <h1>{t('search.title')}</h1>
      <search>
        <form action={href('/search')} class="search-form">
          <p class="field">
            <label for="q">{t('search.label')}</label>
            <input type="search" id="q" name="q" value={query} maxlength={LONGEST_QUERY} enterkeyhint="search" />
          </p>
          <button class="button primary">{t('search.button')}</button>
        </form>
      </search>
      {query !== '' && <h2>{found.length > 0 ? t('search.found', { count: found.length }) : t('search.nothing')}</h2>}
      {query !== '' && found.length === 0 && <p>{t('search.nothing-hint')}</p>}
      <ol class="messages">
        {found.map((page) => (
          <li>
            <h3>
              <a href={href(page.path)}>{page.title}</a>
            </h3>
            <p>{page.description}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
