import type { JSX } from 'hono/jsx/jsx-runtime';
import { TIERS } from '#src/knowledge/vocabulary.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { Shape } from '#src/platform/ui/drawings.tsx';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import type { Step } from '../advice.ts';
import { isChild, seenSigns, writeAnswers } from '../answers.ts';
import { goTo } from '../check.ts';
import { neutralLines } from '../neutral-lines.ts';
import { openFirst } from '../who-answers.ts';
import { ContactEntry, StepContact } from './contacts.tsx';
import type { CheckView } from './context.ts';
import { headingFor, leadFor, toneOf } from './outcome-heading.ts';
import { NumberNow } from './number-now.tsx';
import { ReportWithAnswers } from './report-with-answers.tsx';
import { topicKey } from './topic-key.ts';

type Part = { view: CheckView };

function Steps({ view, title, steps, kind }: Part & { title: string; steps: readonly Step[]; kind: 'do' | 'not' }): JSX.Element | null {
  if (steps.length === 0) return null;
  const List = kind === 'do' ? 'ol' : 'ul';
  return (
    <section class={`steps ${kind}`}>
      <h2>{title}</h2>
      <List>
        {steps.map((step) => (
          <li>
            {step.text}
            {step.contact && (
              <StepContact t={view.t} contact={step.contact} timezone={view.state.pack.timezone} now={view.now} />
            )}
          </li>
        ))}
      </List>
    </section>
  );
}

/** What can wait, folded away on the screen and open on paper. */
function Later({ view }: Part): JSX.Element | null {
  const { t, state } = view;
  if (state.plan.week.length === 0) return null;
  return (
    <details class="later">
      <summary>{t('outcome.week')}</summary>
      <ol>
        {state.plan.week.map((step) => (
          <li>{step.text}</li>
        ))}
      </ol>
    </details>
  );
}

function Holding({ view }: Part): JSX.Element | null {
  const { t, state, base } = view;
  const { pack, answers, hold } = state;
  if (!pack.holding || !isChild(answers) || state.assessment.outcome !== 'act-now') return null;
  const carried = writeAnswers(answers).filter(([name]) => name !== 'held' && name !== 'night');
  return (
    <section class="holding">
      <h2>{t('hold.title')}</h2>
      {hold.map((h) => (
        <p class="hold-until">
          {t('hold.until', { hours: h.hours, day: h.until.slice(0, 10), time: h.until.slice(11) })}
        </p>
      ))}
      <p>{pack.holding.text}</p>
      <form method="post" action={base} class="screen-only" data-check data-here="outcome">
        <HiddenFields fields={carried} />
        <p class="field">
          <label for="held">{t('hold.from')}</label>
          <input type="datetime-local" id="held" name="held" value={answers.heldFrom} />
        </p>
        <label class="choice slim" for="night-yes">
          <input type="checkbox" id="night-yes" name="night" value="yes" checked={answers.questionedAtNight} />
          <span>{t('hold.night')}</span>
        </label>
        <p>
          <button class="button" name="go" value="outcome">
            {t('hold.work-out')}
          </button>
        </p>
      </form>
      <p class="small">{t('hold.caution')}</p>
    </section>
  );
}

/** The first reason in the person's own tick, straight under the heading. */
function Because({ view }: Part): JSX.Element | null {
  const { t, state, checker } = view;
  const [statement] = isChild(state.answers) ? state.assessment.statements : [];
  const strongest = TIERS.flatMap((tier) => state.assessment.because.filter((r) => r.tier === tier))[0];
  const reason = statement ? t(`statement.${statement}`) : strongest && checker.indicators.get(strongest.indicator)?.text;
  return reason ? <p class="because">{t('outcome.because', { reason })}</p> : null;
}

function Reasons({ view }: Part): JSX.Element {
  const { t, state, checker } = view;
  const { answers, assessment } = state;
  const seen = seenSigns(answers);
  // What the child says was asked about a child; it is not put into an adult's mouth.
  const statements = isChild(answers) ? assessment.statements : [];
  return (
    <details class="why">
      <summary>{t('outcome.why')}</summary>
      <ul>
        {statements.map((s) => (
          <li>{t(`statement.${s}`)}</li>
        ))}
        {seen.map((id) => {
          const sign = answers.signs[id];
          return (
            <li>
              {checker.indicators.get(id)?.text}
              {sign?.answer === 'seen' && sign.by && <> · {t(`observer.${sign.by}`)}</>}
            </li>
          );
        })}
        {seen.length === 0 && statements.length === 0 && <li>{t('outcome.nothing-ticked')}</li>}
      </ul>
      {isChild(answers) && <p>{t('outcome.how-it-counts')}</p>}
    </details>
  );
}

function LawParagraph({ view }: Part): JSX.Element {
  const { t, state } = view;
  const laws = state.law;
  return (
    <details class={state.assessment.outcome === 'keep-watching' ? 'law screen-only' : 'law'}>
      <summary>{t('outcome.law')}</summary>
      <p>{laws.map((l) => l.text).join(' ')}</p>
      <p class="small">
        {laws.map((l) => l.citation).join(' · ')}
        {laws.some((l) => l.review.state === 'to-verify') && ` · ${t('review.law')}`}
      </p>
    </details>
  );
}

