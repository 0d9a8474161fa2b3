import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimSet } from '#src/best-interests/model/kinds.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { aRequest, childFile, guardian, headersOf, lawyer, planJourney, reply, request, setClaim, setDays, write } from '#test/support/handovers.ts';
import { useFiles, who } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { seeHandovers } from './actions/step-actions.ts';
import { HANDOVER_KINDS } from './model/kinds.ts';
import { handoverState, stepOf, waitingOf, type Handover } from './model/state.ts';
import { TRAVELLING } from './package/travels.ts';

const ground = useFiles();

const lastOf = async (file: string): Promise<Handover> => {
  const found = handoverState(await headersOf(ground, file)).handovers.at(-1);
  if (!found) throw new Error('no hand-over');
  return found;
};
const codes = (answer: Awaited<ReturnType<typeof request>>) => (answer.done ? [] : answer.because === 'obstacles' ? answer.obstacles.map((o) => o.code) : [answer.because]);

describe('asking another country', () => {
  it('is closed while the child may need protection from it, and nobody said that it does not', async () => {
    for (const claim of [null, 'open'] as const) {
      const file = await childFile(ground, { claim });
      expect(codes(await request(ground, file))).toEqual(['protection-may-be-needed']);
    }
    const file = await childFile(ground, { claim: 'none' });
    expect(codes(await request(ground, file))).toEqual([]);
  });
  it('stops when the claim is made later; taking it back never does', async () => {
    const file = await childFile(ground);
    valueOf(await request(ground, file));
    const { handover } = await lastOf(file);
    await setClaim(ground, file, 'open');
    expect(codes(await write(ground, file, { handover, what: 'reminder', answerBy: '2026-12-20' }))).toEqual(['protection-may-be-needed']);
    const seen = valueOf(await ground.perform(seeHandovers, guardian, { file }));
    expect(seen.closed?.code).toBe('protection-may-be-needed');
    valueOf(await write(ground, file, { handover, what: 'withdrawal', because: 'protection-asked' }));
    expect(stepOf(await lastOf(file))).toBe('withdrawn');
  });
  it('names by what data go to a country outside, asks whose consent is needed, and asks no country twice', async () => {
    const file = await childFile(ground);
    const outside = { country: 'MD', authorities: ['responsible-ministry'], consents: [] };
    expect(codes(await request(ground, file, { ...outside, isOutside: true }))).toEqual(['transfer-not-named']);
    expect(codes(await request(ground, file, { transfer: 'vital-interests' }))).toEqual(['transfer-not-needed']);
    expect(codes(await request(ground, file, { authorities: ['child-protection'] }))).toEqual(['consent-not-asked']);
    expect(codes(await request(ground, file, { country: 'NL' }))).toEqual(['is-led-there']);
    expect(codes(await request(ground, file, { ...outside, isOutside: true, transfer: 'vital-interests' }))).toEqual([]);
    expect(codes(await request(ground, file, { ...outside, isOutside: true, transfer: 'vital-interests' }))).toEqual(['is-asked-already']);
  });
  it('is done by those who answer for the child here: not by a partner, not by its lawyer', async () => {
    const file = await childFile(ground);
    for (const actor of [who('partner'), lawyer]) expect((await request(ground, file, {}, actor)).done).toBe(false);
  });
  it('is kept once when the form comes twice', async () => {
    const file = await childFile(ground);
    const asked = aRequest();
    for (const _ of [1, 2]) valueOf(await request(ground, file, asked));
    expect(handoverState(await headersOf(ground, file)).handovers).toHaveLength(1);
  });
});

