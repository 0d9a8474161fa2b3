import type { Actor } from '#src/platform/action/action.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { listAgencies, namesAt } from '#src/platform/people/store.ts';
import type { DeskContext, DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { atDoor } from '#src/platform/sessions/door.ts';
import { FILE_ROLES } from '../roles.ts';

/** A part of a file with pages of its own. */
export type Tab = { readonly path: string; readonly label: MessageKey };

/** What the pages of files need. */
export type FileNeeds = DeskNeeds & { readonly ground: () => Ground | null; readonly now: () => Date; readonly tabs: readonly Tab[] };

/** Somebody signed in who works in files, for the agency she acts for now. */
export type Member = {
  readonly actor: Actor & { readonly agency: string };
  readonly perform: Perform;
  readonly roles: readonly string[];
  readonly name: string;
  /** Every agency there is, by id: an invitation picks one. */
  readonly agencies: ReadonlyMap<string, string>;
  /** Colleagues of the own agency, by id. */
  readonly colleagues: ReadonlyMap<string, string>;
  /** Parts of a file that other rooms bring with routes of their own. */
  readonly tabs: readonly Tab[];
};

const ROLES: ReadonlySet<string> = new Set(FILE_ROLES.map((role) => role.name));

/** Null for whoever works in no files. `not-ready` while the database is away. */
export async function memberIn(c: DeskContext, needs: Pick<FileNeeds, 'ground' | 'tabs'>): Promise<Member | null | 'not-ready'> {
  const who = c.get('who');
  const held = who.memberships.filter((m) => ROLES.has(m.role));
  const [first] = held;
  if (!first) return null;
  const ground = needs.ground();
  if (!ground) return 'not-ready';
  const { agencyId } = first;
  const [agencies, colleagues] = await atDoor(c.get('door'), async (tx) => [await listAgencies(tx), await namesAt(tx, agencyId)] as const);
  return {
    actor: { id: who.personId, agency: agencyId },
    perform: performOn(ground),
    roles: held.filter((m) => m.agencyId === agencyId).map((m) => m.role),
    name: colleagues.get(who.personId) ?? '',
    agencies,
    colleagues,
    tabs: needs.tabs,
  };
}
