import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILD, CLI, PROJECT } from '../support/server.ts';

const FOLDER = 'docs/how-to';
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

/** One way to call the program, as it says itself: fixed words, and options. */
type Usage = { words: readonly (readonly string[])[]; options: ReadonlySet<string> };

function usagesIn(help: string): Usage[] {
  return [...help.matchAll(/^ {2}keerpunt (.+)$/gm)].map(([, line = '']) => {
    const words = line.split(' ');
    const fixed = words.slice(0, words.findIndex((word, i) => i > 0 && !/^[a-z][a-z-]*(\|[a-z-]+)*$/.test(word)) >>> 0);
    return { words: fixed.map((word) => word.split('|')), options: new Set([...line.matchAll(/--[a-z-]+/g)].map(([option]) => option)) };
  });
}

/** Everything that the page has somebody type after the name of the program, lines that go on joined. */
function callsIn(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ');
  const code = [...joined.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)].flatMap(([, block, inline]) => (block ?? inline ?? '').split('\n'));
  return code.flatMap((line) => {
    const start = /npm start -- (.*)/.exec(line)?.[1];
    const call = start === undefined ? /(?:keerpunt\.mjs|keerpunt --(?! node)|npx keerpunt|^keerpunt) ([a-z].*)/.exec(line)?.[1] : `serve ${start}`;
    return call === undefined ? [] : [call.replace(/\s[|<].*$/, '').replaceAll(/\s+/g, ' ').trim()];
  });
}

function problemOfCall(call: string, usages: readonly Usage[]): string | null {
  const words = call.split(/\s+/);
  if (words[0] === 'help') return null;
  const fits = usages.filter((usage) => usage.words.every((choices, i) => choices.includes(words[i] ?? '')));
  if (fits.length === 0) return `there is no: keerpunt ${call}`;
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/[^a-z-]+$/, ''));
  const unknown = options.filter((option) => !fits.some((usage) => usage.options.has(option)));
  return unknown.length > 0 ? `keerpunt ${words[0]} takes no ${unknown.join(', ')}` : null;
}

const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s-]/gu, '').trim().replaceAll(' ', '-');

function problemsOfLinks(file: string, text: string, readOther: (path: string) => string | null): string[] {
  const words = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...words.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const found = path === '' ? text : readOther(join(dirname(file), path));
    if (found === null) return [`${file}: ${target} is not there`];
    const headings = [...found.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    return anchor === undefined || headings.includes(anchor) ? [] : [`${file}: ${target} has no such heading`];
  });
}

const inProject = (path: string) => {
  if (!existsSync(join(PROJECT, path))) return null;
  return path.endsWith('.md') ? read(path) : '';
};

const help = () => {
  const done = spawnSync(process.execPath, [CLI, 'help'], { cwd: PROJECT, encoding: 'utf8', env: { ...process.env, KEERPUNT_PROJECT: PROJECT, KEERPUNT_BUILD: BUILD } });
  return usagesIn(done.stdout);
};

