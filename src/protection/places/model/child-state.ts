import type { z } from 'zod';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import * as kinds from './child-kinds.ts';
import type { Step, STEP_REASONS } from './vocabulary.ts';

type StepReason = (typeof STEP_REASONS)[number];

export type Needs = z.output<typeof kinds.needsHeader>;

type InSection = { readonly section: string };
type AreaRuling = z.output<typeof kinds.areaRuledOut.header> & InSection;
type PlaceRuling = z.output<typeof kinds.placeRuledOut.header> & InSection;
type Apart = z.output<typeof kinds.keptApart.header> & InSection;
export type Placement = { readonly placement: string; readonly place: string; readonly hold: string | null; readonly step: Step; readonly because: StepReason | null; /** Why it was chosen. */ readonly chosenBecause: StepReason | null; readonly since: string };
export type Told = { readonly placement: string; readonly step: Step; readonly because: StepReason | null; readonly on: string };

/** Of one child: what it needs, what is ruled out for it, and where it is or will be. */
export type ChildState = {
  readonly needs: (Needs & { readonly on: string }) | null;
  readonly areas: readonly AreaRuling[];
  readonly places: readonly PlaceRuling[];
  readonly apart: readonly Apart[];
  readonly placements: readonly Placement[];
  readonly told: readonly Told[];
};

const EMPTY: ChildState = { needs: null, areas: [], places: [], apart: [], placements: [], told: [] };

const without = <R extends { ruling: string }>(rulings: readonly R[], ruling: string, section: string | null): readonly R[] => rulings.filter((r) => r.ruling !== ruling || (r as R & InSection).section !== section);

export const childState: (headers: Iterable<HeaderRow>) => ChildState = foldOf<ChildState>(EMPTY, (on) => [
  on(kinds.needsSet, (s, { header, recordedOn }) => ({ ...s, needs: { ...header, on: recordedOn } })),
  on(kinds.areaRuledOut, (s, { header, section }) => ({ ...s, areas: [...s.areas, { ...header, section: section ?? '' }] })),
  on(kinds.placeRuledOut, (s, { header, section }) => ({ ...s, places: [...s.places, { ...header, section: section ?? '' }] })),
  on(kinds.keptApart, (s, { header, section }) => ({ ...s, apart: [...s.apart, { ...header, section: section ?? '' }] })),
  // Only where it was said can it be taken back: nobody lifts a danger that she does not see.
  on(kinds.rulingEnded, (s, { header: { ruling }, section }) => ({ ...s, areas: without(s.areas, ruling, section), places: without(s.places, ruling, section), apart: without(s.apart, ruling, section) })),
  on(kinds.placedAt, (s, { header, recordedOn }) => ({ ...s, placements: [...s.placements.filter((p) => p.placement !== header.placement), { ...header, chosenBecause: header.step === 'offered' ? header.because : (s.placements.find((p) => p.placement === header.placement)?.chosenBecause ?? null), since: recordedOn }] })),
  on(kinds.placementStep, (s, { header, recordedOn }) => ({ ...s, told: [...s.told, { ...header, on: recordedOn }] })),
]);

export const isThere = ({ step }: Pick<Placement, 'step'>): boolean => step === 'arrived';
export const isComing = ({ step }: Pick<Placement, 'step'>): boolean => step === 'offered' || step === 'accepted';
/** The last step that everybody who protects the child was told of a placement. */
export const toldOf = ({ told }: ChildState, placement: string): Told | undefined => told.findLast((t) => t.placement === placement);

/** Which children need a bed, for whoever sees `protection`; and where they are, for whoever sees `location`. */
export const CHILDREN = 'placement-children';
export const STAYS = 'placement-stays';

/** The rows of `protection` follow from `protection` alone: a child has a bed there when a step says so, not where. */
function waitingRow(headers: readonly HeaderRow[]): readonly ListRow[] {
  const { needs, told } = childState(headers.filter((h) => h.section === 'protection'));
  if (!needs) return [];
  const last = new Map(told.map((t) => [t.placement, t]));
  const [isIn, comes] = [[...last.values()].some(isThere), [...last.values()].some(isComing)];
  return [{ list: CHILDREN, item: 'child', section: 'protection', state: isIn ? 'arrived' : comes ? 'offered' : 'waiting', dueOn: needs.on, fields: { soon: needs.soon, group: needs.group, groupSize: needs.groupSize, country: needs.country, unsureFrom: needs.isAgeSure ? null : needs.ageFrom } }];
}

/** What placements add to the lists that follow from a file. */
export const PLACEMENT_LISTS: ListRule = {
  streamKind: 'file',
  lists: [CHILDREN, STAYS],
  rows(headers: readonly HeaderRow[]) {
    const { placements } = childState(headers.filter((h) => h.section === 'location'));
    return [...waitingRow(headers), ...placements.map((p) => ({ list: STAYS, item: p.placement, section: 'location', state: p.step, dueOn: null, fields: { place: p.place } }))];
  },
};
