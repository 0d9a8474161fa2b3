import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KNOWLEDGE_FOLDER } from '#test/support/knowledge.ts';
import { BrokenKnowledge, loadReleasedKnowledge, loadWorkingKnowledge, releasedVersions } from './load.ts';
import { changedReleases, matchesItsRelease, releaseKnowledge } from './release.ts';

type Item = Record<string, unknown>;
const folders: string[] = [];

function copyOfKnowledge(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-knowledge-'));
  folders.push(folder);
  cpSync(KNOWLEDGE_FOLDER, folder, { recursive: true });
  return folder;
}

function change(folder: string, file: string, how: (data: Item[]) => void) {
  const path = join(folder, file);
  const data = JSON.parse(readFileSync(path, 'utf8')) as Item[];
  how(data);
  writeFileSync(path, JSON.stringify(data));
}

function problemsOf(folder: string): string {
  try {
    loadWorkingKnowledge(folder);
    return '';
  } catch (error) {
    if (error instanceof BrokenKnowledge) return error.message;
    throw error;
  }
}

const item = (data: Item[], id: string) => data.find((i) => i['id'] === id) as Item & { text: Record<string, string> };

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a broken knowledge file', () => {
  it('names the item and the field', () => {
    const folder = copyOfKnowledge();
    change(folder, 'indicators.json', (data) => Object.assign(item(data, 'ARR-02'), { tier: 'D' }));
    expect(problemsOf(folder)).toContain('indicators.json: ARR-02: ');
    expect(problemsOf(folder)).toContain('tier');
  });
  it('is one that is no JSON', () => {
    const folder = copyOfKnowledge();
    writeFileSync(join(folder, 'countries/NL.json'), '{ half');
    expect(problemsOf(folder)).toContain('countries/NL.json');
  });
  it('is one with a text missing in a language', () => {
    const folder = copyOfKnowledge();
    change(folder, 'advice.json', (data) => delete (item(data, 'now-stays').text as Item)['bs']);
    expect(problemsOf(folder)).toContain('now-stays');
  });
  it('is one that names a law that does not exist', () => {
    const folder = copyOfKnowledge();
    change(folder, 'advice.json', (data) => Object.assign(item(data, 'now-stays'), { law: ['nl-invented'] }));
    expect(problemsOf(folder)).toContain('now-stays: no law nl-invented');
  });
  it('is one that says verified without saying by whom', () => {
    const folder = copyOfKnowledge();
    change(folder, 'law/EU.json', (data) => Object.assign(item(data, 'eu-child-no-means'), { review: { state: 'verified' } }));
    expect(problemsOf(folder)).toContain('eu-child-no-means');
  });
  it('lists all its problems, not only the first', () => {
    const folder = copyOfKnowledge();
    change(folder, 'indicators.json', (data) => {
      Object.assign(item(data, 'ARR-02'), { tier: 'D' });
      Object.assign(item(data, 'EXP-01'), { source: '' });
    });
    expect(problemsOf(folder)).toMatch(/ARR-02[\s\S]*EXP-01|EXP-01[\s\S]*ARR-02/);
  });
});

describe('what may never become an indicator', () => {
  const forbidden: [string, string][] = [
    ['X-01', 'Is of Roma origin'],
    ['X-02', 'Has the nationality of a source country'],
    ['X-02', 'Comes from Bulgaria'],
    ['X-02', 'Speaks Romanian'],
    ['X-03', 'Travels with countrymen'],
    ['X-04', 'Speaks with an accent'],
    ['X-05', 'Wears a headscarf'],
    ['X-05', 'Listens to drill'],
    ['X-06', 'Carries religious items'],
    ['X-07', 'Lives in a caravan'],
    ['X-08', 'Has asked for asylum'],
    ['X-08', 'Is a refugee'],
    ['X-09', 'Lives in a poor neighbourhood'],
    ['X-10', 'Father is in prison'],
    ['X-11', 'Has a disability'],
    ['X-11', 'Has autism'],
    ['X-12', 'Is a girl'],
    ['X-12', 'Is a woman'],
    ['X-13', 'Denies being used'],
    ['X-14', 'Is lying about it'],
    ['X-15', 'It is their culture'],
    ['X-16', 'Belongs to another race'],
  ];
  it.each(forbidden)('%s: "%s" is refused', (id, en) => {
    const folder = copyOfKnowledge();
    change(folder, 'indicators.json', (data) => {
      item(data, 'BEH-01').text['en'] = en;
    });
    expect(problemsOf(folder)).toContain(`BEH-01: may not be used, see ${id}`);
  });
});

describe('a note to an indicator', () => {
  it('may not bring in what the text may not', () => {
    const folder = copyOfKnowledge();
    const note = { nl: 'x', en: 'Mind the nationality', sv: 'x', ro: 'x', bs: 'x' };
    change(folder, 'indicators.json', (data) => Object.assign(item(data, 'BEH-01'), { note }));
    expect(problemsOf(folder)).toContain('BEH-01: may not be used, see X-02');
  });
});

describe('country packs', () => {
  it('are there for every country', () => {
    const folder = copyOfKnowledge();
    rmSync(join(folder, 'countries/MD.json'));
    expect(problemsOf(folder)).toContain('MD: 0 packs instead of one');
  });
});

describe('versions of the knowledge', () => {
  it('the working files say what their version said when it was released, or are to be released anew', () => {
    expect(matchesItsRelease(KNOWLEDGE_FOLDER), 'run `npm run keerpunt -- knowledge release VERSION`').toBe(true);
  });
  it('every released version can still be loaded', () => {
    for (const version of releasedVersions(KNOWLEDGE_FOLDER)) {
      expect(loadReleasedKnowledge(KNOWLEDGE_FOLDER, version).version).toBe(version);
    }
    expect(releasedVersions(KNOWLEDGE_FOLDER).length).toBeGreaterThanOrEqual(2);
  });
  it('a released version is as it was on the day of its release', () => {
    expect(changedReleases(KNOWLEDGE_FOLDER)).toEqual([]);
    const folder = copyOfKnowledge();
    const file = join(folder, 'released/2026.11.1.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"tier":"B"', '"tier":"C"'));
    expect(changedReleases(folder)).toEqual(['2026.11.1']);
  });
  it('a release may not be written over, and nothing new is no release', () => {
    const folder = copyOfKnowledge();
    const current = loadWorkingKnowledge(folder).version;
    expect(releaseKnowledge(folder, current, '2026-12-01')).toEqual({ done: false, because: 'version-exists' });
    expect(releaseKnowledge(folder, '2026.12.1', '2026-12-01')).toEqual({ done: false, because: 'nothing-changed' });
  });
  it('a change becomes a version, and the one before stays as it was', () => {
    const folder = copyOfKnowledge();
    const before = loadWorkingKnowledge(folder);
    change(folder, 'indicators.json', (data) => Object.assign(item(data, 'BEH-01'), { tier: 'B' }));
    expect(matchesItsRelease(folder)).toBe(false);
    expect(releaseKnowledge(folder, '2026.12.1', '2026-12-01').done).toBe(true);
    expect(loadWorkingKnowledge(folder)).toMatchObject({ version: '2026.12.1', released: '2026-12-01' });
    expect(loadReleasedKnowledge(folder, before.version)).toEqual(before);
  });
});