/** What must stand in the unit, so that whoever breaks in finds little. */
const HARDENED = ['User=keerpunt', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes', 'CapabilityBoundingSet=', 'UMask=0077', 'KillMode=mixed', 'StateDirectoryMode=0700'];

function problemsOfUnit(unit: string): string[] {
  const lines = unit.split('\n');
  const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1] ?? 0);
  return [...HARDENED.filter((line) => !lines.includes(line)).map((line) => `the unit lacks ${line}`), ...(seconds >= 30 ? [] : ['the unit leaves too little time to stop']), ...lines.filter((line) => line !== '' && !/^(#|\[[A-Z][a-z]+\]$|[A-Z][A-Za-z]+=)/.test(line)).map((line) => `the unit has a line that is none: ${line}`)];
}

function problemsOfContainer(file: string, exists: (path: string) => boolean): string[] {
  const own = [...file.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = '']) => words.split(' ').slice(0, -1));
  const from = [...file.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
  const [user] = [...file.matchAll(/^USER (\S+)$/gm)].map(([, name]) => name).slice(-1);
  return [
    ...own.filter((path) => !exists(path)).map((path) => `the image copies ${path}, which is not there`),
    ...from.filter((image) => !/:[\w.-]*\d/.test(image)).map((image) => `${image} names no version`),
    ...(user === undefined || user === 'root' ? ['the image runs as root'] : []),
    ...(own.includes('.') || own.includes('data') ? ['the image copies what may hold data'] : []),
  ];
}

describe('the how-to pages', () => {
  const pages = readdirSync(join(PROJECT, FOLDER)).map((name) => `${FOLDER}/${name}`);
  it('have people type only what there is', () => {
    const usages = help();
    const calls = pages.flatMap((file) => callsIn(read(file)).map((call) => ({ file, call })));
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.flatMap(({ file, call }) => (problemOfCall(call, usages) === null ? [] : [`${file}: ${problemOfCall(call, usages)}`]))).toEqual([]);
  });
  it('lead to files and headings that are there', () => expect(pages.flatMap((file) => problemsOfLinks(file, read(file), inProject))).toEqual([]));
});

describe('what servers are set up with', () => {
  it('is a unit that may do little and has time to stop', () => expect(problemsOfUnit(read('deploy/keerpunt.service'))).toEqual([]));
  it('is an image that copies what is there, and does not run as root', () => expect(problemsOfContainer(read('deploy/Containerfile'), (path) => existsSync(join(PROJECT, path)))).toEqual([]));
  it('starts the server as it can be started', () => {
    const unit = /^ExecStart=.*keerpunt\.mjs (.+)$/m.exec(read('deploy/keerpunt.service'))?.[1] ?? '';
    const image = JSON.parse(/^CMD (.+)$/m.exec(read('deploy/Containerfile'))?.[1] ?? '[]') as string[];
    expect([unit, image.join(' ')].map((call) => problemOfCall(call, help()))).toEqual([null, null]);
  });
});

describe('the scanner itself', () => {
  const usages = usagesIn('usage:\n  keerpunt key init [--data data]\n  keerpunt service allow|end SERVICE --agency NAME\n  keerpunt doctor [--witness FILE]\n');
  it('finds what is typed, wherever it stands', () => {
    expect(callsIn('Do `keerpunt key init`.\n```sh\nnpm run --silent keerpunt -- doctor \\\n  --witness F | cat\nrunuser -u keerpunt -- node bin/keerpunt.mjs key list --data /x\nnpm start -- --port 1\n```\n')).toEqual(['key init', 'doctor --witness F', 'key list --data /x', 'serve --port 1']);
  });
  it.each([
    ['key init --data /x', null],
    ['service end service:a --agency A', null],
    ['key lost', 'there is no: keerpunt key lost'],
    ['doctor --witnes F', 'keerpunt doctor takes no --witnes'],
    ['docter', 'there is no: keerpunt docter'],
  ])('judges: keerpunt %s', (call, problem) => expect(problemOfCall(call, usages)).toBe(problem));
  it('notices a link to nothing and to no heading', () => {
    const other = (path: string) => (path === 'docs/how-to/b.md' ? '## The end\n' : null);
    expect(problemsOfLinks('docs/how-to/a.md', '[x](b.md#the-end) [x](b.md#the-start) [x](c.md) [x](https://x.example) [x](#nothing)', other)).toEqual(['docs/how-to/a.md: b.md#the-start has no such heading', 'docs/how-to/a.md: c.md is not there', 'docs/how-to/a.md: #nothing has no such heading']);
  });
  it('notices a loose unit and a loose image', () => {
    expect(problemsOfUnit(read('deploy/keerpunt.service').replace('NoNewPrivileges=yes', 'NoNewPrivileges=no').replace('TimeoutStopSec=60', 'TimeoutStopSec=5').replace('PrivateTmp', 'private tmp'))).toHaveLength(4);
    expect(problemsOfContainer('FROM node:latest\nCOPY . .\nCOPY nothing x\n', (path) => path === '.')).toHaveLength(4);
  });
});
