import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { aFile, anEvent, aStep, openedFile, OUTSIDER, someWords, useFiles, who } from '#test/support/files.ts';
import { answerAccess, askAccess, closeFile, reopenFile } from './closing-actions.ts';
import { recordFact, setRepresentative, withdrawFact } from './identity-actions.ts';
import { OPEN_SECTION, openFile } from './open-actions.ts';
import { answerInvitation, BREAK_GLASS, END_PARTY, excludePerson, INVITE, offerLead, takeLead } from './party-actions.ts';
import { listFiles, lookAtFile, READ_SECTION, readLooks } from './read-actions.ts';
import { recordSigns, setStatus } from './status-actions.ts';
import { ADD_NOTE, addEvent, keepPromise, makePromise, RECORD_WORDS } from './story-actions.ts';
import { endTask, setTask } from './task-actions.ts';
import { statusOf } from '../model/state.ts';

const ground = useFiles();
const [POLICE, YOUTH, LAWYERS] = AGENCIES;
const perform: typeof ground.perform = (action, actor, input) => ground.perform(action, actor, input);
const officer = who('police-officer');
const worker = who('youth-protection-worker');
const lawyer = who('lawyer');
const why = async (answer: ReturnType<typeof perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles.map((o) => o.code).join(' ') : said.because;
};
const look = async (file: string, actor = officer) => valueOf(await perform(lookAtFile, actor, { file }));
const inviting = (section: keyof typeof INVITE, file: string, agency: string, by = officer) => perform(INVITE[section], by, { file, agency, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' });
const version = async (section: 'recognition' | 'identity', file: string, actor = officer) => valueOf(await perform(READ_SECTION[section], actor, { file })).version;
const stepping = async (file: string, change: Parameters<typeof aStep>[0], reasons = 'Verzonnen redenen die lang genoeg zijn om iets te zeggen.') => perform(setStatus, officer, { file, base: await version('recognition', file), step: aStep(change), words: { reasons } });

describe('opening a file', () => {
  it('keeps what happened and the name, and sent twice opens one', async () => {
    const input = aFile();
    expect(valueOf(await perform(openFile, officer, input))).toBe(input.file);
    expect(await why(perform(openFile, officer, input))).toBe('already-there');
    expect(valueOf(await perform(READ_SECTION.chronology, officer, { file: input.file })).entries).toHaveLength(1);
    expect((await look(input.file)).state.lead).toBe(POLICE);
  });
  it('sent twice at the same moment opens one as well, and tells nobody who does not see it more than that', async () => {
    const input = aFile();
    expect((await Promise.all([1, 2, 3].map(() => why(perform(openFile, officer, input))))).toSorted()).toEqual(['already-there', 'already-there', 'done']);
    expect(await why(perform(openFile, OUTSIDER, aFile({ file: input.file })))).toBe('not-there');
    expect(valueOf(await perform(READ_SECTION.chronology, officer, { file: input.file })).entries).toHaveLength(1);
  });
  it('needs no name: a child that says nothing has a file too', async () => {
    const file = await openedFile(ground, { child: {} });
    expect((await look(file)).state.facts).toEqual([]);
  });
  it('is not for those who only watch', async () => expect(await why(perform(openFile, who('oversight'), aFile()))).toBe('not-allowed'));
});

describe('the table', () => {
  it('lets whoever is invited read at once, and write once the agency accepted', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, YOUTH));
    expect(valueOf(await perform(READ_SECTION.chronology, worker, { file })).entries).toHaveLength(1);
    const event = { file, event: anEvent(), words: { text: 'Verzonnen' } };
    expect(await why(perform(addEvent, worker, event))).toBe('invitation-unanswered');
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    expect(await why(perform(addEvent, worker, event))).toBe('done');
    expect(await why(perform(READ_SECTION.identity, worker, { file }))).toBe('not-there');
  });
  it('is left alone by whoever does not answer within fourteen days', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, YOUTH));
    ground.clock.now = new Date('2026-12-10T10:00:00Z');
    try {
      expect(await why(perform(READ_SECTION.chronology, worker, { file }))).toBe('not-there');
    } finally {
      ground.clock.now = new Date('2026-11-25T10:00:00Z');
    }
  });
  it('is gone for whoever declined, left, or was sent away', async () => {
    const ends: readonly ((file: string) => ReturnType<typeof perform>)[] = [
      (file) => perform(answerInvitation, worker, { file, answer: 'declined' }),
      async (file) => {
        valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
        return perform(answerInvitation, worker, { file, answer: 'left' });
      },
      (file) => perform(END_PARTY.chronology, officer, { file, agency: YOUTH, because: 'mistake' }),
    ];
    for (const end of ends) {
      const file = await openedFile(ground);
      valueOf(await inviting('chronology', file, YOUTH));
      expect(await why(end(file))).toBe('done');
      expect(await why(perform(READ_SECTION.chronology, worker, { file }))).toBe('not-there');
    }
  });
  it('is led by one agency, which hands the lead over with a handshake', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, YOUTH));
    expect(await why(perform(offerLead, officer, { file, agency: YOUTH }))).toBe('not-at-the-table');
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    expect(await why(perform(takeLead, worker, { file }))).toBe('lead-not-offered');
    valueOf(await perform(offerLead, officer, { file, agency: YOUTH }));
    expect((await look(file)).state.lead).toBe(POLICE);
    valueOf(await perform(takeLead, worker, { file }));
    expect((await look(file)).state.lead).toBe(YOUTH);
    expect(await why(perform(answerInvitation, worker, { file, answer: 'left' }))).toBe('lead-cannot-leave');
  });
  it('is changed by nobody whose agency has not taken its seat: it looks, answers, and may look in an emergency', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, YOUTH));
    const request = randomUUID();
    const tries = [
      perform(excludePerson, worker, { file, person: officer.id, isExcluded: true }),
      perform(OPEN_SECTION.health, worker, { file, purpose: 'care', ground: 'gdpr-9-2-h' }),
      perform(askAccess, worker, { file, request, asker: 'parent', askedOn: '2026-11-25' }),
      perform(answerAccess, worker, { file, request, answer: 'given', refusals: [] }),
    ];
    expect(await Promise.all(tries.map(why))).toEqual(tries.map(() => 'invitation-unanswered'));
    expect((await look(file)).state.excluded).toEqual([]);
    expect(await why(perform(BREAK_GLASS.identity, worker, { file, because: 'child-missing' }))).toBe('done');
  });
  it('does not exist for a colleague who was kept out', async () => {
    const file = await openedFile(ground);
    const colleague = who('care-coordinator');
    expect(await why(perform(lookAtFile, colleague, { file }))).toBe('done');
    valueOf(await perform(excludePerson, officer, { file, person: colleague.id, isExcluded: true }));
    expect(await why(perform(lookAtFile, colleague, { file }))).toBe('not-there');
    expect(valueOf(await perform(listFiles, colleague, {})).some((row) => row.file === file)).toBe(false);
    expect(await why(perform(excludePerson, officer, { file, person: officer.id, isExcluded: true }))).toBe('not-oneself');
  });
});

