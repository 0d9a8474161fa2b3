import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Transaction } from '../database/transaction.ts';
import { asRegistrar } from '../people/operator.ts';
import { confirmRole, disablePerson, endRole, proposeRole, type Done } from '../people/people.ts';
import { ADMINISTRATOR, MEMBER, type Role } from '../people/rules.ts';
import { addPerson, agencyName, listPeople, readAccount } from '../people/store.ts';
import { enter, fieldsOf, fresh, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from '../sessions/desk.tsx';
import { PlainPage, type Problem } from '../sessions/pages.tsx';
import { whenBroken } from '../sessions/routes.ts';
import { makeSetUpLink } from '../sessions/set-up.ts';
import { PeoplePage, type PeopleView } from './page.tsx';

export type AdministrationNeeds = DeskNeeds & { roles: readonly Role[] };

type Place = { agencyId: string; administers: boolean };
/** What came of a post: problems, or done, with a link for somebody. */
type Outcome = { problems: readonly string[]; link?: { name: string; token: string } };

const LARGEST_FORM = 16 * 1024;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIGN_IN_NAME = /^[a-z0-9][a-z0-9._@+-]{2,199}$/;
const LONGEST_NAME = 200;

/** Where somebody manages people; else where she reads, and may be the second person. */
function placeOf(c: DeskContext): Place | null {
  const { memberships } = c.get('who');
  const found = memberships.find((m) => m.administers) ?? memberships.find((m) => m.reads);
  return found ? { agencyId: found.agencyId, administers: found.administers } : null;
}

const outcomeOf = (done: Done): Outcome => ({ problems: done.done ? [] : done.obstacles });

type Typed = PeopleView['typed'];
type At = { tx: Transaction; by: string; place: Place; now: Date; field: (name: string) => string; roles: readonly Role[] };

/** Adds somebody with a role. Where it reads, it waits for a second person; until then she belongs here and sees nothing. */
async function invite({ tx, by, place, now, field, roles }: At): Promise<Outcome> {
  const [name, signInName] = [field('name').trim(), field('signInName').trim().toLowerCase()];
  const role = roles.find((one) => one.name === field('role'));
  const problems = [...(name === '' || name.length > LONGEST_NAME ? ['name'] : []), ...(SIGN_IN_NAME.test(signInName) ? [] : ['sign-in-name']), ...(role ? [] : ['role'])];
  if (problems.length > 0 || !role) return { problems };
  const personId = await addPerson(tx, { signInName, name, administers: role.administers }, by, now);
  if (personId === null) return { problems: ['sign-in-name-taken'] };
  const first = role.administers ? ADMINISTRATOR : MEMBER;
  for (const each of role.name === first.name ? [first] : [first, role]) {
    const done = await proposeRole(tx, { by, personId, agencyId: place.agencyId, role: each }, now);
    if (!done.done) return { problems: done.obstacles };
  }
  return { problems: [], link: { name, token: await makeSetUpLink(tx, personId, now) } };
}

/** Somebody of this agency, whom an administrator may act on. */
async function ofHere({ tx, place, field }: At): Promise<string | null> {
  const personId = field('person');
  const account = UUID.test(personId) ? await readAccount(tx, personId) : null;
  return account?.memberships.some((m) => m.agencyId === place.agencyId) ? personId : null;
}

const DOINGS: Readonly<Record<string, (at: At) => Promise<Outcome>>> = {
  invite,
  async propose(at) {
    const [personId, role] = [await ofHere(at), at.roles.find((one) => one.name === at.field('role'))];
    if (personId === null || !role) return { problems: ['absent'] };
    // The same form twice: it waits, or holds, already.
    const line = (await listPeople(at.tx, at.place.agencyId)).find((one) => one.personId === personId);
    if (line?.roles.some((held) => held.role === role.name)) return { problems: [] };
    return outcomeOf(await proposeRole(at.tx, { by: at.by, personId, agencyId: at.place.agencyId, role }, at.now));
  },
  confirm: async ({ tx, by, field, now }) => (UUID.test(field('membership')) ? outcomeOf(await confirmRole(tx, { by, membershipId: field('membership') }, now)) : { problems: ['absent'] }),
  end: async ({ tx, by, field, now }) => (UUID.test(field('membership')) ? outcomeOf(await endRole(tx, { by, membershipId: field('membership') }, now)) : { problems: ['absent'] }),
  async disable(at) {
    const personId = await ofHere(at);
    return personId === null ? { problems: ['absent'] } : outcomeOf(await disablePerson(at.tx, { by: at.by, personId }, at.now));
  },
  async link(at) {
    const personId = await ofHere(at);
    if (personId === null) return { problems: ['absent'] };
    if (personId === at.by) return { problems: ['for-oneself'] };
    const line = (await listPeople(at.tx, at.place.agencyId)).find((one) => one.personId === personId);
    if (!line || line.isDisabled) return { problems: ['person-disabled'] };
    return { problems: [], link: { name: line.name, token: await makeSetUpLink(at.tx, personId, at.now) } };
  },
};
/** For this one it is enough to read here. */
const FOR_READERS = new Set(['confirm']);

/** Thrown to keep nothing of what was begun. */
class Refused extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super('refused');
    this.problems = problems;
  }
}

