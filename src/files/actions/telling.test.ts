import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { aStep, openedFile, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { FILE_JOBS } from '../jobs.ts';
import { closeFile } from './closing-actions.ts';
import { answerInvitation, BREAK_GLASS, END_PARTY, INVITE } from './party-actions.ts';
import { READ_SECTION } from './read-actions.ts';
import { setStatus } from './status-actions.ts';
import { TELL_AGENCY } from './telling.ts';

const ground = useFiles();
const queued: Wanted[] = [];
const [, YOUTH, LAWYERS] = AGENCIES;
const officer = who('police-officer');
const youth = who('youth-protection-worker');
const coordinator = who('care-coordinator');
let file = '';
beforeAll(async () => {
  ground.enqueue = async (_, wanted) => void queued.push(...wanted);
  file = await openedFile(ground);
});
beforeEach(() => void (queued.length = 0));
const told = () => queued.map(({ job, payload }) => [job, payload['agency'], payload['isUrgent']]);
const invite = (section: 'chronology' | 'recognition', agency: string) => ground.perform(INVITE[section], officer, { file, agency, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' });
const step = async (status: 'possible' | 'not-established') => {
  const base = valueOf(await ground.perform(READ_SECTION.recognition, officer, { file })).version;
  return ground.perform(setStatus, officer, { file, base, step: aStep({ status, bases: status === 'possible' ? ['signs'] : ['nothing-found'] }), words: { reasons: 'MARKED verzonnen redenen die lang genoeg zijn om iets te zeggen.' } });
};

describe('the table hears by mail', () => {
  it('of an invitation, once for all sections to which an agency is asked at a time', async () => {
    valueOf(await invite('chronology', YOUTH));
    valueOf(await invite('recognition', YOUTH));
    valueOf(await invite('chronology', LAWYERS));
    expect(told()).toEqual([[TELL_AGENCY, YOUTH, false], [TELL_AGENCY, LAWYERS, false]]);
  });
  it('of nothing where an invitation was refused', async () => {
    expect((await invite('chronology', YOUTH)).done).toBe(false);
    expect(told()).toEqual([]);
  });
  it('of a status that falls, and not of one that rises', async () => {
    valueOf(await ground.perform(answerInvitation, youth, { file, answer: 'accepted' }));
    valueOf(await step('possible'));
    expect(told()).toEqual([]);
    valueOf(await step('not-established'));
    expect(told().toSorted()).toEqual([[TELL_AGENCY, YOUTH, false], [TELL_AGENCY, LAWYERS, false]].toSorted());
  });
  it('of an emergency at once, and not the agency that looks', async () => {
    valueOf(await ground.perform(BREAK_GLASS.identity, youth, { file, because: 'child-missing' }));
    expect(told().toSorted()).toEqual([[TELL_AGENCY, AGENCIES[0], true], [TELL_AGENCY, LAWYERS, true]].toSorted());
  });
  it('of a file that is closed, and no agency that has left', async () => {
    valueOf(await ground.perform(END_PARTY.chronology, officer, { file, agency: LAWYERS, because: 'mistake' }));
    valueOf(await ground.perform(closeFile, coordinator, { file, because: 'opened-by-mistake', note: file, against: 'MARKED: verzonnen reden' }));
    expect(told()).toEqual([[TELL_AGENCY, YOUTH, false]]);
  });
  it('nothing but that something waits: the job knows an agency, and neither file nor words', async () => {
    const [job] = FILE_JOBS;
    const heard: unknown[] = [];
    const answer = await job?.run({ perform: ground.perform as never, tell: async (whom) => void heard.push(whom), agency: YOUTH, today: '2026-11-25' }, { agency: YOUTH, isUrgent: true });
    expect([answer, heard]).toMatchObject([{ done: true }, [{ agency: YOUTH, isUrgent: true }]]);
    expect(job?.payload.safeParse({ agency: YOUTH, isUrgent: true, file }).success).toBe(false);
    expect(JSON.stringify(heard)).not.toContain(file);
  });
});
