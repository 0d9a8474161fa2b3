import type { Actor, Answer } from '#src/platform/action/action.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { performTogetherOn } from '#src/platform/action/together.ts';
import { listAgencies, namesAt } from '#src/platform/people/store.ts';
import { notReady, type DeskContext, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { atDoor } from '#src/platform/sessions/door.ts';
import { FILE_ROLES } from '../roles.ts';

/** What the pages of files need. */
export type FileNeeds = DeskNeeds & { readonly ground: () => Ground | null; readonly now: () => Date };

/** Somebody signed in who works in files, for the agency she acts for now. */
export type Member = {
  readonly actor: Actor & { readonly agency: string };
  readonly perform: Perform;
  /** Several actions of hers in one transaction. */
  readonly together: <V>(work: (member: Member) => Promise<Answer<V>>) => Promise<Answer<V>>;
  readonly roles: readonly string[];
  readonly name: string;
  /** Every agency there is, by id: an invitation picks one. */
  readonly agencies: ReadonlyMap<string, string>;
  /** Colleagues of the own agency, by id. */
  readonly colleagues: ReadonlyMap<string, string>;
};

const WORK_IN_FILES: readonly { readonly name: string }[] = FILE_ROLES;

/** Several parts of one answer ask who it is for: it is looked up once. */
const met = new WeakMap<Request, Promise<Member | null | 'not-ready'>>();
/** Null for whoever works in no files. `not-ready` while the database is away. */
export function memberIn(c: DeskContext, needs: { ground: () => Ground | null }, roles = WORK_IN_FILES): Promise<Member | null | 'not-ready'> {
  const known = met.get(c.req.raw) ?? readMember(c, needs, roles);
  met.set(c.req.raw, known);
  return known;
}

/** Whoever works in files, or what everybody else is answered. */
export type MemberFor = (c: DeskContext) => Promise<Member | Response>;

/** For whoever works in no files these pages are not there. */
export const onlyMembers =
  (needs: FileNeeds): MemberFor =>
  async (c) => {
    const member = await memberIn(c, needs);
    if (member === 'not-ready') return notReady(c, needs);
    return member ?? needs.errors.send(c, 404);
  };

async function readMember(c: DeskContext, needs: { ground: () => Ground | null }, roles: typeof WORK_IN_FILES): Promise<Member | null | 'not-ready'> {
  const who = c.get('who');
  const held = who.memberships.filter((m) => roles.some((role) => role.name === m.role));
  const [first] = held;
  if (!first) return null;
  const ground = needs.ground();
  if (!ground) return 'not-ready';
  const { agencyId } = first;
  const [agencies, colleagues] = await atDoor(c.get('door'), async (tx) => [await listAgencies(tx), await namesAt(tx, agencyId)] as const);
  const member: Member = {
    actor: { id: who.personId, agency: agencyId },
    perform: performOn(ground),
    together: (work) => performTogetherOn(ground)(member.actor, (perform) => work({ ...member, perform })),
    roles: held.filter((m) => m.agencyId === agencyId).map((m) => m.role),
    name: colleagues.get(who.personId) ?? '',
    agencies,
    colleagues,
  };
  return member;
}
