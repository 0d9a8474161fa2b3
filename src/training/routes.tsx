import { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { DataTable, Notice } from '#src/platform/ui/content.tsx';
import { Page } from '#src/platform/ui/page.tsx';
import { codeNow, type Authenticators } from './authenticators.ts';
import { TRAINING_REPORTS } from './reports.ts';
import { TRAINING_PASSWORD, TRAINING_PEOPLE } from './people.ts';

function People({ site, authenticators, now }: { site: Site; authenticators: Authenticators; now: Date }): JSX.Element {
  const { t } = site;
  const columns = [
    { key: 'name', label: t('training.name') },
    { key: 'code', label: t('training.code') },
    { key: 'who', label: t('training.who') },
    { key: 'agency', label: t('training.agency') },
  ];
  const rows = TRAINING_PEOPLE.flatMap(({ signInName, name, agency }) => {
    const secret = authenticators.get(signInName);
    return secret ? [{ name: <code>{signInName}</code>, code: <code>{codeNow(secret, now)}</code>, who: name, agency }] : [];
  });
  return <DataTable caption={t('training.title')} columns={columns} rows={rows} />;
}

/** Who there is in this training, and how to sign in as one of them. */
export function trainingRoutes({ site, authenticators, isOpen, now }: { site: Site; authenticators: () => Authenticators; /** Whether somebody can sign in. */ isOpen: () => boolean; now: () => Date }): Hono {
  const { t } = site;
  const routes = new Hono();
  routes.get('/training', async (c) => {
    const all = authenticators();
    const isReady = isOpen() && TRAINING_PEOPLE.every(({ signInName }) => all.has(signInName));
    const response = await sendPage(
      c,
      <Page page={site.page(c, '/training')} title={t('training.title')} noIndex isQuiet>
        <h1>{t('training.title')}</h1>
        {isReady ? (
          <>
            <p>{t('training.intro')}</p>
            <p>
              {t('training.password')} <code>{TRAINING_PASSWORD}</code>
            </p>
            <People site={site} authenticators={all} now={now()} />
            <h2>{t('training.reports')}</h2>
            <p>{t('training.reports-intro')}</p>
            <ul>
              {TRAINING_REPORTS.map(({ words }) => (
                <li>
                  <code>{words}</code>
                </li>
              ))}
            </ul>
            <p class="actions">
              <a class="button primary" href={site.href('/sign-in')}>
                {t('sign-in.title')}
              </a>{' '}
              <a class="button" href={site.href('/report/return')}>
                {t('training.return')}
              </a>{' '}
              <a class="button" href={site.href('/training')}>
                {t('training.reload')}
              </a>
            </p>
          </>
        ) : (
          <Notice tone="watch">{t('training.not-yet')}</Notice>
        )}
      </Page>,
      isReady ? 200 : 503,
    );
    response.headers.set('cache-control', 'no-store');
    return response;
  });
  return routes;
}
