import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#src/platform/action/action.ts';
import { anEvent, aFile, aStep, openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { lookersIn } from '../pages/looks.ts';
import { recordFact, withdrawFact } from '../actions/identity-actions.ts';
import { openFile } from '../actions/open-actions.ts';
import { answerInvitation, INVITE } from '../actions/party-actions.ts';
import { listFiles, lookAtFile, READ_SECTION, readLooks } from '../actions/read-actions.ts';
import { setStatus } from '../actions/status-actions.ts';
import { ADD_NOTE, addEvent } from '../actions/story-actions.ts';
import { setTask } from '../actions/task-actions.ts';
import { comeIn, explainLook, lookAtDay } from './way-in-actions.ts';
import { statusOf } from '../model/state.ts';

const ground = useFiles();
const [, YOUTH] = AGENCIES;
const officer = who('police-officer');
const colleague = who('care-coordinator');
const worker = who('youth-protection-worker');
const perform: typeof ground.perform = (action, actor, input) => ground.perform(action, actor, input);

const MORNING = '2026-11-25T10:00:00Z';
const clock = (at: string) => void (ground.clock.now = new Date(at));
beforeEach(() => clock(MORNING));

const coming = (file: string, ...roles: string[]) => ({ file, at: ground.clock.now.toISOString(), roles });
const come = async (file: string, actor: Actor, ...roles: string[]) => valueOf(await perform(comeIn, actor, coming(file, ...roles)));
const unusual = async (file: string, actor: Actor, ...roles: string[]) => (await come(file, actor, ...roles)).unusual;
const explain = (file: string, actor: Actor, because = 'on-call') => perform(explainLook, actor, { ...coming(file), because });
const read = (file: string, actor: Actor) => perform(READ_SECTION.chronology, actor, { file });
const note = (file: string, actor = officer) => perform(ADD_NOTE.chronology, actor, { file, note: randomUUID(), text: 'Verzonnen aantekening' });
const inviting = (section: 'chronology' | 'recognition', file: string) => perform(INVITE[section], officer, { file, agency: YOUTH, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' });

describe('whoever comes to a file', () => {
  it('is asked for a reason the first time she has nothing to do with it, however often she tries', async () => {
    const file = await openedFile(ground);
    expect(await unusual(file, officer)).toEqual([]);
    for (let n = 0; n < 3; n++) expect(await unusual(file, colleague, 'care-coordinator')).toEqual(['first']);
  });
  it('goes on at once when she says why, whatever it is, and the table sees it', async () => {
    const file = await openedFile(ground);
    await come(file, colleague);
    valueOf(await explain(file, colleague, 'by-mistake'));
    expect(await unusual(file, colleague)).toEqual([]);
    for (const actor of [officer, who('oversight')]) {
      const { state } = valueOf(await perform(lookAtFile, actor, { file }));
      expect(state.explained).toMatchObject([{ person: colleague.id, agency: colleague.agency, unusual: ['first'], because: 'by-mistake' }]);
    }
  });
  it('is not asked again once she saw it, but for the night', async () => {
    const file = await openedFile(ground);
    await come(file, colleague);
    valueOf(await explain(file, colleague));
    valueOf(await read(file, colleague));
    clock('2026-11-26T11:00:00Z');
    expect(await unusual(file, colleague)).toEqual([]);
    clock('2026-11-27T01:00:00Z');
    // To have said why before is to have written something: it binds nobody to the file.
    expect(await unusual(file, colleague)).toEqual(['night']);
  });
  it('may work at night: after three nights nobody asks', async () => {
    const file = await openedFile(ground);
    valueOf(await read(file, colleague));
    for (const day of ['27', '28', '29']) {
      clock(`2026-11-${day}T02:00:00Z`);
      expect(await unusual(file, colleague)).toEqual(['night']);
    }
    clock('2026-11-30T02:00:00Z');
    expect(await unusual(file, colleague)).toEqual([]);
  });
  it('is expected where something waits for her: an invitation, also at night, or a task of her work', async () => {
    const file = await openedFile(ground);
    clock('2026-11-26T02:00:00Z');
    valueOf(await inviting('chronology', file));
    expect(await unusual(file, worker, 'youth-protection-worker')).toEqual([]);
    valueOf(await perform(setTask, officer, { file, task: { task: randomUUID(), dueOn: '2026-12-01', owner: 'prosecutor', agency: null, isLaw: false }, words: { title: 'Verzonnen' } }));
    expect(await unusual(file, who('prosecutor'), 'prosecutor')).toEqual([]);
    expect(await unusual(file, colleague, 'care-coordinator')).toContain('first');
  });
  it('is asked from the thirty-first file within an hour on', async () => {
    clock('2026-11-28T10:00:00Z');
    const files: string[] = [];
    for (let n = 0; n < 31; n++) files.push(await openedFile(ground));
    for (const file of files.slice(0, 30)) expect(await unusual(file, officer)).toEqual([]);
    expect(await unusual(files[30] as string, officer)).toEqual(['many']);
    clock('2026-11-28T11:30:00Z');
    expect(await unusual(files[30] as string, officer)).toEqual([]);
  });
  it('finds nothing where there is nothing for her, and no trace is told to others', async () => {
    const file = await openedFile(ground);
    expect(await perform(comeIn, OUTSIDER, coming(file))).toEqual(await perform(comeIn, OUTSIDER, coming(randomUUID())));
    expect(await explain(file, OUTSIDER)).toEqual({ done: false, because: 'not-there' });
  });
  it('leaves nothing behind where nothing was unusual', async () => {
    const file = await openedFile(ground);
    valueOf(await explain(file, officer));
    expect(valueOf(await perform(lookAtFile, officer, { file })).state.explained).toEqual([]);
  });
});

describe('what is new', () => {
  it('is what others added since the last visit, where one may see it', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file));
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    await come(file, worker);
    clock('2026-11-25T12:00:00Z');
    valueOf(await note(file));
    valueOf(await perform(ADD_NOTE.recognition, officer, { file, note: randomUUID(), text: 'Elders' }));
    valueOf(await note(file, worker));
    clock('2026-11-25T14:00:00Z');
    for (let again = 0; again < 2; again++) {
      const { since, news } = await come(file, worker);
      expect(since).toEqual(new Date('2026-11-25T12:00:00Z'));
      expect(news).toEqual([]);
    }
    clock('2026-11-25T15:00:00Z');
    valueOf(await note(file));
    const { news } = await come(file, worker);
    expect(news).toMatchObject([{ kind: 'file.note-added', section: 'chronology', actor: officer.id }]);
  });
  it('is each person’s own', async () => {
    const file = await openedFile(ground);
    await come(file, officer);
    valueOf(await read(file, colleague));
    clock('2026-11-25T13:00:00Z');
    valueOf(await note(file, colleague));
    expect((await come(file, officer)).news).toHaveLength(1);
    expect((await come(file, colleague)).news).toEqual([]);
  });
  it('is not told to whoever was not let in yet', async () => {
    const file = await openedFile(ground);
    await come(file, colleague);
    clock('2026-11-25T12:00:00Z');
    valueOf(await note(file));
    expect(await come(file, colleague)).toEqual({ unusual: ['first'], since: null, news: [] });
  });
});

