import { Hono } from 'hono';
import { readSealedAttachment } from '#src/platform/action/read-attachment.ts';
import { streamOf } from '#src/platform/http/streaming.ts';
import { readRecipient, recipientId, type Recipient } from '#src/platform/packages/recipients.ts';
import { sealFile } from '#src/platform/packages/sealed-file.ts';
import { writeContents } from '#src/platform/packages/contents.ts';
import { fieldsOf, fresh, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { exportReport } from '../model/leaving-actions.ts';
import { openReceipt, sealReceipt } from '../receipt/tokens.ts';
import { drawWords } from '../receipt/words.ts';
import { problemsIn, statusFor } from './answers.ts';
import { ExportPage } from './leaving.tsx';
import type { WorkerFor } from './report-routes.tsx';
import { shortNumber, type Problem } from './shown.ts';
import type { DeskNeeds } from './worker.ts';

type Status = 200 | 403 | 404 | 409 | 422;
type Shown = { words?: readonly string[] | null; receipt?: string; purpose?: string; recipient?: string; problems?: readonly Problem[]; status?: Status };

/** Taking a report out as a sealed package. Whoever does it proved just now who she is. */
export function exportRoutes(needs: DeskNeeds, workerFor: WorkerFor): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  routes.use('/desk/reports/:report/export', fresh(needs));

  function page(c: DeskContext, report: string, { words, receipt = '', purpose = 'file-elsewhere', recipient = '', problems = [], status = 200 }: Shown): Promise<Response> {
    const drawn = words ?? drawWords(needs.wordLists[site.language]);
    const view = { report, words: drawn, receipt: words ? receipt : sealReceipt(needs.receptionKey(), drawn), purpose, recipient, problems };
    return show(c, needs, { title: t('desk.export'), path: '/desk', body: <ExportPage site={site} view={view} />, status });
  }

  routes.get('/desk/reports/:report/export', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    return worker.isJurist || worker.isCoordinator ? page(c, c.req.param('report'), {}) : needs.errors.send(c, 403);
  });
  routes.post('/desk/reports/:report/export', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const report = c.req.param('report');
    const field = await fieldsOf(c);
    const [receipt, purpose, line] = [field('receipt'), field('purpose'), field('recipient').trim()];
    const words = openReceipt(needs.receptionKey(), receipt);
    const typed = { words, receipt, purpose, recipient: line };
    const publicKey = line === '' ? null : readRecipient(line);
    // With other words than those on the page nobody could open it.
    if (!words || (line !== '' && !publicKey)) return page(c, report, { ...typed, problems: [words ? { text: t('desk.export-no-key'), field: 'recipient' } : { text: t('desk.problem') }], status: 422 });
    const recipient: Recipient = publicKey ? { kind: 'key', publicKey } : { kind: 'words', words: words.join(' ') };
    const { ground, actor } = worker;
    const { signer } = ground;
    if (!signer) return needs.errors.send(c, 403);
    const answer = await worker.perform(exportReport, actor, { report, purpose, recipient: publicKey ? recipientId(publicKey) : null });
    if (!answer.done) return page(c, report, { ...typed, problems: problemsIn(site, answer), status: statusFor(answer) });
    const sealedFile = (id: string) => readSealedAttachment(ground, actor, report, id);
    const contents = writeContents({ proof: answer.value, madeOn: needs.now().toISOString().slice(0, 10), signer, sealedFile });
    return c.body(streamOf(sealFile([recipient], contents)), 200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${shortNumber(report)}.keerpunt"`, 'cache-control': 'no-store' });
  });
  return routes;
}
