import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { knowledge } from '../support/knowledge.ts';
import { PROJECT } from '../support/server.ts';

/**
 * What holds in one country stands in its pack. Code that names a country, an institution or an article of a national law would
 * hold there and be wrong everywhere else.
 */
type What = 'country' | 'institution' | 'article';
type Found = { file: string; what: What; text: string };

/** Where one is named all the same, and why. */
const ALLOWED: Readonly<Record<string, { what: readonly What[]; because: string }>> = {
  'src/recognition/home-country.ts': { what: ['country'], because: 'a first guess from the language of the reader, which she changes on the page' },
  'src/recognition/route-group.ts': { what: ['country'], because: 'the member states of the EU: in every country the same list decides who is an EU child' },
  'src/website/practise/exercise.ts': { what: ['country'], because: 'exercises judge signs by the rule alone; the country shows nothing of them' },
  'src/helpdesk/reporter/view.ts': { what: ['country', 'institution'], because: 'until a desk has settings of its own, its hours are those of the contact that runs it' },
  'src/helpdesk/desk/settings-form.ts': { what: ['country'], because: 'what a new settings form shows first' },
  'src/training/places.ts': { what: ['country'], because: 'invented places for training, which have to be somewhere' },
  'src/training/file.ts': { what: ['country'], because: 'an invented file for training, which has to be led somewhere' },
  'src/training/reports.ts': { what: ['country'], because: 'invented reports for training, which have to come from somewhere' },
};

const COUNTRY = new RegExp(`['"\`](?:${COUNTRIES.join('|')})['"\`]|\\b(?:country|from)\\s*[=!]==?\\s*['"\`][A-Z]{2}['"\`]`, 'g');
/** Laws of a country by their short names, with the number before them as lawyers write it. Articles of the EU, of conventions and of the GDPR hold in all of them. */
const ARTICLE = /\b\d+[a-z]*(?::\d+)?(?:\(\d+\))?\s?(?:Sr|Sv|BW|Rv|Vw|Awb|Wpg|UAVG|BrB|RB|LVU|SoL)\b|\bECLI:NL\b/g;
/** Bodies by the names that people give them; names of contacts in the packs are added. Short ones only as whole words in capitals. */
const BODIES = ['Nidos', 'Raad voor', 'RvdK', 'Veilig Thuis', 'CoMensha', 'AVIM', 'EMM', 'IND', 'DT&V', 'COA', 'Halt', 'Openbaar Ministerie', 'Leger des Heils', 'Beschermde Opvang', 'Socialtjänst', 'Socialjour', 'Migrationsverket', 'Länsstyrelsen', 'DGASPC', 'ANITP', 'DIICOT', 'DCCO', 'ANPDCA', 'La Strada', 'Centar za socijalni rad', 'Plavi telefon'];
const ORDINARY_WORDS = new Set(['112', 'Police', 'Polisen', 'Politie']);
const names = [...new Set([...BODIES, ...knowledge.packs.flatMap((pack) => pack.contacts.map((c) => c.name))])].filter((name) => !ORDINARY_WORDS.has(name));
const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const INSTITUTION = new RegExp(`(?<![\\p{L}_-])(?:${names.map(escape).join('|')})(?![\\p{L}_])`, 'gu');
/** A contact of one country by its id. */
const CONTACT = new RegExp(`['"\`](?:${COUNTRIES.map((c) => c.toLowerCase()).join('|')})-[a-z0-9-]+['"\`]`, 'g');

/** Comments may say by which law something came about; code may not depend on it. */
const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');

function foundIn(file: string, text: string): Found[] {
  const code = withoutComments(text);
  const of = (what: What, pattern: RegExp) => [...code.matchAll(pattern)].map(([found]) => ({ file, what, text: found }));
  return [...of('country', COUNTRY), ...of('article', ARTICLE), ...of('institution', INSTITUTION), ...of('institution', CONTACT)];
}
const problemsOf = (file: string, text: string): string[] => foundIn(file, text).filter(({ what }) => !ALLOWED[file]?.what.includes(what)).map(({ what, text: found }) => `${file}: ${what} ${found}; it belongs into a pack`);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [relative(PROJECT, path)] : [];
  });
}
const code = filesIn(join(PROJECT, 'src')).filter((file) => !file.startsWith('src/knowledge/'));
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

describe('code outside the knowledge', () => {
  it('names no country, no institution and no article of a national law', () => expect(code.flatMap((file) => problemsOf(file, read(file)))).toEqual([]));
  it('is allowed where it does only with a reason, and only while it does', () => {
    for (const [file, { what, because }] of Object.entries(ALLOWED)) {
      const found = new Set(foundIn(file, read(file)).map((one) => one.what));
      expect([file, what.filter((one) => !found.has(one)), because.length > 30]).toEqual([file, [], true]);
    }
  });
});

describe('the words of files', () => {
  it.each(LANGUAGES)('name no institution and no article of one country in %s', (language) => {
    const messages = JSON.parse(read(`messages/${language}.json`)) as Record<string, string>;
    const ofFiles = Object.entries(messages).filter(([key]) => key.startsWith('file.'));
    expect(ofFiles.length).toBeGreaterThan(300);
    expect(ofFiles.flatMap(([key, text]) => [...text.matchAll(INSTITUTION), ...text.matchAll(ARTICLE)].map(([found]) => `${key}: ${found}`))).toEqual([]);
  });
});

describe('the scanner itself', () => {
  const page = (text: string) => problemsOf('src/files/pages/some.tsx', text);
  it.each([
    ["if (country === 'NL') return raad;"],
    ['const home = "SE";'],
    ['const law = `NL`;'],
    ["if (opened.country !== 'FR') return;"],
    ['<p>Bel Nidos</p>'],
    ["const who = 'Raad voor de Kinderbescherming';"],
    ["const t = 'Ring Veilig Thuis';"],
    ["contacts.find((c) => c.id === 'nl-112');"],
    ["const ground = 'art. 490(1) Sv';"],
    ["const ground = 'Art. 1:241 BW';"],
    ["const ground = '273f Sr';"],
    ["const seen = 'ECLI:NL:HR:2020:672';"],
    ['const text = "Tell DGASPC";'],
    ["fetch('https://x'); const a = 'Nidos'; // why"],
  ])('notices %s', (text) => expect(page(text).length).toBeGreaterThan(0));
  it.each([
    ['// Art. 490(1) Sv says so, and Nidos does it in NL'],
    ['/** desks-and-law C3: GDPR art. 10; art. 1:241 BW */'],
    ["const INDEX = 'index'; const kind = 'KIND'; const t = 'standing';"],
    ["const ground = 'gdpr-6-1-e';"],
    ["const language = 'nl'; const other = 'bs';"],
    ["const id = 'sequence'; const now = 'halted';"],
  ])('takes no offence at %s', (text) => expect(page(text)).toEqual([]));
  it('lets only what was allowed pass in a file that is allowed something', () => {
    expect(problemsOf('src/training/file.ts', "const c = 'NL';")).toEqual([]);
    expect(problemsOf('src/training/file.ts', "const c = 'Nidos';")).toHaveLength(1);
  });
});
