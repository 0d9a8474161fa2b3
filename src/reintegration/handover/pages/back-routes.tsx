import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { FileFrame } from '#src/files/pages/frame.tsx';
import type { Member, MemberFor } from '#src/files/pages/member.ts';
import { problemsIn, statusFor } from '#src/files/pages/problems.ts';
import { shortNumber, word } from '#src/files/pages/shown.ts';
import type { Part, Problem } from '#src/files/pages/view.ts';
import { streamOf } from '#src/platform/http/streaming.ts';
import { fieldsOf, fresh, notReady, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { HiddenFields, Select } from '#src/platform/ui/forms.tsx';
import { seeNodes } from '../actions/receive-actions.ts';
import { seeHandovers } from '../actions/step-actions.ts';
import { CHILD_SAYS } from '../model/vocabulary.ts';
import { packBack } from '../package/pack.ts';
import { viewOf, type HandoverRoutesNeeds } from './desk.ts';

const AT = '/files/:file/handover/back/:package';

type Props = Part & { received: string; id: string; node: string | null };

function BackPage({ site, view, received, id, node }: Props): JSX.Element {
  const { t } = site;
  return (
    <FileFrame site={site} view={view} here="/handover" title={t('handover.back.title')}>
      <p class="screen-only">
        <a href={site.href(`/files/${view.file}/handover`)}>{t('handover.title')}</a>
      </p>
      <p>{node ? t('handover.package.to', { node }) : t('handover.problem.no-such-node')}</p>
      <p>{t('handover.back.text')}</p>
      <form method="post" action={site.href(`/files/${view.file}/handover/back/${received}`)} id="do-back">
        <HiddenFields fields={[['id', id]]} />
        <Select name="childSays" label={t('handover.back.child')} value="not-asked" choices={CHILD_SAYS.map((value) => ({ value, label: word(t, 'handover.child-says', value) }))} />
        <p class="small">{t('handover.back.child-hint')}</p>
        <p>{t('handover.package.for-good')}</p>
        <p>
          <button class="button primary">{t('handover.package.make')}</button>
        </p>
      </form>
    </FileFrame>
  );
}

/** Giving back how a child is, sealed, to the installation from which its file came. */
export function backRoutes(needs: HandoverRoutesNeeds, memberFor: MemberFor): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  routes.use(AT, fresh(needs));

  async function page(c: DeskContext, member: Member, problems: readonly Problem[] = [], status: 200 | 403 | 404 | 409 | 422 = 200): Promise<Response> {
    const [file, id] = [c.req.param('file') ?? '', c.req.param('package')];
    const view = await viewOf(member, { file, today: needs.now().toISOString().slice(0, 10), sections: [], problems }, needs);
    const seen = view && (await member.perform(seeHandovers, member.actor, { file }));
    const received = seen?.done ? seen.value.state.received.find((r) => r.package === id) : undefined;
    const nodes = received && (await member.perform(seeNodes, member.actor, {}));
    if (!view || !received || !nodes?.done) return needs.errors.send(c, 404);
    const node = nodes.value.find((n) => n.node === received.node)?.name ?? null;
    return show(c, needs, { title: `${t('file.title', { number: shortNumber(file) })}: ${t('handover.back.title')}`, path: '/files', body: <BackPage site={site} view={view} received={received.package} id={randomUUID()} node={node} />, status });
  }

  routes.get(AT, async (c) => {
    const member = await memberFor(c);
    return member instanceof Response ? member : page(c, member);
  });

  routes.post(AT, async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [ground, field, file] = [needs.ground(), await fieldsOf(c), c.req.param('file')];
    if (!ground?.signer) return notReady(c, needs);
    const childSays = CHILD_SAYS.find((says) => says === field('childSays')) ?? 'not-asked';
    const packed = await packBack({ ground, signer: ground.signer, perform: member.perform, actor: member.actor, now: needs.now() }, { file, received: c.req.param('package'), package: field('id'), childSays });
    if (!('pieces' in packed)) return page(c, member, problemsIn(site, packed, 'back', [], ['handover.problem']), statusFor(packed));
    return c.body(streamOf(packed.pieces), 200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${shortNumber(file)}.keerpunt"`, 'cache-control': 'no-store' });
  });
  return routes;
}
