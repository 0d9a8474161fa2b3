import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Action, Actor, Answer, Result } from '#src/platform/action/action.ts';
import { openStream } from '#src/platform/database/transaction.ts';
import { acting } from '#test/support/database.ts';
import { inputFor } from '#test/support/file-inputs.ts';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES } from '#test/support/ground.ts';
import { closeAs, layTables, SEATINGS, type Table } from '#test/support/tables-of-files.ts';
import { reopenFile } from './actions/closing-actions.ts';
import { FILE_ACTIONS } from './actions/index.ts';
import { lookAtFile, READ_SECTION } from './actions/read-actions.ts';
import { ADD_NOTE } from './actions/story-actions.ts';
import { SECTIONS, type Section } from './model/vocabulary.ts';
import { FILE_ROLES } from './roles.ts';

const ground = useFiles();

/**
 * Who may read and who may write where, written by hand and not from the code: `w` reads and writes, `r` reads, `-` is
 * not there. In the order of the sections as they are named above it.
 */
const ORDER: readonly Section[] = ['identity', 'chronology', 'recognition', 'health', 'counsel', 'justice', 'protection', 'location', 'investigation', 'solution', 'reintegration'];
const TABLE: Readonly<Record<string, string>> = {
  'police-officer':           'w w w - - w w - w - -',
  'youth-protection-worker':  'w w w w - r w w - w w',
  'child-protection-council': 'w w w - - - r - - w -',
  guardian:                   'w w w w - r w w - w w',
  lawyer:                     'w w w - w w r - - w -',
  'shelter-worker':           'w w - w - - w w - - -',
  'placement-desk':           'r r - - - - w w - - -',
  prosecutor:                 'r r w - - w - - w - -',
  'care-coordinator':         'w w w - - - r - - r w',
  partner:                    'r r - - - - - - - w w',
  'duty-desk':                'r r r r - - r - - - -',
  oversight:                  '- - - - - - - - - - -',
};
const mayIn = (section: Section, letters: string) => Object.keys(TABLE).filter((role) => letters.includes(TABLE[role]?.split(' ')[ORDER.indexOf(section)] ?? '?'));
const readersOf = (section: Section) => mayIn(section, 'rw');
const writersOf = (section: Section) => mayIn(section, 'w');
const EVERYBODY = Object.keys(TABLE);
/** Those who sit at a table: oversight only watches, and the duty desk only looks in an emergency. */
const WORKING = EVERYBODY.filter((role) => role !== 'oversight' && role !== 'duty-desk');

/** About which section, or the file as such; whose roles; and whether an agency that was asked and has not answered may do it. */
type Row = { readonly about: Section | 'file' | 'nothing'; readonly roles: readonly string[]; readonly isForInvited: boolean };
const row = (about: Row['about'], roles: readonly string[], isForInvited = false): Row => ({ about, roles, isForInvited });

/** Every action, by hand as well. An agency that is invited looks, answers, and may end its own seat; it writes once it has accepted. */
const ACTIONS_BY_HAND: Readonly<Record<string, Row>> = {
  'file.open': row('nothing', ['police-officer', 'youth-protection-worker', 'child-protection-council', 'guardian', 'lawyer', 'shelter-worker', 'care-coordinator']),
  // With what a report or another system brings, somebody writes into the first sections at once; a shelter worker may not into each.
  'file.open-with': row('nothing', ['police-officer', 'youth-protection-worker', 'child-protection-council', 'guardian', 'lawyer', 'care-coordinator']),
  'file.list': row('nothing', EVERYBODY),
  'file.list-waiting': row('nothing', EVERYBODY),
  'file.read-calendar': row('nothing', EVERYBODY),
  'file.find-by-number': row('nothing', EVERYBODY),
  // By name, which stands in the identity.
  'file.search': row('nothing', ['police-officer', 'youth-protection-worker', 'child-protection-council', 'guardian', 'lawyer', 'shelter-worker', 'placement-desk', 'prosecutor', 'care-coordinator', 'partner', 'duty-desk']),
  'file.way-in': row('file', EVERYBODY, true),
  'file.explain-look': row('file', EVERYBODY, true),
  'file.known-on': row('file', EVERYBODY, true),
  'file.look': row('file', EVERYBODY, true),
  'file.read-looks': row('file', EVERYBODY, true),
  'file.answer-invitation': row('file', WORKING, true),
  'file.offer-lead': row('file', WORKING),
  'file.take-lead': row('file', WORKING),
  'file.exclude-person': row('file', WORKING),
  'file.name-confidant': row('file', ['guardian', 'youth-protection-worker', 'lawyer']),
  'file.ask-access': row('file', writersOf('chronology')),
  'file.answer-access': row('file', ['youth-protection-worker', 'guardian', 'lawyer', 'care-coordinator']),
  ...Object.fromEntries((['health', 'counsel', 'justice', 'location', 'investigation', 'solution', 'reintegration'] as const).map((s) => [`file.open-${s}`, row('file', writersOf(s))])),
  // Neither where the child sleeps, nor what is privileged, nor what it is accused of.
  ...Object.fromEntries((['identity', 'chronology', 'recognition', 'health', 'protection'] as const).map((s) => [`file.break-glass-to-${s}`, row('file', readersOf(s), true)])),
  ...Object.fromEntries(ORDER.flatMap((s) => [[`file.read-${s}`, row(s, readersOf(s), true)], [`file.note-in-${s}`, row(s, writersOf(s))], [`file.invite-to-${s}`, row(s, writersOf(s))], [`file.end-party-in-${s}`, row(s, writersOf(s), true)]])),
  ...Object.fromEntries(ORDER.flatMap((s) => [[`file.add-document-to-${s}`, row(s, writersOf(s))], [`file.open-document-in-${s}`, row(s, readersOf(s), true)]])),
  ...Object.fromEntries((['chronology', 'health', 'counsel', 'solution'] as const).map((s) => [`file.record-words-in-${s}`, row(s, writersOf(s))])),
  ...Object.fromEntries(['add-event', 'promise', 'keep-promise', 'set-task', 'end-task', 'reopen'].map((name) => [`file.${name}`, row('chronology', writersOf('chronology'))])),
  'file.close': row('chronology', ['youth-protection-worker', 'guardian', 'child-protection-council', 'care-coordinator']),
  'file.record-fact': row('identity', writersOf('identity')),
  'file.withdraw-fact': row('identity', writersOf('identity')),
  'file.judge-likeness': row('identity', writersOf('identity')),
  'file.find-known': row('identity', readersOf('identity'), true),
  'file.set-representative': row('identity', ['guardian', 'youth-protection-worker', 'lawyer']),
  'file.record-signs': row('recognition', writersOf('recognition')),
  'file.set-status-task': row('recognition', writersOf('recognition')),
  'file.set-status': row('recognition', ['police-officer', 'youth-protection-worker', 'child-protection-council', 'guardian', 'lawyer', 'prosecutor', 'care-coordinator']),
};

