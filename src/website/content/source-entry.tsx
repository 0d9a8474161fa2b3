import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Making } from './making.ts';
import type { Source } from './schema.ts';

/** One source as it stands in a list: what it is, where it is, and how far it was reached. */
export function SourceEntry({ making, id, source, anchor = true }: { making: Making; id: string; source: Source | undefined; anchor?: boolean }): JSX.Element | null {
  if (!source) return null;
  const { t } = making;
  return (
    <li id={anchor ? `source-${id}` : undefined}>
      {source.url ? (
        <a href={source.url} rel="noreferrer nofollow">
          {source.title}
        </a>
      ) : (
        <cite>{source.title}</cite>
      )}
      {source.publisher && `, ${source.publisher}`}
      {source.year !== null && `, ${source.year}`} · <span class="reached">{t(`source.${source.reached}`)}</span>
      {source.note && <span lang="en"> · {source.note}</span>}
    </li>
  );
}
