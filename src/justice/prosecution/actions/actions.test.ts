import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { setStatus } from '#src/files/actions/status-actions.ts';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile, READ_SECTION, readLooks } from '#src/files/actions/read-actions.ts';
import { addEvent } from '#src/files/actions/story-actions.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import { lookersIn } from '#src/files/pages/looks.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { Action, Actor } from '#src/platform/action/action.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { openStream } from '#src/platform/database/transaction.ts';
import { acting } from '#test/support/database.ts';
import { anEvent, aStep, openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { knowledge } from '#test/support/knowledge.ts';
import type { DECISIONS } from '../model/vocabulary.ts';
import { decideProsecution, describeMatter, recordAssessment } from './decide-actions.ts';
import { recordCompensation, recordExploiterStep } from './exploiter-actions.ts';
import { PROSECUTION_ACTIONS } from './index.ts';
import { rulesOf } from './rules-now.ts';
import { seeAssessments, seeGate, seeProsecution } from './see-actions.ts';

const ground = useFiles();
const queued: Wanted[] = [];
ground.enqueue = async (_, wanted) => void queued.push(...wanted);

const officer = who('police-officer');
const shelter = who('shelter-worker');
const coordinator = who('care-coordinator');
const lawyer = who('lawyer');
const SECRET = 'Verzonnen winkeldiefstal, art. 310';
const LONG = 'De officier van dienst besloot zo en gaf deze redenen aan de tafel door.';
const RULES = rulesOf(knowledge.filePacks.find((p) => p.country === 'NL') ?? null, knowledge.released, '2026-11-25');

const seat = (file: string, agency: string, section: Section, on = 'gdpr-6-1-e') => ground.perform(INVITE[section], officer, { file, agency, purpose: 'protect-child', ground: on, endsOn: '2027-06-01' });
const version = async (file: string, section: 'justice' | 'recognition') => valueOf(await ground.perform(READ_SECTION[section], officer, { file })).version;

/** A file with a matter in it; the shelter's agency sits at its table, and not in `justice`. */
async function accusedFile(age: 'unsure' | '16-17' = '16-17'): Promise<{ file: string; matter: string }> {
  const file = await openedFile(ground);
  valueOf(await ground.perform(OPEN_SECTION.justice, officer, { file, purpose: 'decide-on-prosecution', ground: 'law-enforcement' }));
  for (const section of ['chronology', 'protection'] as const) valueOf(await seat(file, AGENCIES[1], section));
  valueOf(await ground.perform(answerInvitation, shelter, { file, answer: 'accepted' }));
  const matter = randomUUID();
  valueOf(await ground.perform(describeMatter, officer, { file, matter: { matter, age, understood: 'not-known', event: null }, words: { offence: SECRET, reference: '13/000123-26' } }));
  return { file, matter };
}
type Of = { file: string; matter: string };
const decide = async ({ file, matter }: Of, what: (typeof DECISIONS)[number], reasons = '', change: { decision?: string; decidedOn?: string; base?: string } = {}) =>
  ground.perform(decideProsecution, officer, { file, base: change.base ?? (await version(file, 'justice')), rules: RULES, decision: { decision: change.decision ?? randomUUID(), matter, what, decidedOn: change.decidedOn ?? '2026-11-25' }, words: { reasons } });
const status = async (file: string, to: 'possible' | 'recognised' | 'not-established') =>
  valueOf(await ground.perform(setStatus, officer, { file, base: await version(file, 'recognition'), step: aStep({ status: to, decidedOn: '2026-11-25', bases: ['expert-opinion'] }), words: { reasons: LONG } }));
const assess = async (file: string, step: number, trained: 'yes' | 'no' = 'yes') =>
  ground.perform(recordAssessment, officer, { file, base: await version(file, 'recognition'), assessment: { assessment: randomUUID(), by: 'police', trained, assessedOn: '2026-11-25', step }, words: { text: 'Verzonnen: met tolk, een uur.' } });
const seen = async (file: string, actor: Actor = officer) => valueOf(await ground.perform(seeProsecution, actor, { file, rules: RULES }));
const atTable = async (file: string, actor: Actor = shelter) => valueOf(await ground.perform(seeGate, actor, { file, rules: RULES }));
const told = async (file: string) => valueOf(await ground.perform(lookAtFile, shelter, { file })).state.told.map((x) => x.what);

describe('a decision about a child', () => {
  it('against the gate needs reasons, is told to the table and to its agencies, and keeps what was missing', async () => {
    const of = await accusedFile();
    queued.length = 0;
    expect(await decide(of, 'prosecuted', 'Te ernstig.')).toMatchObject({ done: false, because: 'obstacles', obstacles: [{ code: 'against-needs-reasons' }] });
    expect(await told(of.file)).toEqual([]);
    valueOf(await decide(of, 'prosecuted', LONG));
    expect(await told(of.file)).toEqual(['prosecuted-against-gate']);
    expect(queued.map((w) => w.payload['agency'])).toEqual([AGENCIES[1]]);
    expect((await seen(of.file)).state.matters[0]?.decisions).toMatchObject([{ what: 'prosecuted', obstacles: ['no-lawyer', 'not-cleared', 'exploitation-not-investigated'], asOf: knowledge.released }]);
    expect(await atTable(of.file)).toEqual({ gate: 'departed', isPunishedAlthoughRecognised: false });
  });
  it('for the child asks for no reasons and tells nobody, and takes back what was decided against it', async () => {
    const of = await accusedFile();
    valueOf(await decide(of, 'fined', LONG));
    valueOf(await decide(of, 'quashed'));
    expect([await told(of.file), (await atTable(of.file)).gate]).toEqual([['prosecuted-against-gate'], 'closed']);
  });
  it('is kept once when the form is sent twice, and not when somebody wrote meanwhile', async () => {
    const of = await accusedFile();
    const base = await version(of.file, 'justice');
    const decision = randomUUID();
    valueOf(await decide(of, 'dropped', '', { decision }));
    valueOf(await decide(of, 'dropped', '', { decision }));
    expect((await seen(of.file)).state.matters[0]?.decisions).toHaveLength(1);
    expect(await decide(of, 'appealed', '', { base })).toEqual({ done: false, because: 'changed-meanwhile' });
  });
  it('is not of a day to come, and not of a matter that is not there', async () => {
    const of = await accusedFile();
    expect(await decide(of, 'dropped', '', { decidedOn: '2026-11-26' })).toMatchObject({ obstacles: [{ code: 'day-is-to-come' }] });
    expect(await decide({ ...of, matter: randomUUID() }, 'dropped')).toMatchObject({ obstacles: [{ code: 'matter-not-there' }] });
  });
  it('after all that the law asks was done goes through an open gate, and is no departure', async () => {
    const of = await accusedFile();
    valueOf(await seat(of.file, AGENCIES[2], 'justice', 'gdpr-10-counsel'));
    valueOf(await ground.perform(answerInvitation, lawyer, { file: of.file, answer: 'accepted' }));
    valueOf(await ground.perform(recordExploiterStep, officer, { file: of.file, step: { exploiter: randomUUID(), step: randomUUID(), what: 'investigated', happenedOn: '2026-11-25' }, words: {} }));
    await status(of.file, 'possible');
    expect(await assess(of.file, 2)).toMatchObject({ obstacles: [{ code: 'step-not-last' }] });
    await status(of.file, 'not-established');
    expect((await atTable(of.file)).gate).toBe('closed');
    valueOf(await assess(of.file, 2));
    expect(await atTable(of.file)).toEqual({ gate: 'open', isPunishedAlthoughRecognised: false });
    // A new sign, noted by somebody who sees nothing of all this, closes it again.
    valueOf(await ground.perform(addEvent, shelter, { file: of.file, event: anEvent({ what: 'disclosed' }), words: { text: 'Verzonnen: hij vertelde het in de keuken.' } }));
    expect((await atTable(of.file)).gate).toBe('closed');
    expect((await seen(of.file)).gate.obstacles.map((o) => o.code)).toEqual(['sign-since-assessment', 'suspicion-stands']);
    valueOf(await assess(of.file, 2, 'no'));
    expect((await seen(of.file)).gate.obstacles.map((o) => o.code)).toEqual(['assessor-not-qualified', 'suspicion-stands']);
  });
  it('without the rules of the country goes against a gate that nothing opens', async () => {
    const { file } = await accusedFile();
    expect(valueOf(await ground.perform(seeGate, shelter, { file, rules: null })).gate).toBe('closed');
    expect((valueOf(await ground.perform(seeProsecution, officer, { file, rules: null }))).gate.obstacles[0]).toEqual({ code: 'rules-not-known' });
  });
});

describe('whoever sits in justice and not in recognition', () => {
  it('learns of the other section only that it has not cleared it', async () => {
    const { file } = await accusedFile('unsure');
    valueOf(await seat(file, AGENCIES[2], 'justice', 'gdpr-10-guardian'));
    const shown = await seen(file, who('guardian'));
    expect(shown.gate.obstacles).toEqual([{ code: 'age-unsure', section: 'justice' }, { code: 'no-lawyer' }, { code: 'not-cleared', section: 'recognition' }, { code: 'exploitation-not-investigated', section: 'justice' }]);
    expect(shown).toMatchObject({ contacts: { all: [] }, clock: { days: null }, recognition: null });
  });
});

describe('those who exploited', () => {
  it('are counted without a name, with what was awarded and paid', async () => {
    const { file } = await accusedFile();
    const exploiter = randomUUID();
    const money = (what: 'awarded' | 'paid', amount: number, to = exploiter) => ground.perform(recordCompensation, officer, { file, compensation: { exploiter: to, step: randomUUID(), what, happenedOn: '2026-11-25', amount, currency: 'EUR' }, words: {} });
    expect(await money('awarded', 1)).toMatchObject({ obstacles: [{ code: 'exploiter-not-there' }] });
    for (const what of ['investigated', 'charged'] as const) valueOf(await ground.perform(recordExploiterStep, officer, { file, step: { exploiter, step: randomUUID(), what, happenedOn: '2026-11-25' }, words: {} }));
    valueOf(await money('awarded', 2500));
    valueOf(await money('paid', 100));
    expect((await seen(file)).exploiters).toMatchObject({ known: 1, charged: 1, convicted: 0, money: [{ currency: 'EUR', awarded: 2500, paid: 100 }] });
  });
});

/** Who may do what, by hand: in `justice` those who read or write it, in `recognition` those who do there, and the gate for everybody at the table. */
const MATRIX: Readonly<Record<string, string>> = {
  'prosecution.see-gate': FILE_ROLES.map((r) => r.name).join(' '),
  'prosecution.see': 'police-officer prosecutor lawyer guardian youth-protection-worker',
  'prosecution.see-assessments': 'police-officer youth-protection-worker child-protection-council guardian lawyer prosecutor care-coordinator duty-desk',
  'prosecution.assess': 'police-officer youth-protection-worker child-protection-council guardian lawyer prosecutor care-coordinator',
  'prosecution.describe-matter': 'police-officer prosecutor lawyer',
  'prosecution.decide': 'police-officer prosecutor lawyer',
  'exploiter.record-step': 'police-officer prosecutor lawyer',
  'exploiter.record-compensation': 'police-officer prosecutor lawyer',
};

describe('who may do what about prosecuting', () => {
  it('is as the matrix says for every action and role', () => {
    const allowed = PROSECUTION_ACTIONS.map((a) => [a.name, (a.allow as readonly { role: { name: string } }[]).map((g) => g.role.name).toSorted()] as const);
    expect(Object.fromEntries(allowed)).toEqual(Object.fromEntries(Object.entries(MATRIX).map(([name, roles]) => [name, roles.split(' ').toSorted()])));
  });
  it('is nothing for somebody away from the table, or in another section of it', async () => {
    const { file, matter } = await accusedFile();
    const inputs: Readonly<Record<string, object>> = {
      'prosecution.assess': { base: '', assessment: { assessment: randomUUID(), by: 'police', trained: 'yes', assessedOn: '2026-11-25', step: 1 }, words: { text: 'x' } },
      'prosecution.describe-matter': { matter: { matter, age: '15', understood: 'no', event: null }, words: { offence: 'x' } },
      'prosecution.decide': { base: '', decision: { decision: randomUUID(), matter, what: 'dropped', decidedOn: '2026-11-25' }, words: {} },
      'exploiter.record-step': { step: { exploiter: matter, step: matter, what: 'charged', happenedOn: '2026-11-25' }, words: {} },
      'exploiter.record-compensation': { compensation: { exploiter: matter, step: matter, what: 'paid', happenedOn: '2026-11-25', amount: 1, currency: 'EUR' }, words: {} },
    };
    for (const action of PROSECUTION_ACTIONS as unknown as readonly Action<unknown, unknown>[]) {
      const input = { file, rules: RULES, ...inputs[action.name] };
      expect([action.name, await ground.perform(action, OUTSIDER, input)]).toEqual([action.name, { done: false, because: 'not-there' }]);
      if (action.name !== 'prosecution.see-gate') expect([action.name, (await ground.perform(action, who('youth-protection-worker'), input)).done]).toEqual([action.name, false]);
    }
  });
});

describe('whoever does not see justice', () => {
  const recognisedAnd = async (...decisions: (typeof DECISIONS)[number][]) => {
    const of = await accusedFile();
    await status(of.file, 'recognised');
    for (const what of decisions) valueOf(await decide(of, what, `${LONG} ${what}`));
    return of;
  };
  /** Ids differ from file to file: each becomes the number of its first appearance. */
  const normal = (value: unknown): string => {
    const ids: string[] = [];
    return JSON.stringify(value).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `#${ids.includes(id) ? ids.indexOf(id) : ids.push(id) - 1}`);
  };
  /** Everything that the database shows of a file to somebody, whatever our code does. */
  const shown = (actor: Actor, file: string) =>
    ground.database.transaction(acting({ actor: actor.id, agency: actor.agency as string, today: '2026-11-25' }), async (tx) => {
      await openStream(tx, file);
      const entries = await tx.selectFrom('entry').select(['section', 'kind', 'header']).where('stream_id', '=', file).orderBy('sequence').execute();
      const rows = await tx.selectFrom('list_row').select(['section', 'list', 'state', 'due_on', 'fields']).where('stream_id', '=', file).orderBy('list').orderBy('item').execute();
      return { entries, rows };
    });
  const HIDDEN = /prosecution\.decided|matter-described|fined|convicted|quashed|appealed|guilty|exploiter/;
  let [fined, convicted]: [Of, Of] = [{ file: '', matter: '' }, { file: '', matter: '' }];
  beforeAll(async () => {
    [fined, convicted] = [await recognisedAnd('fined'), await recognisedAnd('convicted', 'appealed', 'pardoned')];
  });

  it('sees that the gate was departed from and that the child is punished although recognised, and not for what or how', async () => {
    const two = { gate: 'departed', isPunishedAlthoughRecognised: true };
    expect([await atTable(fined.file), await atTable(convicted.file)]).toEqual([two, two]);
    expect(Object.keys(await atTable(fined.file))).toEqual(['gate', 'isPunishedAlthoughRecognised']);
  });
  it('gets byte for byte the same of two files that differ only in what was decided', async () => {
    for (const actor of [shelter, who('youth-protection-worker')]) {
      const [one, other] = await Promise.all([fined, convicted].map(async ({ file }) => normal([await ground.perform(lookAtFile, actor, { file }), await atTable(file, actor), await shown(actor, file)])));
      expect(one).toBe(other);
      expect(one).not.toMatch(HIDDEN);
    }
  });
  it('is told from those who wrote, where the table reads who looked', async () => {
    const of = await accusedFile();
    const youth = who('youth-protection-worker');
    await atTable(of.file, youth);
    const lookers = lookersIn(valueOf(await ground.perform(readLooks, officer, { file: of.file })));
    expect(lookers.map((l) => [l.actor, l.onlyReads])).toEqual(expect.arrayContaining([[youth.id, true], [officer.id, false]]));
  });
  it('sees both facts go when what was decided is quashed', async () => {
    const of = await recognisedAnd('guilty-unpunished', 'quashed');
    expect(await atTable(of.file)).toEqual({ gate: 'closed', isPunishedAlthoughRecognised: false });
    expect(JSON.stringify(await shown(shelter, of.file))).not.toMatch(HIDDEN);
  });
  it('in recognition sees who assessed, and nothing of what the child is accused of', async () => {
    const of = await accusedFile();
    await status(of.file, 'recognised');
    valueOf(await assess(of.file, 1));
    const read = valueOf(await ground.perform(seeAssessments, coordinator, { file: of.file }));
    expect(read.all).toMatchObject([{ by: 'police', trained: 'yes', step: 1 }]);
    expect(JSON.stringify(read)).not.toContain(of.matter);
  });
  it('finds nothing of the offence in readable words in the database', async () => {
    const rows = await ground.database.query(`select count(*)::int as n from keerpunt.entry where position(convert_to('art. 310', 'UTF8') in header_bytes) > 0`, [], 'postgres');
    expect(rows).toEqual([{ n: 0 }]);
  });
});
