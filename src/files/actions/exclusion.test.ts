import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#src/platform/action/action.ts';
import { openedFile, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { answerInvitation, excludePerson, INVITE } from './party-actions.ts';
import { lookAtFile } from './read-actions.ts';

const ground = useFiles();
const perform: typeof ground.perform = (action, actor, input) => ground.perform(action, actor, input);
const [, YOUTH] = AGENCIES;
const [officer, worker] = [who('police-officer'), who('youth-protection-worker')];
const why = async (answer: ReturnType<typeof perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles.map((o) => o.code).join(' ') : said.because;
};
const look = async (file: string) => valueOf(await perform(lookAtFile, officer, { file }));

describe('a file', () => {
  it('is kept from somebody of another agency by nobody but whoever leads, with a reason that the table is told', async () => {
    const file = await openedFile(ground);
    valueOf(await perform(INVITE.chronology, officer, { file, agency: YOUTH, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    type Try = (by: Actor, person: string, because?: string | null) => Promise<string>;
    const [out, back] = [true, false].map((isExcluded) => (by: Actor, person: string, because: string | null = null) => why(perform(excludePerson, by, { file, person, isExcluded, because }))) as [Try, Try];
    // A guardian, or whoever else stands by the child, is not shut out by an agency that does not lead.
    expect(await out(worker, officer.id, 'safety-of-child')).toBe('not-your-colleague');
    expect(await out(worker, randomUUID(), 'safety-of-child')).toBe('not-your-colleague');
    expect(await out(officer, worker.id)).toBe('exclusion-needs-reason');
    expect(await why(perform(lookAtFile, worker, { file }))).toBe('done');
    expect(await out(officer, worker.id, 'may-know-somebody-involved')).toBe('done');
    expect(await why(perform(lookAtFile, worker, { file }))).toBe('not-there');
    const { state } = await look(file);
    expect([state.told.at(-1)?.what, state.excludedByLead.map((e) => e.because)]).toEqual(['person-kept-out', ['may-know-somebody-involved']]);
    // Nor does that agency let in again whom the lead kept out.
    const other = who('guardian');
    await ground.give({ id: other.id, agency: YOUTH }, ['guardian']);
    expect(await back({ id: other.id, agency: YOUTH }, worker.id)).toBe('kept-out-by-lead');
    expect(await back(officer, worker.id, 'safety-of-child')).toBe('done');
    expect(await why(perform(lookAtFile, worker, { file }))).toBe('done');
  });
});