/** The action with all its rules, which keeps nothing: what it would have kept is an obstacle. */
function withoutKeeping(action: Action<unknown, unknown>): Action<unknown, unknown> {
  const run = (known: never): Result<unknown> => {
    const result = (action as { run: (k: never) => Result<unknown> }).run(known);
    return 'obstacles' in result ? result : { obstacles: [{ code: result.entries ? 'would-be-kept' : 'would-be-told' }] };
  };
  // Whether the page was old is asked before the rules are; what is asked here is only who may.
  const about = typeof action.about === 'object' ? { ...action.about, base: undefined } : action.about;
  return { ...action, about, run } as Action<unknown, unknown>;
}
const DECLARED = FILE_ACTIONS as unknown as readonly Action<unknown, unknown>[];

/** `told`: something is given and nothing kept. `stopped`: allowed as far as it goes who asks, and something else is in the way, such as that there is no such promise. */
type Said = 'not-allowed' | 'not-there' | 'unanswered' | 'allowed' | 'told' | 'stopped';
const saidBy = (answer: Answer<unknown>): Said | string => {
  if (answer.done) return 'kept';
  if (answer.because !== 'obstacles') return answer.because;
  const codes = answer.obstacles.map((o) => o.code);
  return codes.includes('invitation-unanswered') ? 'unanswered' : codes.some((code) => code.startsWith('would-be')) ? (codes.includes('would-be-told') ? 'told' : 'allowed') : 'stopped';
};
/** These ask of an agency that has not answered what it cannot be, the lead; and a file that is open is not reopened. Nothing is kept then either. */
const KEEP_NOTHING = new Set(['file.offer-lead', 'file.take-lead', 'file.close', 'file.reopen']);
const isAs = (said: string, should: Said, name: string) => said === should || (['stopped', 'told'].includes(said) && (should === 'allowed' || (should === 'unanswered' && KEEP_NOTHING.has(name))));

const VISIBLE = new Set(['accepted', 'invited']);
const seesIn = ({ seats, isExcluded }: Table, section: Section) => !isExcluded && VISIBLE.has(seats[section]);
const hasSeat = (table: Table) => SECTIONS.some((section) => seesIn(table, section));
const isAnswered = (table: Table, about: Row['about']) => (about === 'file' ? SECTIONS.some((s) => table.seats[s] === 'accepted') : table.seats[about as Section] === 'accepted');

/** What the tables above say; of an agency that has not answered only that it may not yet, whatever else stands against it. */
function expected(table: Table, role: string, { about, roles, isForInvited }: Row): Said {
  if (!roles.includes(role)) return 'not-allowed';
  if (about === 'nothing') return 'allowed';
  if (about === 'file' ? !hasSeat(table) : !seesIn(table, about)) return 'not-there';
  return isForInvited || isAnswered(table, about) ? 'allowed' : 'unanswered';
}

let tables: readonly Table[];
beforeAll(async () => {
  tables = await layTables(ground);
}, 120_000);

