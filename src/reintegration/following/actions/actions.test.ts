import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeFile } from '#src/files/actions/closing-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { fileState } from '#src/files/model/state.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { Action } from '#src/platform/action/action.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { ALL_WELL, anAnswer, ARRIVAL, desk, followedFile, openPost, POST, versionOf, WATCH } from '#test/support/following.ts';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { SECTION } from '../model/state.ts';
import { STEPS } from '../model/vocabulary.ts';
import { recordAnswer, recordCall } from './answer-actions.ts';
import { FOLLOWING_ACTIONS } from './index.ts';
import { makeLink, withdrawLink } from './link-actions.ts';
import { endFollowing, planReintegration, reviewPlan, setCalendar, triggerFollowUp } from './plan-actions.ts';
import { listDue, seeFollowing } from './see-actions.ts';
import { stepsDue, takeSteps, TELL_FOLLOWING } from './watch-actions.ts';

const ground = useFiles();
const queued: Wanted[] = [];
ground.enqueue = async (_, wanted) => void queued.push(...wanted);
const TODAY = '2026-11-25';
const setDay = (day: string) => (ground.clock.now = new Date(`${day}T10:00:00Z`));

beforeAll(() => openPost(ground));
beforeEach(() => {
  queued.length = 0;
  setDay(TODAY);
});

const seen = async (file: string) => valueOf(await ground.perform(seeFollowing, desk, { file }));
const told = async (file: string) => valueOf(await ground.perform(lookAtFile, desk, { file })).state;
const wanted = (job: string) => queued.filter((w) => w.job === job);

/** Who may do what, written by hand: `r` for those who read in this section, `w` for those who write, and the services. */
const READ = ['youth-protection-worker', 'guardian', 'care-coordinator', 'partner'];
const BY_HAND: Readonly<Record<string, readonly string[]>> = {
  'followup.see': READ,
  'followup.list-due': READ,
  ...Object.fromEntries(['reintegration.plan', 'reintegration.review', 'followup.set-calendar', 'followup.set-quiet-way', 'followup.trigger', 'followup.end', 'followup.record-answer', 'followup.record-call', 'followup.make-link', 'followup.withdraw-link'].map((name) => [name, READ])),
  'followup.open-link': ['link-post'],
  'followup.answer-by-link': ['link-post'],
  'followup.list-steps': ['follow-up-watch'],
  'followup.take-steps': ['follow-up-watch'],
};

describe('who may follow a child', () => {
  it('is said by hand of every action, and is granted to nobody else', () => {
    expect(Object.fromEntries(FOLLOWING_ACTIONS.map((action) => [action.name, action.allow.map((grant) => grant.role.name).toSorted()]))).toEqual(Object.fromEntries(Object.entries(BY_HAND).map(([name, roles]) => [name, [...roles].toSorted()])));
  });
  it('is nobody away from the table, whatever the role, and no service for what is not its own', async () => {
    const file = await followedFile(ground);
    const inputs: Record<string, object> = { file, base: '', link: randomUUID(), digest: 'a'.repeat(64), device: 'a'.repeat(64), today: TODAY, except: [], ...anAnswer(), call: { call: randomUUID(), ...ARRIVAL, whom: 'partner', result: 'will-go' }, trigger: { trigger: randomUUID(), what: 'missing' } } as never;
    for (const action of FOLLOWING_ACTIONS as unknown as readonly Action<unknown, unknown>[]) {
      if (action.about === 'nothing') continue;
      const answer = await ground.perform(action, OUTSIDER, { ...inputs, ...(action.name === 'followup.record-call' ? { words: {} } : {}) });
      expect(['not-there', 'not-allowed', 'invalid'], action.name).toContain(answer.done ? 'done' : answer.because);
      const isOwn = (roles: readonly string[]) => roles.some((role) => BY_HAND[action.name]?.includes(role));
      for (const [actor, roles] of [[POST, ['link-post']], [WATCH, ['follow-up-watch']]] as const) {
        const said = await ground.perform(action, actor, inputs);
        if (!isOwn(roles)) expect(['not-allowed', 'invalid'], `${action.name} as ${actor.id}`).toContain(said.done ? 'done' : said.because);
      }
    }
    expect(await ground.perform(listDue, OUTSIDER, { shown: 'due', today: TODAY })).toEqual({ done: true, value: [] });
    for (const role of FILE_ROLES.map((r) => r.name).filter((name) => !READ.includes(name))) expect((await ground.perform(seeFollowing, who(role), { file })).done, role).toBe(false);
  });
});

