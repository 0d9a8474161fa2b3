import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { pathWithin } from '#src/platform/http/addresses.ts';
import { readForm } from '#src/platform/http/form.ts';
import { enter, notReady, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { PlainPage } from '#src/platform/sessions/pages.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { dropDrafts, keepDraft, readDrafts, type DraftGround, type Keeping } from './drafts.ts';
import { draftsIn, toKeepIn, type Fields } from './fields.ts';
import { whenKept, withDraft } from './form.tsx';
import { meet, type DraftedForm, type MetForm } from './meet.ts';
import { DraftsPage } from './pages.tsx';

/** As large as the largest form behind the door. */
const LARGEST_FORM = 260 * 1024;

type Needs = DeskNeeds & { ground: () => DraftGround | null };

/** What a page asks for its form: the drafts of the one who is signed in meet it. */
export async function draftedForm(c: DeskContext, ground: DraftGround, form: Omit<MetForm, 'asked'>): Promise<DraftedForm> {
  return meet({ ...form, asked: c.req.query('draft') }, await readDrafts(ground, c.get('who').personId, form.form));
}

/** After a form was sent and what it asked for is done: its draft goes. */
export const forgetDraft = (c: DeskContext, ground: DraftGround, fields: Fields): Promise<void> => dropDrafts(ground, c.get('who').personId, draftsIn(fields));

/** The script says how it asks; a form without one gets a page. */
const isAskedByScript = (c: Context): boolean => c.req.header('accept') === 'application/json';

/** Keeping what was typed, and throwing it away, in one language. */
export function draftRoutes(needs: Needs): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/drafts', '/drafts/*']) {
    routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs));
  }
  routes.onError(whenBroken(needs));

  function notKept(c: DeskContext, because: Extract<Keeping, { kept: false }>['because']): Response | Promise<Response> {
    const text = t(`drafts.no.${because}`);
    if (isAskedByScript(c)) return c.json({ text }, 409);
    return show(c, needs, { title: t('drafts.title'), path: '/drafts', body: <PlainPage site={site} title={t('drafts.title')} text={text} to="/drafts" label={t('drafts.all')} />, status: 409 });
  }

  routes.get('/drafts', async (c) => {
    const ground = needs.ground();
    if (!ground) return notReady(c, needs);
    const drafts = await readDrafts(ground, c.get('who').personId, null);
    return show(c, needs, { title: t('drafts.title'), path: '/drafts', body: <DraftsPage site={site} drafts={drafts} /> });
  });
  routes.post('/drafts/keep', async (c) => {
    const ground = needs.ground();
    if (!ground) return notReady(c, needs);
    const draft = toKeepIn(await readForm(c));
    if (!draft) return needs.errors.send(c, 404);
    const keeping = await keepDraft(ground, c.get('who').personId, draft);
    if (!keeping.kept) return notKept(c, keeping.because);
    if (isAskedByScript(c)) return c.json({ text: t('drafts.kept', { when: whenKept(site, keeping.at) }) });
    return c.redirect(withDraft(draft.content.page, draft.id), 303);
  });
  routes.post('/drafts/discard', async (c) => {
    const ground = needs.ground();
    if (!ground) return notReady(c, needs);
    const fields = await readForm(c);
    await dropDrafts(ground, c.get('who').personId, draftsIn(fields));
    return c.redirect(pathWithin(fields.find(([name]) => name === 'draft-page')?.[1] ?? ''), 303);
  });
  return routes;
}
