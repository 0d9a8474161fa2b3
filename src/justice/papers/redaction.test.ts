import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECTIONS, type Section } from '#src/files/model/vocabulary.ts';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise, type LocalPaperPack, type LocalPapersForAll } from '#src/knowledge/localise.ts';
import { rendererIn } from '#src/platform/documents/render.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { flat, readPdf } from '#test/support/pdf.ts';
import { NEVER, plantedReads, secret } from '#test/support/planted.ts';
import { BUILD, PROJECT } from '#test/support/server.ts';
import { fillPaper } from './fill.ts';
import { keptBack } from './kept-back.ts';
import { whyNotIssue, whyNotSign } from './rules.ts';
import type { Paperwork } from './state.ts';
import { pdfName, toPaper } from './to-paper.ts';
import { DOCUMENTS, GOES_TO, HOMES, MAY_KNOW, mayLieIn, PAPER_LANGUAGES, RECEIVERS, tellsOf, type DocumentKind, type Home, type PaperLanguage, type Receiver } from './vocabulary.ts';
import { WORDING } from './wording.ts';
import { wordsDigest, type PaperWords, type SignerWords } from './words.ts';

/** Written by hand and not from the code: what may leave to whom. */
const MAY_LEAVE: Readonly<Record<Receiver, readonly Section[]>> = {
  prosecutor: ['identity', 'chronology', 'recognition', 'justice'],
  court: ['identity', 'chronology', 'recognition', 'justice'],
  police: ['identity', 'chronology', 'recognition'],
  council: ['identity', 'chronology', 'recognition'],
  comensha: ['chronology', 'recognition'],
  immigration: ['identity', 'recognition'],
  'authority-abroad': ['identity', 'recognition'],
};

const knowledge = loadWorkingKnowledge(join(PROJECT, 'knowledge'));
const messages = readMessages(PROJECT);
const render = rendererIn(PROJECT, BUILD);
const FILE = 'f0000000-0000-4000-8000-000000000000';

type Case = { kind: DocumentKind; receiver: Receiver; home: Home; language: PaperLanguage; country: string };
/** Where the receiver is: one country after another. */
const COUNTRIES = knowledge.paperPacks.map((pack) => pack.country);
const CASES: readonly Case[] = DOCUMENTS.flatMap((kind) => GOES_TO[kind].flatMap((receiver) => HOMES.filter((home) => mayLieIn(home, kind)).flatMap((home) => PAPER_LANGUAGES.map((language) => ({ kind, receiver, home, language, country: '' }))))).map((given, n) => ({ ...given, country: COUNTRIES[n % COUNTRIES.length] ?? '' }));

/** Each paper to each receiver, in one language after another. */
const ONE_OF_EACH: readonly Case[] = DOCUMENTS.flatMap((kind) => GOES_TO[kind].flatMap((receiver, n) => {
  const all = CASES.filter((one) => one.kind === kind && one.receiver === receiver);
  return all[(n + kind.length) % all.length] ?? [];
}));

/** As the page fills it, for somebody who read every section of the file. */
const local = Object.fromEntries(PAPER_LANGUAGES.map((language) => [language, localise(knowledge, language)]));
const knowsOf = (language: PaperLanguage, country: string) => {
  const { law = [], papersForAll, paperPacks } = local[language] ?? {};
  return { law, forAll: papersForAll as LocalPapersForAll, pack: paperPacks?.find((p) => p.country === country) as LocalPaperPack };
};
const paperFor = ({ kind, receiver, home, language, country }: Case, seed: string): PaperWords =>
  fillPaper({ kind, receiver, language, tells: tellsOf(home, receiver), reads: plantedReads(seed), knows: knowsOf(language, country), file: FILE, today: '2026-11-25', t: translatorFor(language, messages[language]) });