describe('a section that nobody opened', () => {
  it('is opened by the first who has something to put there, and then closed to others', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, LAWYERS));
    valueOf(await perform(answerInvitation, lawyer, { file, answer: 'accepted' }));
    valueOf(await perform(OPEN_SECTION.counsel, lawyer, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
    expect(await why(perform(ADD_NOTE.counsel, lawyer, { file, note: randomUUID(), text: 'Vertrouwelijk' }))).toBe('done');
    expect(await why(perform(READ_SECTION.counsel, officer, { file }))).toBe('not-allowed');
    expect(await why(perform(OPEN_SECTION.justice, lawyer, { file, purpose: 'legal-help', ground: 'gdpr-6-1-e' }))).toBe('justice-needs-a-ground');
  });
  it('tells nobody else that it is filled', async () => {
    const file = await openedFile(ground);
    valueOf(await perform(OPEN_SECTION.investigation, officer, { file, purpose: 'investigate-adults', ground: 'law-enforcement' }));
    valueOf(await inviting('chronology', file, YOUTH));
    expect((await look(file, worker)).sections).toEqual(['chronology']);
  });
});

describe('an emergency', () => {
  it('shows a section for a day, and everybody at the table that it did', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file, YOUTH));
    expect(await why(perform(READ_SECTION.identity, worker, { file }))).toBe('not-there');
    valueOf(await perform(BREAK_GLASS.identity, worker, { file, because: 'child-missing' }));
    expect(valueOf(await perform(READ_SECTION.identity, worker, { file })).entries).toHaveLength(1);
    expect((await look(file)).state.emergencies).toMatchObject([{ section: 'identity', agency: YOUTH, until: '2026-11-26', because: 'child-missing' }]);
    expect(valueOf(await perform(readLooks, officer, { file })).rows.filter((r) => r.section === 'identity' && r.agency === YOUTH).length).toBeGreaterThan(0);
  });
  it('is nothing for an agency at no table, and opens neither where the child sleeps nor what counsel keeps', async () => {
    const file = await openedFile(ground);
    expect(await why(perform(BREAK_GLASS.identity, OUTSIDER, { file, because: 'child-missing' }))).toBe('not-there');
    expect(Object.keys(BREAK_GLASS)).toEqual(['identity', 'chronology', 'recognition', 'health', 'protection']);
  });
});

