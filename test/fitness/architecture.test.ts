import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../../architecture.ts';
import { dayOfArrestPage } from '../../bin/day-of-arrest.ts';
import { drawArchitecture } from '../../bin/draw-architecture.ts';
import { evaluationPage } from '../../bin/evaluation-page.ts';
import { ACTIONS } from '#src/actions.ts';
import { writePermissions } from '#src/platform/access/permissions.ts';
import { PROJECT } from '../support/server.ts';

type Import = { from: string; to: string };

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const target = match[1] ?? match[2] ?? '';
    if (target.startsWith('#src/')) return [{ from: file, to: `src/${target.slice(5)}` }];
    if (target.startsWith('.')) return [{ from: file, to: relative(PROJECT, resolve(PROJECT, dirname(file), target)) }];
    return [];
  });
}

function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
  return rooms.find((room) => file === room.folder || file.startsWith(`${room.folder}/`));
}

function forbidden(imports: readonly Import[], rooms: readonly Room[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const [source, target] = [roomOf(from, rooms), roomOf(to, rooms)];
    if (!source || !target || source === target || source.mayImport.includes(target.folder)) return [];
    return [`${from} imports ${to}: ${source.folder} may not import ${target.folder}; see architecture.ts`];
  });
}

function circles(imports: readonly Import[]): string[] {
  const graph = new Map<string, string[]>();
  for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const text = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const sources = sourceFiles(join(PROJECT, 'src')).map((path) => relative(PROJECT, path));
const code = sources.filter((file) => !/\.test\.tsx?$/.test(file));
const imports = code.flatMap((file) => importsOf(file, text(file)));

describe('the scanner itself', () => {
  it('finds imports, re-exports and lazy imports, of values and of types', () => {
    const example = "import { a } from './a.ts';\nexport type { B } from '#src/b.ts';\nconst c = import('../c.ts');\nimport 'hono';";
    expect(importsOf('src/x/y.ts', example).map((i) => i.to)).toEqual(['src/x/a.ts', 'src/b.ts', 'src/c.ts']);
  });
  it('notices an import that goes upwards, and a circle', () => {
    expect(forbidden([{ from: 'src/platform/a.ts', to: 'src/recognition/b.ts' }], ROOMS)).toHaveLength(1);
    expect(circles([{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }])).toEqual(['a → b → a']);
  });
  it('sees the code', () => expect(imports.length).toBeGreaterThan(100));
});

describe('the house', () => {
  it('every file of src stands in a room', () => {
    expect(code.filter((file) => !roomOf(file, ROOMS))).toEqual([]);
  });
  it('imports go downwards only', () => expect(forbidden(imports, ROOMS)).toEqual([]));
  it('has no circles', () => expect(circles(imports)).toEqual([]));
  it('every room has something in it', () => {
    expect(ROOMS.filter((room) => !code.some((file) => roomOf(file, ROOMS) === room))).toEqual([]);
  });
  it('every feature folder has a README', () => {
    const features = ROOMS.map((r) => r.folder).filter((f) => statSync(join(PROJECT, f)).isDirectory());
    expect(features.filter((f) => !readdirSync(join(PROJECT, f)).includes('README.md'))).toEqual([]);
  });
  it('is drawn as it is: otherwise run `npm run docs`', () => {
    expect(readFileSync(join(PROJECT, 'docs/generated/architecture.svg'), 'utf8')).toBe(drawArchitecture(ROOMS));
  });
  it('its published figures are those that its rule gives: otherwise run `npm run docs`', () => {
    expect(text('docs/generated/evaluation.txt')).toBe(evaluationPage());
  });
  it('what the gate would have said on the day of the arrest is what it says: otherwise run `npm run docs`', () => {
    expect(text('docs/generated/day-of-arrest.md')).toBe(dayOfArrestPage(join(PROJECT, 'knowledge'), JSON.parse(text('messages/en.json')) as Record<string, string>));
  });
  it('its table of permissions is what its actions declare: otherwise run `npm run docs`', () => {
    expect(text('docs/generated/permissions.md')).toBe(writePermissions(ACTIONS));
  });
  it('the ground floor knows no word of the field', () => {
    const words = /\b(child|children|indicator|exploit\w*|victim|traffick\w*|police|offence)\b/;
    const told = code
      .filter((file) => file.startsWith('src/platform/'))
      .filter((file) => words.test(text(file).replaceAll(/children\b/g, '')));
    expect(told).toEqual([]);
  });
  it('no file is longer than 300 lines and nobody switches a rule off', () => {
    const all = [...sources, ...sourceFiles(join(PROJECT, 'test')).map((p) => relative(PROJECT, p))];
    expect(all.filter((file) => text(file).split('\n').length > 301)).toEqual([]);
    const off = /(oxlint|eslint)-disable|@ts-(ignore|nocheck)/;
    expect(all.filter((file) => file !== 'test/fitness/architecture.test.ts' && off.test(text(file)))).toEqual([]);
  });
  it('has no drawers called utils, common, helpers, shared or misc', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|common|helpers?|shared|misc|lib)(\/|\.)/.test(file))).toEqual([]);
  });
});
