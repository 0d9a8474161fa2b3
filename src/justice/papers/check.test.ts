import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise, type LocalPapersForAll } from '#src/knowledge/localise.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { PROJECT } from '#test/support/server.ts';
import { findings, standingIn } from './check.ts';
import { fillPaper } from './fill.ts';
import { PAPER_KINDS } from './kinds.ts';
import { DOCUMENTS, GOES_TO, PAPER_LANGUAGES } from './vocabulary.ts';
import type { PaperWords } from './words.ts';

const TODAY = '2026-11-25';
const LOOKING = { today: TODAY, keptBack: [] };
const knowledge = loadWorkingKnowledge(join(PROJECT, 'knowledge'));
const saying = (text: string, change: Partial<PaperWords> = {}): PaperWords => ({ reference: '', contact: '', parts: [{ heading: 'Deel', statements: [{ text, sources: ['dossier'] }] }], law: [], guarded: [], ...change });
const codes = (text: string, change: Partial<PaperWords> = {}) => [...new Set(findings(saying(text, change), LOOKING).map((f) => f.code))];

describe('the check before a paper leaves', () => {
  it.each([
    ['Zij slaapt aan de Verzonnenstraat 12', 'names-a-place'],
    ['1234 AB', 'names-a-place'],
    ['He sleeps in Invented Road', 'names-a-place'],
    ['op de basisschool', 'names-a-school'],
    ['at the college', 'names-a-school'],
    ['klas 2 vmbo', 'names-a-school'],
    ['pleegmoeder Verzonnen', 'names-a-foster-home'],
    ['her foster parents', 'names-a-foster-home'],
    ['bel 06-12345678', 'names-a-telephone'],
    ['+31 6 1234 5678', 'names-a-telephone'],
    ['(030) 123 45 67 of 030 1234567', 'names-a-telephone'],
    ['weer op 26-11-2026', 'names-a-day-to-come'],
    ['again on 2026-12-01', 'names-a-day-to-come'],
    ['op 3 december 2026', 'names-a-day-to-come'],
    ['on January 5, 2027', 'names-a-day-to-come'],
    ['het is niet vastgesteld', 'quotes-a-verdict'],
    ['she is not a victim', 'quotes-a-verdict'],
    ['op 3 december opnieuw', 'names-a-day-to-come'],
    ['den 4:e eller 5 december', 'names-a-day-to-come'],
    ['la 7 decembrie', 'names-a-day-to-come'],
    ['Next week again', 'names-a-day-to-come'],
    ['bor i ett familjehem', 'names-a-foster-home'],
    ['la asistentul maternal', 'names-a-foster-home'],
    ['u sigurnoj kući', 'names-a-foster-home'],
    ['merge la liceul', 'names-a-school'],
    ['nije žrtva', 'quotes-a-verdict'],
    ['nu este victimă', 'quotes-a-verdict'],
    ['inte ett brottsoffer', 'quotes-a-verdict'],
    ['bel 06\u200B12345678', 'names-a-telephone'],
    ['bel ０６ 12345678', 'names-a-telephone'],
    ['pleeg\u200Bgezin', 'names-a-foster-home'],
    ['\u202Eneiz', 'hides-characters'],
    ['a\u0000b', 'hides-characters'],
    ['a\u2066b\u2069', 'hides-characters'],
  ])('finds in %j that it %s', (text, code) => expect(codes(text)).toContain(code));
  it.each(['Op 24 november 2026 had zij een telefoon en vier scheermesjes bij zich.', 'Art. 273f Sr, ECLI:NL:HR:2020:672', 'Geboortedag: 2012-03-31.', 'Bill 36 547', 'nos. 77587/12 and 74603/12', 'Zij kreeg 50 euro en 2 pakjes.', 'Op 3 november stond zij daar.', 'een regel\nen nog een', 'zij pleegde niets', 'Jan gaf haar 3 euro'])('lets %j pass', (text) => expect(codes(text)).toEqual([]));
  it('finds a place of the file however it is written, in what is said and in what it is said from', () => {
    const guarded = ['Verzonnen Plaats'];
    expect(codes('in VERZONNEN plaats', { guarded })).toEqual(['names-a-place']);
    expect(findings({ ...saying('x', { guarded }), parts: [{ heading: 'x', statements: [{ text: 'x', sources: ['gezien in Verzonnen Plaats'] }] }] }, LOOKING)).toHaveLength(1);
    expect(codes('in Verzonnen', { guarded })).toEqual([]);
  });
  it('finds what the file keeps back whatever was done to hide it, and not where it is part of another word', () => {
    const guarded = ['Hof van Șânmartin', 'Stal'];
    for (const text of ['hof van sanmartin', 'HOF  VAN\nȘÂNMARTIN', 'Hof-van-Sanmartin', 'Hof v\u200Ban S\u00ADânmartin', '(Hof van Șânmartin)', 'de stal.']) expect([text, codes(text, { guarded })]).toEqual([text, expect.arrayContaining(['names-a-place'])]);
    for (const text of ['stalen buis', 'hof van', 'installatie']) expect([text, codes(text, { guarded })]).toEqual([text, []]);
  });
  it('finds what the program says of a child that was not established to be a victim, or has only to be watched, in each language', () => {
    const messages = readMessages(PROJECT);
    for (const language of PAPER_LANGUAGES) for (const key of ['file.status.not-established', 'file.outcome.keep-watching', 'outcome.keep-watching']) expect([language, key, codes(`De uitkomst was: ${messages[language][key]}.`)]).toEqual([language, key, expect.arrayContaining(['quotes-a-verdict'])]);
  });
  it('keeps with a paper only what stands in it already of what is kept back elsewhere', () => {
    expect(standingIn(saying('Zij liep naar Verzonnen Hoek.'), ['Verzonnen hoek', 'Andere Plaats'])).toEqual(['Verzonnen hoek']);
  });
  it('lets the number of an office stand where whom to ring is said, and no place there', () => {
    expect(codes('x', { contact: 'Kantoor Verzonnen, 030 123 45 67' })).toEqual([]);
    expect(codes('x', { contact: 'Verzonnenlaan 3' })).toEqual(['names-a-place']);
  });
  it('finds it wherever in a text it stands, and whatever stands around', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (before, after) => {
      expect(codes(`${before} pleeggezin ${after}`)).toContain('names-a-foster-home');
    }));
  });
  it('takes no time over a text that means harm', () => {
    const begun = performance.now();
    for (const text of ['0 '.repeat(10_000), '06-'.repeat(6_000), 'A'.repeat(20_000), '1 januari '.repeat(2_000), 'school'.repeat(3_000), 'Verzonnen '.repeat(2_000)]) findings(saying(text), LOOKING);
    findings(saying('Verzonnen Plaats en meer. '.repeat(700), { guarded: Array.from({ length: 2_000 }, (_, n) => `Verzonnen Plaats ${n}`) }), LOOKING);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
  it('says nothing of what we wrote ourselves: a paper from an empty file passes, of every kind', () => {
    for (const language of PAPER_LANGUAGES) {
      const { law, papersForAll: forAll, paperPacks } = localise(knowledge, language);
      for (const pack of paperPacks) for (const kind of DOCUMENTS) {
        const words = fillPaper({ kind, receiver: GOES_TO[kind][0], language, tells: [], reads: {}, knows: { law, forAll: forAll as LocalPapersForAll, pack }, file: 'f0000000-0000-4000-8000-000000000000', today: TODAY, t: (key) => key });
        expect([kind, language, pack.country, findings(words, LOOKING)]).toEqual([kind, language, pack.country, []]);
      }
    }
  });
});

describe('entries of papers', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...PAPER_KINDS]), golden)).toEqual([]));
});