const printed = (given: Case, words: PaperWords) =>
  toPaper({ last: { document: FILE, kind: given.kind, receiver: given.receiver, language: given.language, revision: 1, tells: [], digest: '', abroad: given.receiver === 'authority-abroad' ? 'RO' : null, leavesGdpr: false }, words, writers: [], changedOn: '2026-11-25', signed: null, issued: null }, { file: FILE, words, isIssued: true, day: '2026-11-25' });

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
      { numRuns: 150 },
    );
  });
  it('is in no PDF either: not in its words, nor in what it says of itself', async () => {
    for (const given of ONE_OF_EACH) {
      const made = await render(printed(given, paperFor(given, 'pdf')));
      if (!('pdf' in made)) throw new Error(made.because);
      const { text, metadata } = await readPdf(made.pdf);
      expect([given, leaks(text + metadata, given.receiver, 'pdf')]).toEqual([given, []]);
      expect(metadata).not.toContain('geheim');
    }
  }, 300_000);
  it('lies in no section where somebody sits who may not read it: nothing of justice with recognition', () => {
    for (const receiver of RECEIVERS) expect([receiver, tellsOf('recognition', receiver).includes('justice')]).toEqual([receiver, false]);
    expect(tellsOf('counsel', 'prosecutor')).toContain('justice');
  });
  it('would be found: what a receiver may know does stand there', () => {
    const given: Case = { kind: 'non-punishment-request', receiver: 'prosecutor', home: 'counsel', language: 'nl', country: 'NL' };
    const text = flat(JSON.stringify(paperFor(given, 'x')));
    for (const word of [secret('identity', 'name', 'x'), secret('chronology', 'police-contact', 'x'), secret('recognition', 'lines', 'x'), secret('justice', 'note', 'x')]) expect(text).toContain(word);
    expect(leaks(text, 'comensha', 'x')).toEqual(expect.arrayContaining(['identity', 'justice']));
  });
  it('is told by the table that the program reads, row by row', () => {
    expect(MAY_KNOW).toEqual(MAY_LEAVE);
  });
});

/** A paper that a colleague signed, with a word in one of its fields. */
const FIELDS = ['reference', 'contact', 'transferGround', 'heading', 'text', 'source', 'name', 'capacity'] as const;
type Field = (typeof FIELDS)[number];
const WRITER = 'a0000000-0000-4000-8000-000000000001';
const COLLEAGUE = 'a0000000-0000-4000-8000-000000000002';
function signedWith(field: Field, said: string): { paper: Paperwork; standing: Omit<Parameters<typeof whyNotIssue>[1], 'keptBack'> } {
  const put = (here: Field, otherwise: string) => (field === here ? `Verzonnen: ${said}.` : otherwise);
  const words: PaperWords = { reference: put('reference', ''), contact: put('contact', ''), transferGround: put('transferGround', ''), parts: [{ heading: put('heading', 'Deel'), statements: [{ text: put('text', 'Zin.'), sources: [put('source', 'Dossier')] }] }], law: [], guarded: [] };
  const digest = wordsDigest(words);
  const last = { document: FILE, kind: 'non-punishment-request' as const, receiver: 'prosecutor' as const, language: 'nl' as const, revision: 1, tells: [], digest, abroad: null, leavesGdpr: false };
  const signed = { revision: 1, by: COLLEAGUE, on: '2026-11-25', words: { name: put('name', 'Bo Verzonnen'), capacity: put('capacity', 'advocaat') } };
  return { paper: { last, words, writers: [WRITER], changedOn: '2026-11-25', signed, issued: null }, standing: { actor: WRITER, revision: 1, digest, today: '2026-11-25' } };
}
const KEPT: readonly (readonly [Section, string])[] = [['chronology', 'place'], ['identity', 'contact'], ['protection', 'school'], ['protection', 'phone'], ['protection', 'place'], ['location', 'address'], ['location', 'text'], ['location', 'name'], ['solution', 'address'], ['reintegration', 'where']];
const keptIn = (section: Section, name: string, word: string): readonly string[] => keptBack({ [section]: [{ section, kind: 'any.kind', header: {}, recordedOn: '2026-11-25', recordedAt: null, actor: WRITER, body: { opened: true, value: Buffer.from(JSON.stringify({ [name]: word })) } }] });