describe('a file as it was known on a day', () => {
  const on = (file: string, day: string, actor = officer) => perform(lookAtDay, actor, { file, day });
  it('has what was recorded by then, and no correction of later', async () => {
    const file = await openedFile(ground);
    const fact = randomUUID();
    valueOf(await perform(recordFact, officer, { file, recorded: { fact, what: 'birth-date', source: 'child', certainty: 'unsure' }, words: { value: '2012-01-01' } }));
    const base = async () => valueOf(await perform(READ_SECTION.recognition, officer, { file })).version;
    valueOf(await perform(setStatus, officer, { file, base: await base(), step: aStep({ status: 'possible' }), words: { reasons: 'Verzonnen redenen die lang genoeg zijn.' } }));
    clock('2026-11-27T10:00:00Z');
    valueOf(await perform(withdrawFact, officer, { file, fact, because: 'wrong' }));
    valueOf(await perform(setStatus, officer, { file, base: await base(), step: aStep({ status: 'presumed' }), words: { reasons: 'Verzonnen redenen die lang genoeg zijn.' } }));
    const then = valueOf(await on(file, '2026-11-26'));
    expect(then.state.facts.find((f) => f.fact === fact)?.isWithdrawn).toBe(false);
    expect(statusOf(then.state)).toBe('possible');
    expect(then.hasMoreNow).toBe(true);
    const now = valueOf(await on(file, '2026-11-27'));
    expect(now.state.facts.find((f) => f.fact === fact)?.isWithdrawn).toBe(true);
    expect(statusOf(now.state)).toBe('presumed');
    expect(now.hasMoreNow).toBe(false);
    expect({ ...now.state }).toEqual(valueOf(await perform(lookAtFile, officer, { file })).state);
  });
  it('shows of that day what the reader may see today, and tells nothing of the rest', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file));
    const before = valueOf(await on(file, '2026-11-25', worker));
    clock('2026-11-27T10:00:00Z');
    valueOf(await perform(ADD_NOTE.recognition, officer, { file, note: randomUUID(), text: 'Elders' }));
    expect(valueOf(await on(file, '2026-11-25', worker))).toEqual(before);
    expect(before.hasMoreNow).toBe(false);
    expect(before.state.facts).toEqual([]);
    expect(await on(file, '2026-11-25', OUTSIDER)).toEqual({ done: false, because: 'not-there' });
  });
  it('says clearly why there is none: a day to come, a day before the file, or no day at all', async () => {
    const input = aFile();
    valueOf(await perform(openFile, officer, input));
    const why = async (day: string) => {
      const answer = await on(input.file, day);
      return answer.done ? 'done' : answer.because === 'obstacles' ? answer.obstacles[0].code : answer.because;
    };
    expect(await why('2026-11-26')).toBe('day-is-to-come');
    expect(await why('2026-11-24')).toBe('day-is-before');
    expect(await why('2026-02-30')).toBe('invalid');
  });
});

describe('who looked', () => {
  it('tells who only read from who wrote; coming to the door is no look', async () => {
    const file = await openedFile(ground);
    await come(file, colleague);
    const lookers = async () => lookersIn(valueOf(await perform(readLooks, officer, { file })));
    expect((await lookers()).map((l) => l.actor)).toEqual([officer.id]);
    valueOf(await read(file, colleague));
    valueOf(await perform(addEvent, officer, { file, event: anEvent(), words: { text: 'Verzonnen' } }));
    expect((await lookers()).map((l) => [l.actor, l.onlyReads])).toEqual(expect.arrayContaining([[colleague.id, true], [officer.id, false]]));
    expect(valueOf(await perform(listFiles, officer, {})).length).toBeGreaterThan(0);
  });
});
