import { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import type { Fields } from '#src/platform/drafts/fields.ts';
import { forgetDraft } from '#src/platform/drafts/routes.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { enter, fieldsOf, notReady, show, signedIn, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { PlainPage } from '#src/platform/sessions/pages.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { mountCheck, type CheckNeeds } from '../intake/check-routes.tsx';
import { findKnownFiles } from '../actions/known-actions.ts';
import { openFile } from '../actions/open-actions.ts';
import { listFiles, lookAtFile, READ_SECTION, readLooks, SHOWN, type SectionRead } from '../actions/read-actions.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { ChildPage } from './child-page.tsx';
import { doingNamed, refuseSameNames } from './all-doings.ts';
import { typedFrom, valuesFrom } from './doings.ts';
import { mountDocuments, picturesFor } from './document-routes.ts';
import { draftedOn, draftOf } from './drafting.ts';
import { emergencyRoutes } from './emergency-page.tsx';
import { findingRoutes } from '../finding/finding-routes.tsx';
import { markOf } from './forms.tsx';
import type { Guide } from './guide.ts';
import { IdentityPage } from './identity-page.tsx';
import { ListPage, NEW_FILE_FIELDS, NewFilePage, nothingNew } from './list-page.tsx';
import { memberIn, type Member } from './member.ts';
import { problemsIn, statusFor } from './problems.ts';
import { RecognitionPage } from './recognition-page.tsx';
import { SectionPage } from './section-page.tsx';
import { shortNumber } from './shown.ts';
import { StoryPage } from './story-page.tsx';
import { TablePage } from './table-page.tsx';
import { wayIn, wayInOf } from '../finding/way-in.tsx';
import type { FilePage, FileView, Part, Problem, Tab, Tried, Waiting } from './view.ts';

/** Several long texts, each as a form writes the longest of them. */
const LARGEST_FORM = 512 * 1024;

/** What all pages of files need. */
type AllNeeds = CheckNeeds & { guide: Guide; /** Pages of other rooms about a file. */ more: readonly FilePage[]; tabs: readonly Tab[]; /** What everybody at the table is told by another room. */ strip?: (part: Part) => Promise<JSX.Element | null> };

type Here = { tried: Tried | null; problems: readonly Problem[]; status: 200 | 403 | 404 | 409 | 422; sent: Fields | null; asked: string | undefined; waiting?: Waiting | null };
const FRESH: Here = { tried: null, problems: [], status: 200, sent: null, asked: undefined };

/** Which sections each page reads; every reading is recorded. */
const READS: ReadonlyMap<string, readonly Section[]> = new Map([
  ['story', ['chronology']],
  ['identity', ['identity']],
  ['recognition', ['recognition']],
  ['table', []],
  ['child', ['chronology', 'recognition']],
]);

const addressOf = (file: string, page: string): string => `/files/${file}${page === 'story' ? '' : `/${page}`}`;

/** Which page shows a form again that was not kept. */
const pageFor = (at: string, section: string): string => (at === 'section' ? (section === 'chronology' || section === '' ? 'story' : section) : at);

const bodyFor = async (page: string, part: Part): Promise<JSX.Element> => {
  const other = part.view.more.find((m) => m.path === page);
  if (other) return other.body(part);
  if (page === 'story') return <StoryPage {...part} />;
  if (page === 'identity') return <IdentityPage {...part} />;
  if (page === 'recognition') return <RecognitionPage {...part} />;
  if (page === 'table') return <TablePage {...part} />;
  return <SectionPage {...part} section={page as Section} />;
};

/** The files of an agency, in one language. */
export function fileRoutes(needs: AllNeeds): Hono<DeskEnv> {
  const { site, more } = needs;
  const { t } = site;
  refuseSameNames(more);
  const reads: ReadonlyMap<string, readonly Section[]> = new Map([...READS, ...more.map((m) => [m.path, [m.section]] as const)]);
  const routes = new Hono<DeskEnv>();
  // Before the door: whoever has no account is led on, not sent away.
  mountCheck(routes, needs);
  for (const path of ['/files', '/files/*']) routes.use(path, limitForms(LARGEST_FORM, (c) => needs.errors.send(c, 413)), enter(needs), signedIn(needs));
  routes.onError(whenBroken(needs));
  routes.use('/files/:file/*', wayIn(needs, memberFor));
  const today = () => needs.now().toISOString().slice(0, 10);

  async function memberFor(c: DeskContext): Promise<Member | Response> {
    const member = await memberIn(c, needs);
    if (member === 'not-ready') return notReady(c, needs);
    if (member) return member;
    const body = <PlainPage site={site} title={t('file.list')} text={t('file.not-yours')} to="/account" label={t('account.title')} />;
    return show(c, needs, { title: t('file.list'), path: '/files', body, status: 403 });
  }

  async function viewOf(member: Member, file: string, page: string, here: Here): Promise<FileView | null> {
    const looked = await member.perform(lookAtFile, member.actor, { file });
    if (!looked.done) return null;
    const wanted = reads.get(page) ?? [page as Section];
    const read: { [S in Section]?: SectionRead } = {};
    for (const section of wanted) {
      if (!looked.value.sections.includes(section)) continue;
      const answer = await member.perform(READ_SECTION[section], member.actor, { file });
      if (answer.done) read[section] = answer.value;
    }
    const draft = await draftIn(member, file, page, { here, base: read[wanted[0] as Section]?.version ?? '' });
    return { file, overview: looked.value, member, today: today(), tried: here.tried, problems: here.problems, waiting: here.waiting ?? null, draft, known: await knownTo(member, file, page), guide: needs.guide, reads: read, tabs: needs.tabs, more: more.filter((m) => looked.value.sections.includes(m.section)) };
  }

  /** Asked for with the page of who the child is, and each time recorded. */
  async function knownTo(member: Member, file: string, page: string): Promise<FileView['known']> {
    const answer = page === 'identity' ? await member.perform(findKnownFiles, member.actor, { file }) : null;
    return answer?.done ? answer.value : null;
  }

  /** The form of the page of which drafts are kept, filled with what was. */
  async function draftIn(member: Member, file: string, page: string, { here, base }: { here: Here; base: string }): Promise<FileView['draft']> {
    const [name, ground] = [draftedOn(page, more), needs.ground()];
    const doing = name === null ? undefined : doingNamed(name, more);
    if (!name || !doing || !ground) return null;
    const sent = here.tried?.doing === name ? here.sent : null;
    const title = `${t('file.title', { number: shortNumber(file) })}: ${t(doing.title)}`;
    const form = await draftOf(ground, member.actor.id, { doing: name, fields: doing.fields, file, page, address: site.href(addressOf(file, page)), base, title, asked: here.asked, sent });
    return { doing: name, form };
  }

  async function filePage(c: DeskContext, member: Member, file: string, page: string, here: Here = FRESH): Promise<Response> {
    const seen = await viewOf(member, file, page, here);
    const looks = seen && page === 'table' ? await member.perform(readLooks, member.actor, { file }) : null;
    // A section that nobody may see, or that this role does not read, is as one that is not there.
    const isForAll = page === 'story' || page === 'table';
    const strip = seen && isForAll ? ((await needs.strip?.({ site, view: seen })) ?? null) : null;
    const view = seen && { ...seen, strip, wayIn: wayInOf(c), looks: looks?.done ? looks.value : null };
    const read = reads.get(page)?.[0] ?? (page as Section);
    if (!view || (!isForAll && !view.reads[read])) return needs.errors.send(c, 404);
    return show(c, needs, { title: t('file.title', { number: shortNumber(file) }), path: '/files', body: await bodyFor(page, { site, view }), status: here.status });
  }

  routes.get('/files', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const shown = SHOWN.find((one) => one === c.req.query('show')) ?? 'open';
    const answer = await member.perform(listFiles, member.actor, { shown });
    if (!answer.done) return needs.errors.send(c, 403);
    return show(c, needs, { title: t('file.list'), path: '/files', body: <ListPage site={site} view={{ shown, rows: answer.value, member, today: today() }} /> });
  });

  routes.route('/', findingRoutes(needs, memberFor));

  routes.get('/files/new', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    return show(c, needs, { title: t('file.new'), path: '/files', body: <NewFilePage site={site} view={nothingNew()} /> });
  });

  routes.post('/files/new', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const field = await fieldsOf(c);
    const v = valuesFrom('new', field);
    const event = { event: v.id, what: v.get('what'), happened: v.day('happened'), precision: v.day('happened') === null ? 'not-known' : v.get('precision'), source: v.get('source'), country: null, hadMissedSign: false, corrects: null };
    const input = { file: field('file'), origin: 'direct', country: v.get('country'), fact: field('fact'), child: { given: v.get('given'), family: v.get('family') }, event, words: { text: v.get('text'), place: v.get('place') } };
    const answer = await member.perform(openFile, member.actor, input);
    const isThere = !answer.done && answer.because === 'obstacles' && answer.obstacles[0].code === 'already-there';
    if (answer.done || isThere) return c.redirect(site.href(`/files/${field('file')}`), 303);
    const again = { typed: typedFrom(NEW_FILE_FIELDS, v), problems: problemsIn(site, answer, 'new', NEW_FILE_FIELDS), file: field('file'), id: v.id, fact: field('fact') };
    return show(c, needs, { title: t('file.new'), path: '/files', body: <NewFilePage site={site} view={again} />, status: statusFor(answer) });
  });

  emergencyRoutes(routes, { ...needs, memberFor });

  routes.get('/files/:file/child', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const file = c.req.param('file');
    const view = await viewOf(member, file, 'child', FRESH);
    const looks = await member.perform(readLooks, member.actor, { file });
    if (!view || !looks.done) return needs.errors.send(c, 404);
    const others = await Promise.all(view.more.map((m) => m.forChild?.({ site, view }) ?? null));
    return show(c, needs, { title: t('file.child.title'), path: '/files', body: <ChildPage site={site} view={view} looks={looks.value} others={others.filter((one) => one !== null)} /> });
  });

  routes.get('/files/:file/:page?', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const page = c.req.param('page') ?? 'story';
    const isKnown = reads.has(page) || SECTIONS.some((s) => s === page && s !== 'chronology');
    return isKnown ? filePage(c, member, c.req.param('file'), page, { ...FRESH, asked: c.req.query('draft') }) : needs.errors.send(c, 404);
  });

  mountDocuments(routes, needs, {
    memberFor,
    again: (c, member, file, section, again) => filePage(c, member, file, pageFor('section', section), { ...FRESH, ...again }),
    addressOf: (file, section) => addressOf(file, pageFor('section', section)),
  });

  routes.get('/files/:file/:page/lines', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const page = more.find((m) => m.path === c.req.param('page'));
    const view = page?.lines ? await viewOf(member, c.req.param('file'), page.path, FRESH) : null;
    const lines = page && view?.reads[page.section] ? await page.lines?.({ site, view }) : null;
    if (!lines) return needs.errors.send(c, 404);
    // A name that says nothing to whoever looks into the folder of downloads.
    return c.body(`${lines.join('\n')}\n`, 200, { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': 'attachment; filename="lines.txt"' });
  });

  routes.get('/files/:file/:page/copy', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [page, ground] = [more.find((m) => m.path === c.req.param('page')), needs.ground()];
    const view = page?.copy && ground ? await viewOf(member, c.req.param('file'), page.path, FRESH) : null;
    const copy = page && ground && view?.reads[page.section] ? await page.copy?.({ site, view }, picturesFor(ground, member, view.file)) : null;
    if (!copy) return needs.errors.send(c, 404);
    return c.body(copy, 200, { 'content-type': 'text/html; charset=utf-8', 'content-disposition': 'attachment; filename="card.html"' });
  });

  routes.post('/files/:file/:doing', async (c) => {
    const name = c.req.param('doing');
    const doing = doingNamed(name, more);
    if (!doing) return needs.errors.send(c, 404);
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const file = c.req.param('file');
    const values = valuesFrom(name, await fieldsOf(c));
    const sent = await readForm(c);
    const page = pageFor(doing.at, values.section);
    const answer = await doing.act(values, { member, file, today: today(), guide: needs.guide });
    if (answer.done) {
      const ground = needs.ground();
      if (ground) await forgetDraft(c, ground, sent);
      return c.redirect(site.href(addressOf(file, page)), 303);
    }
    const tried = { doing: name, typed: typedFrom(doing.fields, values), item: values.item, id: values.id };
    return filePage(c, member, file, page, { tried, problems: problemsIn(site, answer, name, doing.fields, more.map((m) => m.problems)).map((one) => (one.field ? { ...one, field: `${one.field}${markOf(values.item)}` } : one)), status: statusFor(answer), sent, asked: undefined });
  });
  return routes;
}