/** What row-level security shows of a file, without any code of ours that decides. */
const shownTo = (actor: Actor, file: string) =>
  ground.database.transaction(acting({ actor: actor.id, agency: actor.agency, today: ground.now().toISOString().slice(0, 10) }), async (tx) => {
    const sections = (await openStream(tx, file))?.sections ?? [];
    const entries = await tx.selectFrom('entry').select('section').distinct().where('stream_id', '=', file).execute();
    const rows = await tx.selectFrom('list_row').select('section').distinct().where('stream_id', '=', file).execute();
    const keys = await tx.selectFrom('section_key').select('section').where('stream_id', '=', file).execute();
    return { sections: [...sections], inEntries: entries.map((e) => e.section), inLists: rows.map((r) => r.section), inKeys: keys.map((k) => k.section) };
  });

describe('who may read and write', () => {
  it('is said of every role, every section and every action', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(FILE_ROLES.map((role) => role.name).toSorted());
    expect([...ORDER].toSorted()).toEqual([...SECTIONS].toSorted());
    expect(Object.keys(ACTIONS_BY_HAND).toSorted()).toEqual(DECLARED.map((action) => action.name).toSorted());
  });
  it('is tried with an agency in every standing to every section', () => {
    for (const agency of AGENCIES) for (const section of SECTIONS) expect(new Set(tables.filter((t) => t.agency === agency && !t.isExcluded).map((t) => t.seats[section]))).toEqual(new Set(SEATINGS));
  });
  it.each(FILE_ROLES.map((role) => role.name))('as %s is as the tables say: every standing, every section, every action', async (role) => {
    const actor = who(role);
    const differences: string[] = [];
    let [tried, allowed] = [0, 0];
    const own = tables.filter((table) => table.agency === actor.agency);
    await Promise.all(own.map(async (table) => {
      for (const action of DECLARED) {
        const byHand = ACTIONS_BY_HAND[action.name] as Row;
        const said = saidBy(await ground.perform(withoutKeeping(action), actor, inputFor(action.name, table.file)));
        const should = expected(table, role, byHand);
        if (!isAs(said, should, action.name)) differences.push(`${action.name}, ${table.name}, ${byHand.about}: ${said} and not ${should}`);
        tried++;
        if (said === 'allowed' || said === 'told') allowed++;
      }
    }));
    expect(differences).toEqual([]);
    expect(tried).toBe(DECLARED.length * (SEATINGS.length + 4));
    expect(allowed, 'something has to be possible').toBeGreaterThan(20);
  }, 120_000);
  it('in code is the same as what the database shows: nobody is shown a section in which the agency has no seat', async () => {
    const differences: string[] = [];
    for (const table of tables) {
      const seats = SECTIONS.filter((section) => seesIn(table, section)).toSorted();
      for (const actor of FILE_ROLES.map((role) => who(role.name)).filter((one) => one.agency === table.agency)) {
        const { sections, inEntries, inLists, inKeys } = await shownTo(actor, table.file);
        if (sections.toSorted().join() !== seats.join()) differences.push(`${table.name}: opens ${sections.join()}`);
        for (const section of [...inEntries, ...inLists, ...inKeys]) if (section === null ? seats.length === 0 : !seats.includes(section as Section)) differences.push(`${table.name}: shows ${section}`);
        if (seats.length > 0 && !inEntries.includes(null)) differences.push(`${table.name}: hides what is for everybody`);
      }
    }
    expect(differences).toEqual([]);
  }, 60_000);
  it('is nothing at all for an agency that is at no table, whatever its roles', async () => {
    const { file } = tables[0] as Table;
    for (const action of DECLARED.filter(({ about }) => typeof about === 'object' && 'stream' in about)) expect(await ground.perform(action, OUTSIDER, inputFor(action.name, file)), action.name).toEqual({ done: false, because: 'not-there' });
    expect(await shownTo(OUTSIDER, file)).toEqual({ sections: [], inEntries: [], inLists: [], inKeys: [] });
    expect(await ground.perform(lookAtFile, OUTSIDER, { file })).toEqual(await ground.perform(lookAtFile, OUTSIDER, { file: randomUUID() }));
  });
  it('is nothing for an agency in a file to which it was not invited, though it is at the table of another', async () => {
    const other = await openedFile(ground);
    for (const section of SECTIONS) {
      expect((await ground.perform(READ_SECTION[section], who('guardian'), { file: other })).done).toBe(false);
      expect((await ground.perform(ADD_NOTE[section], who('guardian'), { file: other, note: randomUUID(), text: 'x' })).done).toBe(false);
    }
  });
  it('ends for nobody and begins for nobody when a file is closed, but that nothing is written', async () => {
    const table = tables.find((one) => one.agency === AGENCIES[1] && one.seats.identity === 'accepted' && one.seats.chronology === 'invited') as Table;
    await closeAs(ground, table, randomUUID());
    const worker = who('youth-protection-worker');
    expect(await ground.perform(reopenFile, worker, { file: table.file })).toMatchObject({ obstacles: [{ code: 'invitation-unanswered' }] });
    for (const section of SECTIONS) {
      expect((await ground.perform(READ_SECTION[section], worker, { file: table.file })).done, section).toBe(seesIn(table, section) && readersOf(section).includes('youth-protection-worker'));
      expect((await ground.perform(ADD_NOTE[section], worker, { file: table.file, note: randomUUID(), text: 'x' })).done).toBe(false);
    }
  });
});
