import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Making } from '../content/making.ts';
import type { Publication, Source } from '../content/schema.ts';
import { SourceEntry } from '../content/source-entry.tsx';

type Known = { id: string; publication: Publication; source: Source };

/** Publications with their sources, newest first; those without a year last. */
export function publicationsIn({ content }: Making): Known[] {
  return Object.entries(content.publications)
    .flatMap(([id, publication]) => {
      const source = content.sources[publication.source];
      return source ? [{ id, publication, source }] : [];
    })
    .toSorted((a, b) => (b.source.year ?? 0) - (a.source.year ?? 0) || a.source.title.localeCompare(b.source.title));
}

export function PublicationsPage({ making }: { making: Making }): JSX.Element {
  const { t, href, language } = making;
  return (
    <>
      <h1>{t('publications.title')}</h1>
      <p class="lead">{t('publications.lead')}</p>
      <ul class="messages">
        {publicationsIn(making).map(({ id, publication, source }) => (
          <li>
            <p class="small">
              {t(`publication.${publication.kind}`)}
              {source.year !== null && ` · ${source.year}`}
            </p>
            <h2 lang={publication.language}>
              <a href={href(`/publications/${id}`)}>{source.title}</a>
            </h2>
            <p>{publication.summary[language]}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How others may cite it: in words, and for a reference manager (RIS). */
function citation({ source }: Known): string {
  return [source.publisher, source.year === null ? 'n.d' : String(source.year), source.title, source.url].filter(Boolean).join('. ');
}

function ris({ source, publication }: Known): string {
  const type = { report: 'RPRT', judgment: 'CASE', guidance: 'RPRT', data: 'DATA' }[publication.kind];
  const lines = [
    ['TY', type],
    ['TI', source.title],
    ['PB', source.publisher],
    ['PY', source.year === null ? null : String(source.year)],
    ['UR', source.url],
    ['LA', publication.language],
    ['N1', source.reached === 'read' ? null : `Keerpunt: ${source.reached}; ${source.note ?? 'read the source before citing it'}`],
    ['ER', ''],
  ] as const;
  return lines.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${value}`])).join('\n');
}

export function PublicationPage({ making, known }: { making: Making; known: Known }): JSX.Element {
  const { t, language } = making;
  const { source, publication } = known;
  return (
    <>
      <h1 lang={publication.language}>{source.title}</h1>
      <p class="lead">{publication.summary[language]}</p>
      <p>{publication.about[language]}</p>
      <h2>{t('publications.where')}</h2>
      <ul class="sources">
        <SourceEntry making={making} id={publication.source} source={source} />
      </ul>
      <h2>{t('publications.cite')}</h2>
      {source.reached !== 'read' && <p>{t('publications.cite-warning')}</p>}
      <p class="wrap">{citation(known)}</p>
      <details>
        <summary>{t('publications.ris')}</summary>
        <pre>{ris(known)}</pre>
      </details>
      <p class="small">{t('publications.no-partner')}</p>
    </>
  );
}
