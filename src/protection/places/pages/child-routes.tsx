import type { Hono } from 'hono';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { guardian, placementDesk, shelter, youthProtection } from '#src/files/roles.ts';
import { statusFor } from '#src/files/pages/problems.ts';
import { fileNumber } from '#src/files/model/number.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import { wayIn } from '#src/files/finding/way-in.tsx';
import type { FileNeeds, Member, MemberFor } from '#src/files/pages/member.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { countKeeping } from '../actions/count-actions.ts';
import { CountsPage, MONTHS } from './counts-page.tsx';
import { lookAtChild } from '../actions/child-actions.ts';
import { listStays, listWaitingChildren, matchChild, matchTyped, prepareAllocation } from '../actions/match-actions.ts';
import { shareBeds, type Child } from '../allocation/share.ts';
import { HOW_SOON } from '../model/vocabulary.ts';
import { CHILD_DOINGS } from './child-doings.ts';
import { ChildPlacesPage, HAND_OVER, PAGE } from './child-page.tsx';
import { AllocationPage, ChildrenPage, TypedMatchPage } from './children-page.tsx';
import { typedFrom, valuesFrom, type Typed } from './fields.tsx';
import { needsFields, needsFrom, typedNeeds } from './forms.ts';
import { problemsOf } from './shown.ts';
import { shelterManager } from '../roles.ts';

/** Who may open the list of places: nobody is led to a page that is not there for her. */
const SEE_PLACES = [shelter, shelterManager, placementDesk];
/** How many children are shared out at once, with how many places each, and how long a page may think about it. */
const [MOST_CHILDREN, MOST_FITTING, PATIENCE_MS] = [100, 500, 1000];

/** The last months, this one included, as YYYY-MM. */
const monthsUntil = (now: Date, most: number): readonly string[] => Array.from({ length: most }, (_, n) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (most - 1 - n), 1)).toISOString().slice(0, 7));

type Shown = { readonly tried: { readonly doing: string; readonly typed: Typed } | null; readonly problems: readonly { text: string }[]; readonly status: 200 | 403 | 404 | 409 | 422; readonly from: number };
const holds = (member: Member, roles: readonly { name: string }[]) => roles.some((role) => member.roles.includes(role.name));

