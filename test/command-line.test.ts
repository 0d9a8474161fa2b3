import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, PROJECT } from './support/server.ts';

type Answer = { outcome: string; urgency: string | null; because: { indicator: string }[]; doNot: { id: string; text: string }[]; doNow: { id: string; text: string }[]; routes: { to: string }[]; law: unknown[]; knowledgeVersion: string };

function keerpunt(args: readonly string[], input = '') {
  const done = spawnSync(process.execPath, [CLI, ...args], { cwd: PROJECT, input, encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, KEERPUNT_PROJECT: PROJECT } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const check = (input: unknown, ...more: string[]) => keerpunt(['check', '--json', '-', ...more], JSON.stringify(input));
const one = (input: unknown, ...more: string[]) => JSON.parse(check(input, ...more).out) as Answer;
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-cli-'));
const file = (name: string, data: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(data));
  return path;
};
const base = { country: 'NL', age: '12-13', seen: ['ARR-02'] };

describe('keerpunt check', () => {
  it('answers one object with the whole outcome', () => {
    const answer = one({ ...base, notSeen: [], childDisclosure: false, professionalConcern: false });
    expect(answer).toMatchObject({ outcome: 'act-now', urgency: 'protect', because: [{ indicator: 'ARR-02', tier: 'A', dimension: 'circumstances at arrest' }] });
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(['doNow', 'today', 'thisWeek', 'doNot', 'law', 'standing', 'knowledgeVersion']));
  });
  it('answers an array in order', () => {
    const { out } = check([base, { ...base, seen: [] }]);
    expect((JSON.parse(out) as Answer[]).map((a) => a.outcome)).toEqual(['act-now', 'keep-watching']);
  });
  it('takes a coarser age band', () => expect(one({ ...base, age: '12-15' }).outcome).toBe('act-now'));
  it('speaks the language that was asked for', () => {
    const texts = ['nl', 'en', 'sv', 'ro', 'bs'].map((language) => one({ ...base, language }).doNow[0]?.text);
    expect(new Set(texts).size).toBe(5);
  });
  it('nationality decides the route and never the level', () => {
    const answers = ['NL', 'RO', 'MD', 'unknown'].map((nationality) => one({ ...base, nationality }));
    expect(new Set(answers.map((a) => a.outcome + a.urgency)).size).toBe(1);
    expect(answers[0]?.routes[0]?.to).toContain('Raad');
    expect(answers[1]?.routes[0]?.to).toContain('Raad');
    expect(answers[2]?.routes[0]?.to).toContain('Nidos');
    expect(answers[3]?.routes.length).toBeGreaterThan(1);
  });
  it('lists every problem with its path, prints nothing and ends with 2', () => {
    const wrong = [base, { country: 'XX', age: 7, seen: ['NOPE-1', 'ARR-02'], notSeen: ['ARR-02'], childDisclosre: true }];
    const { code, out, err } = check(wrong);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const part of ['[1].country', '[1].age', '[1].seen[0]: no such indicator', 'childDisclosre']) expect(err).toContain(part);
    expect(check({ ...base, notSeen: ['ARR-02'] }).err).toContain('notSeen[0]: ARR-02 is both seen and not seen');
  });
  it.each([['not JSON', '{'], ['empty', ''], ['a number', '7'], ['null', 'null'], ['wrong bytes', '\u0000\uFFFD']])('refuses input that is %s', (_what, input) => {
    const { code, out, err } = keerpunt(['check', '--json', '-'], input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n').length).toBeLessThan(6);
  });
  it('reads a pipe that is late, and one of megabytes', async () => {
    const answer = await new Promise<{ code: number | null; lines: number }>((done) => {
      const child = spawn(process.execPath, [CLI, 'check', '--json', '-'], { cwd: PROJECT, env: { ...process.env, KEERPUNT_PROJECT: PROJECT } });
      let lines = 0;
      child.stdout.on('data', (chunk: Buffer) => (lines += chunk.toString().split('\n').length - 1));
      child.once('close', (code) => done({ code, lines }));
      const text = JSON.stringify(Array.from({ length: 1500 }, () => ({ ...base, observedBy: 'own-eyes' })));
      setTimeout(() => child.stdin.write(text.slice(0, 10)), 400);
      setTimeout(() => child.stdin.end(text.slice(10) + ' '.repeat(3_000_000)), 600);
    });
    expect(answer).toEqual({ code: 0, lines: 1500 });
  });
  it('names the place of a wrong observer', () => {
    const { err } = check({ ...base, observedBy: { 'NOPE-1': 'child', 'ARR-02': 'nobody' } });
    expect(err).toContain('observedBy.ARR-02');
    expect(check({ ...base, observedBy: { 'NOPE-1': 'child' } }).err).toContain('observedBy.NOPE-1: no such indicator');
  });
  it('above a thousand items answers line by line, after all were validated', () => {
    const many = Array.from({ length: 1001 }, () => base);
    const lines = check(many).out.trim().split('\n');
    expect(lines).toHaveLength(1001);
    expect((JSON.parse(lines[1000] as string) as Answer).outcome).toBe('act-now');
    expect(check([...many, { ...base, seen: ['NOPE'] }])).toMatchObject({ code: 2, out: '' });
  });
  it('reruns a check with an older version of the knowledge', () => {
    const old = one(base, '--knowledge', '2026.11.1');
    expect(old.knowledgeVersion).toBe('2026.11.1');
    expect(check({ ...base, seen: ['ARR-12'] }, '--knowledge', '2026.11.1').err).toContain('no such indicator');
    expect(check(base, '--knowledge', '1999.1.1')).toMatchObject({ code: 2, out: '' });
  });
  it('tells an adult nothing that is meant for a child', () => {
    const answer = one({ ...base, age: 'adult' });
    expect([...answer.doNow, ...answer.doNot].every((s) => s.id.startsWith('adult-'))).toBe(true);
    expect(answer.routes).toEqual([]);
    expect(JSON.stringify(answer.law)).not.toMatch(/force need not|exploit the child/i);
  });
});

