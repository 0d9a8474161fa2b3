import type { JSX } from 'hono/jsx/jsx-runtime';
import { checkOf, CHOICES } from './exercise.ts';
import { headingOf, Scene, type PractiseView } from './pages.tsx';

/** As many cases as a page may hold and stay light. */
const CASES_A_PAGE = 5;

/** The cases of each page of the print-out, in order. */
export function printPages(exercises: PractiseView['exercises']): PractiseView['exercises'][] {
  const pages = Math.ceil(exercises.length / CASES_A_PAGE);
  return Array.from({ length: pages }, (_, at) => exercises.slice(at * CASES_A_PAGE, (at + 1) * CASES_A_PAGE));
}

/** The address of a page of the print-out below /practise; the first has no number. */
export const printPath = (at: number) => (at === 0 ? '/print' : `/print/${at + 1}`);

/** For a trainer at roll-call: a sheet for each scene, and its answer on the back. */
export function PrintSheets({ view, page: at }: { view: PractiseView; page: number }): JSX.Element {
  const pages = printPages(view.exercises);
  const { t, base, rule } = view;
  return (
    <>
      <p class="screen-only">
        <a href={base}>{t('practise.title')}</a>
      </p>
      <h1 class="screen-only">{t('practise.print')}</h1>
      <p class="lead screen-only">{t('practise.print-lead')}</p>
      <ul class="jump screen-only">
        {pages.map((cases, other) => (
          <li>
            <a href={`${base}${printPath(other)}`} aria-current={other === at ? 'page' : undefined}>
              {cases[0]?.order}–{cases.at(-1)?.order}
            </a>
          </li>
        ))}
      </ul>
      {(pages[at] ?? []).map((exercise) => {
        const present = exercise.signs.filter((s) => s.isPresent);
        return (
          <article class="sheet">
            <section>
              <h2>{exercise.title}</h2>
              <p class="small">{exercise.desks.map((desk) => t(`desk.${desk}`)).join(' · ')}</p>
              <Scene exercise={exercise} />
              <h3>{t('practise.signs')}</h3>
              <ul class="tick-list">
                {exercise.signs.map((sign) => (
                  <li>{sign.text}</li>
                ))}
              </ul>
              <p>{t('practise.choice')} {CHOICES.map((c) => t(`practise.choice.${c}`)).join(' / ')}</p>
            </section>
            <section class="answer">
              <h3>{t('practise.answer-of', { title: exercise.title })}</h3>
              <p>
                {t('practise.check-whole')} <strong>{t(headingOf(checkOf(exercise, present.map((s) => s.id), rule)))}</strong>
              </p>
              <ul>
                {present.map((sign) => (
                  <li>{sign.text}</li>
                ))}
              </ul>
              <p>{exercise.missed}</p>
              {exercise.whatHappened.map((paragraph) => (
                <p>{paragraph}</p>
              ))}
              {exercise.law.map((paragraph) => (
                <p>{paragraph}</p>
              ))}
              <p>{exercise.cost}</p>
              <p class="remember">{exercise.remember}</p>
              <p class="small" lang="en">
                {exercise.citation} ({exercise.year})
              </p>
            </section>
          </article>
        );
      })}
      <p class="standing screen-only">{t('practise.standing')}</p>
    </>
  );
}
