import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { closeFile } from '#src/files/actions/closing-actions.ts';
import { lookAtFile, READ_SECTION } from '#src/files/actions/read-actions.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { daysAfter } from '#src/files/model/days.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { writeSections } from '#src/platform/packages/sections.ts';
import { useFiles, OUTSIDER, who } from '#test/support/files.ts';
import { anAnswer, ARRIVAL } from '#test/support/following.ts';
import { valueOf } from '#test/support/ground.ts';
import { agreed, aRequest, childFile, everything, guardian, know, packed, packedBack, request, setDays, taken, useNode } from '#test/support/handovers.ts';
import { recordAnswer } from '../following/actions/answer-actions.ts';
import { setCalendar, triggerFollowUp } from '../following/actions/plan-actions.ts';
import { seeFollowing } from '../following/actions/see-actions.ts';
import { packAnswers, receiveAnswers } from './actions/answers-actions.ts';
import { isGivenBack } from './package/answers.ts';

/** Two installations, each with a database of its own: the file was led in the west, and the child is followed in the east. */
const [west, east] = [useFiles(), useFiles()];
const [here, there, stranger] = [useNode(), useNode(), useNode()];
const ARRIVED = '2026-12-22';
const WORDS = 'Verzonnen: het gaat goed, zei het kind';
const queued: Wanted[] = [];
west.enqueue = async (_, wanted) => void queued.push(...wanted);
let file = '';
let abroad = '';
let received = '';

const setDay = (day: string) => {
  for (const ground of [west, east]) ground.clock.now = new Date(`${day}T10:00:00Z`);
};
const back = (childSays: 'yes' | 'no' | 'not-asked' = 'not-asked', change: { from?: typeof here; received?: string; now?: Date } = {}) => packedBack(east, change.from ?? there, { file: abroad, received: change.received ?? received, package: randomUUID(), childSays }, change.now);
const bytesBack = async (...args: Parameters<typeof back>): Promise<Buffer> => {
  const made = await back(...args);
  if (typeof made === 'string') throw new Error(made);
  return made;
};
const take = (what: Buffer | string, nodes = [there.as('Inventat Est')], actor = guardian) => taken(west, here, nodes, what, actor);
const seen = async (ground = west, of = file) => valueOf(await ground.perform(seeFollowing, guardian, { file: of }));
const answerThere = async (change: object = {}, about: object = ARRIVAL) => {
  const answer = anAnswer({ seenOn: ARRIVED, ...change }, about);
  valueOf(await east.perform(recordAnswer, guardian, { file: abroad, ...answer }));
  return answer.answer;
};

/** A child handed over, with its file, and the days set on both sides. */
async function handedOver(): Promise<void> {
  setDay('2026-11-25');
  file = await childFile(west);
  const asked = aRequest();
  valueOf(await request(west, file, asked));
  const share = await agreed(west, file, asked.handover, recipientId(there.card.recipient), { sections: ['identity'] });
  const answer = await taken(east, there, [here.as('Verzonnen West')], await packed(west, { from: here, to: there.card, file, share, handover: asked.handover, sections: ['identity'] }));
  if (!('opened' in answer)) throw new Error(JSON.stringify(answer));
  abroad = answer.opened;
  await setDays(west, file);
  await setDays(east, abroad);
  const came = valueOf(await east.perform(READ_SECTION.reintegration, guardian, { file: abroad })).entries.find((e) => e.kind === 'handover.package-received');
  received = String(came?.header['package']);
  setDay(ARRIVED);
  queued.length = 0;
}

beforeAll(async () => {
  await know(west, there, 'Inventat Est');
  await know(east, here, 'Verzonnen West');
  await handedOver();
}, 60_000);