describe('an answer', () => {
  it('from a call is kept with the words of the child, and the next day comes', async () => {
    const file = await followedFile(ground);
    valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer() }));
    const { followUps } = await seen(file);
    expect(followUps.map((f) => f.standing)).toEqual(['reached', 'open', 'open', 'open', 'open', 'open']);
    expect(queued).toEqual([]);
    expect(await ground.database.query(`select count(*)::int as n from keerpunt.entry where position(convert_to('zei het kind', 'UTF8') in header_bytes) > 0`, [], 'postgres')).toEqual([{ n: 0 }]);
  });
  it('sent twice is kept once', async () => {
    const file = await followedFile(ground);
    const answer = anAnswer({ outcome: 'exploited-again' });
    await Promise.all([ground.perform(recordAnswer, desk, { file, ...answer }), ground.perform(recordAnswer, desk, { file, ...answer })]);
    expect((await seen(file)).state.answers).toHaveLength(1);
    expect(queued).toHaveLength(1);
  });
  it('that speaks against itself is refused, and nobody says that a child is safe without having spoken with it', async () => {
    const file = await followedFile(ground);
    for (const [change, code] of [[{ spoken: 'not-spoken', seenOn: null }, 'safe-only-when-spoken'], [{ seenOn: null }, 'seen-when'], [{ seenOn: '2026-11-26' }, 'day-is-to-come']] as const) expect(await ground.perform(recordAnswer, desk, { file, ...anAnswer(change) }), code).toMatchObject({ obstacles: [{ code }] });
    // Who is seen now was not seen then.
    expect(await ground.perform(recordAnswer, desk, { file, ...anAnswer({}, { moment: 'month-12', trigger: null }) })).toMatchObject({ obstacles: [{ code: 'not-due-yet' }] });
    expect(await ground.perform(recordAnswer, desk, { file, ...anAnswer({}, { moment: 'trigger', trigger: randomUUID() }) })).toMatchObject({ obstacles: [{ code: 'no-such-follow-up' }] });
  });
  it('that the child is missing makes it missing for everybody, once, and tells all at once', async () => {
    const file = await followedFile(ground);
    valueOf(await ground.perform(INVITE.chronology, who('police-officer'), { file, agency: AGENCIES[1], purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    valueOf(await ground.perform(answerInvitation, who('youth-protection-worker'), { file, answer: 'accepted' }));
    queued.length = 0;
    const missing = anAnswer({ outcome: 'missing', spoken: 'not-spoken', seenOn: null });
    valueOf(await ground.perform(recordAnswer, desk, { file, ...missing }));
    expect(wanted(TELL_AGENCY).map((w) => w.payload).toSorted((a, b) => (String(a['agency']) < String(b['agency']) ? -1 : 1))).toEqual([AGENCIES[0], AGENCIES[1]].map((agency) => ({ agency, isUrgent: true })));
    expect((await told(file)).missing).toMatchObject([{ missing: missing.answer, how: null }]);
    valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer({ outcome: 'missing', spoken: 'not-spoken', seenOn: null }) }));
    expect((await told(file)).missing).toHaveLength(1);
    expect((await seen(file)).followUps[0]?.standing, 'nobody spoke with it').toBe('open');
  });
  it('that it is exploited again is a new sign, and the table hears of it', async () => {
    const file = await followedFile(ground);
    valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer({ outcome: 'exploited-again' }) }));
    expect((await told(file)).told.map((x) => x.what)).toEqual(['exploited-again']);
    expect((await told(file)).hasNewSign).toBe(true);
    expect(wanted(TELL_AGENCY)).toHaveLength(1);
  });
});

