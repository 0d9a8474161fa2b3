import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise, type LocalPapersForAll, type LocalPaperPack } from '#src/knowledge/localise.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { rendererIn } from '#src/platform/documents/render.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { openedFile, useFiles, who } from '#test/support/files.ts';
import { readPdf } from '#test/support/pdf.ts';
import { BUILD, PROJECT } from '#test/support/server.ts';
import { join } from 'node:path';
import { DRAFT_PAPER, ISSUE_PAPER, SIGN_PAPER } from './actions.ts';
import { fillPaper } from './fill.ts';
import { papersIn, paperOf } from './state.ts';
import { toPaper } from './to-paper.ts';
import type { DocumentKind, Receiver } from './vocabulary.ts';
import { digestOf, wordsDigest, type PaperWords } from './words.ts';

const ground = useFiles();
const perform: typeof ground.perform = (action, actor, input) => ground.perform(action, actor, input);
const render = rendererIn(PROJECT, BUILD);
const t = translatorFor('nl', readMessages(PROJECT).nl);
const { law, papersForAll, paperPacks } = localise(loadWorkingKnowledge(join(PROJECT, 'knowledge')), 'nl');
const knowsOf = (country: string) => ({ law, forAll: papersForAll as LocalPapersForAll, pack: paperPacks.find((p) => p.country === country) as LocalPaperPack });
const lawyer = who('lawyer');
/** Another lawyer of the same office. */
const second = { ...lawyer, id: 'c0000050-0000-4000-8000-000000000000' };
const why = async (answer: ReturnType<typeof perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles.map((o) => o.code).join(' ') : said.because;
};

