import { Hono } from 'hono';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { beginSettings, changeSettings, readSettings, settingsOf, type KeptSettings } from '../settings/actions.ts';
import { problemsIn, statusFor } from './answers.ts';
import type { Problem } from './shown.ts';
import type { WorkerFor } from './report-routes.tsx';
import { readTyped, typedSettings, typeSettings, type TypedSettings } from './settings-form.ts';
import { SettingsPage } from './settings-page.tsx';
import type { DeskNeeds, Worker } from './worker.ts';

type Shown = { typed?: TypedSettings; problems?: readonly Problem[]; isSaved?: boolean; status?: 200 | 403 | 404 | 409 | 422 };

/** What the helpdesk says of itself. */
export function settingsRoutes(needs: DeskNeeds, workerFor: WorkerFor): Hono<DeskEnv> {
  const { site, settings, canTell } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();

  async function read({ perform, actor }: Worker): Promise<KeptSettings | null> {
    const answer = await perform(readSettings, actor, { settings: settingsOf(actor.agency) });
    return answer.done ? answer.value : null;
  }
  async function page(c: DeskContext, worker: Worker, { typed, problems = [], isSaved = false, status = 200 }: Shown = {}): Promise<Response> {
    const kept = await read(worker);
    const rings = kept?.onCall ? await canTell(kept.onCall) : null;
    const view = { worker, kept, typed: typed ?? typeSettings(kept), problems, isSaved, rings };
    return show(c, needs, { title: t('desk.settings.title'), path: '/desk', body: <SettingsPage site={site} view={view} />, status });
  }

  routes.get('/desk/settings', async (c) => {
    const worker = await workerFor(c);
    return worker instanceof Response ? worker : page(c, worker, { isSaved: c.req.query('saved') === 'yes' });
  });
  routes.post('/desk/settings', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const field = await fieldsOf(c);
    const typed = typedSettings(field);
    const result = readTyped(typed);
    if ('problems' in result) return page(c, worker, { typed, problems: result.problems.map(({ code, field: name }) => ({ text: t(`desk.settings.problem.${code}`), field: name })), status: 422 });
    const input = { settings: settingsOf(worker.actor.agency), to: result.settings };
    const base = field('base');
    const answer = base === '' ? await worker.perform(beginSettings, worker.actor, input) : await worker.perform(changeSettings, worker.actor, { ...input, base });
    settings.forget();
    if (answer.done) return c.redirect(site.href('/desk/settings?saved=yes'), 303);
    return page(c, worker, { typed, problems: problemsIn(site, answer), status: statusFor(answer) });
  });
  return routes;
}
