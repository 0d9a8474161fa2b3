import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, buildJournal, momentAt, relink, remakeBlocks, signer, streamId, verify, type Journal } from '#test/support/journal.ts';
import type { BlockRow } from './rows.ts';
import { sayVerification, verifyJournal, type JournalSource } from './verify.ts';
import { readWitness, witnessLine } from './witness.ts';

const plan = { blocks: [[{ stream: 0, what: 'plain' }, { stream: 1, what: 'sealed' }], [{ stream: 0, what: 'look' }, { stream: 1, what: 'plain' }]], open: [], witnessed: 2 } satisfies Parameters<typeof buildJournal>[0];

const sourceOf = (journal: Journal): JournalSource => ({
  streams: journal.streams,
  entries: journal.entries.toSorted((a, b) => (a.stream_id < b.stream_id ? -1 : a.stream_id > b.stream_id ? 1 : a.sequence - b.sequence)),
  accessRecords: journal.accessRecords,
  blocks: journal.blocks,
  headsByBlock: journal.heads,
  headsByStream: journal.heads.toSorted((a, b) => (a.stream_id < b.stream_id ? -1 : a.stream_id > b.stream_id ? 1 : a.block_number - b.block_number)),
  publicKeys: signer.publicKeys,
});

/** Only the rows of one stream; the blocks stay whole. */
function partOf(journal: Journal, id: string): JournalSource {
  const own = <T extends { stream_id: string }>(rows: JournalSource['streams'] | Iterable<T>) => [...(rows as Iterable<T>)].filter((row) => row.stream_id === id);
  const source = sourceOf(journal);
  return {
    ...source,
    isPart: true,
    streams: own(journal.streams),
    entries: own(journal.entries),
    accessRecords: own(journal.accessRecords),
    headsByStream: own(journal.heads),
  };
}

describe('one stream alone', () => {
  it('is held against the blocks like all of them', async () => {
    const journal = buildJournal(plan);
    expect(await verifyJournal(partOf(journal, streamId(1)))).toMatchObject({ broken: undefined, streams: 1, entries: 2, accessRecords: 0 });
    const [, entry] = journal.entries;
    if (entry) entry.actor = 'person-9';
    relink(journal, streamId(1));
    expect((await verifyJournal(partOf(journal, streamId(1)))).broken).toMatchObject({ streamId: streamId(1), sequence: 1, reason: 'differs-from-block' });
    expect((await verifyJournal(partOf(journal, streamId(0)))).broken).toBeUndefined();
  });
});

describe('what the verification is given', () => {
  it('must be of one moment: heads that differ between its two readings are a fault of whoever reads', async () => {
    const journal = buildJournal(plan);
    const source = sourceOf(journal);
    await expect(verifyJournal({ ...source, headsByStream: [] })).rejects.toThrow('not of one moment');
  });
  it('comes in the order of its keys: a stream that comes again is a break', async () => {
    const journal = buildJournal(plan);
    expect((await verifyJournal({ ...sourceOf(journal), streams: [...journal.streams, ...journal.streams.slice(0, 1)] })).broken).toEqual({ at: 'stream', streamId: streamId(0), reason: 'out-of-order' });
  });
  it('may come row by row from elsewhere', async () => {
    async function* slowly<T>(rows: Iterable<T>) {
      for (const row of rows) yield await Promise.resolve(row);
    }
    const source = sourceOf(buildJournal(plan));
    const slow = { ...source, entries: slowly(source.entries as Iterable<never>), headsByStream: slowly(source.headsByStream as Iterable<never>), blocks: slowly(source.blocks as Iterable<never>) };
    expect(await verifyJournal(slow)).toEqual(await verifyJournal(source));
  });
  it('may hold a moment that is none, which is a break and no fault', async () => {
    const journal = buildJournal(plan);
    const [block] = journal.blocks;
    if (!block) throw new Error('no block');
    for (const closed_at of [Infinity as unknown as Date, new Date(Number.NaN)]) {
      journal.blocks[0] = { ...block, closed_at };
      expect((await verify(journal)).broken).toEqual({ at: 'block', number: 1, reason: 'altered' });
    }
    const forged = buildJournal(plan);
    for (const record of forged.accessRecords) record.recorded_at = Infinity as unknown as Date;
    relink(forged, streamId(0));
    expect((await verify(forged)).broken).toMatchObject({ at: 'access-record', streamId: streamId(0), sequence: 1 });
  });
  it('is told in words when it is broken, and what only looks odd', async () => {
    const journal = buildJournal(plan);
    journal.entries.splice(0, 1);
    expect(sayVerification(await verify(journal))).toBe(`BROKEN: entry 1 of stream ${streamId(0)} is missing (good until 0)\n`);
    const removed = buildJournal(plan);
    removed.blocks.pop();
    expect(sayVerification(await verify(removed))).toBe('BROKEN: block 2 was seen by the witness and is gone\n');
  });
});

describe('a witness', () => {
  const witnessOf = (blocks: readonly (BlockRow | undefined)[]) => blocks.map((block) => (block ? witnessLine(block) : '')).join('');
  it('that saw only the last block stands for all before it, also against whoever has the signing key', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlan.filter((made) => made.blocks[0]?.[0]?.what !== 'look'),
        async (made) => {
          const journal = buildJournal(made);
          journal.witness = witnessOf([journal.blocks.at(-1)]);
          expect((await verify(journal)).broken).toBeUndefined();
          const [first] = journal.entries;
          if (!first) throw new Error('no entry');
          first.actor = 'person-9';
          relink(journal, first.stream_id);
          remakeBlocks(journal, signer);
          expect((await verify(journal)).broken).toEqual({ at: 'block', number: journal.blocks.length, reason: 'witness-differs' });
        },
      ),
    );
  });
  it('may hold a line twice in a row, after a hard stop, but no earlier block after a later one', async () => {
    const journal = buildJournal(plan);
    const [one, two] = journal.blocks;
    journal.witness = witnessOf([one, one, two, two]);
    expect((await verify(journal)).broken).toBeUndefined();
    journal.witness = witnessOf([one, two, one]);
    expect((await verify(journal)).broken).toMatchObject({ at: 'block', reason: 'witness-runs-back' });
    journal.witness = witnessOf([two, one]);
    expect((await verify(journal)).broken).toMatchObject({ at: 'block', reason: 'witness-runs-back' });
  });
  it.each(['number', 'closedAt', 'root', 'signature'] as const)('whose line was altered does not match: %s', async (field) => {
    const journal = buildJournal(plan);
    const [first, second] = readWitness(journal.witness).lines;
    if (!first || !second) throw new Error('no lines');
    const altered = { number: { number: 7 }, closedAt: { closedAt: momentAt(99).toISOString() }, root: { root: Buffer.alloc(32) }, signature: { signature: Buffer.alloc(73) } }[field];
    expect((await verifyJournal({ ...sourceOf(journal), witness: [first, { ...second, ...altered }] })).broken?.at).toBe('block');
  });
});