describe('the calendar and the plan', () => {
  const plan = (change: object = {}) => ({ plan: randomUUID(), goals: ['school'], services: ['mentor'], payer: 'eu-fund', until: '2027-11-25', responsible: null, reviewOn: '2027-02-25', withChild: true, ...change });
  it('are decided on what was read: who was quicker is not written over', async () => {
    const file = await followedFile(ground);
    const base = await versionOf(ground, file);
    const first = plan();
    valueOf(await ground.perform(planReintegration, desk, { file, base, plan: first, words: { steps: 'Verzonnen' } }));
    expect(await ground.perform(planReintegration, desk, { file, base, plan: plan(), words: { steps: 'Verzonnen' } })).toEqual({ done: false, because: 'changed-meanwhile' });
    valueOf(await ground.perform(reviewPlan, desk, { file, base: await versionOf(ground, file), review: { plan: first.plan, result: 'on-track', reached: ['school'], nextOn: '2027-05-01' }, words: {} }));
    expect((await seen(file)).state.plan).toMatchObject({ responsible: desk.id, review: { result: 'on-track' } });
  });
  it('have a named person and a day in the time to come', async () => {
    const file = await followedFile(ground);
    expect(await ground.perform(planReintegration, desk, { file, base: await versionOf(ground, file), plan: plan({ until: TODAY, reviewOn: TODAY }), words: { steps: 'x' } })).toMatchObject({ obstacles: [{ code: 'end-is-past' }, { code: 'review-is-past' }] });
    expect((await seen(file)).state.calendar).toMatchObject({ responsible: desk.id, agency: AGENCIES[0] });
  });
  it('put a child that something happened to on the list at once, and take one off whose follow-up ended', async () => {
    const file = await followedFile(ground, '2027-06-01');
    const row = async () => valueOf(await ground.perform(listDue, desk, { shown: 'due', today: TODAY })).find((r) => r.file === file);
    expect(await row(), 'in half a year').toBeUndefined();
    valueOf(await ground.perform(triggerFollowUp, desk, { file, trigger: { trigger: randomUUID(), what: 'exploiter-contact' }, words: {} }));
    expect(await row()).toMatchObject({ dueOn: TODAY, fields: { moment: 'trigger', open: 7 } });
    valueOf(await ground.perform(endFollowing, desk, { file, base: await versionOf(ground, file), because: 'taken-over', words: { reason: 'Verzonnen' } }));
    expect(await row()).toBeUndefined();
    valueOf(await ground.perform(setCalendar, desk, { file, base: await versionOf(ground, file), calendar: { country: 'RO', arrivesOn: TODAY, language: 'ro', riskStays: false }, words: { partner: 'x', phone: '1' } }));
    expect(await row()).toMatchObject({ dueOn: TODAY });
  });
  it('list what is late first', async () => {
    for (const arrived of ['2026-11-20', '2026-11-10', '2026-12-10']) await followedFile(ground, arrived);
    const days = valueOf(await ground.perform(listDue, desk, { shown: 'due', today: TODAY })).map((r) => r.dueOn);
    expect(days).toEqual(days.toSorted());
    expect(valueOf(await ground.perform(listDue, desk, { shown: 'late', today: TODAY })).every((r) => r.dueOn < TODAY)).toBe(true);
  });
});

describe('silence', () => {
  const watchOn = async (file: string, day: string) => {
    setDay(day);
    return valueOf(await ground.perform(takeSteps, WATCH, { file }));
  };
  it('is told to the desk, the table and oversight, each once however often the watch looks and however many look at once', async () => {
    const file = await followedFile(ground);
    queued.length = 0;
    for (const n of [0, 1, 2, 3, 4, 5]) {
      setDay(daysAfter(TODAY, n));
      await Promise.all([0, 1, 2].map(() => ground.perform(takeSteps, WATCH, { file })));
    }
    expect((await seen(file)).state.steps.map((s) => s.step)).toEqual([...STEPS]);
    expect(wanted(TELL_FOLLOWING).map((w) => [w.payload['person'], w.payload['isOversight'], w.payload['isUrgent']])).toEqual([[desk.id, false, false], [desk.id, false, true], [null, true, true]]);
    expect(wanted(TELL_AGENCY)).toHaveLength(1);
    expect((await told(file)).told.map((x) => x.what)).toEqual(['follow-up-silent']);
  });
  it('is taken up by the list of the watch on the day, and leaves it when somebody spoke with the child', async () => {
    const file = await followedFile(ground);
    const isListed = async (day: string) => valueOf(await ground.perform(stepsDue, WATCH, { today: day, except: [] })).includes(file);
    expect(await isListed(TODAY)).toBe(true);
    await watchOn(file, TODAY);
    expect([await isListed(TODAY), await isListed(daysAfter(TODAY, 1))]).toEqual([false, true]);
    setDay(TODAY);
    valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer() }));
    expect([await isListed(daysAfter(TODAY, 6)), await isListed(daysAfter(TODAY, 7))]).toEqual([false, true]);
  });
  it('is not over because the partner was rung, and not because the file was closed', async () => {
    const file = await followedFile(ground);
    await watchOn(file, daysAfter(TODAY, 1));
    valueOf(await ground.perform(recordCall, desk, { file, call: { call: randomUUID(), ...ARRIVAL, whom: 'partner', result: 'will-go' }, words: { who: 'Verzonnen' } }));
    expect(await ground.perform(recordCall, desk, { file, call: { call: randomUUID(), ...ARRIVAL, whom: 'household', result: 'will-go' }, words: {} })).toMatchObject({ because: 'invalid' });
    valueOf(await ground.perform(closeFile, desk, { file, because: 'durable-solution', note: randomUUID(), against: 'Verzonnen redenen om het dossier te sluiten' }));
    expect(await watchOn(file, daysAfter(TODAY, 4))).toBe(2);
  });
});

