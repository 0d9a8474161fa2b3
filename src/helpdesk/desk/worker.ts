import type { Actor } from '#src/platform/action/action.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { readMailState, type MailState } from '#src/platform/mail/mail.ts';
import { holdersOf, namesAt } from '#src/platform/people/store.ts';
import type { DeskContext, DeskNeeds as SignInNeeds } from '#src/platform/sessions/desk.tsx';
import { atDoor } from '#src/platform/sessions/door.ts';
import { DESK, helpdeskCoordinator, helpdeskJurist } from '../model/roles.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import type { FilesBeside } from '../becoming-file.ts';
import type { IdentityOf } from '../receipt/identity.ts';
import type { KnownSettings } from '../settings/known.ts';
import type { WordLists } from '../receipt/words.ts';

/** What the pages of the desk need. */
export type DeskNeeds = SignInNeeds & {
  ground: () => Ground | null;
  /** Texts in the language of the reporter, for what the desk writes to them. */
  textsIn: Readonly<Record<Language, Translate>>;
  /** How the seven words of a caller lead to a report. */
  identityOf: () => IdentityOf;
  settings: KnownSettings;
  /** Who keeps files, where somebody does. */
  files: FilesBeside | null;
  /** Whether a message reaches this person now. */
  canTell: (person: string) => Promise<boolean>;
  wordLists: WordLists;
  receptionKey: () => SecretKey;
  now: () => Date;
};

/** Somebody of a helpdesk who is signed in, and whom she works with. */
export type Worker = {
  readonly actor: Actor & { readonly agency: string };
  readonly perform: Perform;
  /** What files come in through. */
  readonly ground: Ground;
  /** Holds a role here that may open a file. */
  readonly canBecomeFile: boolean;
  /** Where a file is, for whoever works in files too. */
  readonly hrefOfFile: (file: string) => string | null;
  readonly isJurist: boolean;
  readonly isCoordinator: boolean;
  /** By id, also of those who left. */
  readonly names: ReadonlyMap<string, string>;
  /** Since when mail does not go out; null where it does, or where nobody was ever told. */
  readonly mailFailsSince: Date | null;
  /** To whom a report can be given. */
  readonly colleagues: readonly { personId: string; name: string }[];
};

const ROLES: readonly string[] = DESK.map((role) => role.name);

const failing = (state: MailState | null) => (state && !state.works ? state.since : null);

/** Null for whoever works at no helpdesk. `not-ready` while the database is away. */
export async function workerIn(c: DeskContext, needs: Pick<DeskNeeds, 'ground' | 'files'>): Promise<Worker | null | 'not-ready'> {
  const who = c.get('who');
  const held = who.memberships.filter((m) => ROLES.includes(m.role));
  const [first] = held;
  if (!first) return null;
  const ground = needs.ground();
  if (!ground) return 'not-ready';
  const canBecomeFile = who.memberships.some((m) => m.agencyId === first.agencyId && (needs.files?.roles ?? []).includes(m.role));
  const here = new Set(held.filter((m) => m.agencyId === first.agencyId).map((m) => m.role));
  const people = await atDoor(c.get('door'), async (tx) => ({ mailFailsSince: failing(await readMailState(tx)), names: await namesAt(tx, first.agencyId), colleagues: await holdersOf(tx, first.agencyId, ROLES) }));
  return {
    actor: { id: who.personId, agency: first.agencyId },
    perform: performOn(ground),
    ground,
    canBecomeFile,
    hrefOfFile: (file) => (canBecomeFile && needs.files ? needs.files.path(file) : null),
    isJurist: here.has(helpdeskJurist.name),
    isCoordinator: here.has(helpdeskCoordinator.name),
    ...people,
  };
}