describe('who the child is', () => {
  it('is several names and birth dates beside each other, and one that was withdrawn stays readable', async () => {
    const file = await openedFile(ground);
    const fact = randomUUID();
    for (const [id, value] of [[fact, '2012-03-31'], [randomUUID(), '2010']] as const) valueOf(await perform(recordFact, officer, { file, recorded: { fact: id, what: 'birth-date', source: 'child', certainty: 'unsure' }, words: { value } }));
    valueOf(await perform(withdrawFact, officer, { file, fact, because: 'typed-wrong' }));
    const { state } = await look(file);
    expect(state.facts.filter((f) => f.what === 'birth-date').map((f) => f.isWithdrawn)).toEqual([true, false]);
    expect(valueOf(await perform(READ_SECTION.identity, officer, { file })).entries.filter((e) => e.kind === 'file.fact-recorded')).toHaveLength(3);
  });
  it('is not empty, and has no field for origin', async () => {
    const file = await openedFile(ground);
    expect(await why(perform(recordFact, officer, { file, recorded: { fact: randomUUID(), what: 'alias', source: 'child', certainty: 'sure' }, words: {} }))).toBe('fact-is-empty');
    for (const what of ['ethnicity', 'nationality', 'origin', 'religion']) expect(await why(perform(recordFact, officer, { file, recorded: { fact: randomUUID(), what, source: 'child', certainty: 'sure' }, words: { value: 'x' } }))).toBe('invalid');
  });
  it('has a representative whom a person chose, and a parent not before the family signs were looked at', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('identity', file, YOUTH));
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    const set = async (relation: string) => perform(setRepresentative, worker, { file, base: await version('identity', file, worker), relation, words: { name: 'Verzonnen Persoon', reason: 'Het kind koos haar' } });
    expect(await why(set('parent'))).toBe('family-signs-open');
    expect(await why(set('lawyer'))).toBe('done');
    valueOf(await perform(recordSigns, officer, { file, signs: { check: { outcome: 'consult', urgency: null, incident: null }, liv06: 'not-seen', liv03: 'not-seen', fin08: 'not-seen' }, lines: 'x' }));
    expect(await why(set('parent'))).toBe('done');
  });
});

describe('the ledger', () => {
  it('never falls without the table hearing of it', async () => {
    const file = await openedFile(ground);
    valueOf(await stepping(file, { status: 'presumed' }));
    expect(await why(stepping(file, { status: 'possible' }, 'kort'))).toBe('step-down-needs-reasons');
    valueOf(await stepping(file, { status: 'not-established', bases: ['nothing-found'] }));
    const told = await ground.database.query(`select header ->> 'what' as what from keerpunt.entry where stream_id = $1 and kind = 'file.table-told'`, [file], 'postgres');
    expect(told).toEqual([{ what: 'status-lowered' }]);
  });
  it('is open again when anybody notes a new sign anywhere', async () => {
    const file = await openedFile(ground);
    valueOf(await stepping(file, { status: 'possible' }));
    valueOf(await stepping(file, { status: 'not-established', bases: ['nothing-found'] }));
    expect(statusOf((await look(file)).state)).toBe('not-established');
    valueOf(await perform(RECORD_WORDS.chronology, officer, { file, spoken: someWords(), words: { words: 'Eu nu vreau' } }));
    expect(statusOf((await look(file)).state)).toBe('possible');
  });
  it('is not written over by whoever did not read what was added', async () => {
    const file = await openedFile(ground);
    const base = await version('recognition', file);
    valueOf(await stepping(file, { status: 'possible' }));
    expect(await why(perform(setStatus, officer, { file, base, step: aStep({ status: 'presumed' }), words: { reasons: 'x' } }))).toBe('changed-meanwhile');
  });
});

