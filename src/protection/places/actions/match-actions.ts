import { z } from 'zod';
import { atTable, freely } from '#src/files/access-table.ts';
import { aboutSection, onFile } from '#src/files/actions/about.ts';
import { careCoordinator, guardian, placementDesk, shelter, youthProtection } from '#src/files/roles.ts';
import type { FreeAction, Known, StreamAction } from '#src/platform/action/action.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { needsHeader } from '../model/child-kinds.ts';
import { childState, type ChildState, type Needs } from '../model/child-state.ts';
import { offersAt, type PlaceRow } from '../model/offer.ts';
import { matchPlaces, type Matched } from '../matching/match.ts';
import { areasOf, type RuledOut } from '../matching/requirements.ts';
import { readPlaces, readStays, readWaiting, type Stay, type WaitingChild } from '../store.ts';

export const SEEK = [placementDesk, youthProtection, guardian] as const;

export type Around = { readonly places: readonly PlaceRow[]; readonly stays: readonly Stay[] };

/** The places and the stays that the reader may see. */
export const lookAround = async (tx: Transaction): Promise<Around> => ({ places: await readPlaces(tx), stays: await readStays(tx) });

/** Where somebody of unsure age is or will be; of several the oldest, beside whom most are too young. */
function unsureAt(stays: readonly Stay[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  for (const { place, unsureFrom } of stays) if (unsureFrom !== null) at.set(place, Math.max(unsureFrom, at.get(place) ?? 0));
  return at;
}

/** Everything ruled out for a child. What the reader sees goes before what she does not, so that she learns all she may. */
export function ruledOutFor({ areas, places, apart }: ChildState, stays: readonly Stay[], sections: readonly string[]): RuledOut {
  const sees = (section: string) => sections.includes(section);
  const seenLast = <R extends { section: string }>(rulings: readonly R[]) => rulings.toSorted((a, b) => Number(sees(a.section)) - Number(sees(b.section)));
  const apartFrom = new Map(seenLast(apart).map((one) => [one.other, one]));
  return {
    sees,
    areas: areasOf(seenLast(areas)),
    places: new Map(seenLast(places).map((r) => [r.place, r])),
    unsure: unsureAt(stays),
    peers: new Map(stays.flatMap(({ file, place }) => (apartFrom.has(file) ? [[place, apartFrom.get(file) as { because: string; section: string }] as const] : []))),
  };
}

const moment = z.iso.datetime();
const page = { at: moment, from: z.int().min(0).default(0), most: z.int().min(1).max(500).default(50) };
const matching = onFile.extend(page);

export type ChildMatched = {
  readonly needs: Needs | null;
  readonly matched: Matched | null;
  /** Of whom to ask why a place is not possible: the agencies at the table of that section. */
  readonly ask: Readonly<Record<string, readonly string[]>>;
  /** Children beside whom this one may not sleep and of whom the reader does not see where they are: ring before offering. */
  readonly unseenPeers: number;
};

function matchedFor(known: Known<z.infer<typeof matching>, Around>): ChildMatched {
  const { input, headers, sections, found, table } = known;
  const state = childState(headers);
  const there = new Set(found.stays.map((s) => s.file));
  const ask = Object.fromEntries([...new Set(table.map((s) => s.section))].map((section) => [section, table.filter((s) => s.section === section).map((s) => s.agency)]));
  const matched = state.needs && matchPlaces(state.needs, offersAt(found.places, input.at), ruledOutFor(state, found.stays, sections), input);
  return { needs: state.needs, matched, ask, unseenPeers: new Set(state.apart.filter((a) => !there.has(a.other)).map((a) => a.other)).size };
}

export const matchChild: StreamAction<z.infer<typeof matching>, ChildMatched, Around> = {
  name: 'protection.match-places',
  does: 'see which places are possible for a child, and why or why not',
  input: matching,
  allow: atTable(SEEK),
  about: aboutSection('protection'),
  needs: ['headers', 'table'],
  lookUp: (tx) => lookAround(tx),
  run: (known) => ({ value: matchedFor(known) }),
};

export type Allocatable = ChildMatched & { readonly apartFrom: readonly string[] };

/** The same with everything that joint allocation has to keep to. Only for our own page, which says of it no more than the others do. */
export const prepareAllocation: StreamAction<z.infer<typeof matching>, Allocatable, Around> = {
  name: 'protection.prepare-allocation',
  does: 'have a child with others shared out over places, by people who place',
  input: matching,
  allow: atTable([placementDesk]),
  about: aboutSection('protection'),
  needs: ['headers', 'table'],
  isForPagesOnly: true,
  lookUp: (tx) => lookAround(tx),
  run: (known) => ({ value: { ...matchedFor(known), apartFrom: childState(known.headers).apart.map((a) => a.other) } }),
};

const typed = z.object({ ...page, needs: needsHeader });
const NOTHING_RULED_OUT: RuledOut = { areas: new Map(), places: new Map(), peers: new Map(), unsure: new Map(), sees: () => true };

/** For a child that has no file, or none yet: nothing of it is kept. What is ruled out for it, only people know. */
export const matchTyped: FreeAction<z.infer<typeof typed>, Matched, readonly PlaceRow[]> = {
  name: 'place.match-typed',
  does: 'see which places are possible for a child of which only the needs are typed in',
  input: typed,
  allow: freely([placementDesk, youthProtection, careCoordinator]),
  about: 'nothing',
  lookUp: (tx) => readPlaces(tx),
  run: ({ input, found }) => ({ value: matchPlaces(input.needs, offersAt(found, input.at), NOTHING_RULED_OUT, input) }),
};

const nothing = z.object({});
export const listWaitingChildren: FreeAction<z.infer<typeof nothing>, readonly WaitingChild[], readonly WaitingChild[]> = {
  name: 'protection.list-waiting',
  does: 'see which children need a place, most urgent first',
  input: nothing,
  allow: freely([placementDesk, youthProtection]),
  about: 'nothing',
  lookUp: (tx) => readWaiting(tx),
  run: ({ found }) => ({ value: found }),
};

export const listStays: FreeAction<z.infer<typeof nothing>, readonly Stay[], readonly Stay[]> = {
  name: 'protection.list-stays',
  does: 'see in which places children are, or will be, of those whose location the agency sees',
  input: nothing,
  allow: freely([placementDesk, youthProtection, guardian, shelter]),
  about: 'nothing',
  lookUp: (tx) => readStays(tx),
  run: ({ found }) => ({ value: found }),
};

export const MATCH_ACTIONS = [listStays, matchChild, prepareAllocation, matchTyped, listWaitingChildren] as const;
