import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#src/platform/action/action.ts';
import { performOn, type Perform } from '#src/platform/action/perform.ts';
import { addEpoch } from '#src/platform/vault/imprint-keys.ts';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { matcherWith } from '#test/support/known.ts';
import { FILE_IMPRINTS } from '../imprints.ts';
import { fileNumber } from '../model/number.ts';
import { FILE_ROLES } from '../roles.ts';
import { askAccess, closeFile } from '../actions/closing-actions.ts';
import { recordFact } from '../actions/identity-actions.ts';
import { answerInvitation, excludePerson, INVITE, offerLead, takeLead } from '../actions/party-actions.ts';
import { listFiles } from '../actions/read-actions.ts';
import { findByNumber, listWaiting, searchFiles } from './search-actions.ts';
import { endTask, setTask } from '../actions/task-actions.ts';

const ground = useFiles();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-search-'));
const keyFile = join(folder, 'imprint-keys');
const [, YOUTH] = AGENCIES;
const officer = who('police-officer');
const worker = who('youth-protection-worker');
let perform: Perform;

beforeAll(() => {
  const matcher = matcherWith(keyFile, () => ground.clock.now, FILE_IMPRINTS);
  ground.imprints = new Map([['file', matcher]]);
  perform = ground.perform = performOn(ground);
});
beforeEach(() => void (ground.clock.now = new Date('2026-11-25T10:00:00Z')));
afterAll(() => rmSync(folder, { recursive: true }));

