import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import { writeDutyDesk } from '#src/platform/access/duty-desk.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { EMERGENCY_SECTIONS, FIRST_SECTIONS, LATER_SECTIONS, SECTIONS, type Section } from '../model/vocabulary.ts';
import { dutyDesk } from '../roles.ts';
import { OPEN_SECTION } from './open-actions.ts';
import { answerInvitation, BREAK_GLASS, excludePerson, INVITE, offerLead } from './party-actions.ts';
import { listFiles, lookAtFile, READ_SECTION, readLooks } from './read-actions.ts';
import { ADD_NOTE } from './story-actions.ts';

const ground = useFiles();
const DESK = '80000000-0000-4000-8000-000000000000';
const [mila, noor] = [91, 92].map((n) => ({ id: `c00000${n}-0000-4000-8000-000000000000`, agency: DESK })) as [Actor, Actor];
const [first, last, over] = ['2026-11-25', '2026-11-26', '2026-11-27'];
const [officer, worker, lawyer, oversight] = ['police-officer', 'youth-protection-worker', 'lawyer', 'oversight'];
const notThere = { done: false, because: 'not-there' };
const because = 'danger-to-life';

beforeAll(async () => {
  await ground.database.query('insert into keerpunt.agency values ($1, $2)', [DESK, 'Duty desk']);
  for (const person of [mila, noor]) await ground.give(person, [dutyDesk.name]);
  await ground.database.transaction(asOperator(ground.clock.now), (tx) => writeDutyDesk(tx, { kind: 'file', role: dutyDesk.name, agencyId: DESK }, ground.clock.now));
});
beforeEach(() => {
  ground.clock.now = new Date(`${first}T23:55:00Z`);
});

/** Who has something to put where, so that no section is closed only because it is empty. */
const WRITES: Readonly<Record<Section, string>> = { identity: officer, chronology: officer, recognition: officer, protection: officer, health: worker, counsel: lawyer, justice: officer, location: worker, investigation: officer, solution: worker, reintegration: worker };
const GROUND_FOR = (section: Section) => (section === 'counsel' ? 'counsel-of-the-child' : section === 'justice' ? 'gdpr-10-authority' : 'gdpr-6-1-e');

