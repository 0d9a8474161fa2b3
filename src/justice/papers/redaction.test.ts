import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECTIONS, type Section } from '#src/files/model/vocabulary.ts';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise } from '#src/knowledge/localise.ts';
import { rendererIn } from '#src/platform/documents/render.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { flat, readPdf } from '#test/support/pdf.ts';
import { NEVER, plantedReads, secret } from '#test/support/planted.ts';
import { BUILD, PROJECT } from '#test/support/server.ts';
import { fillPaper } from './fill.ts';
import { toPaper } from './to-paper.ts';
import { DOCUMENTS, GOES_TO, HOMES, MAY_KNOW, mayLieIn, PAPER_LANGUAGES, RECEIVERS, tellsOf, type DocumentKind, type Home, type PaperLanguage, type Receiver } from './vocabulary.ts';
import type { PaperWords } from './words.ts';

/** Written by hand and not from the code: what may leave to whom. */
const MAY_LEAVE: Readonly<Record<Receiver, readonly Section[]>> = {
  prosecutor: ['identity', 'chronology', 'recognition', 'justice'],
  court: ['identity', 'chronology', 'recognition', 'justice'],
  police: ['identity', 'chronology', 'recognition'],
  council: ['identity', 'chronology', 'recognition'],
  comensha: ['chronology', 'recognition'],
  immigration: ['identity', 'recognition'],
};

const knowledge = loadWorkingKnowledge(join(PROJECT, 'knowledge'));
const messages = readMessages(PROJECT);
const render = rendererIn(PROJECT, BUILD);
const FILE = 'f0000000-0000-4000-8000-000000000000';

type Case = { kind: DocumentKind; receiver: Receiver; home: Home; language: PaperLanguage };
const CASES: readonly Case[] = DOCUMENTS.flatMap((kind) => GOES_TO[kind].flatMap((receiver) => HOMES.filter((home) => mayLieIn(home, kind)).flatMap((home) => PAPER_LANGUAGES.map((language) => ({ kind, receiver, home, language })))));

/** As the page fills it, for somebody who read every section of the file. */
const paperFor = ({ kind, receiver, home, language }: Case, seed: string): PaperWords =>
  fillPaper({ kind, language, tells: tellsOf(home, receiver), reads: plantedReads(seed), law: localise(knowledge, language).law, file: FILE, today: '2026-11-25', t: translatorFor(language, messages[language]) });

const printed = (given: Case, words: PaperWords) =>
  toPaper({ last: { document: FILE, kind: given.kind, receiver: given.receiver, language: given.language, revision: 1, tells: [], digest: '' }, words, writers: [], changedOn: '2026-11-25', signed: null, issued: null }, { file: FILE, words, isIssued: true, day: '2026-11-25' });

/** Every planted word that stands in a text though its receiver may not know it. */
function leaks(text: string, receiver: Receiver, seed: string): string[] {
  const here = flat(text);
  const sections = SECTIONS.filter((section) => !MAY_LEAVE[receiver].includes(section)).filter((section) => here.includes(`geheim${seed}${section}`));
  const never = SECTIONS.flatMap((section) => NEVER.map((what) => secret(section, what, seed))).filter((word) => here.includes(word));
  return [...sections, ...never];
}

const seeds = fc.string({ unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyz'), minLength: 4, maxLength: 10 });

describe('what a receiver may not know', () => {
  it('is in no paper, for any receiver and wherever it lies', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CASES), seeds, (given, seed) => {
        expect([given, leaks(JSON.stringify(printed(given, paperFor(given, seed))), given.receiver, seed)]).toEqual([given, []]);
      }),
      { numRuns: 300 },
    );
  });
  it('is in no PDF either: not in its words, nor in what it says of itself', async () => {
    for (const given of CASES.filter((_, n) => n % 2 === 0)) {
      const made = await render(printed(given, paperFor(given, 'pdf')));
      if (!('pdf' in made)) throw new Error(made.because);
      const { text, metadata } = await readPdf(made.pdf);
      expect([given, leaks(text + metadata, given.receiver, 'pdf')]).toEqual([given, []]);
      expect(metadata).not.toContain('geheim');
    }
  }, 120_000);
  it('lies in no section where somebody sits who may not read it: nothing of justice with recognition', () => {
    for (const receiver of RECEIVERS) expect([receiver, tellsOf('recognition', receiver).includes('justice')]).toEqual([receiver, false]);
    expect(tellsOf('counsel', 'prosecutor')).toContain('justice');
  });
  it('would be found: what a receiver may know does stand there', () => {
    const given: Case = { kind: 'non-punishment-request', receiver: 'prosecutor', home: 'counsel', language: 'nl' };
    const text = flat(JSON.stringify(paperFor(given, 'x')));
    for (const word of [secret('identity', 'name', 'x'), secret('chronology', 'police-contact', 'x'), secret('recognition', 'lines', 'x'), secret('justice', 'note', 'x')]) expect(text).toContain(word);
    expect(leaks(text, 'comensha', 'x')).toEqual(expect.arrayContaining(['identity', 'justice']));
  });
  it('is told by the table that the program reads, row by row', () => {
    expect(MAY_KNOW).toEqual(MAY_LEAVE);
  });
});

describe('a status that was not established, and what only has to be watched', () => {
  it.each(CASES)('$kind for $receiver in $home, in $language, says nothing of either', (given) => {
    expect(JSON.stringify(printed(given, paperFor(given, 'y')))).not.toMatch(/not[- ]established|niet vastgesteld|keep[- ]watching|blijf opletten/i);
  });
});
