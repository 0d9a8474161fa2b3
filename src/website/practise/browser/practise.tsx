import type { Rule } from '#src/knowledge/schema.ts';
import { keepForOffline } from '#src/platform/browser/keep-for-offline.ts';
import { textsFrom } from '#src/platform/browser/texts.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import { translatorFor, type Messages } from '#src/platform/i18n/translate.ts';
import { DESKS } from '../desks.ts';
import { readAttempt, type LocalExercise } from '../exercise.ts';
import { ResultPage } from '../pages.tsx';

/** What the device needs to show an answer by itself. */
export type PractiseTexts = { language: Language; base: string; exercises: readonly LocalExercise[]; rule: Rule; messages: Messages };

/** Shows the answer to an exercise on the device, so that it works without a connection and nothing is sent. */
function start(root: HTMLElement, texts: PractiseTexts) {
  const t = translatorFor(texts.language, texts.messages);
  let isAnswered = false;
  const view = { t, language: texts.language, base: texts.base, exercises: texts.exercises, rule: texts.rule };
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const exercise = texts.exercises.find((e) => e.slug === form.dataset['exercise']);
    if (!exercise) return;
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
    // A page from the device's own copy knows its desk only from its address.
    const named = form.elements.namedItem('desk') instanceof HTMLInputElement ? new FormData(form).get('desk') : new URLSearchParams(location.search).get('desk');
    const desk = DESKS.find((d) => d === named) ?? null;
    // Worked out first: should it fail, the form still goes to the server.
    const answer = String(<ResultPage view={view} exercise={exercise} attempt={readAttempt(fields, exercise)} desk={desk} />);
    event.preventDefault();
    history.pushState({ answered: true }, '');
    root.innerHTML = answer;
    isAnswered = true;
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  });
  // Back from the answer leads to the scene, which the server or the device's own copy has.
  window.addEventListener('popstate', () => {
    if (isAnswered && history.state === null) location.reload();
  });
}

const place = document.getElementById('practise');
if (place) {
  const texts = await textsFrom<PractiseTexts>(place.dataset['texts'] ?? '');
  if (texts) {
    start(place, texts);
    place.dataset['ready'] = 'true';
  }
  keepForOffline(place.dataset['offline'] ?? '');
}
