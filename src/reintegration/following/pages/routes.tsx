import { Hono } from 'hono';
import { wayIn } from '#src/files/finding/way-in.tsx';
import { onlyMembers, type FileNeeds } from '#src/files/pages/member.ts';
import { problemsIn, statusFor } from '#src/files/pages/problems.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import { hrefIn } from '#src/platform/i18n/languages.ts';
import { enter, fieldsOf, show, signedIn, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { LINK_DAYS, makeLink } from '../actions/link-actions.ts';
import { DUE_SHOWN, listDue, seeFollowing } from '../actions/see-actions.ts';
import { digestOf, newCode, sealLink } from '../link/token.ts';
import { AT, occasionFrom } from './doings.ts';
import { LinkMadePage } from './link-made-page.tsx';
import { DueListPage } from './list-page.tsx';

export type FollowingNeeds = FileNeeds & {
  /** What links are sealed with. */
  readonly linkKey: () => SecretKey;
};

const LARGEST_FORM = 64 * 1024;

/** The list of who is to be seen, and the page on which a link is shown once. */
export function followingRoutes(needs: FollowingNeeds): Hono<DeskEnv> {
  const { site, linkKey } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const memberFor = onlyMembers(needs);
  for (const path of ['/follow-ups', `/files/:file/${AT}/link`]) routes.use(path, limitForms(LARGEST_FORM, (c) => needs.errors.send(c, 413)), enter(needs), signedIn(needs));
  routes.onError(whenBroken(needs));
  routes.use(`/files/:file/${AT}/link`, wayIn(needs, memberFor));
  const today = () => needs.now().toISOString().slice(0, 10);

  routes.get('/follow-ups', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const shown = DUE_SHOWN.find((one) => one === c.req.query('show')) ?? 'due';
    const answer = await member.perform(listDue, member.actor, { shown, today: today() });
    if (!answer.done) return needs.errors.send(c, 404);
    return show(c, needs, { title: t('follow.list'), path: '/follow-ups', body: <DueListPage site={site} view={{ shown, rows: answer.value, today: today() }} /> });
  });

  routes.post(`/files/:file/${AT}/link`, async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [file, field] = [c.req.param('file'), await fieldsOf(c)];
    const seen = await member.perform(seeFollowing, member.actor, { file });
    if (!seen.done) return needs.errors.send(c, 404);
    const [link, about, code] = [field('link'), occasionFrom(field('item')), newCode()];
    const token = sealLink(linkKey(), { file, link });
    const answer = await member.perform(makeLink, member.actor, { file, link, about, digest: digestOf(token, code) });
    const language = seen.value.state.calendar?.language ?? site.language;
    const made = answer.done ? { address: site.page(c, '/').origin + hrefIn(language, `/v/${token}`), code, moment: about.moment, until: daysAfter(today(), LINK_DAYS) } : null;
    const problems = answer.done ? [] : problemsIn(site, answer, 'link', [], ['follow.problem']);
    return show(c, needs, { title: t('file.title', { number: shortNumber(file) }), path: '/files', body: <LinkMadePage site={site} file={file} made={made} problems={problems} />, status: answer.done ? 200 : statusFor(answer) });
  });
  return routes;
}
