import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { claimSet } from '#src/best-interests/model/kinds.ts';
import { decidedAgainstReturn, journeyPlanned } from '#src/best-interests/returning/model/kinds.ts';
import { RETURN_OBSTACLES } from '#src/best-interests/returning/model/vocabulary.ts';
import { writers } from '#src/files/access-table.ts';
import { ADD_DOCUMENT } from '#src/files/actions/document-actions.ts';
import { aboutSection, onFile, type OnFile } from '#src/files/actions/about.ts';
import { openFileWith } from '#src/files/actions/bring-actions.ts';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { ADD_NOTE } from '#src/files/actions/story-actions.ts';
import type { Actor, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { createSigner, type Signer } from '#src/platform/journal/signing-keys.ts';
import { writeCard, type Card, type KnownNode } from '#src/platform/nodes/card.ts';
import { createRecipient, readPrivateKeys, readRecipient } from '#src/platform/packages/recipients.ts';
import { makeReceiptKey } from '#src/platform/sessions/key-file.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { setCalendar } from '#src/reintegration/following/actions/plan-actions.ts';
import { packBack, packFile } from '#src/reintegration/handover/package/pack.ts';
import { takeIn, type TakenIn } from '#src/reintegration/handover/package/take-in.ts';
import { enterReply, requestHandover, writeLetter } from '#src/reintegration/handover/actions/step-actions.ts';
import { ANSWER_SHARE, askToShare, makePackage, seeSharing } from '#src/reintegration/handover/actions/share-actions.ts';
import { handoverState } from '#src/reintegration/handover/model/state.ts';
import type { SharedSection } from '#src/reintegration/handover/model/vocabulary.ts';
import { allOf, received } from './attachments.ts';
import { aStep, anEvent, someWords, who } from './files.ts';
import { valueOf, type TestGround } from './ground.ts';

export const guardian = who('guardian');
export const shelter = who('shelter-worker');
export const lawyer = who('lawyer');
const TODAY = '2026-11-25';
/** Words that must be found, or must not, wherever a file goes. */
export const SAID = { own: 'EIGENE WORTE', place: 'GEHEIME PLAATS', claim: 'ASIELVERHAAL', counsel: 'ADVOCAAT ZEGT', note: 'Verzonnen notitie', name: 'Verzonnen' } as const;

export const claiming: StreamAction<OnFile & { claim: 'none' | 'open' }, null> = {
  name: 'test.claim',
  does: 'say how a claim stands',
  input: onFile.extend({ claim: claimSet.header.shape.claim }) as never,
  allow: writers('recognition'),
  about: aboutSection('recognition'),
  run: ({ input }) => ({ value: null, entries: [draft(claimSet, { claim: input.claim, ...('agreement' in claimSet.header.shape ? { agreement: null } : {}) } as never, { section: 'recognition', body: JSON.stringify({ reason: SAID.claim }) })] }),
};
export const setClaim = async (ground: TestGround, file: string, claim: 'none' | 'open') => valueOf(await ground.perform(claiming, guardian, { file, claim }));

const WAY = { journey: '5e3c0d1a-0000-4000-8000-000000000001', gate: 'return', receiver: 'care' } as const;
const setting: StreamAction<OnFile, null> = {
  name: 'test.set-out',
  does: 'plan a journey past everything that stands against it',
  input: onFile,
  allow: writers('solution'),
  about: aboutSection('solution'),
  run: () => ({
    value: null,
    entries: [
      draft(decidedAgainstReturn, { ...WAY, decider: 'court', obstacles: [...RETURN_OBSTACLES] }, { section: 'solution', body: '{}' }),
      draft(journeyPlanned, { ...WAY, escort: 'guardian', on: '2026-12-22' }, { section: 'solution', body: '{}' }),
    ],
  }),
};
export async function setDays(ground: TestGround, file: string): Promise<void> {
  const { version } = valueOf(await ground.perform(READ_SECTION.reintegration, guardian, { file }));
  valueOf(await ground.perform(setCalendar, guardian, { file, base: version, calendar: { country: 'RO', arrivesOn: '2026-12-22', language: 'ro', riskStays: false }, words: { partner: 'Doamna Inventata', phone: '1' } }));
}
export const planJourney = async (ground: TestGround, file: string) => valueOf(await ground.perform(setting, guardian, { file }));

/** A file that a guardian leads, with something in every section that could go along, and in those that never do. */
export async function childFile(ground: TestGround, { claim = 'none' as 'none' | 'open' | null } = {}): Promise<string> {
  const file = randomUUID();
  const signs = { signs: { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'seen', liv03: 'not-known', fin08: 'not-seen' }, lines: 'LIV-06' } as const;
  const facts = [{ recorded: { fact: randomUUID(), what: 'name' as const, source: 'child' as const, certainty: 'likely' as const }, words: { given: SAID.name, family: 'Voorbeeld' } }];
  valueOf(await ground.perform(openFileWith, guardian, { file, origin: 'import', country: 'NL', facts, events: [{ event: anEvent(), words: { text: 'Gezien in een winkel', place: '' } }], spoken: [{ spoken: someWords(), words: { words: SAID.own, question: 'Wat wil je?' } }], signs, step: { step: aStep({ status: 'not-established', bases: ['nothing-found'], effects: ['support'] }), words: { reasons: 'Op wat toen bekend was.' } } }));
  for (const [section, by] of [['reintegration', guardian], ['health', guardian], ['solution', guardian]] as const) valueOf(await ground.perform(OPEN_SECTION[section], by, { file, purpose: 'care', ground: 'gdpr-6-1-e' }));
  for (const section of ['identity', 'protection'] as const) valueOf(await ground.perform(INVITE[section], guardian, { file, agency: shelter.agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  valueOf(await ground.perform(answerInvitation, shelter, { file, answer: 'accepted' }));
  valueOf(await ground.perform(OPEN_SECTION.location, shelter, { file, purpose: 'shelter', ground: 'gdpr-6-1-e' }));
  valueOf(await ground.perform(INVITE.location, shelter, { file, agency: guardian.agency, purpose: 'guardianship', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  valueOf(await ground.perform(answerInvitation, guardian, { file, answer: 'accepted' }));
  valueOf(await ground.perform(OPEN_SECTION.counsel, lawyer, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
  for (const [section, text, by] of [['location', SAID.place, shelter], ['counsel', SAID.counsel, lawyer], ['identity', SAID.note, guardian], ['health', 'Allergisch', guardian]] as const) valueOf(await ground.perform(ADD_NOTE[section], by, { file, note: randomUUID(), text }));
  if (claim) await setClaim(ground, file, claim);
  return file;
}

/** Keeps a document of these bytes in the identity of a file. */
export async function addScan(ground: TestGround, file: string, bytes: Buffer): Promise<void> {
  const { id, form } = await received(ground, guardian, bytes, { name: 'paper.bin' });
  valueOf(await ground.perform(ADD_DOCUMENT.identity, guardian, { file, document: randomUUID(), what: 'report', text: 'Verzonnen bijlage', files: { form, ids: [id] } }));
}

export const aRequest = (change: Record<string, unknown> = {}) => ({
  handover: randomUUID(),
  country: 'RO',
  language: 'ro',
  goesTo: 'foster-family',
  authorities: ['central-authority', 'child-protection'],
  consents: ['central-authority'],
  needsNumber: true,
  asOf: TODAY,
  isOutside: false,
  transfer: null,
  answerBy: '2026-12-16',
  ...change,
});
const REQUEST_WORDS = { office: 'Instituție inventată', contact: 'Kantoor Verzonnen', child: 'Verzonnen Voorbeeld', asks: 'Zorg', report: 'Verslag', reasons: 'Redenen' };
const PDF = 'AA==';
export const request = (ground: TestGround, file: string, change: Record<string, unknown> = {}, by: Actor = guardian) => ground.perform(requestHandover, by, { file, request: aRequest(change), words: REQUEST_WORDS, pdf: PDF });
export const write = (ground: TestGround, file: string, letter: Record<string, unknown>) => ground.perform(writeLetter, guardian, { file, letter: { letter: randomUUID(), answerBy: null, arrivesOn: null, escort: null, because: null, ...letter }, words: { contact: 'Kantoor' }, pdf: PDF });

/** A reply, on paper with a scan unless told otherwise. */
export async function reply(ground: TestGround, file: string, change: Record<string, unknown>, { number = '1234/2026', who: said = '', hasScan = true } = {}) {
  const sent = hasScan ? await received(ground, guardian, Buffer.from('\0 scan'), { name: 'scan.bin' }) : null;
  return ground.perform(enterReply, guardian, { file, reply: { reply: randomUUID(), from: 'central-authority', by: 'letter', on: TODAY, refusal: null, ...change }, words: { number, who: said }, files: sent && { form: sent.form, ids: [sent.id] } });
}

/** An installation in a test: its keys, and how it takes in what comes. */
export type TestNode = { readonly folder: string; signer: Signer; card: Card; readonly own: Buffer[]; identityKey: SecretKey; as: (name: string) => KnownNode };
export function useNode(): TestNode {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-node-'));
  const node = { folder, own: [] as Buffer[] } as unknown as TestNode;
  const id = randomUUID();
  beforeAll(() => {
    node.signer = createSigner(join(folder, 'signing-keys'));
    const recipient = readRecipient(createRecipient(join(folder, 'package-keys'))) as Buffer;
    node.card = { recipient, signingKeys: node.signer.publicKeys };
    node.own.push(...readPrivateKeys(join(folder, 'package-keys')).all);
    node.identityKey = makeReceiptKey(folder);
    node.as = (name) => ({ node: id, name, ...node.card });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return node;
}

/** Has a node known in a database, as whoever runs it would. */
export const know = async (ground: TestGround, node: TestNode, name: string) => {
  const { node: id } = node.as(name);
  await ground.database.query(`insert into keerpunt.known_node (node, name, card, recorded_on, recorded_by) values ($1, $2, $3, '${TODAY}', 'operator')`, [id, name, writeCard(node.card)]);
};

type Sharing = { sections: readonly SharedSection[]; words?: readonly SharedSection[]; agrees?: readonly SharedSection[]; justiceGround?: string | null };
/** Asks to share and has everybody agree who has to. */
export async function agreed(ground: TestGround, file: string, handover: string, to: string, { sections, words = [], agrees = sections, justiceGround = null }: Sharing): Promise<string> {
  const share = randomUUID();
  valueOf(await ground.perform(askToShare, guardian, { file, asked: { share, handover, country: 'RO', sections: [...sections], recipient: to, justiceGround, answerBy: '2026-12-01' } }));
  for (const section of agrees) valueOf(await ground.perform(ANSWER_SHARE[section], section === 'location' ? shelter : guardian, { file, answer: { share, agrees: true, withWords: words.includes(section), childSays: words.includes(section) ? 'yes' : 'not-asked' }, words: {} }));
  return share;
}

export async function sharesOf(ground: TestGround, file: string) {
  const seen = valueOf(await ground.perform(seeSharing, guardian, { file }));
  return seen.asked;
}

type Packing = { from: TestNode; to: Card; file: string; share: string; handover: string; sections: readonly SharedSection[]; now?: Date };
/** The bytes of a package, made as the page makes it. */
export async function packed(ground: TestGround, { from, to, file, share, handover, sections, now = ground.clock.now }: Packing): Promise<Buffer> {
  const id = randomUUID();
  valueOf(await ground.perform(makePackage, guardian, { file, made: { share, package: id, sections: [...sections] } }));
  const state = handoverState(await headersOf(ground, file));
  const [known, asked] = [state.handovers.find((h) => h.handover === handover), state.shares.find((s) => s.share === share)];
  if (!known || !asked) throw new Error('nothing was asked');
  const made = await packFile({ ground, signer: from.signer, perform: ground.perform, actor: guardian, now }, { file, share: asked, package: id, sections, handover: known, node: to, country: 'NL' });
  if (!('pieces' in made)) throw new Error(JSON.stringify(made));
  return allOf(made.pieces);
}

export async function headersOf(ground: TestGround, file: string) {
  const rows = await ground.database.query('select sequence, section, kind, version, header, recorded_on::text, recorded_at from keerpunt.entry where stream_id = $1 order by sequence', [file]);
  return rows.map((row) => ({ ...row, sequence: Number(row['sequence']) })) as unknown as Parameters<typeof handoverState>[0];
}

/** All that is in a database, row by row, looked at in one go. */
export async function everything(ground: TestGround, without: readonly string[] = []): Promise<unknown> {
  const tables = await ground.database.query(`select table_name as name from information_schema.tables where table_schema = 'keerpunt' and table_type = 'BASE TABLE' order by 1`);
  const names = tables.map((t) => String(t['name'])).filter((name) => !without.includes(name));
  return ground.database.query(names.map((name) => `select '${name}' as name, count(*) as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as bytes from keerpunt.${name} as t`).join(' union all ') + ' order by name');
}

/** The bytes of answers that are given back, as the page makes them; or why there are none. */
export async function packedBack(ground: TestGround, from: TestNode, back: Parameters<typeof packBack>[1], now = ground.clock.now): Promise<Buffer | string> {
  const made = await packBack({ ground, signer: from.signer, perform: ground.perform, actor: guardian, now }, back);
  if (!('pieces' in made)) return made.because === 'obstacles' ? made.obstacles[0].code : made.because;
  return allOf(made.pieces);
}

/** Takes in bytes, or a file, at a node whose people work on a ground. */
export async function taken(ground: TestGround, node: TestNode, nodes: readonly KnownNode[], what: Buffer | string, actor: Actor & { agency: string } = guardian): Promise<TakenIn> {
  const path = typeof what === 'string' ? what : join(node.folder, randomUUID());
  if (typeof what !== 'string') writeFileSync(path, what);
  return takeIn(path, { ground, perform: ground.perform, actor, ownKeys: node.own, nodes, identityKey: node.identityKey, now: ground.clock.now, textOf: (name, on) => `${name} ${on}` });
}
