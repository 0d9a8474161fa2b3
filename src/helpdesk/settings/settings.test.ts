import { describe, expect, it } from 'vitest';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { HELPDESK_JOBS } from '../jobs.ts';
import { dueDeadlines } from '../model/reminding-actions.ts';
import { meetDeadline, setDeadline, takeReport } from '../model/desk-actions.ts';
import { closeReport } from '../model/answer-actions.ts';
import { openReport } from '../model/desk-actions.ts';
import { sendReport } from '../model/reporter-actions.ts';
import { readTyped, typedSettings, typeSettings } from '../desk/settings-form.ts';
import { beginSettings, changeSettings, readSettings, settingsOf, type HelpdeskSettings } from './actions.ts';
import { helpdeskState, minuteOf } from './hours.ts';
import { knownSettings } from './known.ts';

const ground = useHelpdesk();
const { reception, worker, coordinator, outsider, jurist } = DESK_PEOPLE;
const reminder = { id: 'service:reminder', agency: worker.agency };
const id = settingsOf(worker.agency as string);
const SETTINGS: HelpdeskSettings = { country: 'NL', hours: [{ day: 1, from: 540, to: 1020 }], closedOn: [], onCall: worker.id, onCallPhone: '+31 6 00000000', away: { nl: 'Morgen weer.', en: '', sv: '', ro: '', bs: '' } };

describe('what a helpdesk says of itself', () => {
  it('is set by its coordinator alone, read by desk and reception, and nothing to others', async () => {
    expect(await ground.perform(beginSettings, worker, { settings: id, to: SETTINGS })).toMatchObject({ because: 'not-allowed' });
    expect(await ground.perform(beginSettings, coordinator, { settings: settingsOf(outsider.agency as string), to: SETTINGS })).toMatchObject({ because: 'obstacles' });
    valueOf(await ground.perform(beginSettings, coordinator, { settings: id, to: SETTINGS }));
    expect(await ground.perform(beginSettings, coordinator, { settings: id, to: SETTINGS })).toMatchObject({ obstacles: [{ code: 'already-there' }] });
    for (const actor of [worker, jurist, reception]) expect(valueOf(await ground.perform(readSettings, actor, { settings: id }))).toMatchObject({ ...SETTINGS, by: coordinator.id });
    expect(await ground.perform(readSettings, outsider, { settings: id })).toMatchObject({ because: 'not-there' });
    const rows = await ground.database.query(`select header::text as header from keerpunt.entry where kind = 'helpdesk.settings-changed'`);
    expect(rows[0]?.['header']).not.toMatch(/\+31|Morgen/);
  });
  it('is not overwritten unseen: who changes what somebody else changed meanwhile is told', async () => {
    const { version } = valueOf(await ground.perform(readSettings, coordinator, { settings: id })) ?? {};
    const change = (base: unknown, onCallPhone: string) => ground.perform(changeSettings, coordinator, { settings: id, base, to: { ...SETTINGS, onCallPhone } });
    valueOf(await change(version, '1'));
    expect(await change(version, '2')).toMatchObject({ because: 'changed-meanwhile' });
    expect(valueOf(await ground.perform(readSettings, worker, { settings: id }))?.onCallPhone).toBe('1');
  });
  it('is remembered for a minute, or until it changes here; and nobody rings whom no message reaches', async () => {
    let reaches = true;
    const known = knownSettings({ ground: () => ground, now: () => ground.clock.now, canTell: async () => reaches });
    expect(known.now()).toEqual({ settings: null, rings: false });
    await known.refresh();
    expect(known.now()).toMatchObject({ settings: { onCallPhone: '1' }, rings: true });
    reaches = false;
    await known.refresh();
    expect(known.now().rings).toBe(true);
    known.forget();
    await known.refresh();
    expect(known.now().rings).toBe(false);
    const looks = async () => Number((await ground.database.query(`select count(*) from keerpunt.access_record where action = 'helpdesk.read-settings'`))[0]?.['count']);
    const before = await looks();
    await Promise.all(Array.from({ length: 5 }, () => known.refresh()));
    expect(await looks()).toBe(before);
  });
});

describe('its hours', () => {
  const state = (utc: string, closedOn: string[] = []) => helpdeskState({ hours: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: 540, to: 750 }, { day, from: 780, to: 1020 }]), closedOn }, new Date(utc), 'Europe/Amsterdam');
  it.each([
    ['open on a Wednesday morning', '2026-11-25T08:00:00Z', { state: 'open' }],
    ['closed at lunch, and open again the same day', '2026-11-25T11:45:00Z', { state: 'closed', opens: { daysAhead: 0, weekday: 3, at: '13:00' } }],
    ['closed at five sharp', '2026-11-25T16:00:00Z', { state: 'closed', opens: { daysAhead: 1, weekday: 4, at: '09:00' } }],
    ['closed on Friday night until Monday', '2026-11-27T23:30:00Z', { state: 'closed', opens: { daysAhead: 2, weekday: 1, at: '09:00' } }],
  ] as const)('say %s, on its own clock', (_, utc, expected) => expect(state(utc)).toEqual(expected));
  it('leave out the days on which it is closed', () => {
    expect(state('2026-12-24T18:00:00Z', ['2026-12-25'])).toEqual({ state: 'closed', opens: { daysAhead: 4, weekday: 1, at: '09:00' } });
    expect(state('2026-12-25T10:00:00Z', ['2026-12-25'])).toMatchObject({ state: 'closed' });
  });
  it('that open nothing for weeks promise nothing', () => expect(helpdeskState({ hours: [], closedOn: [] }, new Date(), 'Europe/Amsterdam')).toEqual({ state: 'not-known' }));
});

