import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Making } from '../content/making.ts';
import type { ReadText } from '../content/markdown.ts';
import type { Article, Written } from '../content/read.ts';
import { SourceEntry } from '../content/source-entry.tsx';
import { FigureBlock } from '../figures/figure.tsx';

export function Trail({ within, label, href }: { within: readonly { path: string; title: string }[]; label: string; href(path: string): string }): JSX.Element | null {
  if (within.length === 0) return null;
  return (
    <nav class="trail" aria-label={label}>
      <ol>
        {within.map((step) => (
          <li>
            <a href={href(step.path)}>{step.title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Review({ making, written }: { making: Making; written: Written }): JSX.Element {
  const { review } = written.front;
  return (
    <p class="small">
      {review === 'to-verify' ? making.t('article.to-verify') : making.t('article.verified', { role: review.byRole, day: review.on })}
    </p>
  );
}

/** The text of an article with its drawing, figures and quotations, and whatever it rests on. */
export function ArticleBody({ making, article, written, text, children }: { making: Making; article: Article; written: Written; text: ReadText; children?: Child }): JSX.Element {
  const { t, language, content, pictures } = making;
  const drawing = written.front.drawing && pictures.drawing(written.front.drawing);
  const cited = [...new Set(text.references.filter((r) => r.scheme === 'source').map((r) => r.target))];
  return (
    <>
      <h1>{written.front.title}</h1>
      <p class="lead">{written.front.summary}</p>
      {drawing && <img class="drawing" src={drawing.src} alt={written.front.drawingAlt} width={drawing.width} height={drawing.height} />}
      <div class="prose">
        {text.blocks.map((block) => {
          if ('html' in block) return raw(block.html);
          const figure = content.figures.find((f) => f.id === block.figure);
          return figure && <FigureBlock making={making} figure={figure} alt={block.alt} />;
        })}
        {article.quotations.map((quotation) => (
          <figure>
            <blockquote class="own-words">{quotation.text[language]}</blockquote>
            <figcaption>
              {quotation.by}, {quotation.organisation}
            </figcaption>
          </figure>
        ))}
      </div>
      {children}
      {cited.length > 0 && (
        <section class="sources-section">
          <h2 id="sources">{t('article.sources')}</h2>
          <ul class="sources">
            {cited.map((id) => (
              <SourceEntry making={making} id={id} source={content.sources[id]} />
            ))}
          </ul>
        </section>
      )}
      <Review making={making} written={written} />
    </>
  );
}

/** Under an article: the way to the check, to whoever answers, and to the next article. */
export function WayOn({ making, next }: { making: Making; next?: { path: string; title: string } | undefined }): JSX.Element {
  const { t, href } = making;
  return (
    <nav class="way-on" aria-label={t('article.way-on')}>
      <p class="actions">
        <a class="button primary" href={href('/check')}>
          {t('home.start')}
        </a>
        <a class="button" href={href('/check/contacts')}>
          {t('nav.contacts')}
        </a>
      </p>
      {next && (
        <p>
          {t('article.next')} <a href={href(next.path)}>{next.title}</a>
        </p>
      )}
    </nav>
  );
}
