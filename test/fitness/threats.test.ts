import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { PROJECT } from '../support/server.ts';
import { readColumns, writeExposure } from '../../bin/what-a-thief-learns.ts';
import { KINDS } from '#src/kinds.ts';

const database = useDatabase();

/** Each row names a file and a test in it. */
function claimsIn(text: string): { file: string; name: string }[] {
  return [...text.matchAll(/`([^`]+\.test\.tsx?)` "([^"]+)"/g)].map(([, file = '', name = '']) => ({ file, name }));
}

function problemsOf(text: string, read: (file: string) => string | null): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what'));
  const without = rows.filter((row) => claimsIn(row).length === 0).map((row) => `no test: ${row.slice(0, 60)}`);
  return [
    ...without,
    ...claimsIn(text).flatMap(({ file, name }) => {
      const found = read(file);
      if (found === null) return [`${file} is not there`];
      return found.includes(name) ? [] : [`${file} has no test "${name}"`];
    }),
  ];
}

const inProject = (file: string) => (existsSync(join(PROJECT, file)) ? readFileSync(join(PROJECT, file), 'utf8') : null);

describe('the threat model', () => {
  it('names a test for each row, and each of them is there', () => {
    const text = readFileSync(join(PROJECT, 'docs/threat-model.md'), 'utf8');
    expect(claimsIn(text).length).toBeGreaterThan(30);
    expect(problemsOf(text, inProject)).toEqual([]);
  });
  it('shows what a thief learns as it is: otherwise run `npm run docs`', async () => {
    expect(readFileSync(join(PROJECT, 'docs/generated/what-a-thief-learns.md'), 'utf8')).toBe(writeExposure(await readColumns((sql) => database.query(sql)), KINDS));
  });
});

describe('the scanner itself', () => {
  it('notices a row without a test, a file that is gone and a test that has another name', () => {
    const read = (file: string) => (file === 'a.test.ts' ? "it('holds', …" : null);
    expect(problemsOf('| a | b | `a.test.ts` "holds" | – |', read)).toEqual([]);
    expect(problemsOf('| a | b | – | – |', read)).toEqual(['no test: | a | b | – | – |']);
    expect(problemsOf('| a | b | `b.test.ts` "holds" | – |', read)).toEqual(['b.test.ts is not there']);
    expect(problemsOf('| a | b | `a.test.ts` "breaks" | – |', read)).toEqual(['a.test.ts has no test "breaks"']);
  });
});
