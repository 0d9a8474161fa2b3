import { serve } from '@hono/node-server';
import { join } from 'node:path';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { DraftGround } from '#src/platform/drafts/drafts.ts';
import { DraftFields, DraftNotice, KeepDraft } from '#src/platform/drafts/form.tsx';
import { draftedForm, draftRoutes, forgetDraft } from '#src/platform/drafts/routes.tsx';
import type { DraftedForm } from '#src/platform/drafts/meet.ts';
import { readBuiltFiles, serveBuiltFiles } from '#src/platform/http/assets.ts';
import { compressPages } from '#src/platform/http/compression.ts';
import { errorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { createLog, logRequests } from '#src/platform/http/log.ts';
import { limitRequests } from '#src/platform/http/limits.ts';
import { openOidc } from '#src/platform/sessions/oidc.ts';
import { securityHeaders } from '#src/platform/http/security.ts';
import { sitesIn, type Site } from '#src/platform/http/site.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { enter, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import type { Door } from '#src/platform/sessions/door.ts';
import { sessionRoutes } from '#src/platform/sessions/routes.ts';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { BUILD, freePort, PROJECT } from './server.ts';

const LABELS = { text: 'What happened', place: 'Where' };

function Form({ site, form, error }: { site: Site; form: DraftedForm; error: string | null }) {
  return (
    <>
      <h1>Trial</h1>
      {error && <ErrorSummary title="Something is missing" errors={[{ text: error, field: 'text' }]} />}
      <DraftNotice site={site} form={form} labels={LABELS} />
      <form method="post" action={site.href('/trial')} data-draft>
        <DraftFields form={form} />
        <p class="field" id="text-field">
          <label for="text">{LABELS.text}</label>
          <textarea id="text" name="text">
            {form.value('text')}
          </textarea>
        </p>
        <p class="field" id="place-field">
          <label for="place">{LABELS.place}</label>
          <input id="place" name="place" value={form.value('place')} />
        </p>
        <button class="button primary">Send</button>
        <KeepDraft site={site} />
      </form>
    </>
  );
}

/** What was recorded, and its version: so that the tests can have somebody else be quicker. */
export type Recorded = { text: string; place: string; version: string; sent: string[] };

function trialRoutes(needs: DeskNeeds & { ground: () => DraftGround }, recorded: Recorded): Hono<DeskEnv> {
  const { site, ground } = needs;
  const routes = new Hono<DeskEnv>();
  routes.use('/trial', enter(needs), signedIn(needs));
  async function page(c: DeskContext, sent: [string, string][] | null, error: string | null) {
    const of = (name: string) => sent?.find(([key]) => key === name)?.[1] ?? '';
    const values = sent ? { text: of('text'), place: of('place') } : { text: recorded.text, place: recorded.place };
    const form = await draftedForm(c, ground(), { form: 'trial:1', base: recorded.version, page: site.href('/trial'), title: 'A trial', values, ...(sent ? { sent } : {}) });
    return show(c, needs, { title: 'Trial', path: '/trial', body: <Form site={site} form={form} error={error} />, status: sent ? 422 : 200 });
  }
  routes.get('/trial', (c) => page(c, null, null));
  routes.post('/trial', async (c) => {
    const sent = await readForm(c);
    const text = sent.find(([key]) => key === 'text')?.[1] ?? '';
    if (!text.includes('.')) return page(c, sent, 'End with a full stop');
    recorded.sent.push(text);
    await forgetDraft(c, ground(), sent);
    return c.redirect(site.href('/trial'), 303);
  });
  return routes;
}

/** A form whose drafts are kept, behind the door, as a feature would write it. It exists in tests only. */
export async function startDraftTrial(door: Door, ground: DraftGround, recorded: Recorded): Promise<{ address: string; close: () => Promise<void> }> {
  const log = createLog('error');
  const files = readBuiltFiles(join(BUILD, 'public'));
  const assets = { css: files.of('src/platform/ui/style.css'), exit: files.of('src/platform/browser/exit.ts'), image: files.of('src/website/share.png') };
  const frame = { nav: [], footer: [], assets, help: () => <span />, reviewed: new Set<never>(), isForTraining: false };
  const sites = sitesIn(readMessages(PROJECT), frame, { countsVisits: false });
  const site = sites.find((s) => s.language === 'en');
  if (!site) throw new Error('no English');
  const errors = errorPages(sites, [], log);
  const needs = { site, errors, links: [], styles: [files.of('src/platform/ui/desk.css')], scripts: [files.of('src/platform/drafts/browser/keep.ts')], door: () => door, ground: () => ground, addressOf: () => '192.0.2.1', publicUrl: undefined, oidc: openOidc(), limitLeaving: limitRequests(1000, () => '192.0.2.1'), log };
  const app = new Hono();
  app.use(requestId({ headerName: '' }));
  app.use(logRequests(log, () => false));
  app.use(securityHeaders());
  app.get('/assets/*', serveBuiltFiles(files));
  app.use(compressPages());
  app.route('/en', sessionRoutes(needs));
  app.route('/en', draftRoutes(needs));
  app.route('/en', trialRoutes(needs, recorded));
  app.notFound((c) => errors.send(c, 404));
  app.onError(errors.onError);
  const port = await freePort();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise<void>((ready) => server.once('listening', ready));
  return {
    address: `http://localhost:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
