import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { daysAfter } from '#src/files/model/days.ts';
import { countryOf } from '#src/files/model/state.ts';
import type { Member, MemberFor } from '#src/files/pages/member.ts';
import { problemsIn, statusFor } from '#src/files/pages/problems.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import type { FileView, Problem } from '#src/files/pages/view.ts';
import { streamOf } from '#src/platform/http/streaming.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { fieldsOf, fresh, notReady, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { seeNodes } from '../actions/receive-actions.ts';
import { ANSWER_SHARE, askToShare, makePackage, seeSharing, type Asked } from '../actions/share-actions.ts';
import { seeHandovers } from '../actions/step-actions.ts';
import { isOver } from '../model/state.ts';
import { SHARED_SECTIONS } from '../model/vocabulary.ts';
import { packFile } from '../package/pack.ts';
import { viewOf, type HandoverRoutesNeeds } from './desk.ts';
import { PackagePage, SharingPage, type SharingView } from './sharing-page.tsx';

/** Our own advice: so long those who answer for a section have to say something. */
const DAYS_TO_ANSWER = 7;
type Status = 200 | 403 | 404 | 409 | 422;

/** Asking what may go along, saying it, and sealing it. */
export function sharingRoutes(needs: HandoverRoutesNeeds, memberFor: MemberFor): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  routes.use('/files/:file/sharing/:share/package', fresh(needs));
  const today = () => needs.now().toISOString().slice(0, 10);

  async function shownFor(member: Member, file: string, problems: readonly Problem[] = []): Promise<SharingView | null> {
    const view = await viewOf(member, { file, today: today(), sections: [], problems }, needs);
    const sharing = view && (await member.perform(seeSharing, member.actor, { file }));
    if (!view || !sharing?.done) return null;
    const nodes = await member.perform(seeNodes, member.actor, {});
    const seen = nodes.done ? await member.perform(seeHandovers, member.actor, { file }) : nodes;
    return { view, sharing: sharing.value, handovers: seen.done ? seen.value.state.handovers.filter((h) => !isOver(h)) : [], nodes: nodes.done ? nodes.value : [], id: randomUUID(), answerBy: daysAfter(today(), DAYS_TO_ANSWER) };
  }
  const titleOf = (file: string, what: string) => `${t('file.title', { number: shortNumber(file) })}: ${what}`;

  async function page(c: DeskContext, member: Member, problems: readonly Problem[] = [], status: Status = 200): Promise<Response> {
    const file = c.req.param('file') ?? '';
    const shown = await shownFor(member, file, problems);
    if (!shown) return needs.errors.send(c, 404);
    return show(c, needs, { title: titleOf(file, t('handover.sharing.title')), path: '/files', body: <SharingPage site={site} view={shown.view} shown={shown} />, status });
  }

  routes.get('/files/:file/sharing', async (c) => {
    const member = await memberFor(c);
    return member instanceof Response ? member : page(c, member);
  });

  routes.post('/files/:file/sharing', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [field, file] = [await fieldsOf(c), c.req.param('file')];
    const shown = await shownFor(member, file);
    const handover = shown?.handovers.find((h) => h.handover === field('handover'));
    const node = shown?.nodes.find((n) => n.node === field('node'));
    if (!handover || !node) return shown ? page(c, member, [{ text: t('file.problem.choice') }], 422) : needs.errors.send(c, 404);
    const sections = SHARED_SECTIONS.filter((section) => field(`sections.${section}`) === 'yes');
    const asked = { share: field('id'), handover: handover.handover, country: handover.country, sections, recipient: recipientId(node.recipient), justiceGround: field('justiceGround') === '' ? null : field('justiceGround'), answerBy: field('answerBy') };
    const answer = await member.perform(askToShare, member.actor, { file, asked });
    return answer.done ? c.redirect(site.href(`/files/${file}/sharing`), 303) : page(c, member, problemsIn(site, answer, 'share', [], ['handover.problem']), statusFor(answer));
  });

  routes.post('/files/:file/sharing/answer', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [field, file] = [await fieldsOf(c), c.req.param('file')];
    const section = SHARED_SECTIONS.find((s) => s === field('section'));
    if (!section) return needs.errors.send(c, 404);
    const saysWords = field('withWords') === 'yes';
    const given = { share: field('share'), agrees: field('agrees') === 'yes', withWords: field('agrees') === 'yes' && saysWords, childSays: field('childSays') === '' ? 'not-asked' : field('childSays') };
    const answer = await member.perform(ANSWER_SHARE[section], member.actor, { file, answer: given, words: { text: field('text') } });
    return answer.done ? c.redirect(site.href(`/files/${file}/sharing`), 303) : page(c, member, problemsIn(site, answer, 'answer', [], ['handover.problem']), statusFor(answer));
  });

  type Packing = { shown: SharingView; asked: Asked };
  async function packingFor(c: DeskContext, member: Member, problems: readonly Problem[] = []): Promise<Packing | null> {
    const shown = await shownFor(member, c.req.param('file') ?? '', problems);
    const asked = shown?.sharing.asked.find((a) => a.share.share === c.req.param('share'));
    return shown && asked && shown.handovers.some((h) => h.handover === asked.share.handover) ? { shown, asked } : null;
  }
  const nodeOf = ({ shown, asked }: Packing) => shown.nodes.find((n) => recipientId(n.recipient) === asked.share.recipient) ?? null;
  const packagePage = (c: DeskContext, packing: Packing, view: FileView, id: string, status: Status) =>
    show(c, needs, { title: titleOf(view.file, t('handover.package.title')), path: '/files', body: <PackagePage site={site} view={view} asked={packing.asked} node={nodeOf(packing)} id={id} />, status });

  routes.get('/files/:file/sharing/:share/package', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const packing = await packingFor(c, member);
    return packing ? packagePage(c, packing, packing.shown.view, packing.shown.id, 200) : needs.errors.send(c, 404);
  });

  routes.post('/files/:file/sharing/:share/package', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [ground, field, file] = [needs.ground(), await fieldsOf(c), c.req.param('file')];
    if (!ground?.signer) return notReady(c, needs);
    const packing = await packingFor(c, member);
    const node = packing && nodeOf(packing);
    if (!packing || !node) return needs.errors.send(c, 404);
    const { share } = packing.asked;
    const sections = SHARED_SECTIONS.filter((section) => field(`sections.${section}`) === 'yes');
    const id = field('id');
    const again = async (answer: Parameters<typeof problemsIn>[1]) => {
      const problems = problemsIn(site, answer, 'package', [], ['handover.problem']);
      const once = await packingFor(c, member, problems);
      return once ? packagePage(c, once, once.shown.view, randomUUID(), statusFor(answer)) : needs.errors.send(c, 404);
    };
    const made = await member.perform(makePackage, member.actor, { file, made: { share: share.share, package: id, sections } });
    if (!made.done) return again(made);
    const handover = packing.shown.handovers.find((h) => h.handover === share.handover);
    if (!handover) return needs.errors.send(c, 404);
    const packed = await packFile({ ground, signer: ground.signer, perform: member.perform, actor: member.actor, now: needs.now() }, { file, share, package: id, sections, handover, node, country: countryOf(packing.shown.sharing.state) });
    if (!('pieces' in packed)) return again(packed);
    return c.body(streamOf(packed.pieces), 200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${shortNumber(file)}.keerpunt"`, 'cache-control': 'no-store' });
  });
  return routes;
}