describe('how a child is that was handed over', () => {
  it('is given back only once something was written down', async () => {
    expect(await back()).toBe('no-answers-yet');
    expect(await back('yes', { received: randomUUID() })).toBe('no-such-package');
  });
  it('comes back sealed and is the answer here, without its words where the child did not say yes', async () => {
    await answerThere();
    const bytes = await bytesBack('not-asked');
    expect(bytes.includes('Verzonnen')).toBe(false);
    expect(await take(bytes)).toEqual({ answered: file, answers: 1 });
    const { followUps, state } = await seen();
    expect(followUps[0]).toMatchObject({ moment: 'arrival', standing: 'reached' });
    expect(state.answers).toMatchObject([{ way: 'installation', outcome: 'safe', school: 'yes', score: 7, childsView: false }]);
    const read = valueOf(await west.perform(READ_SECTION.reintegration, guardian, { file }));
    expect(JSON.stringify(read.entries.map((e) => e.body?.opened && e.body.value.toString()))).not.toContain(WORDS);
  });
  it('is taken in once, and only what is new of the next', async () => {
    const bytes = await bytesBack();
    const before = await everything(west, ['access_record', 'stream']);
    expect(await take(bytes)).toMatchObject({ answer: { obstacles: [{ code: 'taken-in-already' }] } });
    expect(await everything(west, ['access_record', 'stream'])).toEqual(before);
    setDay(daysAfter(ARRIVED, 7));
    await answerThere({ seenOn: daysAfter(ARRIVED, 7) }, { moment: 'day-7', trigger: null });
    expect(await take(await bytesBack('yes'))).toEqual({ answered: file, answers: 1 });
    const read = valueOf(await west.perform(READ_SECTION.reintegration, guardian, { file }));
    const last = read.entries.findLast((e) => e.kind === 'followup.answered');
    expect(last?.body?.opened && last.body.value.toString()).toContain(WORDS);
    expect((await seen()).followUps.slice(0, 2).map((f) => f.standing)).toEqual(['reached', 'reached']);
    expect(queued).toEqual([]);
  });
  it('holds nothing else of the file there: no other kind of entry, and no name', async () => {
    const entries = valueOf(await west.perform(READ_SECTION.reintegration, guardian, { file })).entries.filter((e) => e.kind === 'handover.answers-received');
    for (const entry of entries) {
      const { parts } = JSON.parse(entry.body?.opened ? entry.body.value.toString() : '{}') as { parts: string[] };
      const links = parts.flatMap((part) => (JSON.parse(Buffer.from(part, 'base64').toString()) as { links: { kind: string }[] }).links);
      expect(links.length).toBeGreaterThan(0);
      expect(new Set(links.map((l) => l.kind))).toEqual(new Set(['followup.answered']));
    }
  });
  it('that it is exploited again is a sign here too, and rings at once', async () => {
    await answerThere({ outcome: 'exploited-again', exploiter: 'yes', seenOn: daysAfter(ARRIVED, 7) }, { moment: 'day-7', trigger: null });
    expect(await take(await bytesBack())).toMatchObject({ answers: 1 });
    const { state } = valueOf(await west.perform(lookAtFile, guardian, { file }));
    expect(state.told.map((one) => one.what)).toContain('exploited-again');
    expect(queued.filter((w) => w.job === TELL_AGENCY).every((w) => w.payload['isUrgent'] === true)).toBe(true);
    expect(queued.length).toBeGreaterThan(0);
  });
  it('that it is missing begins the search once, and none for a child that somebody spoke with since', async () => {
    const day = daysAfter(ARRIVED, 9);
    setDay(day);
    await answerThere({ outcome: 'missing', spoken: 'not-spoken', seenOn: null }, { moment: 'day-7', trigger: null });
    await answerThere({ outcome: 'missing', spoken: 'not-spoken', seenOn: null }, { moment: 'day-7', trigger: null });
    expect(await take(await bytesBack())).toMatchObject({ answers: 2 });
    expect(valueOf(await west.perform(lookAtFile, guardian, { file })).state.missing).toHaveLength(1);
    await handedOver();
    await answerThere({ outcome: 'missing', spoken: 'not-spoken', seenOn: null });
    setDay(daysAfter(ARRIVED, 1));
    await answerThere({ outcome: 'worried', seenOn: daysAfter(ARRIVED, 1) });
    expect(await take(await bytesBack())).toMatchObject({ answers: 2 });
    expect(valueOf(await west.perform(lookAtFile, guardian, { file })).state.missing).toEqual([]);
    expect(queued).toEqual([]);
  });
  it('that it is missing rings although a visit before that was written down after it', async () => {
    await handedOver();
    await answerThere({ outcome: 'missing', spoken: 'not-spoken', seenOn: null });
    await answerThere({ outcome: 'worried', seenOn: ARRIVED });
    expect(await take(await bytesBack())).toMatchObject({ answers: 2 });
    expect(valueOf(await west.perform(lookAtFile, guardian, { file })).state.missing).toHaveLength(1);
    expect(queued.length).toBeGreaterThan(0);
  });
  it('about something that happened there asks here too, and an answer nobody asks for here is not lost', async () => {
    const trigger = randomUUID();
    valueOf(await east.perform(triggerFollowUp, guardian, { file: abroad, trigger: { trigger, what: 'exploiter-contact' }, words: {} }));
    expect(await take(await bytesBack())).toMatchObject({ answers: 0 });
    expect((await seen()).followUps.find((f) => f.trigger === trigger)).toMatchObject({ standing: 'open', dueOn: ARRIVED });
    const next = randomUUID();
    valueOf(await east.perform(triggerFollowUp, guardian, { file: abroad, trigger: { trigger: next, what: 'missed-school' }, words: {} }));
    await answerThere({ outcome: 'worried' }, { moment: 'trigger', trigger: next });
    expect(await take(await bytesBack())).toMatchObject({ answers: 1 });
    expect((await seen()).followUps.find((f) => f.trigger === next), 'under what happened, not beside it').toMatchObject({ standing: 'reached' });
    expect((await seen()).state.triggers).toHaveLength(2);
    const { version } = valueOf(await east.perform(READ_SECTION.reintegration, guardian, { file: abroad }));
    // There the child came half a year earlier, as far as they know: month six is asked there, and not here.
    valueOf(await east.perform(setCalendar, guardian, { file: abroad, base: version, calendar: { country: 'RO', arrivesOn: daysAfter(ARRIVED, -190), language: 'ro', riskStays: false }, words: { partner: 'x', phone: '1' } }));
    const answer = await answerThere({ outcome: 'worried' }, { moment: 'month-6', trigger: null });
    expect(await take(await bytesBack())).toMatchObject({ answers: 1 });
    expect((await seen()).state.answers.find((a) => a.answer === answer)).toMatchObject({ moment: 'trigger', trigger: answer, outcome: 'worried' });
  });
});