describe('the child', () => {
  it('is heard in its own words, whatever the professional makes of them', async () => {
    const file = await openedFile(ground);
    valueOf(await perform(RECORD_WORDS.chronology, officer, { file, spoken: someWords(), words: { question: 'Wat wil je?', words: 'Vreau acasă', summary: 'Wil naar huis' } }));
    const { entries } = valueOf(await perform(READ_SECTION.chronology, officer, { file }));
    const body = entries.find((e) => e.kind === 'file.words-recorded')?.body;
    expect(body?.opened && JSON.parse(body.value.toString())).toMatchObject({ words: 'Vreau acasă', summary: 'Wil naar huis' });
  });
  it('gets what was promised, ticked off once', async () => {
    const file = await openedFile(ground);
    const promise = randomUUID();
    valueOf(await perform(makePromise, officer, { file, promise, dueOn: null, text: 'We bellen je zus' }));
    valueOf(await perform(keepPromise, officer, { file, promise }));
    expect((await look(file)).state.promises).toMatchObject([{ promise, keptOn: '2026-11-25' }]);
    expect(await why(perform(keepPromise, officer, { file, promise: randomUUID() }))).toBe('no-open-promise');
  });
});

describe('a task', () => {
  const task = (file: string, change: object = {}) => ({ file, task: { task: randomUUID(), dueOn: '2026-12-01', owner: 'lawyer', agency: null, isLaw: true, ...change }, words: { title: 'Melden' } });
  it('is moved or waived with a reason, and done without one', async () => {
    const file = await openedFile(ground);
    const set = task(file);
    valueOf(await perform(setTask, officer, set));
    const end = (how: string, more: object = {}) => why(perform(endTask, officer, { file, task: set.task.task, how, ...more }));
    expect(await end('waived')).toBe('reason-missing');
    expect(await end('moved', { reason: 'Tolk ziek' })).toBe('new-day-missing');
    expect(await end('moved', { reason: 'Tolk ziek', dueOn: '2026-12-03' })).toBe('done');
    expect((await look(file)).state.tasks).toMatchObject([{ dueOn: '2026-12-03', timesMoved: 1, standing: 'open' }]);
    expect(await end('done')).toBe('done');
    expect(await end('waived', { reason: 'x' })).toBe('task-not-open');
  });
  it('puts the file where it is due in the worklist', async () => {
    const [late, later] = [await openedFile(ground), await openedFile(ground)];
    valueOf(await perform(setTask, officer, task(later, { dueOn: '2099-01-02' })));
    valueOf(await perform(setTask, officer, task(late, { dueOn: '2001-01-01' })));
    const rows = valueOf(await perform(listFiles, officer, {})).map((row) => row.file);
    expect(rows[0]).toBe(late);
    expect(rows.indexOf(late)).toBeLessThan(rows.indexOf(later));
  });
});

describe('closing a file', () => {
  it('lists everything that is missing, over sections one may not see too', async () => {
    const file = await openedFile(ground);
    for (const section of ['chronology', 'identity'] as const) valueOf(await inviting(section, file, YOUTH));
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    valueOf(await perform(offerLead, officer, { file, agency: YOUTH }));
    valueOf(await perform(takeLead, worker, { file }));
    valueOf(await stepping(file, { status: 'possible' }));
    const close = (more: object = {}) => perform(closeFile, worker, { file, because: 'durable-solution', note: randomUUID(), ...more });
    // Of a section it does not see it learns only that it has not cleared it.
    expect(await why(close())).toBe('not-cleared not-cleared child-not-heard no-representative');
    expect(await why(close({ against: 'De rechter wil het zo' }))).toBe('done');
    const { state } = await look(file);
    expect(state.against[0]?.obstacles).toEqual(['no-durable-solution', 'status-open', 'child-not-heard', 'no-representative']);
    expect(await why(perform(addEvent, officer, { file, event: anEvent(), words: { text: 'x' } }))).toBe('file-closed');
    expect(await why(perform(reopenFile, officer, { file }))).toBe('done');
  });
});

describe('a request to see the file', () => {
  it('is refused on a ground, or given', async () => {
    const file = await openedFile(ground);
    const request = randomUUID();
    valueOf(await perform(askAccess, officer, { file, request, asker: 'parent', askedOn: '2026-11-25' }));
    const answer = (more: object) => why(perform(answerAccess, who('care-coordinator'), { file, request, ...more }));
    expect(await answer({ answer: 'refused', refusals: [] })).toBe('refusal-needs-ground');
    expect(await answer({ answer: 'refused', refusals: ['suspected-exploiter'] })).toBe('done');
    expect(await answer({ answer: 'given', refusals: [] })).toBe('no-open-request');
  });
});
