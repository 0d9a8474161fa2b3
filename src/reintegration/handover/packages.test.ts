import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_IMPRINTS } from '#src/files/imprints.ts';
import { findKnownFiles } from '#src/files/actions/known-actions.ts';
import { lookAtFile, READ_SECTION } from '#src/files/actions/read-actions.ts';
import { statusOf } from '#src/files/model/state.ts';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import { OPEN_DOCUMENT } from '#src/files/actions/document-actions.ts';
import { framed } from '#src/platform/packages/parts.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { openFile, sealFile } from '#src/platform/packages/sealed-file.ts';
import { sectionsOf } from '#src/platform/packages/sections.ts';
import { readSigned } from '#src/platform/packages/contents.ts';
import { verifySections } from '#src/platform/packages/verify-sections.ts';
import { allOf } from '#test/support/attachments.ts';
import { useFiles } from '#test/support/files.ts';
import { valueOf } from '#test/support/ground.ts';
import { addScan, aRequest, agreed, childFile, everything, guardian, know, packed, request, SAID, sharesOf, shelter, taken, useNode } from '#test/support/handovers.ts';
import { matcherWith } from '#test/support/known.ts';
import { ANSWER_SHARE, askToShare, makePackage } from './actions/share-actions.ts';
import { seeHandovers } from './actions/step-actions.ts';
import type { SharedSection } from './model/vocabulary.ts';

/** Two installations, each with a database of its own. */
const [sending, receiving] = [useFiles(), useFiles()];
const [here, there, stranger] = [useNode(), useNode(), useNode()];
const keys = mkdtempSync(join(tmpdir(), 'keerpunt-imprints-'));
const SHARED: readonly SharedSection[] = ['identity', 'chronology', 'recognition', 'health'];
const PHOTO = Buffer.alloc(70_000, 7);
let file = '';
let handover = '';
let share = '';
let bytes: Buffer;
const known = () => [here.as('Verzonnen West')];

const pack = (of: Partial<Parameters<typeof packed>[1]> = {}) => packed(sending, { from: here, to: there.card, file, share, handover, sections: SHARED, ...of });
const take = (what: Buffer | string, nodes = known()) => taken(receiving, there, nodes, what);

beforeAll(async () => {
  receiving.imprints = new Map([['file', matcherWith(join(keys, 'imprint-keys'), receiving.now, FILE_IMPRINTS)]]);
  await know(sending, there, 'Inventat Est');
  await know(receiving, here, 'Verzonnen West');
  file = await childFile(sending);
  await addScan(sending, file, PHOTO);
  const asked = aRequest();
  ({ handover } = asked);
  valueOf(await request(sending, file, asked));
  share = await agreed(sending, file, handover, recipientId(there.card.recipient), { sections: SHARED });
  bytes = await pack();
}, 60_000);
afterAll(() => rmSync(keys, { recursive: true, force: true }));

async function* whole(of: Buffer) {
  yield of;
}
/** What whoever has the key reads in a package, all of it as text. */
async function saidIn(of: Buffer): Promise<{ text: string; sections: readonly string[] }> {
  const read = await sectionsOf(await readSigned(openFile({ kind: 'keys', privateKeys: there.own }, whole(of))));
  const { sections, problems } = verifySections(read);
  expect(problems).toEqual([]);
  return { text: JSON.stringify(sections), sections: sections.map((s) => s.section) };
}