const search = async (names: string, born = '', actor: Actor = officer) => valueOf(await perform(searchFiles, actor, { names, born })).files.map(({ row }) => row.file);
const called = (given: string, family: string) => openedFile(ground, { child: { given, family } });
const inviting = (section: 'identity' | 'chronology', file: string) => perform(INVITE[section], officer, { file, agency: YOUTH, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' });
const why = async (answer: ReturnType<Perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles.map((o) => o.code).join(' ') : said.because;
};

describe('looking for a child by name', () => {
  it('finds it misspelt, in another script, and with its names the other way round', async () => {
    const file = await called('Đorđe', 'Izmišljeni');
    for (const names of ['Đorđe Izmišljeni', 'Djordje Izmisljeni', 'Ђорђе Измишљени', 'Izmisljeni Dorde', 'Djordge Izmisleni']) expect(await search(names), names).toContain(file);
    expect(await search('Radu Exemplescu')).not.toContain(file);
  });
  it('finds it by one name and a year of birth, and by an alias', async () => {
    const file = await called('Mina', 'Kunstnaam');
    const fact = (what: 'birth-date' | 'alias', value: string) => perform(recordFact, officer, { file, recorded: { fact: randomUUID(), what, source: 'document', certainty: 'likely' }, words: { value } });
    valueOf(await fact('birth-date', '2011-03-05'));
    valueOf(await fact('alias', 'Lejla Bijnaam'));
    expect(await search('Mina', '2011')).toContain(file);
    expect(await search('Mina', '2011-05-03')).toContain(file);
    expect(await search('Leila Bijnam')).toContain(file);
  });
  it('asks for more than one name alone', async () => {
    expect(await why(perform(searchFiles, officer, { names: 'Mina' }))).toBe('name-alone');
    expect(await why(perform(searchFiles, officer, { names: 'Mina', born: 'yesterday' }))).toBe('invalid');
  });
  it('goes on while the keys change', async () => {
    const file = await called('Ștefania', 'Inventată');
    addEpoch(keyFile);
    expect(await search('Stefania Inventata')).toContain(file);
  });
  it('says of what one may not see exactly what it says of what is not there', async () => {
    await called('Geheim', 'Verborgen');
    for (const actor of [OUTSIDER, worker]) expect(await perform(searchFiles, actor, { names: 'Geheim Verborgen' })).toEqual(await perform(searchFiles, actor, { names: 'Nergens Bestaand' }));
  });
  it('needs a seat at who the child is: one at the story alone finds nothing', async () => {
    const file = await called('Zichtbaar', 'Halverwege');
    valueOf(await inviting('chronology', file));
    expect(await search('Zichtbaar Halverwege', '', worker)).toEqual([]);
    valueOf(await inviting('identity', file));
    expect(await search('Zichtbaar Halverwege', '', worker)).toEqual([file]);
  });
  it('is hidden from a colleague who was kept out, and open to no role that reads no identity', async () => {
    const file = await called('Buiten', 'Gesloten');
    const colleague = who('care-coordinator');
    expect(await search('Buiten Gesloten', '', colleague)).toEqual([file]);
    valueOf(await perform(excludePerson, officer, { file, person: colleague.id, isExcluded: true }));
    expect(await search('Buiten Gesloten', '', colleague)).toEqual([]);
    expect(await why(perform(searchFiles, who('oversight'), { names: 'Buiten Gesloten' }))).toBe('not-allowed');
  });
  it('does not depend on how many there are elsewhere', async () => {
    const file = await called('Gewone', 'Naam');
    const before = await perform(searchFiles, officer, { names: 'Gewone Naam' });
    await ground.database.query(
      `with fresh as (insert into keerpunt.stream (stream_id, stream_kind) select gen_random_uuid(), 'file' from generate_series(1, 700) returning stream_id)
       insert into keerpunt.imprint (stream_id, stream_kind, section, epoch, tokens, sealed, ask, is_found) select f.stream_id, i.stream_kind, i.section, i.epoch, i.tokens, i.sealed, $2::uuid, true from fresh f, keerpunt.imprint i where i.stream_id = $1`,
      [file, YOUTH],
    );
    expect(await perform(searchFiles, officer, { names: 'Gewone Naam' })).toEqual(before);
    expect(await search('Gewone Naam')).toEqual([file]);
  });
  it('finds nothing that the list does not show, for whoever asks and whatever was asked', async () => {
    const names = ['Elif Voorbeeld', 'Đorđe Izmišljeni', 'Mina Kunstnaam', 'Zichtbaar Halverwege', 'Gewone Naam', 'Geheim Verborgen', 'Voorbeeld Verzonnen'];
    const actors = FILE_ROLES.map((role) => who(role.name)).concat(OUTSIDER);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.constantFrom(...actors), fc.constantFrom('', '2011'), async (asked, actor, born) => {
        const answer = await perform(searchFiles, actor, { names: asked, born });
        if (!answer.done) return;
        const shown = new Set<string>();
        for (const part of ['open', 'closed']) for (const row of valueOf(await perform(listFiles, actor, { shown: part }))) shown.add(row.file);
        expect(answer.value.files.filter(({ row }) => !shown.has(row.file))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
  it('leaves a record that somebody looked, and no name anywhere', async () => {
    await search('Onvindbare Zoekterm', '2011');
    const [last] = await ground.database.query(`select action, actor, convert_from(header_bytes, 'UTF8') as header from keerpunt.access_record where stream_id = $1 order by sequence desc limit 1`, [officer.agency]);
    expect(last).toMatchObject({ action: 'file.search', actor: officer.id });
    const tables = await ground.database.query(`select table_name as name from information_schema.tables where table_schema = 'keerpunt' and table_type = 'BASE TABLE'`);
    for (const { name } of tables as { name: string }[]) {
      const [found] = await ground.database.query(`select count(*)::int as count from keerpunt.${name} as t where t::text ilike '%zoekterm%'`, [], 'postgres');
      expect((found as { count: number }).count, name).toBe(0);
    }
  });
});

describe('looking for a file by its number', () => {
  it('finds it in whatever way the number is written, also when it is closed', async () => {
    const file = await openedFile(ground);
    const find = async (number: string, actor: Actor = officer) => valueOf(await perform(findByNumber, actor, { number })).map((row) => row.file);
    expect(await find(fileNumber(file))).toEqual([file]);
    expect(await find(fileNumber(file).toLowerCase().replaceAll('-', ' '))).toEqual([file]);
    valueOf(await perform(closeFile, who('care-coordinator'), { file, because: 'opened-by-mistake', note: randomUUID() }));
    expect(await find(fileNumber(file))).toEqual([file]);
    expect(await find(fileNumber(file), OUTSIDER)).toEqual([]);
    expect(await find(fileNumber(file), OUTSIDER)).toEqual(await find(fileNumber(randomUUID()), OUTSIDER));
  });
  it('says that a number was copied wrongly', async () => {
    const number = fileNumber('12345678-9abc-4000-8000-000000000000');
    expect(await why(perform(findByNumber, officer, { number: number.replace(/.$/, (last) => (last === '7' ? '8' : '7')) }))).toBe('number-mistyped');
  });
});

describe('what waits', () => {
  const waits = async (actor: Actor, ...roles: string[]) => valueOf(await perform(listWaiting, actor, { roles, today: ground.clock.now.toISOString().slice(0, 10) }));
  const listsFor = async (file: string, actor: Actor, ...roles: string[]) => (await waits(actor, ...roles)).filter((wait) => wait.file === file).map((wait) => wait.list);
  const task = (file: string, owner: string, dueOn: string, agency: string | null = null) => {
    const id = randomUUID();
    return perform(setTask, officer, { file, task: { task: id, dueOn, owner, agency, isLaw: false }, words: { title: 'Verzonnen taak' } }).then((answer) => {
      valueOf(answer);
      return id;
    });
  };
  it('are tasks of one’s own kind of work, what is due first first, until they are done', async () => {
    const file = await openedFile(ground);
    const late = await task(file, 'police', '2026-11-01');
    await task(file, 'anybody', '2026-12-01');
    await task(file, 'guardian', '2026-11-02');
    await task(file, 'police', '2026-11-03', YOUTH);
    const mine = (await waits(officer, 'police-officer')).filter((wait) => wait.file === file);
    expect(mine.map((wait) => [wait.list, wait.dueOn])).toEqual([['waits-police', '2026-11-01'], ['waits-anybody', '2026-12-01']]);
    valueOf(await perform(endTask, officer, { file, task: late, how: 'done', dueOn: null, note: randomUUID(), reason: '' }));
    expect(await listsFor(file, officer, 'police-officer')).toEqual(['waits-anybody']);
  });
  it('is an invitation, until it is answered or has lapsed', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file));
    expect(await listsFor(file, worker, 'youth-protection-worker')).toEqual(['waits-invitation']);
    expect(await listsFor(file, officer, 'police-officer')).toEqual([]);
    ground.clock.now = new Date('2026-12-20T10:00:00Z');
    expect(await listsFor(file, worker, 'youth-protection-worker')).toEqual([]);
    ground.clock.now = new Date('2026-11-25T11:00:00Z');
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    expect(await listsFor(file, worker, 'youth-protection-worker')).toEqual([]);
  });
  it('is a lead that is offered, until it is taken; and a request to see the file, for whoever leads', async () => {
    const file = await openedFile(ground);
    valueOf(await inviting('chronology', file));
    valueOf(await perform(answerInvitation, worker, { file, answer: 'accepted' }));
    valueOf(await perform(offerLead, officer, { file, agency: YOUTH }));
    valueOf(await perform(askAccess, officer, { file, request: randomUUID(), asker: 'child', askedOn: '2026-11-24' }));
    expect(await listsFor(file, worker, 'youth-protection-worker')).toEqual(['waits-lead']);
    expect(await listsFor(file, officer, 'police-officer')).toEqual(['waits-request']);
    valueOf(await perform(takeLead, worker, { file }));
    expect(await listsFor(file, worker, 'youth-protection-worker')).toEqual(['waits-request']);
    expect(await listsFor(file, officer, 'police-officer')).toEqual([]);
  });
  it('is nothing of a file that was closed, and nothing for oversight but what is named to its agency', async () => {
    const file = await openedFile(ground);
    await task(file, 'police', '2026-11-26');
    expect(await listsFor(file, who('oversight'), 'oversight')).toEqual([]);
    valueOf(await perform(closeFile, who('care-coordinator'), { file, because: 'opened-by-mistake', note: randomUUID() }));
    expect(await listsFor(file, officer, 'police-officer')).toEqual([]);
  });
});
