import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { performOn } from '#src/platform/action/perform.ts';
import { performTogetherOn } from '#src/platform/action/together.ts';
import { breakingOff, type Broken } from '#test/support/breaking-off.ts';
import { useFiles, who } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { aPlace, childAtDesk, desk, manager, shownPlace } from '#test/support/places.ts';
import { lookAtChild } from '../actions/child-actions.ts';
import { answerHold, takeIn } from '../actions/hold-actions.ts';
import { readPlace } from '../actions/read-place.ts';
import { CHILD_DOINGS } from './child-doings.ts';
import { valuesFrom } from './fields.tsx';

const ground = useFiles();
const worker = who('shelter-worker');
let broken: Broken;
beforeAll(async () => {
  await ground.give(manager, ['shelter-manager']);
  await ground.give(desk, ['placement-desk']);
  broken = breakingOff(ground, ground.database);
});

/** Turns the last word of a step into a “no”: it was all tried then, and nothing of it stands. */
let isOnlyTried = false;
/** Somebody at a page, on a ground that can break off. */
function memberOf(actor: Actor & { agency: string }): Member {
  const member: Member = { actor, perform: performOn(broken.ground), together: (work) => performTogetherOn(broken.ground)(actor, async (perform) => {
      const done = await work({ ...member, perform });
      return isOnlyTried ? { done: false, because: 'not-there' } : done;
    }), roles: [], name: '', agencies: new Map(), colleagues: new Map() };
  return member;
}
const send = (actor: Actor & { agency: string }, doing: string, file: string, fields: Record<string, string>) => {
  const act = CHILD_DOINGS[doing];
  if (!act) throw new Error(`no ${doing}`);
  return act(valuesFrom((name) => fields[name] ?? ''), { member: memberOf(actor), file, now: ground.now() });
};

type Case = { file: string; place: string; placement: string; hold: string };
const asking = ({ place, placement, hold }: Case) => ({ form: 'ask', place, id: placement, hold, 'ask.because': 'safest-now', 'ask.asked': 'Verzonnen' });
const stepping = ({ placement }: Case, form: string, more: Record<string, string> = {}) => ({ form, placement, ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${form}.${name}`, value])) });

async function asked(change: Parameters<typeof aPlace>[0] = {}): Promise<Case> {
  const one = { file: await childAtDesk(ground), place: await shownPlace(ground, change), placement: randomUUID(), hold: randomUUID() };
  return one;
}

/** Everything that belongs to a step: in the file, told of it, and at the place. */
async function standing({ file, place, placement }: Case): Promise<string> {
  const look = valueOf(await ground.perform(lookAtChild, desk, { file }));
  const read = valueOf(await ground.perform(readPlace, manager, { place }));
  const told = look.state.told.findLast((t) => t.placement === placement)?.step;
  return [look.state.placements.find((p) => p.placement === placement)?.step, told, read.state.holds.at(-1)?.standing, read.state.free].join(' ');
}

/** Every so many statements a step is broken off: each of its actions is met several times, at its beginning, in it and at its end. */
const STRIDE = 4;
/** Breaks a step off again and again, further each time; nothing of it may stand, and then all of it. */
async function isWhole(one: Case, before: string, after: string, act: () => Promise<unknown>): Promise<void> {
  expect(await standing(one)).toBe(before);
  isOnlyTried = true;
  // Twice: the first time also reads what this process remembers from then on.
  await act();
  broken.breakAfter(Infinity, 'thrown');
  await act().finally(() => (isOnlyTried = false));
  expect(await standing(one)).toBe(before);
  const all = broken.counted();
  expect(all).toBeGreaterThan(20);
  for (let statements = all; statements > 0; statements -= STRIDE) {
    broken.breakAfter(statements, (all - statements) % (3 * STRIDE) === 0 ? 'killed' : 'thrown');
    await expect(act(), `after ${statements} statements`).rejects.toThrow();
    expect(await standing(one), `after ${statements} statements`).toBe(before);
  }
  await act();
  expect(await standing(one)).toBe(after);
}

describe('a step of a placement', () => {
  it('is kept whole or not at all: the choice, the bed and the word to those who protect the child', async () => {
    const one = await asked();
    await isWhole(one, '   2', 'offered offered asked 2', () => send(desk, 'ask', one.file, asking(one)));
    valueOf(await ground.perform(answerHold, manager, { place: one.place, hold: one.hold, refusal: null }));
    valueOf(await send(desk, 'accepted', one.file, stepping(one, 'accepted', { calledBy: 'M' })));
    // The bed is taken, the table told and the address given with the arrival.
    await isWhole(one, 'accepted accepted accepted 2', 'arrived arrived arrived 1', () => send(worker, 'arrived', one.file, stepping(one, 'arrived')));
    await isWhole(one, 'arrived arrived arrived 1', 'left left left 2', () => send(desk, 'left', one.file, stepping(one, 'left', { because: 'durable-solution' })));
  }, 60_000);
  it('leaves nothing in the file where the place turns out to be full, but who tried', async () => {
    const one = await asked({ free: 0 });
    const answer = await send(desk, 'ask', one.file, asking(one));
    expect(answer).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'full' }] });
    expect(await standing(one)).toBe('   0');
    const [record] = await ground.database.query("select outcome, action from keerpunt.access_record where stream_id = $1 and action = 'place.hold-bed' order by sequence desc limit 1", [one.place]);
    expect(record).toMatchObject({ outcome: 'refused' });
  });
  it('does not leave a child outside because the bed was written down by the place already', async () => {
    const one = await asked();
    valueOf(await send(desk, 'ask', one.file, asking(one)));
    valueOf(await ground.perform(answerHold, manager, { place: one.place, hold: one.hold, refusal: null }));
    valueOf(await send(desk, 'accepted', one.file, stepping(one, 'accepted', { calledBy: 'M' })));
    valueOf(await ground.perform(takeIn, manager, { place: one.place, hold: one.hold }));
    valueOf(await send(worker, 'arrived', one.file, stepping(one, 'arrived')));
    expect(await standing(one)).toBe('arrived arrived arrived 1');
  });
  it('is done for one person alone', async () => {
    await expect(performTogetherOn(ground)(desk, (perform) => perform(lookAtFile, worker, { file: randomUUID() }))).rejects.toThrow('one actor');
  });
});
