import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkKnowledge } from '#src/recognition/check-knowledge.ts';
import { english, knowledge, KNOWLEDGE_FOLDER } from '#test/support/knowledge.ts';
import { inventedPack } from '#test/support/invented-pack.ts';
import { filePackProblems, filePackSchema, type FilePack } from './file-pack.ts';
import { PACK_ROLES, STATUSES, TASK_TRIGGERS } from './file-vocabulary.ts';
import { BrokenKnowledge, loadReleasedKnowledge, loadWorkingKnowledge, releasedVersions } from './load.ts';
import { matchesItsRelease } from './release.ts';
import { lapsedItems } from './validity.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is broken once the pack of the Netherlands was changed. */
function problemsAfter(change: (pack: FilePack) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-file-packs-'));
  folders.push(folder);
  cpSync(KNOWLEDGE_FOLDER, folder, { recursive: true });
  const path = join(folder, 'files/NL.json');
  const pack = JSON.parse(readFileSync(path, 'utf8')) as FilePack;
  change(pack);
  writeFileSync(path, JSON.stringify(pack));
  try {
    loadWorkingKnowledge(folder);
    return '';
  } catch (error) {
    if (error instanceof BrokenKnowledge) return error.message;
    throw error;
  }
}
const first = <T>(items: readonly T[]): T => items[0] as T;

describe('a file pack', () => {
  it.each<[string, string, (pack: FilePack) => void]>([
    ['a task that has no text in one language', 'files/NL.json', (pack) => Object.assign(first(pack.tasks).title, { bs: '' })],
    ['a limit of law that names no law', 'a limit of law names no law', (pack) => Object.assign(first(pack.tasks), { limitFrom: 'law', law: [] })],
    ['a law that is not there', 'no law nl-invented', (pack) => first(pack.tasks).law.push('nl-invented')],
    ['a law of a status that is not there', 'suspect: no law nl-invented', (pack) => first(pack.statuses).law.push('nl-invented')],
    ['a task that stands twice', 'used twice', (pack) => pack.tasks.push(first(pack.tasks))],
    ['a status that is missing', 'files/NL.json', (pack) => pack.statuses.pop()],
    ['a status that stands in the place of another', 'not-established: not said once', (pack) => Object.assign(pack.statuses.at(-1) ?? {}, { status: 'suspect' })],
    ['a trigger that is none', 'files/NL.json', (pack) => Object.assign(first(pack.tasks), { starts: ['nationality'] })],
    ['verified without anybody who did it', 'files/NL.json', (pack) => Object.assign(first(pack.tasks), { review: { state: 'verified' } })],
    ['a body that decides nothing', 'determination: nobody decides', (pack) => Object.assign(pack, { determination: pack.determination.filter((d) => d.part !== 'decides') })],
    ['a law of a body that decides that is not there', 'determination.guardian: no law nl-invented', (pack) => first(pack.determination).law.push('nl-invented')],
    ['a law of a condition of return that is not there', 'no law nl-invented', (pack) => first(pack.returnLaws).law.push('nl-invented')],
    ['a contact of the route that is in no pack of the country', 'no contact ro-dgaspc', (pack) => Object.assign(first(pack.route?.authorities ?? []), { contact: 'ro-dgaspc' })],
    ['an authority that stands twice in the route', 'used twice', (pack) => pack.route?.authorities.push(first(pack.route.authorities))],
    ['an exception to a consent that nobody asks', 'makes an exception', (pack) => Object.assign(first(pack.route?.authorities ?? []), { needsConsent: false })],
    ['a letter in a language that nobody has texts for', 'letterLanguage', (pack) => Object.assign(pack.route ?? {}, { letterLanguage: 'xx' })],
    ['a country outside the area without a ground to name', 'no ground to name', (pack) => Object.assign(pack.transfers ?? {}, { area: 'outside' })],
    ['a norm of law that names no law', 'a norm of law names no law', (pack) => Object.assign(pack.followUp ?? {}, { norm: { count: 1, unit: 'months' }, normFrom: 'law', law: [] })],
    ['a condition of return that says nothing', 'says nothing', (pack) => Object.assign(first(pack.returnLaws), { text: null, law: [] })],
    ['a condition of return that stands twice', 'used twice', (pack) => pack.returnLaws.push(first(pack.returnLaws))],
    ['an obstacle to prosecuting that is not said', 'prosecution: no-lawyer: not said once', (pack) => Object.assign(pack.prosecution ?? {}, { obstacles: pack.prosecution?.obstacles.filter((o) => o.code !== 'no-lawyer') })],
    ['a law of an obstacle that is not there', 'prosecution: no law nl-invented', (pack) => pack.prosecution?.obstacles.find((o) => o.code === 'no-lawyer')?.law.push('nl-invented')],
    ['a prosecutor who assesses what she decides on', 'cannot be who assesses', (pack) => pack.prosecution?.qualified.push('prosecutor')],
    ['an age that is unsure and called an age', 'an unsure age is no age', (pack) => pack.prosecution?.never.push('unsure')],
    ['a field that nobody declared', 'files/NL.json', (pack) => Object.assign(first(pack.tasks), { nationality: 'x' })],
  ])('is broken by %s', (_, problem, change) => expect(problemsAfter(change)).toContain(problem));
  it('is whole as it is, and so is the invented one', () => {
    expect(problemsAfter(() => undefined)).toBe('');
    expect(filePackProblems(filePackSchema.parse(inventedPack('NL')), new Set(knowledge.law.map((l) => l.id)), new Set())).toEqual([]);
  });
  it('fails validation when a task of it does not hold any more', () => {
    const past = { ...knowledge, filePacks: [{ ...inventedPack('NL'), tasks: inventedPack('NL').tasks.map((t) => ({ ...t, validTo: '2026-01-01' })) }] };
    expect(lapsedItems(past, '2026-11-25')).toContain('files/NL.json: report-missing');
  });
  it('fails validation when what it says of going home does not hold any more', () => {
    const { route, ...pack } = inventedPack('NL');
    const past = { ...knowledge, filePacks: [{ ...pack, route: route && { ...route, validTo: '2026-01-01' } }] };
    expect(lapsedItems(past, '2026-11-25')).toEqual(['files/NL.json: route']);
  });
  it('fails validation when what it says of prosecuting does not hold any more', () => {
    const { prosecution, ...pack } = inventedPack('NL');
    const past = { ...knowledge, filePacks: [{ ...pack, prosecution: prosecution && { ...prosecution, validTo: '2026-01-01' } }] };
    expect(lapsedItems(past, '2026-11-25')).toEqual(['files/NL.json: prosecution']);
  });
  it('stays off the phone: the check carries nothing of it', () => expect(JSON.stringify(checkKnowledge(english))).not.toContain('hearsLate'));
});