function Routes({ view }: Part): JSX.Element | null {
  const { t, state } = view;
  if (state.routes.length === 0) return null;
  return (
    <details class="routes">
      <summary>{t('outcome.routes')}</summary>
      {state.routes.map((route) => (
        <div>
          <h3>{route.to}</h3>
          <p class="small">{route.for.map((g) => t(`route.${g}`)).join(' · ')}</p>
          <p>{route.text}</p>
          <p>{route.override}</p>
        </div>
      ))}
    </details>
  );
}

function Contacts({ view }: Part): JSX.Element {
  const { t, state, now, base } = view;
  return (
    <section>
      <h2>{t('outcome.contacts')}</h2>
      <ul class="contacts">
        {openFirst(state.plan.contacts, state.pack.timezone, now).map((contact) => (
          <ContactEntry t={t} contact={contact} timezone={state.pack.timezone} now={now} />
        ))}
      </ul>
      <p class="screen-only">
        <a href={`${base}/contacts`}>{t('outcome.all-contacts')}</a>
      </p>
    </section>
  );
}

function CopyLines({ view }: Part): JSX.Element {
  const { t, state, checker } = view;
  return (
    <section class="copy">
      <h2>
        <label for="lines">{t('lines.title')}</label>
      </h2>
      <p class="small" id="lines-hint">
        {t('lines.hint')}
      </p>
      <textarea id="lines" rows={9} readonly aria-describedby="lines-hint">
        {neutralLines(state, checker, t).join('\n')}
      </textarea>
      <p class="screen-only" data-on-device hidden>
        <button type="button" class="button" data-copy="lines">
          {t('lines.copy')}
        </button>{' '}
        <button type="button" class="button" data-print>
          {t('outcome.print')}
        </button>{' '}
        <span role="status" data-copied hidden>
          {t('lines.copied')}
        </span>
      </p>
    </section>
  );
}

function StillWorthAsking({ view }: Part): JSX.Element | null {
  const { t, state, checker } = view;
  if (!isChild(state.answers)) return null;
  const open = (state.next?.signs ?? []).filter((id) => !state.answers.signs[id]).slice(0, 5);
  return (
    <section class="ask">
      <h2>{t('outcome.ask')}</h2>
      <ul class="questions">
        {state.plan.ask.map((step) => (
          <li>{step.text}</li>
        ))}
      </ul>
      {open.length > 0 && (
        <>
          <h3>{t('outcome.look-at')}</h3>
          <ul>
            {open.map((id) => (
              <li>{checker.indicators.get(id)?.text}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function MoreTopics({ view }: Part): JSX.Element {
  const { t, state, base } = view;
  return (
    <form method="post" action={base} class="more screen-only" data-check data-here="outcome">
      <HiddenFields fields={writeAnswers(state.answers)} />
      <h2>{t('outcome.more')}</h2>
      <p>{state.next ? t('outcome.more-can-change') : t('outcome.more-cannot-change')}</p>
      <p class="topics">
        {state.topics.map((topic) => (
          <button class="button slim" name="go" value={goTo(topic.id)}>
            {t(topicKey(topic.id))}
          </button>
        ))}
        <button class="button slim" name="go" value="start">
          {t('check.back-to-start')}
        </button>
      </p>
    </form>
  );
}

/** What to do now, what not to do, and why. */
export function OutcomePage({ view }: Part): JSX.Element {
  const { t, state, checker, base } = view;
  const { plan, assessment, answers } = state;
  const tone = toneOf(state);
  return (
    <article class={`outcome ${tone}`}>
      {answers.danger === 'yes' && <Notice tone="act">{t('outcome.danger-first')}</Notice>}
      <h1 tabindex={-1} class={tone}>
        <Shape tone={tone} />
        {t(headingFor(state))}
      </h1>
      {isChild(answers) && <p class="lead">{t(leadFor(state))}</p>}
      <Because view={view} />
      {assessment.outcome === 'keep-watching' && isChild(answers) && <p class="standing screen-only">{t('outcome.standing')}</p>}
      <NumberNow view={view} />
      <Steps view={view} title={t('outcome.now')} steps={plan.now} kind="do" />
      <Steps view={view} title={t('outcome.not')} steps={plan.not} kind="not" />
      <Contacts view={view} />
      <Holding view={view} />
      <Steps view={view} title={t('outcome.today')} steps={plan.today} kind="do" />
      <Later view={view} />
      <StillWorthAsking view={view} />
      <Reasons view={view} />
      <Routes view={view} />
      <LawParagraph view={view} />
      <CopyLines view={view} />
      <ReportWithAnswers view={view} />
      <p class="standing every-sheet">{t(isChild(answers) ? 'outcome.standing' : 'outcome.standing-adult')}</p>
      <MoreTopics view={view} />
      <p class="screen-only">
        <a href={base} data-wipe>
          {t('check.start-again')}
        </a>
      </p>
      <p class="small">{t('outcome.version', { version: checker.knowledge.version })}</p>
    </article>
  );
}
