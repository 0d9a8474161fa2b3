import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigner, type Signer } from '#src/platform/journal/signing-keys.ts';
import { readSealedAttachment } from '#src/platform/action/read-attachment.ts';
import { allOf, received } from '#test/support/attachments.ts';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { noteOnReport } from '#src/helpdesk/model/desk-actions.ts';
import { exportReport } from '#src/helpdesk/model/leaving-actions.ts';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import type { StreamProof } from '#src/platform/action/prove.ts';
import { readContents, writeContents } from './contents.ts';
import { createRecipient, readPrivateKey, readRecipient, type Opener, type Recipient } from './recipients.ts';
import { openFile, sealFile } from './sealed-file.ts';
import { verifyFiles, verifyManifest } from './verify.ts';

const ground = useHelpdesk();
const { reception, worker, jurist } = DESK_PEOPLE;
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-packages-'));
const PHOTO = Buffer.alloc(200_000, 7);
const WORDS: Recipient & Opener = { kind: 'words', words: 'boom vis zon maan ster blad tak' };
let signer: Signer;
let proof: StreamProof;
let key: { recipient: Recipient; opener: Opener };

beforeAll(async () => {
  signer = createSigner(join(folder, 'signing-keys'));
  const publicKey = readRecipient(createRecipient(join(folder, 'mine')));
  if (!publicKey) throw new Error('no key');
  key = { recipient: { kind: 'key', publicKey }, opener: { kind: 'key', privateKey: readPrivateKey(join(folder, 'mine')) } };
  const { id, form } = await received(ground, reception, PHOTO, { name: 'door.bin' });
  const report = { ...aReport({}, { text: 'Zij moet stelen.', who: 'Iemand' }), files: { form, ids: [id] } };
  valueOf(await ground.perform(sendReport, reception, report));
  valueOf(await ground.perform(noteOnReport, worker, { report: report.report, note: 'd0000001-0000-4000-8000-000000000000', text: 'INTERNAL' }));
  proof = valueOf(await ground.perform(exportReport, jurist, { report: report.report, purpose: 'authority', recipient: null }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const contents = (of: StreamProof = proof) => writeContents({ proof: of, madeOn: '2026-11-25', signer, sealedFile: (id) => readSealedAttachment(ground, jurist, proof.streamId, id) });
const sealed = async (to: readonly Recipient[] = [WORDS], of?: StreamProof) => allOf(sealFile(to, contents(of)));
async function* inPieces(bytes: Buffer, by = 7001): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += by) yield bytes.subarray(at, at + by);
}
async function opened(bytes: Buffer, opener: Opener = WORDS, keys = signer.publicKeys) {
  const read = await readContents(openFile(opener, inPieces(bytes)));
  const { problems, entries } = verifyManifest(read, keys);
  const files: { name: string; bytes: Buffer }[] = [];
  for await (const file of verifyFiles(read)) {
    files.push({ name: file.name, bytes: await allOf(file.bytes) });
    const problem = file.problem();
    if (problem) problems.push(problem);
  }
  return { problems, entries, files };
}

describe('a sealed package', () => {
  it('opens with the words and with the key, has the conversation and its files, and holds', async () => {
    const bytes = await sealed([WORDS, key.recipient]);
    for (const opener of [WORDS, key.opener, { ...WORDS, words: '  Boom vis ZON maan\nster blad tak ' }]) {
      const { problems, entries, files } = await opened(bytes, opener);
      expect(problems).toEqual([]);
      expect(entries.map((e) => e.kind)).toEqual(['report.received', 'report.message-added']);
      expect(entries[1]?.body).toContain('Zij moet stelen.');
      expect(files).toEqual([{ name: 'door.bin', bytes: PHOTO }]);
    }
  });
  it('shows nothing of what it holds to whoever has not the words or the key, nor any note of the desk to whoever has', async () => {
    const bytes = await sealed();
    for (const text of ['Zij moet', 'report.received', proof.streamId, 'INTERNAL']) expect(bytes.includes(text)).toBe(false);
    expect(JSON.stringify(await opened(bytes))).not.toContain('INTERNAL');
    await expect(opened(bytes, { kind: 'words', words: 'boom vis zon maan ster blad tam' })).rejects.toMatchObject({ because: 'does-not-open' });
    await expect(opened(bytes, key.opener)).rejects.toMatchObject({ because: 'for-another' });
  });
  it('that was cut off or altered anywhere does not open to its end', async () => {
    const bytes = await sealed();
    for (const length of [0, 10, 300, bytes.length - 1, bytes.length - 70_000]) await expect(opened(bytes.subarray(0, length)), String(length)).rejects.toMatchObject({ name: 'PackageRefused' });
    for (let at = 3; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await expect(opened(altered), String(at)).rejects.toMatchObject({ name: 'PackageRefused' });
    }
  });
  it('that somebody made anew from altered entries is found by the chain, and by the signature of whoever sent it', async () => {
    const change = (at: number, to: object): StreamProof => ({ ...proof, links: proof.links.map((link, n) => (n === at && link.given ? { ...link, given: { ...link.given, ...to } } : link)) });
    const problemsOf = async (of: StreamProof) => (await opened(await sealed([WORDS], of))).problems;
    expect(await problemsOf(change(1, { recorded_on: '2020-01-01' }))).toEqual([{ what: 'entry-altered', at: 2 }]);
    expect(await problemsOf(change(1, { contentKey: Buffer.alloc(32) }))).toEqual([{ what: 'body-does-not-open', at: 2 }]);
    expect(await problemsOf({ ...proof, links: proof.links.slice(1) })).toContainEqual({ what: 'entry-missing', at: 2 });
    expect(await problemsOf({ ...proof, links: proof.links.toSpliced(1, 1) })).toContainEqual({ what: 'entry-missing', at: 3 });
    const other = createSigner(join(folder, 'other-keys'));
    expect((await opened(await sealed(), WORDS, other.publicKeys)).problems).toEqual([{ what: 'unknown-key' }]);
  });
  it('is signed as a package, which never counts as a block', () => {
    const digest = Buffer.alloc(32, 1);
    expect(signer.signPackage(digest).equals(signer.sign(digest))).toBe(false);
  });
  it('has a private key that stays in its file, and a line that can be sent', () => {
    expect(readFileSync(join(folder, 'mine'), 'utf8')).toMatch(/^package-keys 1\n/);
    expect(readRecipient('keerpunt-recipient x')).toBeNull();
  });
});

describe('the sealing to a key', () => {
  // The recipient of the first published vector of the RFC, DHKEM(X25519, HKDF-SHA256).
  it('is that of RFC 9180: from a published secret comes the published key', async () => {
    const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
    const pair = await suite.kem.deriveKeyPair(new Uint8Array(Buffer.from('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037', 'hex')).buffer);
    expect(Buffer.from(await suite.kem.serializePublicKey(pair.publicKey)).toString('hex')).toBe('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
  });
});