describe('keerpunt evaluate', () => {
  const cases = file('cases.json', [
    { id: 'a', outcome: 'exploited', labelBasis: 'court_competent_authority_or_official_review', contested: false },
    { id: 'b', outcome: 'not exploited', labelBasis: 'ordinary_offending_exploitation_never_raised', contested: false },
  ]);
  const coding = file('coding.json', { a: { seen: ['ARR-02'], notSeen: [], childDisclosure: false }, b: { seen: [], notSeen: [], childDisclosure: false } });

  it('prints n, shares with intervals, and every case with its reasons', () => {
    const { code, out } = keerpunt(['evaluate', cases, '--coding', coding]);
    expect(code).toBe(0);
    for (const part of ['n = 2', 'sensitivity, consult or more: 1 of 1 = 100 % (95 % 21 % to 100 %)', 'a  act-now (protect): ARR-02 A', 'b  keep-watching: no sign']) expect(out).toContain(part);
  });
  it('gives the same as JSON, with the agreement of a second coding', () => {
    const { out } = keerpunt(['evaluate', cases, '--coding', coding, '--second', coding, '--json']);
    expect(JSON.parse(out)).toMatchObject({ n: 2, sensitivity: { flagged: { count: 1, of: 1 } }, agreement: { outcomeKappa: 1 } });
  });
  it('refuses a coding of other cases', () => {
    const other = file('other.json', { z: { seen: [], notSeen: [], childDisclosure: false } });
    expect(keerpunt(['evaluate', cases, '--coding', other])).toMatchObject({ code: 2, out: '' });
  });
  it('refuses to run without a coding', () => expect(keerpunt(['evaluate', cases]).code).toBe(2));
});

describe('the other commands', () => {
  it('indicators prints them all as JSON', () => {
    const { indicators } = JSON.parse(keerpunt(['indicators', '--json']).out) as { indicators: { id: string }[] };
    const kept = ['REC-01', 'ARR-02', 'ONL-05', 'EXP-12', 'ARR-12'];
    expect(indicators.map((i) => i.id)).toEqual(expect.arrayContaining(kept));
    expect(indicators.length).toBeGreaterThan(100);
  });
  it('knowledge validate says that it is sound', () => expect(keerpunt(['knowledge', 'validate'])).toMatchObject({ code: 0 }));
  it.each([[['nonsense']], [['check']], [['check', '--json', 'no-such-file']], [['serve', '--port', 'x']], [['serve', '--bogus']], [['knowledge']], [['serve', '--url', 'ftp://x']]])('%j is refused in one line with exit code 2', (args) => {
    const { code, err } = keerpunt(args);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
  it('help is help', () => {
    expect(keerpunt(['--help'])).toMatchObject({ code: 0 });
    expect(keerpunt([]).code).toBe(2);
  });
});

describe('keerpunt database', () => {
  it('prepare brings up the database that comes with the packages, and a second time finds it ready', () => {
    const data = mkdtempSync(join(tmpdir(), 'keerpunt-cli-data-'));
    const first = keerpunt(['database', 'prepare', '--data', data]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/is ready: applied 0001_platform_create_journal.sql/);
    expect(keerpunt(['database', 'prepare', '--data', data]).out).toContain('nothing was to be done');
    rmSync(data, { recursive: true });
  });
  it('roles prints what an administrator does before', () => expect(keerpunt(['database', 'roles']).out).toContain('keerpunt_app'));
  it('says in one line that a server does not answer, without its password', () => {
    const { code, out, err } = keerpunt(['database', 'prepare', '--database-url', 'postgresql://keerpunt_app:geheim@127.0.0.1:1/x']);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'keerpunt: the database does not answer: ECONNREFUSED\n' });
  });
  it.each([['database'], ['database', 'drop'], ['database', 'prepare', '--database-url', 'mysql://geheim']])('%s %s is refused', (...args) => {
    const { code, err } = keerpunt(args);
    expect(code).toBe(2);
    expect(err).not.toContain('geheim');
  });
});

