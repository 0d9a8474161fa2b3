import { Hono } from 'hono';
import type { SentFiles } from '#src/platform/action/action.ts';
import { wayIn } from '#src/files/finding/way-in.tsx';
import { typedFrom, valuesFrom } from '#src/files/pages/doings.ts';
import { onlyMembers, type Member } from '#src/files/pages/member.ts';
import { problemsIn, statusFor } from '#src/files/pages/problems.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import type { Problem } from '#src/files/pages/view.ts';
import { fileErrors } from '#src/platform/attachments/file-field.tsx';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import { bringsFiles, KEPT_FIELD, receiveForm } from '#src/platform/attachments/receive.ts';
import { namesOf } from '#src/platform/attachments/staging.ts';
import { enter, notReady, show, signedIn, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { enterReply, seeHandovers } from '../actions/step-actions.ts';
import { handoverOf } from '../model/state.ts';
import { backRoutes } from './back-routes.tsx';
import { cameRoutes } from './came-page.tsx';
import { viewOf, type HandoverRoutesNeeds } from './desk.ts';
import { HandoverBody } from './handover-page.tsx';
import { entriesFor, letterIn } from './read.ts';
import { receiveRoutes } from './receive-routes.tsx';
import { replyFields, type TriedReply } from './enter-reply.tsx';
import { sharingRoutes } from './sharing-routes.tsx';

const LARGEST_FORM = 128 * 1024;

/** Letters, replies with their scans, what goes along, and what comes in; in one language. Before the pages of a file, which take any one word behind its address. */
export function handoverRoutes(needs: HandoverRoutesNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const memberFor = onlyMembers(needs);
  const own = ['/files/:file/handover/*', '/files/:file/sharing', '/files/:file/sharing/*'];
  for (const path of [...own, '/handovers', '/handovers/*']) routes.use(path, limitForms(LARGEST_FORM, (c) => needs.errors.send(c, 413)), enter(needs), signedIn(needs));
  routes.onError(whenBroken(needs));
  for (const path of own) routes.use(path, wayIn(needs, memberFor));
  const today = () => needs.now().toISOString().slice(0, 10);

  routes.get('/files/:file/handover/letters/:letter', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [file, id] = [c.req.param('file'), c.req.param('letter')];
    const letter = letterIn(await entriesFor(member, file), id);
    if (!letter) return needs.errors.send(c, 404);
    const name = `${shortNumber(file)}-${id.slice(0, 8)}.pdf`;
    return c.body(new Uint8Array(letter.pdf), 200, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
  });

  type Again = { member: Member; file: string; tried: TriedReply; problems: readonly Problem[]; status: 403 | 404 | 409 | 422 };
  async function again(c: DeskContext, { member, file, tried, problems, status }: Again): Promise<Response> {
    const view = await viewOf(member, { file, today: today(), sections: ['reintegration'], problems }, needs);
    if (!view?.reads.reintegration) return needs.errors.send(c, 404);
    return show(c, needs, { title: `${t('file.title', { number: shortNumber(file) })}: ${t('handover.title')}`, path: '/files', body: await HandoverBody({ site, view, tried }), status });
  }

  routes.post('/files/:file/handover/reply', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [ground, contentType, file] = [needs.ground(), c.req.header('content-type'), c.req.param('file')];
    if (!ground) return notReady(c, needs);
    if (!bringsFiles(contentType)) return needs.errors.send(c, 404);
    const seen = await member.perform(seeHandovers, member.actor, { file });
    if (!seen.done) return needs.errors.send(c, 404);
    const { fields, form, files: came, problems } = await receiveForm(ground, member.actor, { contentType, body: c.req.raw.body });
    const values = valuesFrom('reply', (name) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '') ?? '');
    const handover = handoverOf(seen.value.state, values.item);
    if (!handover) return needs.errors.send(c, 404);
    const ids = [...new Set([...fields.filter(([name]) => name === KEPT_FIELD).map(([, id]) => id), ...came.map(({ id }) => id)])];
    const files: SentFiles | null = ids.length > 0 ? { form, ids } : null;
    const asked = replyFields(handover);
    const tried = async (): Promise<TriedReply> => ({ handover: handover.handover, id: values.id, typed: typedFrom(asked, values), waiting: files ? { form, kept: await namesOf(ground, member.actor, files) } : null });
    if (problems.length > 0) return again(c, { member, file, tried: await tried(), problems: fileErrors(t, problems, `scan-${handover.handover.slice(0, 8)}`), status: 422 });
    const refusal = values.get('refusal');
    const reply = { handover: handover.handover, reply: values.id, what: values.get('what'), from: values.get('from'), by: values.get('by'), on: values.get('on'), refusal: values.get('what') !== 'refused' || refusal === '' ? null : refusal };
    const answer = await member.perform(enterReply, member.actor, { file, reply, words: { number: values.get('number'), who: values.get('who'), text: values.get('text') }, files });
    if (answer.done) return c.redirect(site.href(`/files/${file}/handover`), 303);
    const mark = `-${handover.handover.slice(0, 8)}`;
    const found = problemsIn(site, answer, 'reply', asked, ['handover.problem']).map((one) => (one.field ? { ...one, field: `${one.field}${mark}` } : one));
    return again(c, { member, file, tried: await tried(), problems: found, status: statusFor(answer) });
  });

  routes.route('/', sharingRoutes(needs, memberFor));
  routes.route('/', cameRoutes(needs, memberFor));
  routes.route('/', backRoutes(needs, memberFor));
  routes.route('/', receiveRoutes(needs, memberFor));
  return routes;
}