describe('the packs as they are', () => {
  const nl = knowledge.filePacks.find((p) => p.country === 'NL');
  it('say of the Netherlands who is who in every role, what every status does, and what starts with everything that can start', () => {
    expect(PACK_ROLES.filter((role) => role !== 'duty-desk' && !nl?.roles[role])).toEqual([]);
    expect(nl?.statuses.map((s) => s.status)).toEqual([...STATUSES]);
    const started = new Set(nl?.tasks.flatMap((t) => t.starts));
    // A file alone, and a status at which others decide, bring nothing that the sources give a task for.
    expect(TASK_TRIGGERS.filter((trigger) => !started.has(trigger))).toEqual(['file-opened', 'status-suspect', 'status-recognised']);
  });
  it('name who decides on what is best for the child in each of the five countries', () => {
    expect(knowledge.filePacks.map((p) => p.country)).toEqual(['BA', 'MD', 'NL', 'RO', 'SE']);
    expect(knowledge.filePacks.filter((p) => !p.roles.panel)).toEqual([]);
  });
  it('call nothing verified that no named role has verified, and say of each limit from advice that it is advice', () => {
    const items = knowledge.filePacks.flatMap((p) => [...p.tasks, ...p.statuses, ...Object.values(p.roles)]);
    expect(items.length).toBeGreaterThan(150);
    expect(items.filter((item) => item.review.state === 'to-verify' && !item.review.note)).toEqual([]);
    expect(knowledge.filePacks.flatMap((p) => p.tasks).filter((t) => t.limitFrom === 'law' && t.law.length === 0)).toEqual([]);
  });
  it('count by the corrected facts: three months of provisional guardianship, two weeks to the hearing, six hours at most', () => {
    const limit = (code: string) => nl?.tasks.find((t) => t.code === code)?.limit;
    expect([limit('guardianship-lapses'), limit('emergency-placement-hearing'), limit('holding-ends'), limit('custody-hearing'), limit('reflection-ends')]).toEqual([{ count: 3, unit: 'months' }, { count: 14, unit: 'days' }, { count: 6, unit: 'hours' }, { count: 90, unit: 'hours' }, { count: 30, unit: 'days' }]);
  });
});

describe('releases', () => {
  it('from before files had packs are read as they were, without any', () => {
    for (const version of releasedVersions(KNOWLEDGE_FOLDER)) {
      const { filePacks } = loadReleasedKnowledge(KNOWLEDGE_FOLDER, version);
      expect([version, filePacks.length]).toEqual([version, ['2026.11.1', '2026.11.2', '2026.11.3'].includes(version) ? 0 : 5]);
    }
  });
  it('hold what the working files hold', () => expect(matchesItsRelease(KNOWLEDGE_FOLDER)).toBe(true));
});