/** Managing the people of an agency, in one language. */
export function administrationRoutes(needs: AdministrationNeeds): Hono<DeskEnv> {
  const { site, roles } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/people', '/people/*']) {
    routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs));
  }
  routes.onError(whenBroken(needs));

  const notYours = (c: DeskContext) =>
    show(c, needs, { title: t('account.title'), path: '/people', body: <PlainPage site={site} title={t('account.title')} text={t('people.not-yours')} to="/account" label={t('account.title')} />, status: 403 });
  const problemText = (code: string): Problem => ({ text: site.messages[`people.problem.${code}`] ? t(`people.problem.${code}` as 'people.problem') : t('people.problem') });

  async function page(c: DeskContext, place: Place, { problems = [], link, typed = { name: '', signInName: '', role: MEMBER.name } }: Partial<Outcome> & { typed?: Typed } = {}): Promise<Response> {
    const { personId } = c.get('who');
    const door = c.get('door');
    const found = await door.database.transaction(asRegistrar(personId, door.now()), async (tx) => ({ people: await listPeople(tx, place.agencyId), name: await agencyName(tx, place.agencyId) }));
    const { origin } = site.page(c, '/people');
    const view: PeopleView = {
      agencyName: found.name,
      people: found.people,
      roles,
      me: personId,
      administers: place.administers,
      problems: problems.map(problemText),
      typed,
      link: link ? { name: link.name, address: `${origin}${site.href(`/sign-in/set-up/${link.token}`)}` } : null,
    };
    return show(c, needs, { title: t('people.title', { agency: found.name }), path: '/people', body: <PeoplePage site={site} view={view} />, status: problems.length > 0 ? 422 : 200 });
  }

  routes.get('/people', async (c) => {
    const place = placeOf(c);
    return place ? page(c, place) : notYours(c);
  });
  routes.post('/people/:doing', fresh(needs), async (c) => {
    const name = c.req.param('doing');
    const doing = Object.hasOwn(DOINGS, name) ? DOINGS[name] : undefined;
    if (!doing) return needs.errors.send(c, 404);
    const place = placeOf(c);
    if (!place || !(place.administers || FOR_READERS.has(name))) return notYours(c);
    const [field, door, by] = [await fieldsOf(c), c.get('door'), c.get('who').personId];
    const now = door.now();
    const outcome = await door.database
      .transaction(asRegistrar(by, now), async (tx) => {
        const made = await doing({ tx, by, place, now, field, roles });
        if (made.problems.length > 0) throw new Refused(made.problems);
        return made;
      })
      .catch((error: unknown): Outcome => {
        if (error instanceof Refused) return { problems: error.problems };
        throw error;
      });
    if (outcome.problems.length > 0) return page(c, place, { ...outcome, typed: { name: field('name'), signInName: field('signInName'), role: field('role') } });
    // A link is shown once: it cannot be made from what is kept.
    return outcome.link ? page(c, place, outcome) : c.redirect(site.href('/people'), 303);
  });
  return routes;
}
