import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { useFiles, who } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { PROJECT } from '#test/support/server.ts';
import { lookAtFile, READ_SECTION } from '../actions/read-actions.ts';
import { statusOf } from '../model/state.ts';
import { roughDayIn } from './cells.ts';
import { checkCases, importCases } from './import-cases.ts';
import { importedFile } from './imported-file.ts';
import { mappingSchema } from './mapping.ts';
import type { LineProblem } from './problem.ts';

const ground = useFiles();
const officer = who('police-officer');
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const EXAMPLE = join(PROJECT, 'docs/examples/import-cases');
const asWritten = JSON.parse(readFileSync(join(EXAMPLE, 'mapping.json'), 'utf8')) as Record<string, unknown>;
const mapping = mappingSchema.parse(asWritten);
const today = '2026-11-25';
const HEADER = 'Zaak;Voornaam;Achternaam;Geboren;Datum;Wat;Verslag;Kind zei;Uitkomst;Besloten op';
const ROW = 'Z-1;;;;24-11-2025;anders;Verzonnen;;;';

let drawn = 0;
function fileWith(...lines: readonly (string | Buffer)[]): string {
  const file = join(folder, `${drawn++}.csv`);
  writeFileSync(file, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
  return file;
}
async function problemsOf(file: string, more: Record<string, unknown> = {}): Promise<string[]> {
  const problems: LineProblem[] = [];
  const { cases } = await checkCases({ file, mapping: mappingSchema.parse({ ...asWritten, ...more }), today, tell: (problem) => problems.push(problem) });
  return [...problems.map(({ line, column, code }) => `${line} ${column ?? '-'} ${code}`), `${cases} cases`];
}
const fileOf = (sender: string) => (number: string) => importedFile(createHash('sha256').update(`${sender} ${number}`).digest());
const importing = (file: string, sender = file, perform = ground.perform, actor = officer) => importCases({ perform, actor, fileOf: fileOf(sender), file, mapping, today });
const counts = async () => (await ground.database.query('select (select count(*)::int from keerpunt.stream) as streams, (select count(*)::int from keerpunt.entry) as entries', [], 'postgres'))[0];

describe('an imported case', () => {
  it('is a file with its chronology, its words, its facts and its status', async () => {
    const file = join(EXAMPLE, 'cases.csv');
    expect(await importing(file, 'example')).toEqual({ opened: 3, there: 0 });
    const one = fileOf('example')('V-001');
    const { state } = valueOf(await ground.perform(lookAtFile, officer, { file: one }));
    expect(state).toMatchObject({ opened: { origin: 'import', country: 'NL' }, lead: officer.agency });
    expect(state.events.map((e) => [e.what, e.happened])).toEqual([['police-contact', '2025-11-24'], ['fetched-by-adult', '2025-11-27']]);
    expect(state.words).toMatchObject([{ kind: 'told', spokenOn: '2025-11-24', wasAlone: 'not-known' }]);
    expect(state.facts.map((f) => f.what)).toEqual(['name', 'birth-date']);
    expect(statusOf(state)).toBe('presumed');
    const told = valueOf(await ground.perform(READ_SECTION.chronology, officer, { file: one })).entries.map((e) => (e.body?.opened ? e.body.value.toString() : '')).join('\n');
    expect(told).toMatch(/Ik moest het doen\.[\s\S]*Verzonnen zaaksysteem: Zaak V-001/);
  });
  it('of which somebody said “not a victim” is not established, as far as was known on that day', async () => {
    const { state } = valueOf(await ground.perform(lookAtFile, officer, { file: fileOf('example')('V-002') }));
    expect(state.ledger).toMatchObject([{ status: 'not-established', decidedOn: '2026-01-15' }]);
    expect([statusOf(state), state.events[0]?.precision]).toEqual(['not-established', 'month']);
  });
  it('is possible again where something that is a sign came after that day', async () => {
    const file = fileWith(HEADER, 'Z-1;;;;24-11-2025;anders;Verzonnen;;geen slachtoffer;02-12-2025', 'Z-1;;;;03-12-2025;opgehaald;Verzonnen: een oom;;;', 'Z-2;;;;03-12-2025;opgehaald;Verzonnen;;geen slachtoffer;04-12-2025');
    valueOf({ done: true, value: await importing(file) });
    const statuses = await Promise.all(['Z-1', 'Z-2'].map(async (number) => statusOf(valueOf(await ground.perform(lookAtFile, officer, { file: fileOf(file)(number) })).state)));
    expect(statuses).toEqual(['possible', 'not-established']);
  });
  it('is imported once: the same file again adds nothing', async () => {
    const before = await counts();
    expect(await importing(join(EXAMPLE, 'cases.csv'), 'example')).toEqual({ opened: 0, there: 3 });
    expect(await counts()).toEqual(before);
  });
  it('stands whole or not at all where the import is broken off, and the next time goes on', async () => {
    const file = fileWith(HEADER, ...[1, 2, 3, 4].map((n) => `Z-${n};;;;24-11-2025;anders;Verzonnen;;;`));
    let done = 0;
    const breaking: typeof ground.perform = async (...about) => {
      if (done++ === 2) throw new Error('killed');
      return ground.perform(...about);
    };
    await expect(importing(file, file, breaking)).rejects.toThrow('killed');
    expect(await importing(file)).toEqual({ opened: 2, there: 2 });
  });
  it('is nothing that somebody imports who may not open files', async () => {
    const before = await counts();
    expect(await importing(fileWith(HEADER, ROW), 'other', ground.perform, who('oversight'))).toMatchObject({ opened: 0, line: 2, why: { because: 'not-allowed' } });
    expect(await counts()).toEqual(before);
  });
});

describe('a file that means harm, or was written badly', () => {
  it.each([
    ['a byte of another encoding', [HEADER, ROW, Buffer.from('Z-2;;;;24-11-2025;anders;caf\xe9;;;', 'latin1')], ['3 - not-in-this-encoding', '0 cases']],
    ['sixteen bits a letter', [Buffer.from(`\ufeff${HEADER}\n${ROW}`, 'utf16le')], ['1 - not-in-this-encoding', '0 cases']],
    ['a quote that is never closed', [HEADER, ROW, 'Z-2;;;;24-11-2025;anders;"Verzonnen;;;', 'Z-3;;;;24-11-2025;anders;x;;;'], ['3 - quote-not-closed', '0 cases']],
    ['a quote in the middle', [HEADER, 'Z-1;;;;24-11-2025;anders;Verz"onnen";;;', ROW], ['2 - quote-in-the-middle', '0 cases']],
    ['a row of two million characters', [HEADER, ROW, `Z-2;;;;24-11-2025;anders;${'x'.repeat(2_000_000)};;;`], ['3 - record-too-long', '0 cases']],
    ['a cell of thirty thousand', [HEADER, `Z-1;;;;24-11-2025;anders;${'x'.repeat(30_000)};;;`], ['2 Verslag too-long', '2 Verslag words-missing', '2 - no-event', '0 cases']],
    ['formulas', [HEADER, "Z-1;=cmd|'/C calc'!A0;;;24-11-2025;anders;@SUM(1);;;"], ['2 Voornaam looks-like-a-formula', '2 Verslag looks-like-a-formula']],
    ['characters that are no text', [HEADER, 'Z-1;a\u0000b;;;24-11-2025;anders;x;;;'], ['2 Voornaam control-character', '0 cases']],
    ['letters that were lost', [HEADER, 'Z-1;Jos\ufffd;;;24-11-2025;anders;x;;;'], ['2 Voornaam lost-character', '0 cases']],
    ['a separator too few', [HEADER, 'Z-1;;;;24-11-2025;anders;x;;'], ['2 - other-number-of-columns', '0 cases']],
    ['days that do not exist or are to come', [HEADER, 'Z-1;;;;31-02-2025;anders;x;;;', 'Z-2;;;;01-01-2099;anders;x;;;'], ['2 Datum no-such-day', '3 Datum day-to-come', '0 cases']],
    ['values for which there is no code', [HEADER, 'Z-1;;;;24-11-2025;iets;x;;misschien;02-12-2025'], ['2 Wat value-not-mapped', '2 Uitkomst value-not-mapped', '0 cases']],
    ['a decision without its day', [HEADER, 'Z-1;;;;24-11-2025;anders;x;;slachtoffer;'], ['2 Besloten op day-missing']],
    ['rows of one case apart', [HEADER, ROW, ROW.replace('Z-1', 'Z-2'), ROW], ['4 Zaak number-not-together', '2 cases']],
    ['rows without a number', [HEADER, ROW.replace('Z-1', ' ')], ['2 Zaak number-missing', '0 cases']],
    ['other columns', ['Zaak;Zaak', 'Z-1;x'], ['1 Voornaam no-such-column']],
    ['nothing', [''], ['1 - no-lines', '0 cases']],
  ] as const)('says where: %s', async (_, lines, expected) => {
    const found = await problemsOf(fileWith(...lines));
    for (const one of expected) expect(found).toContain(one);
  });
  it('counts lines as an editor does, also where a cell goes on over several', async () => {
    expect(await problemsOf(fileWith(HEADER, 'Z-1;;;;24-11-2025;anders;"over', 'three', 'lines";;;', '', 'Z-2;;;;24-11-2025;iets;x;;;'))).toContain('6 Wat value-not-mapped');
  });
  it('tells of mistakes before the place where it cannot be read on', async () => {
    const lines = [HEADER, 'Z-1;;;;24-11-2025;iets;x;;;', 'Z-2;;;;24-11-2025;anders;x;;;', 'Z-3;;;;24-11-2025;anders;Verz"onnen";;;'];
    expect(await problemsOf(fileWith(...lines))).toEqual(['2 Wat value-not-mapped', '4 - quote-in-the-middle', '0 cases']);
  });
  it('is never imported in part: everything is read before anything is written', async () => {
    expect(await problemsOf(fileWith(HEADER, ROW, 'Z-2;;;;24-11-2025;iets;x;;;'))).toEqual(['3 Wat value-not-mapped', '1 cases']);
  });
  it('stops where it was altered between the looking and the writing', async () => {
    expect(await importing(fileWith(HEADER, ROW, 'Z-2;;;;24-11-2025;iets;x;;;'))).toMatchObject({ opened: 1, line: 3, why: 'changed-since-it-was-checked' });
  });
  it('is read in the encoding that its sender names', async () => {
    expect(await problemsOf(fileWith(HEADER, Buffer.from('Z-1;Jos\xe9;;;24-11-2025;anders;x;;;', 'latin1')), { encoding: 'windows-1252' })).toEqual(['1 cases']);
    expect(await problemsOf(fileWith(`\ufeff${HEADER}`, ROW))).toEqual(['1 cases']);
  });
  it('of two hundred thousand lines streams by in little memory', async () => {
    const file = join(folder, 'long.csv');
    const out = createWriteStream(file);
    out.write(`${HEADER}\n`);
    for (let n = 0; n < 200; n++) {
      const many = Array.from({ length: 1000 }, (_, i) => `Z-${n * 1000 + i};;;;24-11-2025;anders;Verzonnen;;;\n`).join('');
      if (!out.write(many)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
    await new Promise<void>((resolve) => out.end(() => resolve()));
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
    const before = process.memoryUsage().rss;
    const found = await checkCases({ file, mapping, today, tell: () => undefined });
    clearInterval(watching);
    expect(found).toEqual({ cases: 200_000, problems: 0 });
    expect(most - before).toBeLessThan(250 * 1024 * 1024);
  }, 120_000);
});

describe('a day', () => {
  it('is known as far as it was written', () => {
    expect(roughDayIn('2025', 'dd-mm-yyyy')).toEqual({ day: '2025-01-01', precision: 'year' });
    expect(roughDayIn('3.4.2025.', 'dd.mm.yyyy')).toEqual({ day: '2025-04-03', precision: 'day' });
    expect(roughDayIn('03/04/2025', 'mm/dd/yyyy')).toEqual({ day: '2025-03-04', precision: 'day' });
    expect(roughDayIn('03/04/2025', 'dd-mm-yyyy')).toBeNull();
  });
});

describe('a mapping', () => {
  it.each([
    ['origin', { facts: [{ what: 'ethnicity', from: 'x', source: { is: 'child' }, certainty: { is: 'sure' } }] }],
    ['a status that does not exist', { status: { ...(asWritten['status'] as object), status: { is: 'not-exploited' } } }],
    ['a field that it does not know', { extra: 1 }],
    ['no event', { events: [] }],
  ])('cannot say: %s', (_, change) => expect(mappingSchema.safeParse({ ...asWritten, ...change }).success).toBe(false));
});
