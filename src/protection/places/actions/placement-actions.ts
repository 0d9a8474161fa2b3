import { z } from 'zod';
import { atTable } from '#src/files/access-table.ts';
import { aboutSection, onFile } from '#src/files/actions/about.ts';
import { guardian, placementDesk, shelter, youthProtection } from '#src/files/roles.ts';
import type { Role } from '#src/platform/people/rules.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import * as kinds from '../model/child-kinds.ts';
import { childState, isThere, toldOf, type ChildState } from '../model/child-state.ts';
import { clockAt } from '../model/offer.ts';
import { AFTER, STEP_REASONS, type Step } from '../model/vocabulary.ts';
import { addressWords, handOverWords, seal, whyWords } from '../model/words.ts';
import { REQUIREMENTS } from '../matching/requirements.ts';
import { keepingChild } from './child-actions.ts';
import { lookAround, ruledOutFor, type Around } from './match-actions.ts';

type Some = readonly [Role, ...Role[]];
const PLACERS: Some = [placementDesk, youthProtection, guardian];
const BOTH: Some = [placementDesk, youthProtection, guardian, shelter];

/** What a step needs besides that it may follow. */
const NEEDS_REASON: ReadonlySet<Step> = new Set(['refused', 'withdrawn', 'moved', 'left'] as const);
/** What keeps a child from its exploiter, and younger ones from somebody whose age is not settled: no reason of anybody goes over it. */
const SAFETY: ReadonlySet<string> = new Set(['area', 'place', 'peer', 'in-service', 'own-room-age-unsure', 'apart-from-younger', 'apart-from-unsure']);

const offering = onFile.extend({ placement: z.uuid(), place: z.uuid(), hold: z.uuid().nullable(), because: z.enum(STEP_REASONS), at: z.iso.datetime(), reason: z.string().trim().max(5000).default('') });

/** The first reason of safety why a place cannot be offered; the rest is shown beforehand, and a person weighs it. */
function whyNotSafe(state: ChildState, { places, stays }: Around, input: z.infer<typeof offering>, sections: readonly string[]): string | null {
  const row = places.find((one) => one.place === input.place);
  if (!row) return 'no-such-place';
  if (!state.needs) return 'no-needs-yet';
  const [needs, offer, ruledOut] = [state.needs, row.at(clockAt(input.at)), ruledOutFor(state, stays, sections)];
  return REQUIREMENTS.find((r) => SAFETY.has(r.name) && !r.isMet(needs, offer, ruledOut))?.why(needs, offer, ruledOut).code ?? null;
}

/** Between the choice and the yes something can have been ruled out: what keeps a child from its exploiter is looked at again. */
function whyNotSafeNow(state: ChildState, { places, stays }: Around, placement: string, known: { readonly today: string; readonly sections: readonly string[] }): string | null {
  const place = state.placements.find((p) => p.placement === placement)?.place;
  const row = places.find((one) => one.place === place);
  if (!row || !state.needs) return null;
  const [needs, offer, ruledOut] = [state.needs, row.at(clockAt(`${known.today}T12:00:00Z`)), ruledOutFor(state, stays, known.sections)];
  return REQUIREMENTS.find((r) => SAFETY.has(r.name) && r.name !== 'in-service' && !r.isMet(needs, offer, ruledOut))?.why(needs, offer, ruledOut).code ?? null;
}

const placed = (header: z.input<typeof kinds.placedAt.header>, body: string): Draft => draft(kinds.placedAt, header, { section: 'location', body });

export const offerPlacement: StreamAction<z.infer<typeof offering>, null, Around> = {
  name: 'protection.offer-placement',
  does: 'choose a place for a child, with a reason',
  input: offering,
  allow: atTable(PLACERS),
  about: aboutSection('location'),
  needs: ['headers'],
  lookUp: (tx) => lookAround(tx),
  run(known) {
    const { placement, place, hold, because, reason } = known.input;
    return keepingChild(known, {
      section: 'location',
      isKept: (s) => s.placements.some((p) => p.placement === placement),
      whyNot: (s) => whyNotSafe(s, known.found, known.input, known.sections),
      drafts: () => [placed({ placement, place, hold, step: 'offered', because }, seal(whyWords, { reason }))],
    });
  },
};

const stepping = onFile.extend({ placement: z.uuid(), because: z.enum(STEP_REASONS).nullable().default(null), handOver: handOverWords.nullable().default(null), reason: z.string().trim().max(5000).default('') });
type NextStep = Exclude<Step, 'offered'>;

function whyNotStep({ placements }: ChildState, step: NextStep, { placement, because, handOver }: z.infer<typeof stepping>): string | null {
  const now = placements.find((p) => p.placement === placement);
  if (!now) return 'no-such-placement';
  if (!AFTER[now.step].includes(step)) return 'step-does-not-follow';
  if (NEEDS_REASON.has(step) && because === null) return 'reason-missing';
  return step === 'accepted' && handOver === null ? 'hand-over-missing' : null;
}

