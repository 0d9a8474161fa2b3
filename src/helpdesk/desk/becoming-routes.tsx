import { Hono } from 'hono';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { becomeFileBy } from '../becoming-file.ts';
import { openReport } from '../model/desk-actions.ts';
import { carryReport } from '../model/leaving-actions.ts';
import { problemsIn, statusFor } from './answers.ts';
import { BecomingPage } from './becoming-page.tsx';
import type { WorkerFor } from './report-routes.tsx';
import type { Problem } from './shown.ts';
import type { DeskNeeds, Worker } from './worker.ts';

type Shown = { problems?: readonly Problem[]; status?: 200 | 403 | 404 | 409 | 422 };

/** From a report to a file: first what goes along and what stays, then one button. */
export function becomingRoutes(needs: DeskNeeds, workerFor: WorkerFor): Hono<DeskEnv> {
  const { site, files } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();

  async function page(c: DeskContext, worker: Worker, report: string, { problems = [], status = 200 }: Shown = {}): Promise<Response> {
    const [opened, carried] = [await worker.perform(openReport, worker.actor, { report }), await worker.perform(carryReport, worker.actor, { report })];
    if (!opened.done) return needs.errors.send(c, 404);
    // It went over already, or is not worked on any more: the report says so itself.
    if (!carried.done) return c.redirect(site.href(`/desk/reports/${report}`), 303);
    const view = { report, carried: carried.value, base: opened.value.version, problems };
    return show(c, needs, { title: t('desk.become-file'), path: '/desk', body: <BecomingPage site={site} view={view} />, status });
  }

  routes.get('/desk/reports/:report/become-file', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    return worker.canBecomeFile ? page(c, worker, c.req.param('report')) : needs.errors.send(c, 403);
  });
  routes.post('/desk/reports/:report/become-file', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    if (!files || !worker.canBecomeFile) return needs.errors.send(c, 403);
    const report = c.req.param('report');
    const base = (await fieldsOf(c))('base');
    const opened = await worker.perform(openReport, worker.actor, { report });
    if (!opened.done) return needs.errors.send(c, 404);
    // Sent twice: the first made the file.
    if (opened.value.state.file !== null) return c.redirect(site.href(`/desk/reports/${report}`), 303);
    if (opened.value.version !== base) return page(c, worker, report, { problems: [{ text: t('intake.changed') }], status: 409 });
    const became = await becomeFileBy(files.takes, worker, report);
    const isDone = became.done || (became.because === 'obstacles' && became.obstacles[0].code === 'report-became-file');
    return isDone ? c.redirect(site.href(`/desk/reports/${report}`), 303) : page(c, worker, report, { problems: problemsIn(site, became), status: statusFor(became) });
  });
  return routes;
}