/** The pages of children who need a place. */
export function addChildRoutes(routes: Hono<DeskEnv>, needs: FileNeeds, memberFor: MemberFor): void {
  const { site } = needs;
  const { t } = site;
  const now = () => needs.now().toISOString();

  // These pages are about a file: an unusual look is asked for its reason here too.
  for (const path of ['/places/child/:file', '/places/child/:file/*']) routes.use(path, wayIn(needs, memberFor));

  routes.get('/places/children', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const waiting = await member.perform(listWaitingChildren, member.actor, {});
    if (!waiting.done) return needs.errors.send(c, 404);
    const bySoon = (soon: string) => HOW_SOON.findIndex((one) => one === soon);
    return show(c, needs, { title: t('places.children'), path: '/places', body: <ChildrenPage site={site} waiting={waiting.value.toSorted((a, b) => bySoon(a.soon) - bySoon(b.soon))} isDesk={holds(member, [placementDesk])} seesPlaces={holds(member, SEE_PLACES)} /> });
  });

  routes.get('/places/counts', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const months = monthsUntil(needs.now(), MONTHS);
    const counted = await member.perform(countKeeping, member.actor, { since: `${months[0]}-01` });
    if (!counted.done) return needs.errors.send(c, 404);
    return show(c, needs, { title: t('places.counts-title'), path: '/places', body: <CountsPage site={site} counts={counted.value} months={months} /> });
  });

  routes.get('/places/allocation', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const waiting = await member.perform(listWaitingChildren, member.actor, {});
    if (!waiting.done || !holds(member, [placementDesk])) return needs.errors.send(c, 404);
    const still = waiting.value.filter((w) => w.state === 'waiting');
    const children: Child[] = [];
    for (const { file, soon, group } of still.slice(0, MOST_CHILDREN)) {
      const found = await member.perform(prepareAllocation, member.actor, { file, at: now(), most: MOST_FITTING });
      const known = HOW_SOON.find((one) => one === soon);
      if (found.done && known) children.push({ file, soon: known, group, found: found.value });
    }
    const shared = shareBeds(children, { ms: PATIENCE_MS, now: () => performance.now() });
    return show(c, needs, { title: t('places.allocation'), path: '/places', body: <AllocationPage site={site} view={{ shared, left: still.length - children.length }} /> });
  });

  const typedPage = (c: DeskContext, member: Member, view: Omit<Parameters<typeof TypedMatchPage>[0]['view'], 'member' | 'seesPlaces'>, status: 200 | 403 | 404 | 409 | 422 = 200) => show(c, needs, { title: t('places.match-typed'), path: '/places', body: <TypedMatchPage site={site} view={{ ...view, member, seesPlaces: holds(member, SEE_PLACES) }} />, status });
  const mayType = (member: Member) => holds(member, [placementDesk, youthProtection, { name: 'care-coordinator' }]);

  routes.get('/places/match', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    return mayType(member) ? typedPage(c, member, { typed: typedNeeds(null), matched: null, problems: [] }) : needs.errors.send(c, 404);
  });
  // Posted, so that nothing about a child stands in an address or a log.
  routes.post('/places/match', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const v = valuesFrom(await fieldsOf(c));
    const answer = await member.perform(matchTyped, member.actor, { at: now(), needs: needsFrom(v) });
    const typed = typedFrom(needsFields(site, [], fileNumber), v);
    return answer.done ? typedPage(c, member, { typed, matched: answer.value, problems: [] }) : typedPage(c, member, { typed, matched: null, problems: problemsOf(site, answer) }, statusFor(answer));
  });

  async function childPage(c: DeskContext, member: Member, file: string, { tried, problems, status, from }: Shown): Promise<Response> {
    const look = await member.perform(lookAtChild, member.actor, { file });
    if (!look.done) return needs.errors.send(c, 404);
    const isPlacer = holds(member, [placementDesk, youthProtection, guardian]);
    const location = look.value.sections.includes('location') && holds(member, [placementDesk, youthProtection, guardian, shelter]) ? await member.perform(READ_SECTION.location, member.actor, { file }) : null;
    const matched = isPlacer ? await member.perform(matchChild, member.actor, { file, at: now(), from, most: PAGE }) : null;
    const view = { file, look: look.value, matched: matched?.done ? matched.value : null, location: location?.done ? location.value.entries : null, others: isPlacer ? await othersFor(member, file) : [], member, from, problems, tried, isPlacer, isShelter: holds(member, [shelter]), seesChildren: holds(member, [placementDesk, youthProtection]) };
    return show(c, needs, { title: t('places.child', { number: shortNumber(file) }), path: '/places', body: <ChildPlacesPage site={site} view={view} />, status });
  }

  /** Children who also need a bed or have one, as far as the reader may know. */
  async function othersFor(member: Member, file: string): Promise<readonly string[]> {
    const [waiting, stays] = [await member.perform(listWaitingChildren, member.actor, {}), await member.perform(listStays, member.actor, {})];
    const files = [...(waiting.done ? waiting.value.map((w) => w.file) : []), ...(stays.done ? stays.value.map((s) => s.file) : [])];
    return [...new Set(files)].filter((one) => one !== file).toSorted();
  }

  routes.get('/places/child/:file', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const from = Number(c.req.query('from') ?? 0);
    return childPage(c, member, c.req.param('file'), { tried: null, problems: [], status: 200, from: Number.isInteger(from) && from > 0 ? from : 0 });
  });

  routes.post('/places/child/:file/:doing', async (c) => {
    const [file, name] = [c.req.param('file'), c.req.param('doing')];
    const doing = Object.hasOwn(CHILD_DOINGS, name) ? CHILD_DOINGS[name] : undefined;
    if (!doing) return needs.errors.send(c, 404);
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const v = valuesFrom(await fieldsOf(c));
    const answer = await doing(v, { member, file, now: needs.now() });
    if (answer.done) return c.redirect(site.href(`/places/child/${file}`), 303);
    const fields = name === 'needs' ? needsFields(site, [], fileNumber) : name === 'accepted' ? HAND_OVER : [];
    return childPage(c, member, file, { tried: { doing: name, typed: typedFrom(fields, v) }, problems: problemsOf(site, answer), status: statusFor(answer), from: 0 });
  });
}