describe('what goes along', () => {
  it('is what its controllers agreed to; the child’s own words, the place, the claim and what the lawyer keeps stay behind', async () => {
    const { text, sections } = await saidIn(bytes);
    expect(sections).toEqual(SHARED);
    for (const said of [SAID.name, SAID.note, 'Gezien in een winkel', 'Allergisch']) expect(text).toContain(said);
    for (const said of [SAID.own, SAID.place, SAID.claim, SAID.counsel]) expect(text).not.toContain(said);
    for (const said of [SAID.name, SAID.note, file]) expect(bytes.includes(said)).toBe(false);
  });
  it('is refused section by section until whoever answers for it agrees, and where anybody there says no', async () => {
    const share2 = await agreed(sending, file, handover, recipientId(there.card.recipient), { sections: ['identity', 'health'], agrees: ['health'] });
    const make = (sections: readonly SharedSection[]) => sending.perform(makePackage, guardian, { file, made: { share: share2, package: randomUUID(), sections: [...sections] } });
    expect(await make(['identity', 'health'])).toMatchObject({ obstacles: [{ code: 'share-not-agreed', section: 'identity' }] });
    expect(await make(['solution'])).toMatchObject({ obstacles: [{ code: 'section-not-asked' }] });
    const say = (agrees: boolean, by = guardian) => sending.perform(ANSWER_SHARE.identity, by, { file, answer: { share: share2, agrees, withWords: false, childSays: 'not-asked' }, words: {} });
    // The shelter sits at the section and does not answer for it: its yes opens nothing, its no closes.
    valueOf(await say(true, shelter));
    expect(await make(['identity'])).toMatchObject({ obstacles: [{ code: 'share-not-agreed' }] });
    valueOf(await say(true));
    valueOf(await make(['identity']));
    valueOf(await say(false, shelter));
    expect(await make(['identity'])).toMatchObject({ obstacles: [{ code: 'share-refused' }] });
  });
  it('is where the child sleeps only where the shelter says so, and its own words only where the child says yes', async () => {
    const share3 = await agreed(sending, file, handover, recipientId(there.card.recipient), { sections: ['location', 'chronology'], words: ['chronology'] });
    expect((await sending.perform(ANSWER_SHARE.location, guardian, { file, answer: { share: share3, agrees: true, withWords: false, childSays: 'not-asked' }, words: {} })).done).toBe(false);
    expect(await sending.perform(ANSWER_SHARE.chronology, guardian, { file, answer: { share: share3, agrees: true, withWords: true, childSays: 'no' }, words: {} })).toMatchObject({ obstacles: [{ code: 'child-not-asked' }] });
    const { text } = await saidIn(await pack({ share: share3, sections: ['location', 'chronology'] }));
    for (const said of [SAID.place, SAID.own]) expect(text).toContain(said);
    expect((await sharesOf(sending, file)).at(-1)?.sections.map((s) => s.standing)).toEqual(['agreed', 'agreed']);
  });
  it('is never what the lawyer keeps, and what the child is accused of only on a ground of law', async () => {
    const ask = (asked: object) => sending.perform(askToShare, guardian, { file, asked: { share: randomUUID(), handover, country: 'RO', recipient: recipientId(there.card.recipient), justiceGround: null, answerBy: '2026-12-01', ...asked } });
    for (const sections of [['counsel'], ['investigation']]) expect(await ask({ sections })).toMatchObject({ because: 'invalid' });
    expect(await ask({ sections: ['justice'] })).toMatchObject({ obstacles: [{ code: 'justice-needs-a-ground' }] });
    expect(await ask({ sections: ['identity'], recipient: recipientId(stranger.card.recipient) })).toMatchObject({ obstacles: [{ code: 'no-such-node' }] });
  });
});

/** The identity under which a package is sealed. */
const idOf = (of: Buffer): string => (JSON.parse(of.toString('latin1', of.indexOf('\n') + 1, of.indexOf('\n', 20))) as { id: string }).id;

const madeBy = (contents: AsyncIterable<Buffer>, to = there.card, id?: string) => allOf(sealFile([{ kind: 'key', publicKey: to.recipient }], contents, id));
/** What was signed, sealed anew: as somebody would who has it and the receiver's public key. */
const resealed = async (change: (plain: Buffer) => Buffer = (plain) => plain, id?: string) => {
  const plain = await allOf(openFile({ kind: 'keys', privateKeys: there.own }, whole(bytes)));
  return madeBy(whole(change(plain)), there.card, id ?? idOf(bytes));
};
const altered = (of: Buffer, at: number): Buffer => Buffer.concat([of.subarray(0, at), Buffer.of((of[at] ?? 0) ^ 1), of.subarray(at + 1)]);

