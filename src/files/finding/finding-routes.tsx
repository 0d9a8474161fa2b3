import { Hono } from 'hono';
import type { Answer } from '#src/platform/action/action.ts';
import { readDrafts } from '#src/platform/drafts/drafts.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { READ_SECTION } from '../actions/read-actions.ts';
import { findByNumber, listWaiting, searchFiles, type FoundFiles } from './search-actions.ts';
import type { Wait } from './store.ts';
import { lookAtDay } from './way-in-actions.ts';
import { readNumber } from '../model/number.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { KnownOnPage, recordedBy } from './known-on-page.tsx';
import type { Member, MemberFor } from '../pages/member.ts';
import { problemsIn, statusFor } from '../pages/problems.ts';
import { NOTHING_SOUGHT, SeekPage, type Sought } from './seek-page.tsx';
import { shortNumber } from '../pages/shown.ts';
import type { Problem } from '../pages/view.ts';
import { WaitingPage, WAITS_SHOWN } from './waiting-page.tsx';
import { sayWhy, type FindingNeeds } from './way-in.tsx';

/** What waits for somebody; nothing where that cannot be read. */
async function waitingFor(member: Member, today: string): Promise<readonly Wait[]> {
  const answer = await member.perform(listWaiting, member.actor, { roles: [...member.roles], today });
  return answer.done ? answer.value : [];
}

/** By its number where it is one, else by the names: one field, so that nobody has to choose first. */
async function seek(member: Member, { names, born }: Sought): Promise<Answer<FoundFiles>> {
  if (readNumber(names) === null) return member.perform(searchFiles, member.actor, { names, born });
  const found = await member.perform(findByNumber, member.actor, { number: names });
  return found.done ? { done: true, value: { files: found.value.map((row) => ({ row, fields: [] })), isMore: false } } : found;
}

/** Finding a file, what waits, and how a file stood on a day. */
export function findingRoutes(needs: FindingNeeds, memberFor: MemberFor): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const today = () => needs.now().toISOString().slice(0, 10);

  type Seek = { sought: Sought; found: FoundFiles | null; problems: readonly Problem[]; status?: ReturnType<typeof statusFor> };
  const seekPage = (c: DeskContext, member: Member, { status, ...seeking }: Seek) =>
    show(c, needs, { title: t('file.seek.title'), path: '/files', body: <SeekPage site={site} view={{ ...seeking, member, today: today() }} />, status: status ?? 200 });

  routes.get('/files/search', async (c) => {
    const member = await memberFor(c);
    return member instanceof Response ? member : seekPage(c, member, { sought: NOTHING_SOUGHT, found: null, problems: [] });
  });
  routes.post('/files/search', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const field = await fieldsOf(c);
    const sought = { names: field('names').trim(), born: field('born').trim() };
    const answer = await seek(member, sought);
    if (answer.done) return seekPage(c, member, { sought, found: answer.value, problems: [] });
    const problems = answer.because === 'invalid' ? answer.problems.map(({ path }) => ({ text: t(path === 'born' ? 'file.seek.born-wrong' : 'file.seek.names-missing'), field: path === 'born' ? 'seek-born' : 'seek-names' })) : problemsIn(site, answer, 'search', []);
    return seekPage(c, member, { sought, found: null, problems, status: statusFor(answer) });
  });

  routes.get('/files/waiting', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const ground = needs.ground();
    const shown = WAITS_SHOWN.find((one) => one === c.req.query('show')) ?? 'all';
    const drafts = ground ? (await readDrafts(ground, member.actor.id, null)).filter(({ form }) => form.startsWith('file:')) : [];
    const view = { shown, waits: await waitingFor(member, today()), drafts, today: today() };
    return show(c, needs, { title: t('file.waits.title'), path: '/files', body: <WaitingPage site={site} view={view} /> });
  });

  routes.post('/files/:file/way-in', async (c) => {
    const member = await memberFor(c);
    return member instanceof Response ? member : sayWhy(c, needs, member);
  });

  routes.get('/files/:file/known-on', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [file, asked] = [c.req.param('file'), c.req.query('day') ?? ''];
    const shared = { file, member, today: today(), asked };
    const title = t('file.title', { number: shortNumber(file) });
    const answer = await member.perform(lookAtDay, member.actor, { file, day: asked === '' ? today() : asked });
    if (!answer.done) {
      const isAboutDay = answer.because === 'obstacles' || (answer.because === 'invalid' && answer.problems.every(({ path }) => path === 'day'));
      if (!isAboutDay) return needs.errors.send(c, 404);
      const problems = answer.because === 'obstacles' ? problemsIn(site, answer, 'known-on', []) : [{ text: t('file.known-on.no-day') }];
      return show(c, needs, { title, path: '/files', body: <KnownOnPage site={site} view={{ ...shared, problems: problems.map((p) => ({ ...p, field: 'known-day' })), past: null }} />, status: 422 });
    }
    // Without a day it asks for one, and shows nothing that could be taken for the file of today.
    if (asked === '') return show(c, needs, { title, path: '/files', body: <KnownOnPage site={site} view={{ ...shared, problems: [], past: null }} /> });
    const reads: { [S in Section]?: ReturnType<typeof recordedBy> } = {};
    for (const section of SECTIONS.filter((one) => answer.value.sections.includes(one))) {
      const read = await member.perform(READ_SECTION[section], member.actor, { file });
      if (read.done) reads[section] = recordedBy(read.value.entries, asked);
    }
    return show(c, needs, { title, path: '/files', body: <KnownOnPage site={site} view={{ ...shared, problems: [], past: { day: asked, known: answer.value, reads } }} /> });
  });
  return routes;
}
