import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { momentAt, otherSigner, otherValue, signer, streamId } from '#test/support/journal.ts';
import { KeyFileUnusable } from '../vault/key-file.ts';
import { createMasterKeys } from '../vault/master-keys.ts';
import { closeBlock } from './block.ts';
import { merkleTree } from './merkle.ts';
import type { Head } from './rows.ts';
import { createSigner, readPublicKeys, readSigner, signatureProblem, writePublicKeys } from './signing-keys.ts';
import { appendToWitness, readWitness, witnessLine } from './witness.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keerpunt-block-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const head = (at: number, more: Partial<Head> = {}): Head => ({ stream_id: streamId(at), head_sequence: at + 1, head_hash: Buffer.alloc(32, at), access_sequence: 0, access_hash: null, ...more });
const rootOf = (heads: readonly Head[]) => {
  const tree = merkleTree();
  for (const one of heads) tree.add(one);
  return tree.root();
};

describe('the root over heads', () => {
  it('changes with every head, its fields, its place and the number of heads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), (count, pick) => {
        const heads = Array.from({ length: count }, (_, at) => head(at));
        const at = pick % count;
        const root = rootOf(heads);
        expect(rootOf(heads)).toEqual(root);
        for (const [field, value] of Object.entries(head(at))) {
          const altered = heads.with(at, { ...head(at), [field]: field === 'access_hash' ? Buffer.alloc(32) : otherValue(value) });
          expect(rootOf(altered)).not.toEqual(root);
        }
        expect(rootOf(heads.toSpliced(at, 1))).not.toEqual(root);
        expect(rootOf(heads.toSpliced(at, 0, head(at)))).not.toEqual(root);
        if (count > 1) expect(rootOf(heads.toReversed())).not.toEqual(root);
      }),
    );
  });
});

describe('a block', () => {
  it('does not depend on the order in which the streams come', () => {
    const [one, two] = [[head(0), head(1), head(2)], [head(2), head(0), head(1)]].map((heads) => closeBlock(null, momentAt(0), heads, signer));
    expect(one).toEqual(two);
    expect(one?.heads.map((h) => h.stream_id)).toEqual([streamId(0), streamId(1), streamId(2)]);
  });
  it('is never closed before the one in front of it, also when the clock was put back', () => {
    const { block } = closeBlock(null, momentAt(10), [], signer);
    expect(closeBlock(block, momentAt(5), [], signer).block).toMatchObject({ number: 2, closed_at: momentAt(10), previous_root: block.root });
  });
  it('has the root of version 1 for ever', () => {
    const heads = [head(0), head(1, { access_sequence: 2, access_hash: Buffer.alloc(32, 9) }), head(2)];
    expect(closeBlock(null, momentAt(0), heads, signer).block.root.toString('hex')).toBe('0e9cff5766dc283ffd1d0fce9a6d51de9fca070f9e5a7ff39dee3449b7a18510');
  });
  it('holds each stream once', () => expect(() => closeBlock(null, momentAt(0), [head(0), head(0)], signer)).toThrow('each stream once'));
  it('is signed by a key whose public half is enough to verify it anywhere', () => {
    const { block } = closeBlock(null, momentAt(0), [head(0)], signer);
    const known = readPublicKeys(`# kept with the witness\n${writePublicKeys(otherSigner.publicKeys)}${writePublicKeys(signer.publicKeys)}`);
    expect(known.size).toBe(2);
    expect(signatureProblem(known, block.root, block.signature)).toBeUndefined();
    expect(signatureProblem(otherSigner.publicKeys, block.root, block.signature)).toBe('unknown-key');
    for (let bit = 0; bit < block.signature.length * 8; bit++) {
      const altered = Buffer.from(block.signature);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(signatureProblem(known, block.root, altered)).toBeDefined();
    }
    expect(signatureProblem(known, otherValue(block.root) as Buffer, block.signature)).toBe('wrong-signature');
    expect(signatureProblem(known, block.root, Buffer.alloc(0))).toBe('wrong-signature');
  });
  it('counts no public key under the name of another', () => {
    const [mine = '', others = ''] = [signer, otherSigner].map((s) => writePublicKeys(s.publicKeys));
    const [, id = ''] = mine.split(' ');
    const [, , der = ''] = others.split(' ');
    expect(readPublicKeys(`ed25519 ${id} ${der}`).size).toBe(0);
    expect(readPublicKeys(`ed25519 ${id} AAAA\n`).size).toBe(0);
  });
});

describe('the signing key', () => {
  it('comes back from its file, which nobody else may read and nothing overwrites', () => {
    const file = join(folder, 'signing-keys');
    const made = createSigner(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const root = Buffer.alloc(32, 1);
    expect(readSigner(file).sign(root)).toEqual(made.sign(root));
    expect(() => createSigner(file)).toThrow(KeyFileUnusable);
    chmodSync(file, 0o644);
    expect(() => readSigner(file)).toThrow('chmod 600');
  });
  it('is not a master key, nor the other way round', () => {
    const file = join(folder, 'keys');
    createMasterKeys(file);
    expect(() => readSigner(file)).toThrow('it holds keys for something else');
  });
});

describe('the witness file', () => {
  const blocks = [1, 2, 3].map((at) => ({ ...closeBlock(null, momentAt(at), [head(at)], signer).block, number: at }));
  it('has one line a block and is only added to', () => {
    const file = join(folder, 'witness');
    let before = '';
    for (const block of blocks) {
      appendToWitness(file, block);
      const now = readFileSync(file, 'utf8');
      expect(now).toBe(before + witnessLine(block));
      before = now;
    }
    const { lines, unreadable } = readWitness(before);
    expect(lines.map((line) => [line.number, line.root, line.signature, line.closedAt])).toEqual(blocks.map((b) => [b.number, b.root, b.signature, b.closed_at.toISOString()]));
    expect(unreadable).toEqual([]);
  });
  it('goes on after a line that a hard stop cut off, and names it', () => {
    const file = join(folder, 'witness');
    const [first, second] = blocks;
    if (!first || !second) throw new Error('no blocks');
    appendToWitness(file, first);
    appendFileSync(file, witnessLine(second).slice(0, 40));
    expect(readWitness(readFileSync(file, 'utf8'))).toMatchObject({ lines: [{ number: 1 }], unreadable: [2] });
    appendToWitness(file, second);
    expect(readWitness(readFileSync(file, 'utf8'))).toMatchObject({ lines: [{ number: 1 }, { number: 2 }], unreadable: [2] });
  });
  it('may have remarks and lines of a mailbox around it', () => {
    const text = blocks.map((b) => `# kept by somebody\r\n${witnessLine(b).trim()}\n\n`).join('');
    expect(readWitness(text)).toMatchObject({ lines: [{ number: 1 }, { number: 2 }, { number: 3 }], unreadable: [] });
  });
});