describe('a package that is not taken in', () => {
  const refusals: readonly (readonly [string, string, () => Promise<Buffer | string>])[] = [
    ['is no package', 'no-package', async () => Buffer.from('Beste collega, hierbij het dossier')],
    ['is empty', 'no-package', async () => Buffer.alloc(0)],
    ['was sealed by a later version', 'unknown-version', async () => Buffer.concat([Buffer.from('keerpunt-package 2\n'), bytes.subarray(19)])],
    ['says a later format in what is signed', 'unknown-version', async () => madeBy(later())],
    ['is sealed to another', 'for-another', async () => pack({ to: stranger.card })],
    ['was signed for another and sealed to us by somebody who had it', 'for-another', async () => sentOn(await pack({ to: stranger.card }))],
    ['was sealed again under another identity', 'damaged', async () => resealed(undefined, randomUUID())],
    ['is signed by nobody who is known', 'unknown-signer', async () => pack({ from: stranger })],
    ['was made after now', 'from-the-future', async () => pack({ now: new Date(sending.clock.now.getTime() + 11 * 60_000) })],
    ['says in what is signed something that was not', 'damaged', async () => resealed((plain) => altered(plain, plain.indexOf('"about"') + 12))],
    ['has a section that was not signed', 'damaged', async () => resealed((plain) => altered(plain, plain.indexOf('"headerBytes"') + 20))],
    // No link of the chain holds how large a file is said to be: only the digest of its section does.
    ['says of a file what was not signed', 'damaged', async () => resealed((plain) => altered(plain, plain.indexOf('"bytes":70000') + 8))],
    ['has a file that was not signed', 'damaged', async () => resealed((plain) => altered(plain, plain.length - 30_000))],
    ['asks for more memory than anything needs', 'too-large', async () => madeBy(huge())],
    ['has 1 GB', 'too-large', async () => aGigabyte()],
  ];
  const sentOn = (theirs: Buffer) => madeBy(openFile({ kind: 'keys', privateKeys: stranger.own }, whole(theirs)), there.card, idOf(theirs));
  async function* later() {
    const manifest = Buffer.from(JSON.stringify({ format: 3 }));
    yield framed(manifest);
    yield framed(here.signer.signPackage((await import('#src/platform/packages/contents.ts')).manifestDigest(manifest)));
  }
  async function* huge() {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(0xffff_fff0);
    yield length;
    for (let n = 0; n < 64; n++) yield Buffer.alloc(65_536);
  }
  function aGigabyte(): string {
    const path = join(there.folder, 'large');
    writeFileSync(path, bytes);
    truncateSync(path, 1024 ** 3);
    return path;
  }

  it.each(refusals)('%s says why, and leaves nothing', async (_, because, make) => {
    const what = await make();
    const before = await everything(receiving);
    expect(await take(what)).toEqual({ refused: because });
    expect(await everything(receiving)).toEqual(before);
  });
  it('is any of which a single bit was changed, or that was cut off at any place, also between two chunks', async () => {
    const before = await everything(receiving);
    const head = bytes.indexOf('\n', 20) + 1;
    const chunk = 65_536 + 16;
    const cuts = [head, head + 40, ...Array.from({ length: Math.floor((bytes.length - head) / chunk) }, (_, n) => head + 40 + (n + 1) * chunk).filter((at) => at < bytes.length), bytes.length - 1];
    for (const at of cuts) expect(await take(bytes.subarray(0, at)), String(at)).toEqual({ refused: expect.any(String) });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const one = Buffer.from(bytes);
        one[at] = (one[at] ?? 0) ^ flip;
        expect(await take(one)).toEqual({ refused: expect.any(String) });
      }),
      { numRuns: 15, examples: [[0, 1], [18, 1], [30, 1], [head - 2, 1], [head, 1], [head + 1, 1], [head + 12, 1], [bytes.length - 1, 1]] },
    );
    expect(await everything(receiving)).toEqual(before);
  });
  it('where nobody made a key yet', async () => expect(await taken(receiving, { ...there, own: [] }, known(), bytes)).toEqual({ refused: 'no-own-key' }));
});

describe('a package that is taken in', () => {
  let opened = '';
  it('is a file here with what came, whole, under an identity of its own', async () => {
    const answer = await take(bytes);
    if (!('opened' in answer)) throw new Error(JSON.stringify(answer));
    ({ opened } = answer);
    expect(opened).not.toBe(file);
    const { state, sections } = valueOf(await receiving.perform(lookAtFile, guardian, { file: opened }));
    expect(state.opened).toMatchObject({ origin: 'import', country: 'RO' });
    expect([...sections].toSorted()).toEqual(['chronology', 'health', 'identity', 'protection', 'recognition', 'reintegration']);
    // As it was decided there, by another country; the sign that points to the family holds here too.
    expect([statusOf(state), state.ledger[0]?.decider, state.ledger[0]?.effects]).toEqual(['not-established', 'foreign-authority', ['none']]);
    expect(state.checks[0]).toMatchObject({ liv06: 'seen' });
    expect(valueOf(await receiving.perform(seeHandovers, guardian, { file: opened })).state.received).toMatchObject([{ handover, country: 'NL', stream: file, sections: SHARED }]);
  });
  it('has its files, each with the section in which it stood', async () => {
    const { entries } = valueOf(await receiving.perform(READ_SECTION.identity, guardian, { file: opened }));
    const [one] = entries.flatMap((e) => e.attachments ?? []);
    const found = valueOf(await receiving.perform(OPEN_DOCUMENT.identity, guardian, { stream: opened, section: 'identity', attachment: one?.id ?? '' }));
    expect((await allOf(readAttachment(receiving, guardian, found))).equals(PHOTO)).toBe(true);
  });
  it('is looked up among the children who are known here', async () => {
    expect(valueOf(await receiving.perform(findKnownFiles, guardian, { file: opened }))).toMatchObject({});
    const [tokens] = await receiving.database.query('select count(*)::int as n from keerpunt.imprint where stream_id = $1', [opened]);
    expect(tokens).toEqual({ n: 1 });
  });
  it('is taken in once, by whatever agency it is tried again, and so is another package of the same file', async () => {
    const left = ['access_record', 'stream', 'used_form'];
    const before = await everything(receiving, left);
    for (const [what, actor] of [[bytes, guardian], [bytes, { ...guardian, id: 'c0000001-0000-4000-8000-000000000000', agency: shelter.agency }], [await pack(), guardian]] as const) expect(await taken(receiving, there, known(), what, actor)).toMatchObject({ answer: { done: false } });
    expect(await everything(receiving, left)).toEqual(before);
    expect(await take(bytes)).toMatchObject({ answer: { obstacles: [{ code: 'taken-in-already' }] }, file: opened });
  });
});
