import type { JSX } from 'hono/jsx/jsx-runtime';
import { Checkbox, HiddenFields, Radios } from '#src/platform/ui/forms.tsx';
import { StatusTag } from '#src/platform/ui/content.tsx';
import { isChild, OBSERVERS, writeAnswers } from '../answers.ts';
import { goTo } from '../check.ts';
import type { Topic } from '../topics.ts';
import type { CheckView } from './context.ts';
import { headingFor, toneOf } from './outcome-heading.ts';
import { topicKey } from './topic-key.ts';
import { NumberNow } from './number-now.tsx';

function SignQuestion({ view, id }: { view: CheckView; id: string }): JSX.Element | null {
  const { t, state, checker } = view;
  const indicator = checker.indicators.get(id);
  if (!indicator) return null;
  const given = state.answers.signs[id];
  const by = given?.answer === 'seen' ? given.by : undefined;
  return (
    <Radios
      name={`sign.${id}`}
      class="sign"
      legend={indicator.text}
      hint={indicator.note}
      choices={(['seen', 'not-seen', 'not-known'] as const).map((value) => ({ value, label: t(`answer.${value}`) }))}
      value={given?.answer ?? 'not-known'}
      layout="three"
    >
      <div class="observer" role="group" aria-label={t('check.observed-by')}>
        <p class="small">{t('check.observed-by')}</p>
        <div class="choices three">
          {OBSERVERS.map((observer) => (
            <label class="choice slim" for={`by-${id}-${observer}`}>
              <input
                type="radio"
                id={`by-${id}-${observer}`}
                name={`by.${id}`}
                value={observer}
                checked={by === observer}
              />
              <span>{t(`observer.${observer}`)}</span>
            </label>
          ))}
        </div>
      </div>
    </Radios>
  );
}

/** Where the answers lead at this moment. The browser refreshes it at every tap. */
export function LiveOutcome({ view }: { view: CheckView }): JSX.Element {
  const { t, state } = view;
  return (
    <div class="live" id="live" role="status">
      <p class="small">{t('check.so-far')}</p>
      <StatusTag tone={toneOf(state)}>{t(headingFor(state))}</StatusTag>
    </div>
  );
}

function Statements({ view }: { view: CheckView }): JSX.Element {
  const { t, state } = view;
  return (
    <fieldset class="question">
      <legend>{t('check.counts-by-itself')}</legend>
      <Checkbox name="says" label={t('check.child-says')} hint={t('check.child-says-hint')} checked={state.answers.childDisclosure} />
      <Checkbox name="worried" label={t('check.i-am-worried')} hint={t('check.i-am-worried-hint')} checked={state.answers.professionalConcern} />
    </fieldset>
  );
}

/** The signs of one topic. Answers given elsewhere travel along unseen. */
export function TopicQuestions({ view, topic }: { view: CheckView; topic: Topic }): JSX.Element {
  const { t, state, base } = view;
  const here = new Set<string>(topic.signs.flatMap((id) => [`sign.${id}`, `by.${id}`]));
  const isFirst = topic.id === 'first';
  const carried = writeAnswers(state.answers).filter(
    ([name, value]) =>
      !here.has(name) &&
      !(isFirst && isChild(state.answers) && (name === 'says' || name === 'worried')) &&
      !(name === 'done' && value === topic.id),
  );
  return (
    <>
      <h1 tabindex={-1}>{t(topicKey(topic.id))}</h1>
      <p class="lead">{t('check.topic-lead')}</p>
      {!isChild(state.answers) && <p>{t('check.topic-adult')}</p>}
      <div class="live-bar">
        <LiveOutcome view={view} />
        <NumberNow view={view} />
      </div>
      <form method="post" action={base} data-check data-live data-here={goTo(topic.id)}>
        <HiddenFields fields={[...carried, ['done', topic.id]]} />
        {isFirst && isChild(state.answers) && <Statements view={view} />}
        {topic.signs.map((id) => (
          <SignQuestion view={view} id={id} />
        ))}
        <p class="actions">
          <button class="button primary" name="go" value="outcome">
            {t('check.what-now')}
          </button>
          <button class="button" name="go" value="next">
            {t('check.more-questions')}
          </button>
          <button class="link" name="go" value="start">
            {t('check.back-to-start')}
          </button>
        </p>
      </form>
    </>
  );
}
