import type { JSX } from 'hono/jsx/jsx-runtime';
import { DataTable } from '#src/platform/ui/content.tsx';
import { SourceEntry } from '../content/source-entry.tsx';
import type { Making } from '../content/making.ts';
import { dayInWords } from '../news/news-page.tsx';
import { shownCount } from './chart.ts';
import type { Figure } from './schema.ts';

/** The values of a figure as a table. */
function FigureTable({ making, figure }: { making: Making; figure: Figure }): JSX.Element {
  const { t, language } = making;
  const moreThan = (count: string) => t('figure.more-than', { count });
  return (
    <DataTable
      caption={figure.title[language]}
      columns={[{ key: 'row', label: figure.rowLabel[language] }, ...figure.series.map((s) => ({ key: s.key, label: s.label[language], numeric: true }))]}
      rows={figure.rows.map((row) => ({
        row: typeof row.label === 'string' ? row.label : row.label[language],
        ...Object.fromEntries(figure.series.map(({ key }) => [key, shownCount(row.values[key], row.atLeast === true, language, moreThan)])),
      }))}
    />
  );
}

/** A figure as readers see it: one sentence, the chart, what must be said with it, and behind one tap all the rest. */
export function FigureBlock({ making, figure, alt, heading: Heading = 'h3' }: { making: Making; figure: Figure; alt: string; heading?: 'h2' | 'h3' }): JSX.Element {
  const { t, language, href, content, pictures } = making;
  const chart = pictures.chart(figure.id);
  return (
    <figure class="figure" id={figure.id}>
      <Heading>{figure.title[language]}</Heading>
      <p>{figure.reading[language]}</p>
      <img src={chart.src} alt={alt} width={chart.width} height={chart.height} loading="lazy" />
      <figcaption>
        {figure.caption && <p>{figure.caption[language]}</p>}
        <details>
          <summary>{t('figure.behind')}</summary>
          <FigureTable making={making} figure={figure} />
          <p>
            <strong>{t('figure.method')}</strong> {figure.method[language]}
          </p>
          <p>
            <strong>{t('figure.unknown')}</strong> {figure.unknown[language]}
          </p>
          <ul class="sources">
            {figure.sources.map((id) => (
              <SourceEntry making={making} id={id} source={content.sources[id]} anchor={false} />
            ))}
          </ul>
          <p class="small">{t('figure.collected', { day: dayInWords(figure.collected, language) })}</p>
        </details>
        <p class="take-along">
          <a href={href(`/figures/${figure.id}.csv`)}>{t('figure.csv')}</a>
        </p>
      </figcaption>
    </figure>
  );
}
