import { serve } from '@hono/node-server';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { requestId } from 'hono/request-id';
import type { Actor } from '#src/platform/action/action.ts';
import { attachmentObstacle, FileField, fileErrors, FormSecret } from '#src/platform/attachments/file-field.tsx';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { KEPT_FIELD, receiveForm } from '#src/platform/attachments/receive.ts';
import { sendAttachment } from '#src/platform/attachments/send.ts';
import { namesOf, type Received } from '#src/platform/attachments/staging.ts';
import { readBuiltFiles, serveBuiltFiles } from '#src/platform/http/assets.ts';
import { compressPages } from '#src/platform/http/compression.ts';
import { errorPages } from '#src/platform/http/errors.tsx';
import { createLog, logRequests, type Log } from '#src/platform/http/log.ts';
import { downloadHeaders, securityHeaders } from '#src/platform/http/security.ts';
import { sendPage, sitesIn, type Site } from '#src/platform/http/site.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { Page } from '#src/platform/ui/page.tsx';
import { beginWithFiles, openFile } from './attachments.ts';
import type { TestGround } from './ground.ts';
import { BUILD, freePort, PROJECT } from './server.ts';

type Shown = { secret: string; words: string; errors: { text: string; field?: string }[]; kept: readonly Pick<Received, 'id' | 'name'>[] };

function trialSite(log: Log) {
  const files = readBuiltFiles(join(BUILD, 'public'));
  const assets = { css: files.of('src/platform/ui/style.css'), exit: files.of('src/platform/browser/exit.ts'), image: files.of('src/website/share.png') };
  const frame = { nav: [], footer: [], assets, help: () => <span />, reviewed: new Set<never>(), isForTraining: false };
  const sites = sitesIn(readMessages(PROJECT), frame, { countsVisits: false });
  const site = sites.find((s) => s.language === 'en');
  if (!site) throw new Error('no English');
  return { site, files, errors: errorPages(sites, [], log) };
}

function TrialForm({ site, shown: { secret, words, errors, kept } }: { site: Site; shown: Shown }) {
  return (
    <>
      <h1>Trial</h1>
      {errors.length > 0 && <ErrorSummary title="Something is missing" errors={errors} />}
      <form method="post" action="/en/trial" enctype="multipart/form-data">
        <FormSecret secret={secret} />
        <p class="field" id="words-field">
          <label for="words">Words</label>
          <textarea id="words" name="words">
            {words}
          </textarea>
        </p>
        <FileField t={site.t} name="files" kept={kept} />
        <button type="submit">Send</button>
      </form>
    </>
  );
}

function ReceivedFiles({ stream, ids }: { stream: string; ids: readonly string[] }) {
  return (
    <>
      <h1>Received</h1>
      {ids.map((id) => (
        <p>
          <a href={`/en/file/${stream}/${id}`}>Open {id}</a> <img src={`/en/file/${stream}/${id}`} alt="What was sent" width="40" />
        </p>
      ))}
    </>
  );
}

function trialRoutes(ground: TestGround, actor: Actor, { site, errors }: Pick<ReturnType<typeof trialSite>, 'site' | 'errors'>): Hono {
  const { t } = site;
  const send = (c: Context, title: string, body: JSX.Element, status: 200 | 422 = 200) =>
    sendPage(
      c,
      <Page page={site.page(c, '/trial')} title={title} noIndex isQuiet>
        {body}
      </Page>,
      status,
    );
  const show = (c: Context, shown: Shown, status: 200 | 422 = 200) => send(c, 'Trial', <TrialForm site={site} shown={shown} />, status);
  const app = new Hono();
  app.get('/en/trial', (c) => show(c, { secret: newFormSecret(), words: '', errors: [], kept: [] }));
  app.post('/en/trial', async (c) => {
    const form = await receiveForm(ground, actor, { contentType: c.req.header('content-type'), body: c.req.raw.body });
    const of = (name: string) => form.fields.filter(([field]) => field === name).map(([, value]) => value);
    const words = of('words')[0] ?? '';
    const kept = [...(await namesOf(ground, actor, { form: form.form, ids: of(KEPT_FIELD) })), ...form.files];
    const ids = kept.map(({ id }) => id);
    const missing = words.trim() === '' ? [{ text: 'Write some words', field: 'words' }] : [];
    const errorsOf = [...missing, ...fileErrors(t, form.problems, 'files')];
    if (errorsOf.length > 0) return show(c, { secret: form.form, words, errors: errorsOf, kept }, 422);
    const answer = await ground.perform(beginWithFiles, actor, { words, files: { form: form.form, ids } });
    if (answer.done) return c.redirect(`/en/trial/${answer.value}/${ids.join(',')}`, 303);
    const why = answer.because === 'obstacles' ? attachmentObstacle(t, answer.obstacles[0].code) : undefined;
    return show(c, { secret: form.form, words, errors: [{ text: why ?? answer.because }], kept }, 422);
  });
  app.get('/en/trial/:stream/:ids', (c) => send(c, 'Received', <ReceivedFiles stream={c.req.param('stream')} ids={c.req.param('ids').split(',')} />));
  app.get('/en/file/:stream/:id', async (c) => sendAttachment(c, { ground, actor, errors }, await ground.perform(openFile, actor, { stream: c.req.param('stream'), section: 'one', attachment: c.req.param('id') })));
  return app;
}

/** A form with words and files, for somebody who has no session, as a feature would write it. It exists in tests only. */
export async function startTrial(ground: TestGround, actor: Actor): Promise<{ address: string; port: number; close: () => Promise<void> }> {
  const log = createLog('error');
  const { site, files, errors } = trialSite(log);
  const app = new Hono();
  app.use(requestId({ headerName: '' }));
  app.use(logRequests(log, () => false));
  app.use(downloadHeaders());
  app.use(securityHeaders());
  app.get('/assets/*', serveBuiltFiles(files));
  app.use(compressPages());
  app.route('/', trialRoutes(ground, actor, { site, errors }));
  app.notFound((c) => errors.send(c, 404));
  app.onError(errors.onError);
  const port = await freePort();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise<void>((ready) => server.once('listening', ready));
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
