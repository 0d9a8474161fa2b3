import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import { daysAfter } from '#src/files/model/days.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { END_RULING, KEEP_APART, lookAtChild, RULE_OUT_AREA, ruleOutPlace, setNeeds } from '../actions/child-actions.ts';
import { holdBed, letGo, releaseHold, takeIn, waitForBed } from '../actions/hold-actions.ts';
import { offerPlacement, PLACEMENT_STEP, sayWhere, tellPlacement } from '../actions/placement-actions.ts';
import { listPlaces, readAddress } from '../actions/read-place.ts';
import type { Placement } from '../model/child-state.ts';
import type { Values } from './fields.tsx';
import { needsFrom } from './forms.ts';

/** How long a bed is kept when a desk asks: long enough to bring a child, short enough for the next one. */
const HOURS_KEPT = 6;
const HOUR_MS = 3_600_000;
/** How long a shelter sits at the table unless somebody says otherwise. */
const DAYS_AT_TABLE = 180;

type On = { readonly member: Member; readonly file: string; readonly now: Date };
type Doing = (v: Values, on: On) => Promise<Answer<unknown>>;

const NOT_THERE: Answer<never> = { done: false, because: 'not-there' };

/** Whoever places a child is the first in its `location`, where nobody is yet. */
async function openLocation({ member, file }: On): Promise<Answer<unknown>> {
  const looked = await member.perform(lookAtFile, member.actor, { file });
  if (!looked.done || looked.value.sections.includes('location')) return looked;
  return member.perform(OPEN_SECTION.location, member.actor, { file, purpose: 'shelter', ground: 'gdpr-6-1-e' });
}

async function placementOf({ member, file }: On, placement: string): Promise<Placement | null> {
  const look = await member.perform(lookAtChild, member.actor, { file });
  return look.done ? (look.value.state.placements.find((p) => p.placement === placement) ?? null) : null;
}

/** The bed and the file in one: a choice without a bed would send a child to a door that is shut, and a bed without one is lost to others. */
const ask: Doing = async (v, on) => {
  const { member, file, now } = on;
  const [place, hold] = [v.hidden('place'), v.hidden('hold')];
  const opened = await openLocation(on);
  if (!opened.done) return opened;
  const at = now.toISOString();
  const offered = await member.perform(offerPlacement, member.actor, { file, placement: v.hidden('id'), place, hold, because: v.get('because'), at });
  if (!offered.done) return offered;
  const told = await member.perform(tellPlacement, member.actor, { file });
  if (!told.done) return told;
  return member.perform(holdBed, member.actor, { place, hold, at, until: new Date(now.getTime() + HOURS_KEPT * HOUR_MS).toISOString(), words: { asked: v.get('asked') } });
};

/** The agency of the place comes to the table where it needs to be, and nowhere else. */
async function inviteShelter({ member, file, now }: On, place: string): Promise<void> {
  const offers = await member.perform(listPlaces, member.actor, { at: now.toISOString() });
  const agency = offers.done ? offers.value.find((o) => o.place === place)?.agency : undefined;
  if (agency === undefined || agency === member.actor.agency) return;
  const today = now.toISOString().slice(0, 10);
  for (const section of ['protection', 'location'] as const) await member.perform(INVITE[section], member.actor, { file, agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: daysAfter(today, DAYS_AT_TABLE) });
}

const stepInput = (v: Values, file: string) => ({ file, placement: v.hidden('placement'), because: v.get('because') || null });

const accepted: Doing = async (v, on) => {
  const { member, file } = on;
  const handOver = { calledBy: v.get('calledBy'), medicine: v.get('medicine'), risks: v.get('risks'), mayRing: v.get('mayRing') };
  const done = await member.perform(PLACEMENT_STEP.accepted, member.actor, { ...stepInput(v, file), handOver });
  if (!done.done) return done;
  const placement = await placementOf(on, v.hidden('placement'));
  if (placement) await inviteShelter(on, placement.place);
  return member.perform(tellPlacement, member.actor, { file });
};

