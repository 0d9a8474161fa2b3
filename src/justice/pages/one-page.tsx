import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Paper } from '#src/platform/documents/paper.ts';
import type { Site } from '#src/platform/http/site.ts';

/** A paper as one page of HTML, for somebody who will not log in: it is printed and put on the table. */
export function OnePage({ site, paper, to }: { site: Site; paper: Paper; to: string }): JSX.Element {
  const { t } = site;
  return (
    <article class="one-page">
      <p class="screen-only">
        <a href={to}>{t('paper.back')}</a>
      </p>
      <p class="screen-only">
        {t('paper.one-page-text')} <a href={`${to}/text`}>{t('paper.as-text')}</a>
      </p>
      <div lang={paper.language}>
        <h1>{paper.title}</h1>
        <dl class="pairs">
          {paper.head.map(([label, value]) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        {paper.blocks.map((block) =>
          block.is === 'heading' ? (
            <h2>{block.text}</h2>
          ) : (
            <>
              <p class="as-typed">
                {block.text}
                {block.mark ? ` (${block.mark})` : ''}
              </p>
              {block.notes && block.notes.length > 0 && <p class="small">{block.notes.join(' · ')}</p>}
            </>
          ),
        )}
        <p class="small">{paper.foot}</p>
      </div>
    </article>
  );
}

/** The same as lines, to be taken over into one's own system: without where each sentence stands, for nobody there can look. */
export const pageLines = (paper: Paper): readonly string[] => [paper.title, ...paper.head.map(([label, value]) => `${label}: ${value}`), ...paper.blocks.flatMap((block) => (block.is === 'heading' ? ['', block.text] : [block.mark ? `${block.text} (${block.mark})` : block.text])), '', paper.foot];
