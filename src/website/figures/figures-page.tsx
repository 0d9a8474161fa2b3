import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Making } from '../content/making.ts';
import { FigureBlock } from './figure.tsx';

/** Every figure once, one question per chart. */
export function FiguresPage({ making }: { making: Making }): JSX.Element {
  const { t, content, language } = making;
  return (
    <>
      <h1>{t('figures.title')}</h1>
      <p class="lead">{t('figures.lead')}</p>
      {content.figures.map((figure) => (
        <FigureBlock making={making} figure={figure} alt={figure.reading[language]} heading="h2" />
      ))}
    </>
  );
}