/** The bed at the place follows the step. Where somebody else said it before, or this one does not work with that place, the place says it: its page shows that it has to. */
async function withBed(answer: Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  const done = await answer;
  const isSaidAlready = !done.done && done.because === 'obstacles' && done.obstacles.every((o) => o.code === 'no-such-hold');
  return isSaidAlready || (!done.done && ['not-there', 'not-allowed'].includes(done.because)) ? { done: true, value: null } : done;
}

/** This also takes the bed, and of the place’s own people gives the address to those who may know where the child sleeps. */
const arrived: Doing = async (v, on) => {
  const { member, file } = on;
  // Whoever takes a child in takes the seat that was kept for it.
  await member.perform(answerInvitation, member.actor, { file, answer: 'accepted' });
  const done = await member.perform(PLACEMENT_STEP.arrived, member.actor, stepInput(v, file));
  const placement = done.done ? await placementOf(on, v.hidden('placement')) : null;
  if (!placement) return done.done ? NOT_THERE : done;
  const told = await member.perform(tellPlacement, member.actor, { file });
  if (!told.done) return told;
  const address = await member.perform(readAddress, member.actor, { place: placement.place });
  if (address.done && 'words' in address.value) {
    const said = await member.perform(sayWhere, member.actor, { file, placement: placement.placement, address: address.value.words });
    if (!said.done) return said;
  }
  return placement.hold === null ? told : withBed(member.perform(takeIn, member.actor, { place: placement.place, hold: placement.hold }));
};

/** A step after which no bed is needed there any more. */
const ending = (step: 'refused' | 'withdrawn' | 'moved' | 'left'): Doing => async (v, on) => {
  const { member, file } = on;
  const placement = await placementOf(on, v.hidden('placement'));
  const done = await member.perform(PLACEMENT_STEP[step], member.actor, stepInput(v, file));
  if (!done.done) return done;
  const told = await member.perform(tellPlacement, member.actor, { file });
  const bed = placement && placement.hold !== null ? { place: placement.place, hold: placement.hold } : null;
  // A bed that was only kept is given back; one that was slept in is left.
  return told.done && bed ? withBed(member.perform(step === 'refused' || step === 'withdrawn' ? releaseHold : letGo, member.actor, bed)) : told;
};

const SECTIONS = ['protection', 'investigation', 'location'] as const;

/** All that belongs to one step is kept in one transaction, or nothing: no child arrived in a bed that is shown as empty. */
const whole = (doing: Doing): Doing => (v, on) => on.member.together((member) => doing(v, { ...on, member }));

/** What can be done on the page of a child that needs a place, by the last part of the address. */
export const CHILD_DOINGS: Readonly<Record<string, Doing>> = {
  needs: (v, { member, file }) => member.perform(setNeeds, member.actor, { file, base: v.hidden('base'), needs: needsFrom(v) }),
  area: (v, { member, file }) => member.perform(RULE_OUT_AREA.protection, member.actor, { file, ruling: v.hidden('id'), country: v.get('country'), area: v.number('area'), because: v.get('because'), reason: v.get('reason') }),
  apart: (v, { member, file }) => member.perform(KEEP_APART.protection, member.actor, { file, ruling: v.hidden('id'), other: v.get('other'), because: v.get('because'), reason: v.get('reason') }),
  place: whole(async (v, on) => {
    const opened = await openLocation(on);
    return opened.done ? on.member.perform(ruleOutPlace, on.member.actor, { file: on.file, ruling: v.hidden('id'), place: v.hidden('place'), because: v.get('because') }) : opened;
  }),
  'possible-again': async (v, { member, file }) => {
    const section = SECTIONS.find((one) => one === v.hidden('section'));
    return section ? member.perform(END_RULING[section], member.actor, { file, ruling: v.hidden('ruling') }) : NOT_THERE;
  },
  ask: whole(ask),
  wait: async (v, { member, file }) => {
    const look = await member.perform(lookAtChild, member.actor, { file });
    return look.done ? member.perform(waitForBed, member.actor, { place: v.hidden('place'), wait: v.hidden('id'), soon: look.value.state.needs?.soon ?? 'days' }) : look;
  },
  accepted: whole(accepted),
  arrived: whole(arrived),
  refused: whole(ending('refused')),
  withdrawn: whole(ending('withdrawn')),
  moved: whole(ending('moved')),
  left: whole(ending('left')),
};