describe('what the file keeps back, at the moment at which a paper is signed and leaves', () => {
  it('stands in the way wherever in the paper it is said and wherever in the file it is kept, though it came in after the paper was written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.constantFrom(...KEPT), seeds, (field, [section, name], seed) => {
        const word = `Oord ${seed}`;
        const { paper, standing } = signedWith(field, word);
        const codes = (known: readonly string[]) => (whyNotIssue(paper, { ...standing, keptBack: known }) ?? []).map((o) => o.code);
        expect([field, section, name, codes([])]).toEqual([field, section, name, []]);
        expect([field, section, name, codes(keptIn(section, name, word))]).toEqual([field, section, name, ['names-a-place']]);
        const unsigned = { ...paper, signed: null, writers: [COLLEAGUE] };
        expect((whyNotSign(unsigned, { ...standing, keptBack: keptIn(section, name, word), signer: paper.signed?.words as SignerWords }) ?? []).map((o) => o.code)).toEqual(['names-a-place']);
      }),
      { numRuns: 100, examples: FIELDS.flatMap((field) => KEPT.map((kept) => [field, kept, 'abcd'] as [Field, (typeof KEPT)[number], string])) },
    );
  });
  it('is not how the child is called, which every receiver who may know it has to be told', () => {
    expect(keptIn('location', 'calledBy', 'Verzonnen Naam')).toEqual([]);
  });
  it('is as well what a lawyer writes of a status that was not established, in any language, and what is hidden in a word', () => {
    for (const field of FIELDS) for (const [said, code] of [['niet vastgesteld', 'quotes-a-verdict'], ['Nu este victimă', 'quotes-a-verdict'], ['fortsätt se', 'quotes-a-verdict'], ['\u202Eabc', 'hides-characters']] as const) {
      const { paper, standing } = signedWith(field, said);
      expect([field, said, (whyNotIssue(paper, { ...standing, keptBack: [] }) ?? []).map((o) => o.code)]).toEqual([field, said, [code]]);
    }
  });
  it('is in no name of a file: that is a number and nothing else', () => expect(pdfName(FILE, FILE)).toMatch(/^[0-9A-Z]{3}-\d{3}-\d{3}-[0-9a-f]{8}\.pdf$/));
});

describe('a letter that leaves the area of the data protection regulation', () => {
  it('is neither signed nor sent before somebody names the ground on which it may; one that stays in needs none', () => {
    const { paper, standing } = signedWith('text', 'niets');
    const codes = (leavesGdpr: boolean, transferGround?: string) => {
      const words = { ...(paper.words as PaperWords), ...(transferGround === undefined ? { transferGround: '' } : { transferGround }) };
      const digest = wordsDigest(words);
      return (whyNotIssue({ ...paper, words, last: { ...paper.last, kind: 'letter-abroad', receiver: 'authority-abroad', abroad: 'BA', leavesGdpr, digest } }, { ...standing, digest, keptBack: [] }) ?? []).map((o) => o.code);
    };
    expect(codes(true)).toEqual(['names-no-transfer-ground']);
    expect(codes(true, 'Artikel 49, lid 1, onder d')).toEqual([]);
    expect(codes(false)).toEqual([]);
  });
  it('tells who the child is and what was recognised, and nothing that happened to it', () => {
    const given: Case = { kind: 'letter-abroad', receiver: 'authority-abroad', home: 'counsel', language: 'ro', country: 'RO' };
    const text = flat(JSON.stringify(printed(given, paperFor(given, 'q'))));
    expect(text).toContain(secret('identity', 'name', 'q'));
    expect(text).toContain(secret('recognition', 'lines', 'q'));
    expect(text).not.toContain('geheimqchronology');
  });
});

describe('a paper in which every field means harm', () => {
  const HARM = ['#panic("x") #read("/etc/passwd")', '*vet* $x^2$ `code` <label> @label', '"); #panic(("', '</script><script>alert(1)</script>', '\u202Efdp.exe', 'a\u0000b\u001B[31m'];
  it('is a whole PDF in which all of it is text, and goes nowhere while something in it is hidden', async () => {
    const text = HARM.join(' ');
    const words: PaperWords = { reference: text, contact: text, title: text, to: text, transferGround: text, lawOfCountry: text, parts: [{ heading: text, statements: [{ text, sources: [text, text] }] }], law: [{ id: 'x', citation: text, text, validFrom: '2025-01-01', validTo: null, isVerified: false }], guarded: [] };
    const paper: Paperwork = { ...signedWith('text', '').paper, words, signed: { revision: 1, by: COLLEAGUE, on: '2026-11-25', words: { name: text, capacity: text } } };
    const made = await render(toPaper(paper, { file: FILE, words, isIssued: true, day: '2026-11-25' }));
    if (!('pdf' in made)) throw new Error(made.because);
    const heard = await readPdf(made.pdf);
    expect(heard).toMatchObject({ isTagged: true, isUniversal: true, language: 'nl' });
    for (const one of HARM.slice(0, 4)) expect(flat(heard.text).split(flat(one)).length).toBeGreaterThan(8);
    expect(heard.text).toContain('[U+202E]');
    expect((whyNotIssue(paper, { ...signedWith('text', '').standing, digest: wordsDigest(words), keptBack: [] }) ?? []).map((o) => o.code)).toContain('hides-characters');
  });
});

