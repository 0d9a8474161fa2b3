import { Hono } from 'hono';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { enter, notReady, show, signedIn, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { PlainPage } from '#src/platform/sessions/pages.tsx';
import { countReports, listReports } from '../model/desk-actions.ts';
import { URGENCIES } from '../model/vocabulary.ts';
import { becomingRoutes } from './becoming-routes.tsx';
import { CountsPage } from './counts-page.tsx';
import { InboxPage, SHOWN, STATES_SHOWN } from './inbox-page.tsx';
import { exportRoutes } from './export-routes.tsx';
import { intakeRoutes } from './intake-routes.tsx';
import { reportRoutes, type WorkerFor } from './report-routes.tsx';
import { settingsRoutes } from './settings-routes.tsx';
import { workerIn, type DeskNeeds } from './worker.ts';

/** Twenty thousand characters, each as a form writes the longest of them, and what stands beside. */
const LARGEST_FORM = 260 * 1024;

/** The desk of the helpdesk, in one language. */
export function deskRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/desk', '/desk/reports/*', '/desk/intake', '/desk/counts', '/desk/settings']) {
    routes.use(path, limitForms(LARGEST_FORM, (c) => needs.errors.send(c, 413)), enter(needs), signedIn(needs));
  }
  routes.onError(whenBroken(needs));

  const workerFor: WorkerFor = async (c) => {
    const worker = await workerIn(c, needs);
    if (worker === 'not-ready') return notReady(c, needs);
    if (worker) return worker;
    const body = <PlainPage site={site} title={t('desk.title')} text={t('desk.not-yours')} to="/account" label={t('account.title')} />;
    return show(c, needs, { title: t('desk.title'), path: '/desk', body, status: 403 });
  };
  routes.get('/desk', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const asked = { show: c.req.query('show'), urgency: c.req.query('urgency'), language: c.req.query('language') };
    const shown = SHOWN.find((one) => one === asked.show) ?? 'open';
    const urgency = URGENCIES.find((one) => one === asked.urgency) ?? null;
    const language = LANGUAGES.find((one) => one === asked.language) ?? null;
    const answer = await worker.perform(listReports, worker.actor, { states: STATES_SHOWN[shown], worker: shown === 'mine' ? worker.actor.id : null, urgency, language });
    if (!answer.done) return needs.errors.send(c, 403);
    const view = { shown, urgency, language, rows: answer.value, worker, now: needs.now() };
    return show(c, needs, { title: t('desk.inbox'), path: '/desk', body: <InboxPage site={site} view={view} /> });
  });
  routes.get('/desk/counts', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const answer = await worker.perform(countReports, worker.actor, {});
    if (!answer.done) return needs.errors.send(c, 403);
    return show(c, needs, { title: t('desk.counts'), path: '/desk', body: <CountsPage site={site} counts={answer.value} /> });
  });
  routes.route('/', intakeRoutes(needs, workerFor));
  routes.route('/', exportRoutes(needs, workerFor));
  routes.route('/', becomingRoutes(needs, workerFor));
  routes.route('/', reportRoutes(needs, workerFor));
  routes.route('/', settingsRoutes(needs, workerFor));
  return routes;
}