describe('the README', () => {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  it('names only commands that exist', () => {
    const scripts = Object.keys((JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { scripts: object }).scripts);
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)].map((m) => m[1] as string).filter((n) => n !== 'run');
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe('keerpunt match', () => {
  const records = join(folder, 'people.csv');
  writeFileSync(records, `who,given,family,born\n${Array.from({ length: 60 }, (_, at) => `${at},Ana${'abcdefghijkl'[at % 12]}${'mnopq'[at % 5]},Popes${'cdfghjk'[at % 7]}u,20${10 + (at % 9)}-0${1 + (at % 9)}-1${at % 10}\n${at},Ana${'abcdefghijkl'[at % 12]}${'mnopq'[at % 5]},Popes${'cdfghjk'[at % 7]},20${10 + (at % 9)}-0${1 + (at % 9)}-1${at % 10}`).join('\n')}\n`);
  const names = join(folder, 'names.tsv');
  writeFileSync(names, 'jovan\tј о в а н\t3\nmarko\tм а р к о\t2\nzeljko\tж е љ к о\t1\n');
  const FIELDS = 'given=given,family=family,birthDate=born';
  it('measures how well persons are found again, keyed and plain', () => {
    const answer = JSON.parse(keerpunt(['match', 'evaluate', '--records', records, '--truth-column', 'who', '--fields', FIELDS, '--json']).out) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['encodings', 'plain', 'records', 'seconds', 'weights']);
    expect(answer['records']).toBe(120);
    expect(Object.keys(answer['encodings'] as object).toSorted()).toEqual(expect.arrayContaining(['f1', 'foundAtFalseHits', 'precision', 'recall', 'threshold', 'top1', 'top10']));
    expect(Object.keys((answer['encodings'] as { foundAtFalseHits: object }).foundAtFalseHits)).toEqual(['0.001', '0.01', '0.05']);
  });
  it('measures two files against one another, and names in another alphabet', () => {
    expect(keerpunt(['match', 'evaluate', '--left', records, '--right', records, '--truth-column', 'who', '--fields', FIELDS]).out).toContain('240 records');
    expect(JSON.parse(keerpunt(['match', 'names', names, '--json']).out)).toEqual({ pairs: 3, top1: 1, top10: 1 });
  });
  it.each([
    [['evaluate'], 'match evaluate needs --truth-column NAME'],
    [['evaluate', '--records', records, '--left', records, '--truth-column', 'who', '--fields', FIELDS], 'match evaluate takes --records FILE, or --left FILE with --right FILE'],
    [['evaluate', '--records', records, '--truth-column', 'who', '--fields', 'nationality=x'], 'there is no field nationality; fields are given, family, fullName, birthDate, place, street, houseNumber, postcode, region, sex, phone, email, document, occupation'],
    [['evaluate', '--records', records, '--truth-column', 'nobody', '--fields', FIELDS], `${records} has no column nobody; it has who, given, family, born`],
    [['evaluate', '--records', '/no/such.csv', '--truth-column', 'who', '--fields', FIELDS], '/no/such.csv cannot be read (ENOENT)'],
    [['names'], 'match takes evaluate, or names FILE'],
  ])('says what is wrong with %j', (args, message) => expect(keerpunt(['match', ...args])).toMatchObject({ code: 2, err: `keerpunt: ${message}\n` }));
});