describe('a link', () => {
  it('is made only where the child can be reached quietly, and where somebody opens it', async () => {
    const make = (file: string) => ground.perform(makeLink, desk, { file, link: randomUUID(), about: ARRIVAL, digest: 'a'.repeat(64) });
    const file = await followedFile(ground);
    valueOf(await make(file));
    expect((await ground.perform(makeLink, desk, { file: await openedFile(ground), link: randomUUID(), about: ARRIVAL, digest: 'a'.repeat(64) })).done).toBe(false);
    const link = (await seen(file)).state.links[0]?.link;
    valueOf(await ground.perform(withdrawLink, desk, { file, link }));
    expect((await seen(file)).state.links[0]?.isClosed).toBe(true);
    await ground.give(POST, ['link-post'], false);
    expect(await make(file)).toMatchObject({ obstacles: [{ code: 'links-not-here' }] });
    await ground.give(POST, ['link-post']);
  });
});

describe('whatever is done', () => {
  it('what stands against silence is never lost: as long as nobody spoke with the child, it is on the list', async () => {
    const does = fc.constantFrom('call', 'lost', 'trigger', 'watch', 'link') as fc.Arbitrary<'call' | 'lost' | 'trigger' | 'watch' | 'link'>;
    await fc.assert(
      fc.asyncProperty(fc.array(does, { minLength: 1, maxLength: 5 }), async (done) => {
        setDay(TODAY);
        const file = await followedFile(ground);
        for (const [n, what] of done.entries()) {
          setDay(daysAfter(TODAY, n));
          if (what === 'call') valueOf(await ground.perform(recordCall, desk, { file, call: { call: randomUUID(), ...ARRIVAL, whom: 'partner', result: 'not-reached' }, words: {} }));
          if (what === 'lost') valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer({ spoken: 'not-spoken', seenOn: null, outcome: 'lost-sight' }) }));
          if (what === 'trigger') valueOf(await ground.perform(triggerFollowUp, desk, { file, trigger: { trigger: randomUUID(), what: 'missed-school' }, words: {} }));
          if (what === 'watch') valueOf(await ground.perform(takeSteps, WATCH, { file }));
          if (what === 'link') valueOf(await ground.perform(makeLink, desk, { file, link: randomUUID(), about: ARRIVAL, digest: 'b'.repeat(64) }));
        }
        expect(valueOf(await ground.perform(listDue, desk, { shown: 'due', today: daysAfter(TODAY, 9) })).find((r) => r.file === file)).toMatchObject({ dueOn: TODAY, fields: { moment: 'arrival' } });
      }),
      { numRuns: 2, examples: [[['lost', 'call', 'watch', 'link', 'trigger']]] },
    );
  });
  it('is recorded in the section alone, but for what the whole table hears', async () => {
    const file = await followedFile(ground);
    valueOf(await ground.perform(recordAnswer, desk, { file, ...anAnswer({ ...ALL_WELL, outcome: 'worried' }) }));
    const rows = (await ground.database.query(`select kind, section from keerpunt.entry where stream_id = $1`, [file], 'postgres')) as { kind: string; section: string | null }[];
    expect(rows.filter((r) => r.kind.startsWith('followup.')).every((r) => r.section === SECTION)).toBe(true);
    expect(fileState([]).told).toEqual([]);
  });
});
