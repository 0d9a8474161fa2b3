import { describe, expect, it } from 'vitest';
import { buildJournal, close, momentAt, otherValue, signer, streamId, verify, type Journal } from '#test/support/journal.ts';
import { blockRoot } from './block.ts';
import { sayBreak } from './breaks.ts';
import { entryHash } from './chain.ts';
import { merkleTree } from './merkle.ts';
import type { BlockHeadRow, BlockRow, EntryRow } from './rows.ts';

const ID = streamId(0);
const built = () => buildJournal({ blocks: [[1, 2].map(() => ({ stream: 0, what: 'sealed' })), [{ stream: 0, what: 'plain' }], [{ stream: 0, what: 'plain' }]], open: [{ stream: 0, what: 'plain' }, { stream: 0, what: 'plain' }], witnessed: 1 });

const at = <T>(rows: T[], index: number): T => {
  const row = rows[index];
  if (!row) throw new Error('no such row');
  return row;
};
const entry = (journal: Journal, sequence: number) => at(journal.entries, sequence - 1);
const said = async (journal: Journal) => {
  const { broken } = await verify(journal);
  return broken ? sayBreak(broken) : 'whole';
};

/** Alters a block and signs it, as only somebody with the signing key can. */
function resign(journal: Journal, number: number, change: Partial<BlockRow>, headChange: Partial<BlockHeadRow> = {}): void {
  journal.witness = '';
  const heads = journal.heads.filter((head) => head.block_number === number);
  const tree = merkleTree();
  for (const head of heads) tree.add(Object.assign(head, headChange));
  const block = Object.assign(at(journal.blocks, number - 1), change);
  for (const head of heads) head.block_number = block.number;
  block.root = blockRoot(block, tree.root());
  block.signature = signer.sign(block.root);
}

describe('an entry that does not hold is called', () => {
  const tampering: [string, (journal: Journal) => void][] = [
    [`entry 2 of stream ${ID} is not what was recorded (good until 1)`, (j) => (entry(j, 2).actor = 'person-9')],
    [`entry 2 of stream ${ID} does not follow what stands before it (good until 1)`, (j) => (entry(j, 2).previous_hash = Buffer.alloc(32))],
    [`entry 2 of stream ${ID} has a readable header that is not the one that was recorded (good until 1)`, (j) => (entry(j, 2).header = { urgent: 'no' })],
    [`entry 2 of stream ${ID} has another key than the one it was sealed with (good until 1)`, (j) => (entry(j, 2).sealed_key = otherValue(entry(j, 2).sealed_key) as Buffer)],
    [`entry 2 of stream ${ID} has lost its key, and no entry says why (good until 1)`, (j) => (entry(j, 2).sealed_key = null)],
    [`entry 3 of stream ${ID} is missing (good until 2)`, (j) => j.entries.splice(2, 1)],
    [`entry 6 of stream ${ID} stands where it does not belong (good until 5)`, (j) => j.entries.splice(5, 0, { ...entry(j, 5) })],
    [`stream ${ID} names another end than its entries have`, (j) => j.entries.splice(5, 1)],
  ];
  it.each(tampering)('%s', async (sentence, tamper) => {
    const journal = built();
    tamper(journal);
    expect(await said(journal)).toBe(sentence);
  });
  it('missing also where the hashes of those behind it were computed anew, and no block knows them', async () => {
    const journal = built();
    const [fifth, sixth] = [entry(journal, 5), entry(journal, 6)];
    const moved: EntryRow = { ...sixth, sequence: 7, previous_hash: fifth.hash };
    journal.entries[5] = { ...moved, hash: entryHash(moved) };
    Object.assign(at(journal.streams, 0), { head_sequence: 7, head_hash: entry(journal, 6).hash });
    expect(await said(journal)).toBe(`entry 6 of stream ${ID} is missing (good until 5)`);
  });
});

describe('a block that does not hold is called', () => {
  const tampering: [string, (journal: Journal) => void][] = [
    ['block 2 is missing', (j) => j.blocks.splice(1, 1)],
    ['block 3 stands where it does not belong', (j) => j.blocks.splice(1, 0, { ...at(j.blocks, 1) })],
    ['block 2 does not follow what stands before it', (j) => (at(j.blocks, 1).previous_root = Buffer.alloc(32))],
    ['block 2 is not what was recorded', (j) => (at(j.blocks, 1).closed_at = momentAt(6))],
    ['block 2 is not what was recorded', (j) => (at(j.heads, 1).head_sequence = 2)],
    ['block 2 is not signed by the key it names', (j) => (at(j.blocks, 1).signature = otherValue(at(j.blocks, 1).signature) as Buffer)],
    ['block 1 is not what the witness saw', (j) => (j.witness = j.witness.replace(at(j.blocks, 0).root.toString('hex'), '0'.repeat(64)))],
    ['block 9 is missing', (j) => j.heads.push({ ...at(j.heads, 0), block_number: 9 })],
  ];
  it.each(tampering)('%s', async (sentence, tamper) => {
    const journal = built();
    tamper(journal);
    expect(await said(journal)).toBe(sentence);
  });
  it.each<[string, Partial<BlockRow>]>([
    ['block 3 is missing', { number: 4 }],
    ['block 3 does not follow what stands before it', { previous_root: Buffer.alloc(32) }],
    ['block 3 does not follow what stands before it', { closed_at: momentAt(0) }],
    ['block 3 is not what was recorded', { head_count: 2 }],
  ])('%s, however well it is signed', async (sentence, change) => {
    const journal = built();
    resign(journal, 3, change);
    expect(await said(journal)).toBe(sentence);
  });
  it('wrong in its stream, however well it is signed, when it names no number but a hash, or an earlier end', async () => {
    const nothing = built();
    resign(nothing, 3, {}, { access_hash: Buffer.alloc(32) });
    expect(await said(nothing)).toContain(`access record 0 of stream ${ID} is not what it was when a block was closed over it`);
    const earlier = built();
    resign(earlier, 3, {}, { head_sequence: 1, head_hash: entry(earlier, 1).hash });
    expect(await said(earlier)).toContain(`entry 3 of stream ${ID} is not what it was when a block was closed over it`);
    const again = built();
    resign(again, 3, {}, { head_sequence: 3, head_hash: entry(again, 3).hash });
    close(again, 500);
    expect(await said(again)).toBe('whole');
  });
});