describe('what a coordinator types', () => {
  const typed = (change: Record<string, string>) => readTyped(typedSettings((name) => change[name] ?? ''));
  it('comes back as it was kept', () => expect(readTyped(typeSettings(SETTINGS))).toEqual({ settings: SETTINGS }));
  it('that is wrong is named, all of it', () => {
    expect(typed({ 'from-1-1': '9.00', 'to-1-1': '17:00', 'from-2-1': '17:00', 'to-2-1': '09:00', 'from-3-2': '10:00', closedOn: '2026-02-30', onCallPhone: 'ask Anna' })).toEqual({
      problems: [
        { code: 'time', field: 'from-1-1' },
        { code: 'turned-round', field: 'to-2-1' },
        { code: 'time', field: 'to-3-2' },
        { code: 'day', field: 'closedOn' },
        { code: 'phone', field: 'onCallPhone' },
      ],
    });
    expect([minuteOf('24:00'), minuteOf('24:01'), minuteOf('09:60')]).toEqual([1440, null, null]);
  });
  it('as nothing sets no hours, so that those with the contacts hold', () => expect(typed({})).toMatchObject({ settings: { hours: null, onCall: null } }));
});

type Told = Parameters<Parameters<(typeof HELPDESK_JOBS)[number]['run']>[0]['tell']>[0];
async function runJob(name: string, payload = {}): Promise<Told[]> {
  await ground.give(reminder, ['reminder']);
  const told: Told[] = [];
  const job = HELPDESK_JOBS.find((one) => one.name === name);
  const answer = await job?.run({ perform: (action, input) => ground.perform(action, reminder, input), tell: async (whom) => void told.push(whom), agency: worker.agency as string, today: ground.clock.now.toISOString().slice(0, 10) }, payload);
  expect(answer).toMatchObject({ done: true });
  return told;
}

describe('danger', () => {
  it('is told at once to whoever is on call while it is closed, and to all of the desk at other hours', async () => {
    expect(await runJob('helpdesk.tell-of-danger', { whom: 'on-call' })).toEqual([{ person: worker.id, isUrgent: true }]);
    expect(await runJob('helpdesk.tell-of-danger', { whom: 'desk' })).toEqual([{ agency: worker.agency, roles: ['helpdesk-worker', 'helpdesk-jurist', 'helpdesk-coordinator'], isUrgent: true }]);
  });
});

describe('a deadline', () => {
  const due = async () => valueOf(await ground.perform(dueDeadlines, reminder, { today: '2026-11-25' }));
  it('has a reason, reminds whoever has the report from the day before on, and of nothing once it is met', async () => {
    await ground.give(reminder, ['reminder']);
    const report = aReport();
    valueOf(await ground.perform(sendReport, reception, report));
    const on = { report: report.report };
    const set = (deadline: string, day: string) => ground.perform(setDeadline, worker, { ...on, deadline, on: day, why: 'hearing' });
    const [first, second] = ['c0000001-0000-4000-8000-000000000000', 'c0000002-0000-4000-8000-000000000000'] as const;
    expect(await set(first, '2026-11-24')).toMatchObject({ obstacles: [{ code: 'deadline-is-past' }] });
    valueOf(await set(first, '2026-11-27'));
    expect(await due()).toEqual([]);
    valueOf(await set(second, '2026-11-26'));
    valueOf(await set(second, '2026-11-26'));
    expect(await due()).toEqual([null]);
    valueOf(await ground.perform(takeReport, worker, on));
    expect(await runJob('helpdesk.remind-of-deadlines')).toEqual([{ person: worker.id }]);
    const { state } = valueOf(await ground.perform(openReport, worker, on));
    expect(state.deadlines.map((d) => [d.on, d.because, d.isMet])).toEqual([['2026-11-26', 'hearing', false], ['2026-11-27', 'hearing', false]]);
    valueOf(await ground.perform(meetDeadline, worker, { ...on, deadline: second }));
    expect(await ground.perform(meetDeadline, worker, { ...on, deadline: second })).toMatchObject({ obstacles: [{ code: 'no-such-deadline' }] });
    expect(await due()).toEqual([]);
  });
  it('of a report that was closed reminds nobody', async () => {
    const report = aReport();
    valueOf(await ground.perform(sendReport, reception, report));
    valueOf(await ground.perform(setDeadline, worker, { report: report.report, deadline: 'c0000003-0000-4000-8000-000000000000', on: '2026-11-25', why: 'custody-ends' }));
    expect(await due()).toEqual([null]);
    const { version } = valueOf(await ground.perform(openReport, worker, { report: report.report }));
    valueOf(await ground.perform(closeReport, worker, { report: report.report, base: version, closing: { outcome: 'advised', advice: [], circumstances: [], eventCountry: null } }));
    expect(await due()).toEqual([]);
  });
});