async function fullFile(): Promise<string> {
  const file = await openedFile(ground);
  for (const agency of [AGENCIES[1], AGENCIES[2]]) valueOf(await ground.perform(INVITE.chronology, who(officer), { file, agency, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
  for (const role of [worker, lawyer]) valueOf(await ground.perform(answerInvitation, who(role), { file, answer: 'accepted' }));
  for (const section of LATER_SECTIONS) valueOf(await ground.perform(OPEN_SECTION[section], who(WRITES[section]), { file, purpose: 'protect-child', ground: GROUND_FOR(section) }));
  for (const section of [...FIRST_SECTIONS, ...LATER_SECTIONS]) valueOf(await ground.perform(ADD_NOTE[section], who(WRITES[section]), { file, note: randomUUID(), text: `Verzonnen: ${section}` }));
  return file;
}
const readable = async (person: Actor, file: string): Promise<Section[]> => {
  const found: Section[] = [];
  for (const section of SECTIONS) if ((await ground.perform(READ_SECTION[section], person, { file })).done) found.push(section);
  return found;
};
const code = (answer: Answer<unknown>) => (answer.done ? 'done' : answer.because === 'obstacles' ? answer.obstacles[0].code : answer.because);

describe('the duty desk', () => {
  it('reads exactly what it broke the glass to, whatever that was, for a day; never where the child sleeps, what counsel knows, justice or the investigation; and writes nowhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...EMERGENCY_SECTIONS], { minLength: 1 }), fc.constantFrom('00:00', '12:00', '23:59'), async (sections, hour) => {
        const at = (day: string) => new Date(`${day}T${hour}:00Z`);
        ground.clock.now = at(first);
        const file = await fullFile();
        expect(await readable(mila, file)).toEqual([]);
        for (const section of sections) valueOf(await ground.perform(BREAK_GLASS[section], mila, { file, because }));
        const wanted = SECTIONS.filter((section) => (sections as readonly Section[]).includes(section));
        expect(wanted.filter((section) => ['location', 'counsel', 'justice', 'investigation'].includes(section))).toEqual([]);
        for (const day of [first, last]) {
          ground.clock.now = at(day);
          expect(await readable(mila, file)).toEqual(wanted);
        }
        for (const section of SECTIONS) expect((await ground.perform(ADD_NOTE[section], mila, { file, note: randomUUID(), text: 'x' })).done).toBe(false);
        ground.clock.now = at(over);
        expect(await readable(mila, file)).toEqual([]);
        expect(await ground.perform(lookAtFile, mila, { file })).toEqual(notThere);
        expect(valueOf(await ground.perform(listFiles, mila, {}))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
  it('is seen at once by the table and by oversight: which section, until when, why; and who looked', async () => {
    const file = await fullFile();
    valueOf(await ground.perform(BREAK_GLASS.identity, mila, { file, because }));
    valueOf(await ground.perform(READ_SECTION.identity, mila, { file }));
    for (const role of [officer, worker, lawyer, oversight]) {
      expect(valueOf(await ground.perform(lookAtFile, who(role), { file })).state.emergencies, role).toMatchObject([{ section: 'identity', agency: DESK, person: mila.id, until: last, because }]);
      expect(valueOf(await ground.perform(readLooks, who(role), { file })).rows.some((r) => r.actor === mila.id && r.action === 'file.break-glass-to-identity'), role).toBe(true);
    }
    expect(valueOf(await ground.perform(readLooks, who(officer), { file })).rows.some((r) => r.actor === mila.id && r.action === 'file.read-identity')).toBe(true);
  });
  it('has to say why, from a list, before anything; and an empty section shows it nothing', async () => {
    const file = await openedFile(ground);
    for (const wrong of ['', 'curious']) expect(code(await ground.perform(BREAK_GLASS.identity, mila, { file, because: wrong }))).toBe('invalid');
    expect(code(await ground.perform(BREAK_GLASS.health, mila, { file, because }))).toBe('nothing-there');
    expect(await readable(mila, file)).toEqual([]);
    expect(valueOf(await ground.perform(readLooks, who(officer), { file })).rows.some((r) => r.actor === mila.id && r.outcome === 'refused')).toBe(true);
  });
  it('invites nobody, keeps nobody out and leads nothing', async () => {
    const file = await fullFile();
    valueOf(await ground.perform(BREAK_GLASS.identity, mila, { file, because }));
    expect(code(await ground.perform(INVITE.identity, mila, { file, agency: DESK, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }))).toBe('not-allowed');
    expect(code(await ground.perform(excludePerson, mila, { file, person: who(officer).id, isExcluded: true }))).toBe('not-allowed');
    expect(code(await ground.perform(offerLead, mila, { file, agency: DESK }))).toBe('not-allowed');
  });
});

describe('a file that is not there, and one that is', () => {
  const tried = async (person: Actor, file: string) => Promise.all([lookAtFile, readLooks, ...Object.values(BREAK_GLASS), ...Object.values(READ_SECTION)].map((action) => ground.perform(action as typeof lookAtFile, person, { file, because } as never)));
  it('are the same to an agency at no table that is not the duty desk, whatever its roles', async () => {
    const file = await fullFile();
    expect(await tried(OUTSIDER, file)).toEqual(await tried(OUTSIDER, randomUUID()));
  });
  it('are the same to whom the table keeps out, also after a colleague broke the glass', async () => {
    const file = await fullFile();
    valueOf(await ground.perform(excludePerson, who(officer), { file, person: noor.id, isExcluded: true, because: 'safety-of-child' }));
    valueOf(await ground.perform(BREAK_GLASS.identity, mila, { file, because }));
    expect(await readable(mila, file)).toEqual(['identity']);
    expect(await tried(noor, file)).toEqual(await tried(noor, randomUUID()));
  });
  it('is not there for the duty desk either, where nobody has that number', async () => {
    for (const section of EMERGENCY_SECTIONS) expect(await ground.perform(BREAK_GLASS[section], mila, { file: randomUUID(), because })).toEqual(notThere);
  });
});