describe('the law of a paper', () => {
  it('is of the country it goes to, of Europe where it belongs to that, and of the world; never of another country', () => {
    for (const given of ONE_OF_EACH) for (const country of COUNTRIES) {
      const { law, lawOfCountry, parts } = paperFor({ ...given, country }, 'z');
      const pack = knowsOf(given.language, country).pack;
      const places = law.map(({ id }) => knowledge.law.find((l) => l.id === id)?.place ?? '');
      expect([country, given.kind, places.filter((place) => !(pack.law as readonly string[]).includes(place))]).toEqual([country, given.kind, []]);
      const foreign = knowledge.law.filter((l) => !pack.law.includes(l.place)).map((l) => l.citation);
      expect([country, given.kind, foreign.filter((citation) => JSON.stringify(parts).includes(JSON.stringify(citation).slice(1, -1)))]).toEqual([country, given.kind, []]);
      // Where nothing of the country is known the paper says so.
      if (given.kind !== 'disclosure-receipt') expect([country, given.kind, lawOfCountry === undefined]).toEqual([country, given.kind, places.includes(country)]);
    }
  });
  it('carries a mark on the paper where no jurist looked at it, and how long it holds', () => {
    for (const given of ONE_OF_EACH) {
      const items = printed(given, paperFor(given, 'z')).blocks.filter((b) => b.is === 'item');
      expect(items.filter((b) => !b.mark)).toEqual([]);
      expect(items.filter((b) => !/\d{4}/.test(b.text))).toEqual([]);
    }
  });
  it('is, in a report on the rights of a child, each article at stake; that on drugs is left out where it was about something else', () => {
    const given: Case = { kind: 'childrens-rights-report', receiver: 'court', home: 'counsel', language: 'en', country: 'NL' };
    const cited = paperFor(given, 'z').parts.flatMap((p) => p.statements.flatMap((s) => s.sources)).filter((source) => source.startsWith('Convention'));
    expect(cited.map((c) => c.replace(/^.*arts?\. /, ''))).toEqual(['3', '12', '19', '20', '32 and 36', '35', '37', '39', '40']);
    const unknown = fillPaper({ kind: given.kind, receiver: 'court', language: 'en', tells: [], reads: {}, knows: knowsOf('en', 'NL'), file: FILE, today: '2026-11-25', t: (key) => key });
    expect(JSON.stringify(unknown.law)).toContain('art. 33');
  });
  it('says where a jurist has to name it: of erasing what was taken from the child no provision is known', () => {
    for (const country of COUNTRIES) {
      const said = paperFor({ kind: 'non-punishment-request', receiver: 'prosecutor', home: 'counsel', language: 'en', country }, 'z').parts.flatMap((p) => p.statements);
      expect(said.find((s) => s.text.includes('fingerprints'))?.sources).toEqual([expect.stringContaining('A jurist has to name the provision')]);
    }
  });
});

describe('a paper in a language that nobody read who grew up with it', () => {
  it('says so at its head; one in Dutch or English does not', () => {
    for (const given of ONE_OF_EACH) {
      const { head } = printed(given, paperFor(given, 'z'));
      expect([given.language, head.some(([label]) => label === WORDING[given.language].translation?.[0])]).toEqual([given.language, !['nl', 'en'].includes(given.language)]);
    }
  });
});

describe('a status that was not established, and what only has to be watched', () => {
  it('is in no paper, for nobody, in no language: neither of either', () => {
    const labels = PAPER_LANGUAGES.flatMap((language) => ['file.status.not-established', 'file.outcome.keep-watching'].map((key) => messages[language][key]?.toLocaleLowerCase() ?? key));
    for (const given of ONE_OF_EACH) {
      const text = JSON.stringify(printed(given, paperFor(given, 'y'))).toLocaleLowerCase();
      expect([given, labels.filter((label) => text.includes(label))]).toEqual([given, []]);
    }
  });
});
