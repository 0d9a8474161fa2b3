import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Declared } from '../action/action.ts';
import type { Site } from '../http/site.ts';
import { Card, Notice } from '../ui/content.tsx';
import { Checkbox, ErrorSummary, Select, type Choice } from '../ui/forms.tsx';
import { LONGEST_DAYS, MOST_TOKENS, type ApiTokenLine } from './tokens.ts';

export type TokenView = {
  tokens: readonly ApiTokenLine[];
  agencies: readonly Choice[];
  /** What she may do by her roles. */
  actions: readonly Declared[];
  typed: { name: string; agency: string; endsOn: string; actions: readonly string[] };
  /** Names of the fields that are not right. */
  problems: readonly ('name' | 'agency' | 'endsOn' | 'actions' | 'many')[];
};

const day = (site: Site, on: string) => new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));

function Tokens({ site, view }: { site: Site; view: TokenView }): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('tokens.yours')}</h2>
      {view.tokens.length === 0 && <p>{t('tokens.none')}</p>}
      {view.tokens.map((token) => (
        <Card title={token.name}>
          <p>{t('tokens.until', { agency: token.agency, day: day(site, token.endsOn) })}</p>
          <p>{token.usedOn ? t('tokens.used', { day: day(site, token.usedOn) }) : t('tokens.unused')}</p>
          <details>
            <summary>{t('tokens.may', { count: token.actions.length })}</summary>
            <ul>
              {token.actions.map((name) => (
                <li>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
          </details>
          <form method="post" action={site.href('/account/tokens/end')}>
            <input type="hidden" name="token" value={token.tokenId} />
            <button class="button slim" aria-label={`${t('tokens.end')}: ${token.name}`}>
              {t('tokens.end')}
            </button>
          </form>
        </Card>
      ))}
    </section>
  );
}

const groupOf = ({ name }: Declared): string => name.split('.')[0] ?? name;

function Making({ site, view }: { site: Site; view: TokenView }): JSX.Element {
  const { t } = site;
  const groups = [...new Set(view.actions.map(groupOf))];
  return (
    <form method="post" action={site.href('/account/tokens')}>
      <h2>{t('tokens.make')}</h2>
      <p class="field" id="name-field">
        <label for="name-input">{t('tokens.name')}</label>
        <input id="name-input" type="text" name="name" value={view.typed.name} maxlength={80} autocomplete="off" />
      </p>
      <Select name="agency" label={t('tokens.agency')} value={view.typed.agency} choices={view.agencies} />
      <p class="field" id="endsOn-field">
        <label for="endsOn-input">{t('tokens.ends-on', { count: LONGEST_DAYS })}</label>
        <input id="endsOn-input" type="date" name="endsOn" value={view.typed.endsOn} />
      </p>
      <fieldset class="question" id="actions-field">
        <legend>{t('tokens.actions')}</legend>
        <p class="hint">{t('tokens.actions-hint')}</p>
        {groups.map((group) => (
          <details open={view.typed.actions.some((name) => name.startsWith(`${group}.`))}>
            <summary>{group}</summary>
            <div class="choices" lang="en">
              {view.actions
                .filter((action) => groupOf(action) === group)
                .map((action) => (
                  <Checkbox name={`action.${action.name}`} label={action.does} hint={action.name} checked={view.typed.actions.includes(action.name)} />
                ))}
            </div>
          </details>
        ))}
      </fieldset>
      <p>
        <button class="button primary">{t('tokens.make')}</button>
      </p>
    </form>
  );
}

/** The tokens of somebody, and how a new one is made. */
export function TokensPage({ site, view }: { site: Site; view: TokenView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('tokens.problem')} errors={view.problems.map((field) => ({ text: t(`tokens.problem.${field}`, { count: MOST_TOKENS }), ...(field === 'many' ? {} : { field }) }))} />}
      <p>
        <a href={site.href('/account')}>{t('account.title')}</a>
      </p>
      <h1>{t('tokens.title')}</h1>
      <p>{t('tokens.lead')}</p>
      <Tokens site={site} view={view} />
      {view.actions.length > 0 ? <Making site={site} view={view} /> : <p>{t('tokens.nothing-to-do')}</p>}
    </>
  );
}

/** Shown once: nobody can show it again, because nobody has it. */
export function NewTokenPage({ site, token }: { site: Site; token: string }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('tokens.made')}</h1>
      <Notice tone="consult">
        <p>{t('tokens.once')}</p>
      </Notice>
      <p>
        <code class="token">{token}</code>
      </p>
      <p>
        <a class="button" href={site.href('/account/tokens')}>
          {t('tokens.back')}
        </a>
      </p>
    </>
  );
}