describe('what comes back', () => {
  it('is entered with its scan and its number, by letter; by telephone with who said it', async () => {
    const file = await childFile(ground);
    valueOf(await request(ground, file));
    const { handover } = await lastOf(file);
    expect(codes(await reply(ground, file, { handover, what: 'received' }, { hasScan: false, number: '' }))).toEqual(['scan-missing', 'number-missing']);
    expect(codes(await reply(ground, file, { handover, what: 'received', by: 'telephone' }, { hasScan: false }))).toEqual(['who-missing']);
    expect(codes(await reply(ground, file, { handover, what: 'received', from: 'diplomatic-mission', on: '2026-11-26' }))).toEqual(['not-asked', 'day-to-come']);
    expect(codes(await reply(ground, file, { handover, what: 'refused' }))).toEqual(['refusal-missing']);
    expect(codes(await reply(ground, file, { handover, what: 'arrived' }))).toEqual(['not-at-this-step']);
    valueOf(await reply(ground, file, { handover, what: 'received', from: 'child-protection' }));
    expect(stepOf(await lastOf(file))).toBe('received');
  });
  it('leads from the request to the confirmation, and a word on the telephone takes no child across a border', async () => {
    const file = await childFile(ground);
    valueOf(await request(ground, file));
    const { handover } = await lastOf(file);
    valueOf(await reply(ground, file, { handover, what: 'more-asked' }));
    expect(waitingOf(await lastOf(file))).toMatchObject({ for: 'us' });
    valueOf(await write(ground, file, { handover, what: 'answer', answerBy: '2026-12-20' }));
    expect(waitingOf(await lastOf(file))).toMatchObject({ for: ['central-authority'], dueOn: '2026-12-20' });
    // The desk of the place says yes: whose consent is needed has not.
    valueOf(await reply(ground, file, { handover, what: 'accepted', from: 'child-protection' }));
    expect(stepOf(await lastOf(file))).toBe('received');
    valueOf(await reply(ground, file, { handover, what: 'accepted', by: 'telephone' }, { hasScan: false, who: 'Doamna Inventata' }));
    const announcement = { handover, what: 'announcement', arrivesOn: '2026-12-22', escort: 'guardian' };
    expect(stepOf(await lastOf(file))).toBe('accepted');
    expect(codes(await write(ground, file, announcement))).toContain('acceptance-not-on-paper');
    valueOf(await reply(ground, file, { handover, what: 'accepted', by: 'email' }));
    expect(codes(await write(ground, file, announcement)), 'nobody is told to expect a child that may not set out').toEqual(['journey-not-planned', 'nobody-follows']);
    await planJourney(ground, file);
    expect(codes(await write(ground, file, announcement)), 'nor where nobody would notice its silence').toEqual(['nobody-follows']);
    await setDays(ground, file);
    expect(codes(await write(ground, file, { ...announcement, arrivesOn: null, escort: null }))).toEqual(['arrival-missing', 'escort-missing']);
    valueOf(await write(ground, file, announcement));
    expect(waitingOf(await lastOf(file))).toMatchObject({ dueOn: '2026-12-22' });
    valueOf(await reply(ground, file, { handover, what: 'arrived' }));
    valueOf(await reply(ground, file, { handover, what: 'confirmed' }));
    valueOf(await write(ground, file, { handover, what: 'closing' }));
    expect([stepOf(await lastOf(file)), waitingOf(await lastOf(file))]).toEqual(['confirmed', null]);
  });
  it('that takes a yes back makes it refused again', async () => {
    const file = await childFile(ground);
    valueOf(await request(ground, file));
    const { handover } = await lastOf(file);
    valueOf(await reply(ground, file, { handover, what: 'accepted' }));
    valueOf(await reply(ground, file, { handover, what: 'refused', refusal: 'no-place' }));
    expect(stepOf(await lastOf(file))).toBe('refused');
    expect(codes(await write(ground, file, { handover, what: 'announcement', arrivesOn: '2026-12-22', escort: 'guardian' }))).toContain('not-at-this-step');
  });
  it('waits on a list of the agency that asked, until the day that was hoped for', async () => {
    const file = await childFile(ground);
    valueOf(await request(ground, file));
    const rows = () => ground.database.query(`select state, due_on::text as due, fields from keerpunt.list_row where stream_id = $1 and list = 'waits-handover'`, [file]);
    expect(await rows()).toEqual([{ state: 'open', due: '2026-12-16', fields: { agency: guardian.agency, country: 'RO', step: 'requested' } }]);
    valueOf(await write(ground, file, { handover: (await lastOf(file)).handover, what: 'withdrawal', because: 'other' }));
    expect(await rows()).toMatchObject([{ state: 'over', due: null }]);
  });
});

describe('entries of hand-overs', () => {
  const golden = JSON.parse(readFileSync(new URL('model/golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...HANDOVER_KINDS]), golden)).toEqual([]));
  it('go along by a list of kinds that are all there', () => {
    expect(TRAVELLING.filter((kind) => !KINDS.has(kind))).toEqual([]);
    expect(TRAVELLING).not.toContain(claimSet.name);
    expect(LISTS.get('file')?.lists).toContain('waits-handover');
  });
});
