import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Rule } from '#src/knowledge/schema.ts';
import { hrefIn, type Language } from '#src/platform/i18n/languages.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import { StatusTag } from '#src/platform/ui/content.tsx';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { Radios } from '#src/platform/ui/forms.tsx';
import { DESKS, type Desk } from './desks.ts';
import { checkOf, CHOICES, nextAt, type Attempt, type Choice, type LocalExercise } from './exercise.ts';

/** What every page of the exercises is given, on the server and on the device alike. */
export type PractiseView = {
  t: Translate;
  language: Language;
  /** The address of /practise in the reader's language. */
  base: string;
  exercises: readonly LocalExercise[];
  rule: Rule;
};

const addressFor = (view: PractiseView, exercise: LocalExercise, desk: Desk | null) =>
  `${view.base}/${exercise.slug}${desk ? `?desk=${desk}` : ''}`;

function ExerciseList({ view, desk, heading: Heading }: { view: PractiseView; desk: Desk | null; heading: 'h2' | 'h3' }): JSX.Element {
  const shown = desk ? view.exercises.filter((e) => e.desks.includes(desk)) : view.exercises;
  return (
    <ol class="messages">
      {shown.map((exercise) => (
        <li>
          <Heading>
            <a href={addressFor(view, exercise, desk)}>{exercise.title}</a>
          </Heading>
        </li>
      ))}
    </ol>
  );
}

/** The way in: one's own desk, or all of them. */
export function PractiseIndex({ view }: { view: PractiseView }): JSX.Element {
  const { t, base } = view;
  return (
    <>
      <h1>{t('practise.title')}</h1>
      <p class="lead">{t('practise.lead')}</p>
      <h2>{t('practise.desks')}</h2>
      <ul class="cards">
        {DESKS.map((desk) => (
          <li class="card">
            <a href={`${base}/desk/${desk}`}>{t(`desk.${desk}`)}</a>
          </li>
        ))}
      </ul>
      <h2>{t('practise.all')}</h2>
      <ExerciseList view={view} desk={null} heading="h3" />
      <p>
        <a href={`${base}/print`}>{t('practise.print')}</a>
      </p>
      <p class="small">{t('practise.kept')}</p>
    </>
  );
}

export function DeskPage({ view, desk }: { view: PractiseView; desk: Desk }): JSX.Element {
  const { t, base } = view;
  return (
    <>
      <p>
        <a href={base}>{t('practise.title')}</a>
      </p>
      <h1>{t(`desk.${desk}`)}</h1>
      <p class="lead">{t('practise.desk-lead')}</p>
      <ExerciseList view={view} desk={desk} heading="h2" />
    </>
  );
}