/** Whoever arrives somewhere has left where it was: the one does not stand in the file without the other. */
function draftsOf({ placements }: ChildState, step: NextStep, { placement, because, handOver, reason }: z.infer<typeof stepping>): readonly Draft[] {
  const now = placements.find((p) => p.placement === placement);
  if (!now) return [];
  const before = step === 'arrived' ? placements.filter(isThere) : [];
  const body = handOver ? seal(handOverWords, handOver) : seal(whyWords, { reason });
  return [
    ...before.map((p) => placed({ placement: p.placement, place: p.place, hold: p.hold, step: 'moved', because: now.chosenBecause }, seal(whyWords, { reason }))),
    placed({ placement, place: now.place, hold: now.hold, step, because }, body),
  ];
}

const DOES: Readonly<Record<NextStep, string>> = {
  accepted: 'say that a place takes a child, with what must be known there and no more',
  refused: 'say that a place does not take a child',
  withdrawn: 'take back the choice of a place, with a reason',
  arrived: 'say that a child has arrived at its place',
  moved: 'say that a child was moved away from its place, with a reason',
  left: 'say that a child left its place, with a reason',
};

const NOTHING_AROUND: Around = { places: [], stays: [] };

const stepTo = (step: NextStep, allow: Some): StreamAction<z.infer<typeof stepping>, null, Around> => ({
  name: `protection.placement-${step}`,
  does: DOES[step],
  input: stepping,
  allow: atTable(allow),
  about: aboutSection('location'),
  needs: ['headers'],
  lookUp: (tx) => (step === 'accepted' ? lookAround(tx) : Promise.resolve(NOTHING_AROUND)),
  run: (known) =>
    keepingChild(known, {
      section: 'location',
      isKept: (s) => s.placements.some((p) => p.placement === known.input.placement && p.step === step),
      whyNot: (s) => whyNotStep(s, step, known.input) ?? whyNotSafeNow(s, known.found, known.input.placement, known),
      drafts: () => draftsOf(childState(known.headers), step, known.input),
    }),
});

export const PLACEMENT_STEP: Readonly<Record<NextStep, ReturnType<typeof stepTo>>> = {
  accepted: stepTo('accepted', BOTH),
  refused: stepTo('refused', BOTH),
  withdrawn: stepTo('withdrawn', PLACERS),
  arrived: stepTo('arrived', BOTH),
  moved: stepTo('moved', PLACERS),
  left: stepTo('left', BOTH),
};

const untold = (s: ChildState) => s.placements.filter(({ placement, step }) => toldOf(s, placement)?.step !== step);

/** Tells those who protect the child of every step they were not told of yet: that it is, and never where. */
export const tellPlacement: StreamAction<z.infer<typeof onFile>, null> = {
  name: 'protection.tell-placement',
  does: 'tell those who protect a child that it has a place or lost one, without saying where',
  input: onFile,
  allow: atTable(BOTH),
  about: aboutSection('protection'),
  needs: ['headers'],
  run(known) {
    return keepingChild(known, {
      section: 'protection',
      isKept: (s) => untold(s).length === 0,
      whyNot: () => null,
      drafts: () => untold(childState(known.headers)).map(({ placement, step, because }) => draft(kinds.placementStep, { placement, step, because }, { section: 'protection' })),
    });
  },
};

const saying = onFile.extend({ placement: z.uuid(), address: addressWords });
/** The one way in which an address reaches a file: its own place gives it, for a child that it takes, to those who see `location`. */
export const sayWhere: StreamAction<z.infer<typeof saying>, null, Around> = {
  name: 'protection.say-where',
  does: 'give the address of the own place to those who may know where a child sleeps',
  input: saying,
  allow: atTable([shelter]),
  about: aboutSection('location'),
  needs: ['headers'],
  lookUp: (tx) => lookAround(tx),
  run(known) {
    const { placement, address } = known.input;
    return keepingChild(known, {
      section: 'location',
      whyNot(s) {
        const now = s.placements.find((p) => p.placement === placement && (p.step === 'accepted' || p.step === 'arrived'));
        if (!now) return 'no-such-placement';
        const row = known.found.places.find((one) => one.place === now.place);
        return row?.agency === known.actor.agency ? null : 'not-your-place';
      },
      drafts: () => [draft(kinds.whereSaid, { placement }, { section: 'location', body: seal(addressWords, address) })],
    });
  },
};

export const PLACEMENT_ACTIONS = [offerPlacement, ...Object.values(PLACEMENT_STEP), tellPlacement, sayWhere] as const;