let file: string;
beforeAll(async () => {
  await ground.give(second, ['lawyer']);
  file = await openedFile(ground);
  for (const section of ['identity', 'chronology', 'recognition'] as const) {
    valueOf(await perform(INVITE[section], who('police-officer'), { file, agency: AGENCIES[2], purpose: 'legal-help', ground: 'counsel-of-the-child', endsOn: '2027-06-01' }));
  }
  valueOf(await perform(answerInvitation, lawyer, { file, answer: 'accepted' }));
  valueOf(await perform(OPEN_SECTION.counsel, lawyer, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
});

const read = async (section: 'identity' | 'chronology' | 'recognition' | 'counsel') => valueOf(await perform(READ_SECTION[section], lawyer, { file })).entries;
const filledFor = async (kind: DocumentKind = 'non-punishment-request'): Promise<PaperWords> => {
  const reads = { identity: await read('identity'), chronology: await read('chronology'), recognition: await read('recognition') };
  return fillPaper({ kind, receiver: 'prosecutor', language: 'nl', tells: ['identity', 'chronology', 'recognition'], reads, knows: knowsOf('NL'), file, today: '2026-11-25', t });
};
type Begun = { kind?: DocumentKind; receiver?: Receiver; revision?: number; tells?: string[]; document?: string; words?: PaperWords };
const begin = async ({ kind = 'non-punishment-request', receiver = 'prosecutor', revision = 1, tells = ['identity', 'chronology'], document = randomUUID(), words }: Begun = {}, actor = lawyer) =>
  ({ document, answer: await perform(DRAFT_PAPER.counsel, actor, { file, paper: { document, kind, receiver, language: 'nl', revision, tells: tells as never, abroad: null, leavesGdpr: false }, words: words ?? (await clean()) }) });
/** As a person leaves it who took out what must not go. */
const clean = async (kind?: DocumentKind): Promise<PaperWords> => filledFor(kind);
const meant = async (document: string) => {
  const paper = paperOf(await read('counsel'), document);
  if (!paper?.words) throw new Error('no paper');
  return { paper, input: { file, document, revision: paper.last.revision, digest: paper.last.digest, isReadBySuspect: true as const, keptBack: [] as string[] } };
};
const sign = async (document: string, actor = second) => perform(SIGN_PAPER.counsel, actor, { ...(await meant(document)).input, signer: { name: 'Bo Verzonnen', capacity: 'advocaat' } });
const issue = async (document: string, actor = lawyer) => {
  const { paper, input } = await meant(document);
  const made = await render(toPaper(paper, { file, words: paper.words as PaperWords, isIssued: true, day: '2026-11-25' }));
  if (!('pdf' in made)) throw new Error(made.because);
  return { pdf: made.pdf, answer: await perform(ISSUE_PAPER.counsel, actor, { ...input, pdf: made.pdf.toString('base64') }) };
};

describe('a paper', () => {
  it('goes from the file to a frozen, hashed PDF by two persons, each statement with its source', async () => {
    const { document, answer } = await begin();
    valueOf(answer);
    valueOf(await sign(document));
    const { pdf, answer: sent } = await issue(document);
    valueOf(sent);
    const paper = paperOf(await read('counsel'), document);
    expect(paper?.issued?.digest).toBe(digestOf(pdf));
    expect(paper?.issued?.pdf?.equals(pdf)).toBe(true);
    const heard = await readPdf(pdf);
    expect(heard).toMatchObject({ title: 'Verzoek om het kind niet te straffen', language: 'nl', isTagged: true, isUniversal: true });
    expect(heard.roles.filter((role) => role === 'Note').length).toBe(paper?.words?.parts.flatMap((p) => p.statements.flatMap((s) => s.sources)).length);
    for (const said of ['Verzonnen Voorbeeld', 'Bo Verzonnen, advocaat', 'nog niet door een jurist nagekeken', 'geldt in elk geval sinds']) expect(heard.text.replaceAll(/\s+/g, ' ')).toContain(said);
    expect(heard.text).not.toContain('Concept');
  });
  it('asks in the order that harms the child least: no suspect, other grounds, guilt without punishment, and erasure', async () => {
    const asked = (await filledFor()).parts.find((p) => p.heading.startsWith('Wat wordt gevraagd'))?.statements.map((s) => s.text) ?? [];
    expect(asked.map((a) => a.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.', 'Wi']);
    expect(asked[0]).toMatch(/verdachte.*seponeren/);
    expect(asked[2]).toMatch(/schuldigverklaring/i);
    expect(asked[3]).toMatch(/vingerafdrukken, DNA en foto/);
  });
  it('is not signed by anybody who wrote in it, nor issued by who signed it, nor before somebody did', async () => {
    const { document } = await begin();
    expect(await why(issue(document).then((i) => i.answer))).toBe('nobody-signed');
    expect(await why(sign(document, lawyer))).toBe('signs-own-words');
    expect(await why(sign(document, who('guardian')))).toBe('not-allowed');
    valueOf(await sign(document));
    expect(await why(issue(document, second).then((i) => i.answer))).toBe('issues-what-one-signed');
    expect(await why(issue(document).then((i) => i.answer))).toBe('done');
  });
  it('that changes after it was signed has to be signed again, and whoever changed it cannot', async () => {
    const { document } = await begin();
    valueOf(await sign(document));
    const { paper } = await meant(document);
    valueOf((await begin({ document, revision: 2, words: { ...(paper.words as PaperWords), reference: '13/000' } }, second)).answer);
    expect(await why(issue(document).then((i) => i.answer))).toBe('nobody-signed');
    expect(await why(sign(document))).toBe('signs-own-words');
  });
  it('that left changes no more and leaves once', async () => {
    const { document } = await begin();
    valueOf(await sign(document));
    valueOf((await issue(document)).answer);
    expect(await why(begin({ document, revision: 2 }).then((b) => b.answer))).toBe('paper-is-issued');
    expect(await why(sign(document))).toContain('paper-is-issued');
    expect(await why(issue(document).then((i) => i.answer))).toContain('paper-is-issued');
  });
  it('shows two who change it at once that they do', async () => {
    const { document } = await begin();
    valueOf((await begin({ document, revision: 2 })).answer);
    expect(await why(begin({ document, revision: 2 }, second).then((b) => b.answer))).toBe('paper-changed-meanwhile');
    const { input } = await meant(document);
    expect(await why(perform(SIGN_PAPER.counsel, second, { ...input, digest: 'a'.repeat(64), signer: { name: 'x', capacity: 'x' } }))).toContain('paper-changed-meanwhile');
  });
  it('with a place, a school, a foster home, a telephone, a day to come or a verdict is neither signed nor issued', async () => {
    const words = await filledFor();
    for (const [text, code] of [['Zij was in Verzonnen winkel', 'names-a-place'], ['Op basisschool De Boom', 'names-a-school'], ['Bij het pleeggezin Verzonnen', 'names-a-foster-home'], ['Bel 06 1234 5678', 'names-a-telephone'], ['Weer op 3 maart 2027', 'names-a-day-to-come'], ['De status is niet vastgesteld', 'quotes-a-verdict']] as const) {
      const [first, ...others] = words.parts;
      const { document } = await begin({ words: { ...words, parts: [{ heading: first?.heading ?? '', statements: [{ text, sources: ['dossier'] }] }, ...others] } });
      expect([text, await why(sign(document))]).toEqual([text, code]);
    }
  });
  it('tells of no section that its receiver may not know, or that not everybody reads who reads there', async () => {
    expect(await why(begin({ tells: ['health'] }).then((b) => b.answer))).toBe('paper-tells-too-much');
    expect(await why(begin({ tells: ['location'] }).then((b) => b.answer))).toBe('paper-tells-too-much');
    expect(await why(begin({ kind: 'childrens-rights-report', receiver: 'immigration', tells: ['chronology'] }).then((b) => b.answer))).toBe('paper-tells-too-much');
    expect(await why(begin({ kind: 'police-notification', receiver: 'court' }).then((b) => b.answer))).toBe('paper-not-for-receiver');
    // Police and prosecutor sit at recognition, and nobody opened justice there.
    const words = await clean();
    const elsewhere = (tells: readonly string[]) => perform(DRAFT_PAPER.recognition, lawyer, { file, paper: { document: randomUUID(), kind: 'prosecutor-page', receiver: 'prosecutor', language: 'nl', revision: 1, tells: tells as never, abroad: null, leavesGdpr: false }, words });
    expect(await why(elsewhere(['justice']))).toBe('paper-tells-too-much');
    expect(await why(elsewhere(['identity', 'chronology']))).toBe('done');
    expect(await why(perform(DRAFT_PAPER.recognition, lawyer, { file, paper: { document: randomUUID(), kind: 'non-punishment-request', receiver: 'prosecutor', language: 'nl', revision: 1, tells: [], abroad: null, leavesGdpr: false }, words }))).toBe('paper-is-of-counsel');
  });
  it('is read by nobody but the child’s lawyer while it lies with counsel', async () => {
    for (const role of ['police-officer', 'prosecutor', 'guardian', 'youth-protection-worker']) expect((await perform(READ_SECTION.counsel, who(role), { file })).done).toBe(false);
    expect(papersIn(await read('counsel')).length).toBeGreaterThan(3);
  });
  it('says the same under the same digest, and anything else under another', async () => {
    const words = await filledFor();
    expect(wordsDigest(words)).toBe(wordsDigest(structuredClone(words)));
    expect(wordsDigest({ ...words, contact: 'anders' })).not.toBe(wordsDigest(words));
  });
});
