import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { EMERGENCY_SECTIONS } from '#src/files/model/vocabulary.ts';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { BREAK_GLASS, INVITE } from '#src/files/actions/party-actions.ts';
import { OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { aPlace, childAtDesk, DESK, desk, HOUSE, manager, nightWorker, officer, seated, shownPlace } from '#test/support/places.ts';
import { KEEP_APART, RULE_OUT_AREA, ruleOutPlace } from './child-actions.ts';
import { answerHold, endWait, holdBed, letGo, takeIn, waitForBed } from './hold-actions.ts';
import { listWaitingChildren, matchChild } from './match-actions.ts';
import { changeOffer, putBack, registerPlace, sayBeds, setCapacity, showTo, takeOut } from './place-actions.ts';
import { offerPlacement, PLACEMENT_STEP, sayWhere, tellPlacement } from './placement-actions.ts';
import { listPlaces, readAddress, readPlace } from './read-place.ts';

const ground = useFiles();
beforeAll(async () => {
  await ground.give(desk, ['placement-desk', 'shelter-worker', 'shelter-manager']);
  await ground.give(manager, ['shelter-manager']);
});
const perform: typeof ground.perform = (action, actor, input) => ground.perform(action, actor, input);
const why = async (answer: ReturnType<typeof perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles.map((o) => o.code).join(' ') : said.because;
};
const AT = '2026-11-25T10:00:00.000Z';
const LATER = '2026-11-26T10:00:00.000Z';
const onDay = async (now: string, work: () => Promise<void>) => {
  ground.clock.now = new Date(now);
  try {
    await work();
  } finally {
    ground.clock.now = new Date(AT);
  }
};
const offerOf = async (place: string, at = AT) => valueOf(await perform(listPlaces, desk, { at })).find((p) => p.place === place) ?? null;
const held = async (place: string, change: object = {}) => {
  const hold = randomUUID();
  return { hold, said: await why(perform(holdBed, desk, { place, hold, at: AT, until: LATER, words: { asked: 'Verzonnen: meisje, 14' }, ...change })) };
};
const matched = async (file: string, place: string, actor = desk) => valueOf(await perform(matchChild, actor, { file, at: AT, most: 500 })).matched?.verdicts.find((v) => v.offer.place === place);

describe('a place', () => {
  it('is seen by its own agency, and by a desk from when it is shown until it is no longer', async () => {
    const place = valueOf(await perform(registerPlace, manager, aPlace()));
    expect(await offerOf(place)).toBe(null);
    valueOf(await perform(showTo, manager, { place, agency: DESK, isShown: true }));
    expect(await offerOf(place)).toMatchObject({ free: 2, capacity: 3, area: 35 });
    expect(await why(perform(readPlace, OUTSIDER, { place }))).toBe('not-there');
    valueOf(await perform(showTo, manager, { place, agency: DESK, isShown: false }));
    await onDay('2026-11-26T10:00:00Z', async () => expect(await offerOf(place)).toBe(null));
    expect(await why(perform(readPlace, desk, { place }))).toBe('not-there');
  });
  it('says with one tap that there are beds, which holds for a day', async () => {
    const place = await shownPlace(ground);
    expect(await why(perform(sayBeds, nightWorker, { place, free: 1 }))).toBe('done');
    expect((await offerOf(place))?.free).toBe(1);
    expect((await offerOf(place, '2026-11-26T09:59:00Z'))?.free).toBe(1);
    expect((await offerOf(place, '2026-11-26T10:01:00Z'))?.free).toBe(null);
    expect(await why(perform(sayBeds, nightWorker, { place, free: 4 }))).toBe('more-free-than-beds');
  });
  it('has as many beds on a day as was said for that day', async () => {
    const place = await shownPlace(ground);
    valueOf(await perform(setCapacity, manager, { place, from: '2026-11-26', beds: 1 }));
    expect((await offerOf(place))?.free).toBe(2);
    expect(await offerOf(place, '2026-11-26T09:00:00Z')).toMatchObject({ free: 1, capacity: 1 });
  });
  it('says nothing of itself through a desk that sees it, though somebody there is a shelter worker too', async () => {
    const place = await shownPlace(ground);
    const base = valueOf(await perform(readPlace, desk, { place })).version;
    const { offer, words } = aPlace();
    expect(await why(perform(sayBeds, desk, { place, free: 0 }))).toBe('not-your-place');
    expect(await why(perform(changeOffer, desk, { place, base, offer, words }))).toBe('not-your-place');
    expect(await why(perform(showTo, desk, { place, agency: officer.agency, isShown: true }))).toBe('not-your-place');
    expect(await why(perform(readAddress, desk, { place }))).toBe('not-there');
  });
  it('is out of service with a reason until a day, and then by itself in service again', async () => {
    const place = await shownPlace(ground);
    valueOf(await perform(takeOut, nightWorker, { place, because: 'illness', until: '2026-11-26' }));
    expect((await offerOf(place))?.out).toBe('illness');
    expect((await offerOf(place, '2026-11-26T01:00:00Z'))?.out).toBe(null);
    expect((await held(place)).said).toBe('out-of-service');
    valueOf(await perform(putBack, manager, { place }));
    expect((await held(place)).said).toBe('done');
  });
});

describe('a bed that is kept', () => {
  it('is kept until a moment, for one child, and is then free by itself', async () => {
    const place = await shownPlace(ground, { beds: 1, free: 1 });
    expect((await held(place, { until: '2026-11-25T14:00:00Z' })).said).toBe('done');
    expect((await offerOf(place))?.free).toBe(0);
    expect((await held(place)).said).toBe('full');
    expect((await offerOf(place, '2026-11-25T14:00:01Z'))?.free).toBe(1);
    expect((await held(place, { until: '2026-12-25T14:00:00Z' })).said).toBe('hold-too-long full');
  });
  it('is taken when the child arrives, also an hour late', async () => {
    const place = await shownPlace(ground, { beds: 1, free: 1 });
    const { hold } = await held(place, { until: '2026-11-25T14:00:00Z' });
    valueOf(await perform(answerHold, nightWorker, { place, hold, refusal: null }));
    expect(await why(perform(takeIn, nightWorker, { place, hold }))).toBe('done');
    expect((await offerOf(place, '2026-11-25T15:00:00Z'))?.free).toBe(0);
  });
  it('is taken also where the desk that asked writes the arrival down, and free again where it writes that the child left; the house only after it said yes', async () => {
    const place = await shownPlace(ground, { beds: 1, free: 1 });
    const { hold } = await held(place, { until: '2026-11-25T14:00:00Z' });
    expect(await why(perform(takeIn, desk, { place, hold }))).toBe('no-such-hold');
    valueOf(await perform(answerHold, nightWorker, { place, hold, refusal: null }));
    expect(await why(perform(takeIn, OUTSIDER, { place, hold }))).toBe('not-there');
    valueOf(await perform(takeIn, desk, { place, hold }));
    // Long after the hold would have been over nobody is sent into a bed in which a child sleeps.
    expect((await offerOf(place, '2026-11-25T15:00:00Z'))?.free).toBe(0);
    valueOf(await perform(letGo, desk, { place, hold }));
    expect(await why(perform(takeIn, desk, { place, hold }))).toBe('no-such-hold');
  });
  it('is refused with a reason that changes what is offered', async () => {
    const place = await shownPlace(ground);
    const refuse = async (refusal: string, more: object = {}) => why(perform(answerHold, nightWorker, { place, hold: (await held(place)).hold, refusal, ...more }));
    expect(await refuse('too-young')).toBe('refusal-needs-age');
    expect(await refuse('too-young', { age: 12 })).toBe('done');
    expect(await refuse('sex', { sex: 'boy' })).toBe('done');
    expect(await refuse('care', { care: 'trauma' })).toBe('done');
    expect(await refuse('security')).toBe('done');
    expect(await offerOf(place)).toMatchObject({ ageFrom: 13, sexes: ['girl'], care: [], security: 'open', free: 1 });
    expect(await refuse('full')).toBe('done');
    expect((await offerOf(place))?.free).toBe(0);
  });
  it('tells other desks that a bed is kept, and not what for', async () => {
    const place = await shownPlace(ground);
    await held(place);
    valueOf(await perform(showTo, manager, { place, agency: who('police-officer').agency, isShown: true }));
    const other = { id: 'd0000002-0000-4000-8000-000000000000', agency: officer.agency };
    await ground.give(other, ['placement-desk']);
    expect(JSON.stringify(valueOf(await perform(readPlace, other, { place })))).not.toContain('meisje');
    expect(JSON.stringify(valueOf(await perform(readPlace, manager, { place })))).toContain('meisje');
  });
  it('has a waiting list, with a time only once five have waited', async () => {
    const place = await shownPlace(ground);
    for (let n = 1; n <= 5; n++) {
      const wait = randomUUID();
      valueOf(await perform(waitForBed, desk, { place, wait, soon: 'days' }));
      expect((await offerOf(place))?.daysWaited).toBe(null);
      await onDay(`2026-12-0${n}T10:00:00Z`, async () => expect(await why(perform(endWait, desk, { place, wait, how: 'placed-here' }))).toBe('done'));
    }
    expect((await offerOf(place))?.daysWaited).toBe(8);
  });
});

describe('a child and the places', () => {
  it('fits, with reasons in codes, and goes without a place where it is not safe', async () => {
    const [place, file] = [await shownPlace(ground), await childAtDesk(ground)];
    expect(await matched(file, place)).toMatchObject({ fit: 'fits', speaksFor: ['language', 'school', 'bed-known'] });
    valueOf(await perform(RULE_OUT_AREA.protection, desk, { file, ruling: randomUUID(), country: 'NL', area: 35, because: 'exploited-there' }));
    expect(await matched(file, place)).toMatchObject({ fit: 'not', against: [{ code: 'ruled-out', because: 'exploited-there' }] });
    expect(await why(perform(offerPlacement, desk, { file, placement: randomUUID(), place, hold: null, because: 'safest-now', at: AT }))).toBe('ruled-out');
  });
  it('says only that it is not possible, and whom to ask, where the reason is not for the reader', async () => {
    const [place, file] = [await shownPlace(ground), await childAtDesk(ground)];
    valueOf(await perform(OPEN_SECTION.investigation, officer, { file, purpose: 'investigate-adults', ground: 'law-enforcement' }));
    valueOf(await perform(RULE_OUT_AREA.investigation, officer, { file, ruling: randomUUID(), country: 'NL', area: 35, because: 'network-there' }));
    const answer = valueOf(await perform(matchChild, desk, { file, at: AT, most: 500 }));
    expect(answer.matched?.verdicts.find((v) => v.offer.place === place)?.against).toEqual([{ code: 'not-for-safety', ask: 'investigation' }]);
    expect(answer.ask['investigation']).toEqual([officer.agency]);
    expect(JSON.stringify(answer)).not.toContain('network-there');
  });
  it('is never put beside somebody of whom it has to be kept apart', async () => {
    const [place, first, second] = [await shownPlace(ground), await childAtDesk(ground), await childAtDesk(ground)];
    valueOf(await perform(KEEP_APART.protection, desk, { file: second, ruling: randomUUID(), other: first, because: 'recruiting-peer' }));
    expect(valueOf(await perform(matchChild, desk, { file: second, at: AT })).unseenPeers).toBe(1);
    valueOf(await perform(offerPlacement, desk, { file: first, placement: randomUUID(), place, hold: null, because: 'safest-now', at: AT }));
    expect(await matched(second, place)).toMatchObject({ fit: 'not', against: [{ code: 'ruled-out', because: 'recruiting-peer' }] });
    expect(await why(perform(offerPlacement, desk, { file: second, placement: randomUUID(), place, hold: null, because: 'safest-now', at: AT }))).toBe('ruled-out');
  });
  it('stands among those who wait until it has a bed', async () => {
    const file = await childAtDesk(ground);
    expect(valueOf(await perform(listWaitingChildren, desk, {})).find((c) => c.file === file)).toMatchObject({ soon: 'tonight', state: 'waiting' });
  });
});

describe('a placement', () => {
  async function placed() {
    const address = { address: 'Verzonnen Schuilpad 7', howToArrive: '' };
    const place = await shownPlace(ground, { address });
    const file = await childAtDesk(ground);
    const { hold } = await held(place);
    const placement = randomUUID();
    valueOf(await perform(offerPlacement, desk, { file, placement, place, hold, because: 'safest-now', at: AT }));
    valueOf(await perform(answerHold, nightWorker, { place, hold, refusal: null }));
    const handOver = { calledBy: 'Mirela', medicine: '', risks: 'Verzonnen', mayRing: '' };
    expect(await why(perform(PLACEMENT_STEP.accepted, desk, { file, placement }))).toBe('hand-over-missing');
    valueOf(await perform(PLACEMENT_STEP.accepted, desk, { file, placement, handOver }));
    await seated(ground, file, desk, nightWorker, ['protection', 'location']);
    return { address, place, file, placement, hold };
  }
  it('goes from offer to arrival, and those who protect the child learn that, and not where', async () => {
    const { file, placement, place, hold, address } = await placed();
    expect(await why(perform(PLACEMENT_STEP.left, nightWorker, { file, placement, because: 'gone-by-itself' }))).toBe('step-does-not-follow');
    valueOf(await perform(PLACEMENT_STEP.arrived, nightWorker, { file, placement }));
    valueOf(await perform(takeIn, nightWorker, { place, hold }));
    const read = valueOf(await perform(readAddress, nightWorker, { place }));
    valueOf(await perform(sayWhere, nightWorker, { file, placement, address: 'words' in read ? read.words : null }));
    valueOf(await perform(tellPlacement, nightWorker, { file }));
    valueOf(await perform(tellPlacement, nightWorker, { file }));
    const seen = valueOf(await perform(READ_SECTION.protection, officer, { file }));
    expect(seen.entries.filter((e) => e.kind === 'protection.placement-step')).toHaveLength(1);
    for (const secret of [place, hold, address.address]) expect(JSON.stringify(seen)).not.toContain(secret);
    expect(valueOf(await perform(READ_SECTION.location, desk, { file })).entries.some((e) => e.body?.opened && e.body.value.toString().includes(address.address))).toBe(true);
    expect(valueOf(await perform(listWaitingChildren, desk, {})).some((c) => c.file === file)).toBe(false);
    expect(await why(perform(READ_SECTION.location, officer, { file }))).toBe('not-allowed');
  });
  it('needs a reason to end, and stays ended', async () => {
    const { file, placement } = await placed();
    valueOf(await perform(PLACEMENT_STEP.arrived, nightWorker, { file, placement }));
    expect(await why(perform(PLACEMENT_STEP.moved, desk, { file, placement }))).toBe('reason-missing');
    expect(await why(perform(PLACEMENT_STEP.moved, desk, { file, placement, because: 'address-known' }))).toBe('done');
    expect(await why(perform(PLACEMENT_STEP.left, desk, { file, placement, because: 'mistake' }))).toBe('step-does-not-follow');
  });
  it('ends where the child was when it arrives elsewhere', async () => {
    const { file, placement } = await placed();
    valueOf(await perform(PLACEMENT_STEP.arrived, nightWorker, { file, placement }));
    const [next, place] = [randomUUID(), await shownPlace(ground)];
    valueOf(await perform(offerPlacement, desk, { file, placement: next, place, hold: null, because: 'closer-to-people', at: AT }));
    valueOf(await perform(PLACEMENT_STEP.accepted, desk, { file, placement: next, handOver: { calledBy: 'M' } }));
    valueOf(await perform(PLACEMENT_STEP.arrived, desk, { file, placement: next }));
    const steps = valueOf(await perform(READ_SECTION.location, desk, { file })).entries.filter((e) => e.kind === 'protection.placed-at').map((e) => [e.header['placement'] === next, e.header['step'], e.header['because']]);
    expect(steps.slice(-2)).toEqual([[false, 'moved', 'closer-to-people'], [true, 'arrived', null]]);
  });
  it('takes an address from no agency but that of the place', async () => {
    const { file, placement } = await placed();
    expect(await why(perform(sayWhere, desk, { file, placement, address: { address: 'elders' } }))).toBe('not-your-place');
  });
  it('is never looked into in an emergency', async () => {
    expect(EMERGENCY_SECTIONS).not.toContain('location');
    expect(Object.keys(BREAK_GLASS)).not.toContain('location');
    const [rule] = await ground.database.query("select in_emergency from keerpunt.reach_rule where stream_kind = 'file' and section = 'location'");
    expect(rule?.['in_emergency']).toBe(false);
    expect(await ground.database.query("select * from keerpunt.reach_rule where stream_kind = 'place'")).toEqual([]);
  });
  it('that became unsafe between the choice and the yes is not said yes to', async () => {
    const [place, file, placement] = [await shownPlace(ground), await childAtDesk(ground), randomUUID()];
    valueOf(await perform(offerPlacement, desk, { file, placement, place, hold: null, because: 'safest-now', at: AT }));
    valueOf(await perform(ruleOutPlace, desk, { file, ruling: randomUUID(), place, because: 'address-known' }));
    expect(await why(perform(PLACEMENT_STEP.accepted, desk, { file, placement, handOver: { calledBy: 'M' } }))).toBe('ruled-out');
    expect(await why(perform(PLACEMENT_STEP.withdrawn, desk, { file, placement, because: 'safest-now' }))).toBe('done');
  });
  it('keeps a ruled out place in location, where it can tell of nobody else', async () => {
    const { file, place } = await placed();
    expect(await why(perform(ruleOutPlace, desk, { file, ruling: randomUUID(), place, because: 'address-known' }))).toBe('done');
    expect(JSON.stringify(valueOf(await perform(READ_SECTION.protection, officer, { file })))).not.toContain(place);
    expect(await why(perform(INVITE.location, officer, { file, agency: HOUSE, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2027-01-01' }))).toBe('not-allowed');
  });
});