type Crafted = { says?: Record<string, string>; about?: string; sections?: readonly string[] };
/** What an installation could sign that does not keep to the page. */
async function crafted({ says = {}, about = 'follow-up', sections = ['reintegration'] }: Crafted) {
  const id = randomUUID();
  const { proof, handover } = valueOf(await east.perform(packAnswers, guardian, { file: abroad, received, package: id, childSays: 'no' }));
  const [first, ...others] = sections.map((section) => ({ ...proof, section }));
  if (!first) throw new Error('no section');
  const contents = writeSections({ package: id, madeAt: east.clock.now, about, says: { file, handover, ...says }, audience: [recipientId(here.card.recipient)], proofs: [first, ...others], staysBehind: ({ kind }) => !isGivenBack(kind), signer: there.signer, sealedFile: async function* () {} });
  const parts: Buffer[] = [];
  for await (const part of contents) parts.push(part.subarray(4));
  const [manifest, signature, ...rest] = parts.map((part) => part.toString('base64'));
  return { manifest, signature, parts: rest };
}

describe('a package of answers that is not taken in', () => {
  const refusals: readonly (readonly [string, unknown, () => Promise<Awaited<ReturnType<typeof take>>>])[] = [
    ['is sealed to another', { refused: 'for-another' }, async () => taken(west, stranger, [there.as('Inventat Est')], await bytesBack())],
    ['is signed by nobody who is known', { refused: 'unknown-signer' }, async () => take(await bytesBack('no', { from: stranger }))],
    ['is signed by somebody known to whom this file never went', { answer: { obstacles: [{ code: 'not-sent-there' }] } }, async () => {
      await know(west, stranger, 'Iemand Anders');
      return take(await bytesBack('no', { from: stranger }), [stranger.as('Iemand Anders')]);
    }],
    ['was made after now', { refused: 'from-the-future' }, async () => take(await bytesBack('no', { now: new Date(west.clock.now.getTime() + 11 * 60_000) }))],
    ['is brought by somebody who does not see the file', { answer: { obstacles: [{ code: 'not-sent-there' }] } }, async () => take(await bytesBack(), undefined, OUTSIDER as typeof guardian)],
    ['says of a day to come that the child was seen', { answer: { obstacles: [{ code: 'day-is-to-come' }] } }, async () => {
      east.clock.now = new Date(`${daysAfter(ARRIVED, 3)}T10:00:00Z`);
      await answerThere({ seenOn: daysAfter(ARRIVED, 3) });
      east.clock.now = west.clock.now;
      return take(await bytesBack());
    }],
  ];
  it.each(refusals)('%s says why, and leaves nothing', async (_, because, tried) => {
    const left = ['access_record', 'stream', 'known_node'];
    const before = await everything(west, left);
    expect(await tried()).toMatchObject(because as object);
    expect(await everything(west, left)).toEqual(before);
  });
  it('is any of which a single bit was changed, or that was cut off at any place', async () => {
    await handedOver();
    await answerThere();
    const bytes = await bytesBack();
    const before = await everything(west);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, isCut) => {
        const one = isCut ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!isCut) one[at] = (one[at] ?? 0) ^ flip;
        expect(await take(one)).toEqual({ refused: expect.any(String) });
      }),
      { numRuns: 40, examples: [[0, 1, false], [30, 1, false], [bytes.length - 1, 1, false], [bytes.length - 1, 1, true]] },
    );
    expect(await everything(west)).toEqual(before);
  });
  it('is one that was put together past the page: altered parts, no file of ours, or another section', async () => {
    const input = { file, manifest: 'AA==', signature: 'AA==', parts: ['AA=='] };
    expect(await west.perform(receiveAnswers, guardian, input)).toMatchObject({ obstacles: [{ code: 'damaged' }] });
    expect(await west.perform(receiveAnswers, guardian, { file, ...(await crafted({})) }), 'the whole of what was put together').toMatchObject({ done: true });
    await answerThere();
    const first = file;
    const other = await childFile(west);
    for (const [what, change, into, code] of [
      ['about another file', { says: { file: other } }, first, 'not-sent-there'],
      ['about another hand-over', { says: { handover: randomUUID() } }, first, 'not-sent-there'],
      ['for something else', { about: 'handover' }, first, 'damaged'],
      ['with another section', { sections: ['reintegration', 'identity'] }, first, 'damaged'],
      ['into another file', {}, other, 'not-sent-there'],
    ] as const) expect(await west.perform(receiveAnswers, guardian, { file: into, ...(await crafted(change)) }), what).toMatchObject({ obstacles: [{ code }] });
  });
  it('is one for a file that was closed here: whoever takes it in opens it again first', async () => {
    const bytes = await bytesBack();
    valueOf(await west.perform(closeFile, guardian, { file, because: 'opened-by-mistake', note: randomUUID(), against: 'Verzonnen reden om te sluiten' }));
    expect(await take(bytes)).toMatchObject({ answer: { obstacles: [{ code: 'file-closed' }] } });
  });
  it('is made and taken in by nobody but those who speak for their country in a hand-over', async () => {
    for (const role of ['lawyer', 'police-officer', 'shelter-worker', 'partner'] as const) {
      expect((await west.perform(receiveAnswers, who(role), { file, manifest: 'AA==', signature: 'AA==', parts: ['AA=='] })).done, role).toBe(false);
      expect((await east.perform(packAnswers, who(role), { file: abroad, received, package: randomUUID(), childSays: 'no' })).done, role).toBe(false);
    }
  });
});