export function Scene({ exercise }: { exercise: LocalExercise }): JSX.Element {
  return (
    <div class="prose scene">
      {exercise.scene.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}

/** First the scene and the question; nothing on this page tells the answer. */
export function ExercisePage({ view, exercise, desk }: { view: PractiseView; exercise: LocalExercise; desk: Desk | null }): JSX.Element {
  const { t, base } = view;
  return (
    <>
      <p>
        <a href={desk ? `${base}/desk/${desk}` : base}>{desk ? t(`desk.${desk}`) : t('practise.title')}</a>
      </p>
      <h1>{exercise.title}</h1>
      <Scene exercise={exercise} />
      <form method="post" action={`${base}/${exercise.slug}`} data-exercise={exercise.slug}>
        {desk && <input type="hidden" name="desk" value={desk} />}
        <fieldset class="question">
          <legend>{t('practise.signs')}</legend>
          <p class="hint">{t('practise.signs-hint')}</p>
          <div class="choices">
            {exercise.signs.map((sign) => (
              <label class="choice" for={`sign-${sign.id}`}>
                <input type="checkbox" id={`sign-${sign.id}`} name="sign" value={sign.id} />
                <span>{sign.text}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Radios name="choice" legend={t('practise.choice')} choices={CHOICES.map((value) => ({ value, label: t(`practise.choice.${value}`) }))} />
        <p class="actions">
          <button class="button primary">{t('practise.show')}</button>
        </p>
      </form>
    </>
  );
}

const TONES: Record<Choice, Tone> = { 'act-now': 'act', consult: 'consult', 'keep-watching': 'watch' };

/** The check's own words, for whether to let the child go hangs on the urgency. */
export const headingOf = ({ outcome, urgency }: ReturnType<typeof checkOf>): MessageKey => (outcome === 'act-now' ? `outcome.${urgency}` : `outcome.${outcome}`);

function Compared({ view, exercise, attempt }: { view: PractiseView; exercise: LocalExercise; attempt: Attempt }): JSX.Element {
  const { t, rule } = view;
  const present = exercise.signs.filter((s) => s.isPresent);
  const whole = checkOf(exercise, present.map((s) => s.id), rule);
  const own = checkOf(exercise, attempt.ticked, rule);
  return (
    <dl class="compared">
      <div>
        <dt>{t('practise.you-would')}</dt>
        <dd>{attempt.choice ? <StatusTag tone={TONES[attempt.choice]}>{t(`practise.choice.${attempt.choice}`)}</StatusTag> : t('practise.no-choice')}</dd>
      </div>
      <div>
        <dt>{t('practise.check-yours')}</dt>
        <dd>
          <StatusTag tone={TONES[own.outcome]}>{t(headingOf(own))}</StatusTag>
        </dd>
      </div>
      <div>
        <dt>{t('practise.check-whole')}</dt>
        <dd>
          <StatusTag tone={TONES[whole.outcome]}>{t(headingOf(whole))}</StatusTag>
        </dd>
      </div>
    </dl>
  );
}

function SignsCompared({ view, exercise, attempt }: { view: PractiseView; exercise: LocalExercise; attempt: Attempt }): JSX.Element {
  const { t } = view;
  const shown = exercise.signs.filter((s) => s.isPresent || attempt.ticked.includes(s.id));
  if (shown.length === 0) return <p>{t('practise.nothing-to-see')}</p>;
  return (
    <ul class="signs-compared">
      {shown.map((sign) => {
        const isTicked = attempt.ticked.includes(sign.id);
        const state = sign.isPresent ? (isTicked ? 'seen' : 'missed') : 'not-there';
        const tone = ({ seen: 'done', missed: 'consult', 'not-there': 'watch' } as const)[state];
        return (
          <li>
            <StatusTag tone={tone}>{t(`practise.sign.${state}`)}</StatusTag> {sign.text}
          </li>
        );
      })}
    </ul>
  );
}

/** What happened, beside what the trainee saw. No score, and nothing is kept. */
export function ResultPage({ view, exercise, attempt, desk }: { view: PractiseView; exercise: LocalExercise; attempt: Attempt; desk: Desk | null }): JSX.Element {
  const { t, base } = view;
  const next = nextAt(view.exercises, desk, exercise);
  return (
    <>
      <h1 tabindex={-1}>{t('practise.result', { title: exercise.title })}</h1>
      <Compared view={view} exercise={exercise} attempt={attempt} />
      <h2>{t('practise.signs-in-scene')}</h2>
      <SignsCompared view={view} exercise={exercise} attempt={attempt} />
      <p>
        <strong>{exercise.missed}</strong>
      </p>
      <Story view={view} exercise={exercise} />
      <p class="standing">{t('practise.standing')}</p>
      <p class="actions">
        {next ? (
          <a class="button primary" href={addressFor(view, next, desk)}>
            {t('practise.next')}
          </a>
        ) : (
          <a class="button primary" href={base}>
            {t('practise.end')}
          </a>
        )}
        <a class="button" href={hrefIn(view.language, '/check')}>
          {t('home.start')}
        </a>
      </p>
    </>
  );
}

function Story({ view, exercise }: { view: PractiseView; exercise: LocalExercise }): JSX.Element {
  const { t } = view;
  return (
    <>
      <h2>{t('practise.what-happened')}</h2>
      {exercise.whatHappened.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <h2>{t('practise.law')}</h2>
      {exercise.law.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {exercise.laws.length > 0 && (
        <ul>
          {exercise.laws.map((law) => (
            <li>
              <a href={`${hrefIn(view.language, '/knowledge/law')}/${law.place.toLowerCase()}#${law.id}`}>{law.citation}</a>
            </li>
          ))}
        </ul>
      )}
      <h2>{t('practise.cost')}</h2>
      <p>{exercise.cost}</p>
      <h2>{t('practise.remember')}</h2>
      <p class="remember">{exercise.remember}</p>
      <p class="small">
        {t('practise.source')} <span lang="en">{exercise.citation}</span> ({exercise.year})
      </p>
    </>
  );
}
