import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, buildJournal, close, otherSigner, otherValue, relink, remakeBlocks, signer, streamId, verify, type Journal } from '#test/support/journal.ts';
import { sayBreak } from './breaks.ts';
import type { AccessRow, EntryRow } from './rows.ts';
import { sayVerification } from './verify.ts';

const RUNS = { numRuns: 150 };
const plan = { blocks: [[{ stream: 0, what: 'plain' }, { stream: 0, what: 'sealed' }, { stream: 1, what: 'look' }], [{ stream: 0, what: 'sealed' }, { stream: 1, what: 'plain' }, { stream: 0, what: 'look' }], [{ stream: 1, what: 'sealed' }]], open: [{ stream: 0, what: 'plain' }, { stream: 1, what: 'look' }], witnessed: 2 } satisfies Parameters<typeof buildJournal>[0];

type Chain = 'entries' | 'accessRecords';
const witnessedBlocks = (journal: Journal) => journal.witness.split('\n').length - 1;

/** The rows of a chain that the witness stands for. */
function oldRows(journal: Journal, chain: Chain): (EntryRow | AccessRow)[] {
  const end = (id: string) => {
    const head = journal.heads.findLast((h) => h.stream_id === id && h.block_number <= witnessedBlocks(journal));
    return (chain === 'entries' ? head?.head_sequence : head?.access_sequence) ?? 0;
  };
  return journal[chain].filter((row) => row.sequence <= end(row.stream_id));
}

/** Any journal with one of its witnessed rows. */
const anyOldRow = fc
  .tuple(anyPlan, fc.constantFrom<Chain>('entries', 'accessRecords'), fc.nat())
  .map(([made, chain, pick]) => ({ made, chain, pick }))
  .filter(({ made, chain }) => oldRows(buildJournal(made), chain).length > 0);

function pickOld({ made, chain, pick }: { made: Parameters<typeof buildJournal>[0]; chain: Chain; pick: number }) {
  const journal = buildJournal(made);
  const rows = oldRows(journal, chain);
  const row = rows[pick % rows.length];
  if (!row) throw new Error('no old row');
  return { journal, row, rows: journal[chain] as (EntryRow | AccessRow)[] };
}

const isFound = async (journal: Journal) => (await verify(journal)).broken !== undefined;
const wasDone = async (journal: Journal, what: string) => expect(await isFound(journal), what).toBe(true);

describe('a journal that nobody touched', () => {
  it('is whole, and says how much of it no witness has seen', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (made) => {
        const journal = buildJournal(made);
        const result = await verify(journal);
        expect(result.broken).toBeUndefined();
        expect(result).toMatchObject({ streams: journal.streams.length, entries: journal.entries.length, accessRecords: journal.accessRecords.length });
        expect(result.unwitnessed.entries).toBe(journal.entries.length - oldRows(journal, 'entries').length);
        expect(result.unwitnessed.accessRecords).toBe(journal.accessRecords.length - oldRows(journal, 'accessRecords').length);
        expect(result.unwitnessed.since?.number).toBe(made.witnessed);
        expect(result.unsigned.entries + result.unsigned.accessRecords).toBe(made.open.length);
        expect(result.backdated.count).toBe(0);
      }),
      RUNS,
    );
  });
  it('says so in words, and that without a witness everything is unproven', async () => {
    const journal = buildJournal(plan);
    expect(sayVerification(await verify(journal))).toBe(
      'Whole: 2 streams, 6 entries, 3 access records\n' +
        'Not yet witnessed, and so not proven: 2 entries and 1 access records (since block 2 of 2026-11-25T12:07:00.000Z)\n' +
        'Not yet signed: 1 entries and 1 access records (since block 3 of 2026-11-25T12:09:00.000Z)\n',
    );
    const without = await verify(journal, { witness: false });
    expect(without).toMatchObject({ broken: undefined, unwitnessed: { since: undefined, entries: 6, accessRecords: 3 } });
    expect(sayVerification(without)).toContain('not proven: 6 entries and 3 access records (everything)');
  });
  it('that is empty is whole', async () => expect((await verify(buildJournal({ blocks: [], open: [], witnessed: 0 }))).broken).toBeUndefined());
});

describe('older than the last witnessed root, it is found when somebody', () => {
  it('alters any field of any row', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, async (picked) => {
        for (const field of Object.keys(pickOld(picked).row)) {
          const { journal, row } = pickOld(picked);
          Object.assign(row, { [field]: otherValue(row[field as keyof typeof row]) });
          await wasDone(journal, field);
        }
      }),
      RUNS,
    );
  });
  it('alters any field and computes all hashes that follow, for the entry, the stream and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, async (picked) => {
        const fields = Object.keys(pickOld(picked).row).filter((field) => !['stream_id', 'sequence', 'previous_hash', 'hash'].includes(field));
        for (const field of fields) {
          const { journal, row } = pickOld(picked);
          Object.assign(row, { [field]: otherValue(row[field as keyof typeof row]) });
          relink(journal, row.stream_id);
          const { broken } = await verify(journal);
          if (broken?.at !== 'entry' && broken?.at !== 'access-record') throw new Error(`${field}: ${broken ? sayBreak(broken) : 'not found'}`);
          expect(broken.streamId, field).toBe(row.stream_id);
          expect(broken.lastGood, field).toBeLessThan(row.sequence);
          expect(broken.sequence, field).toBeGreaterThanOrEqual(row.sequence);
        }
      }),
      RUNS,
    );
  });
  it('removes a row, and closes the gap or does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, fc.boolean(), async (picked, closesGap) => {
        const { journal, row, rows } = pickOld(picked);
        rows.splice(rows.indexOf(row), 1);
        if (closesGap) relink(journal, row.stream_id);
        await wasDone(journal, 'removed');
      }),
      RUNS,
    );
  });
  it('puts a row in between, and makes room for it or does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, fc.boolean(), async (picked, makesRoom) => {
        const { journal, row, rows } = pickOld(picked);
        rows.splice(rows.indexOf(row), 0, { ...row, actor: 'person-9' } as EntryRow);
        if (makesRoom) relink(journal, row.stream_id);
        await wasDone(journal, 'inserted');
      }),
      RUNS,
    );
  });
  it('exchanges two rows of a stream, and links them anew or does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, fc.nat(), fc.boolean(), async (picked, other, links) => {
        const { journal, row, rows } = pickOld(picked);
        const same = rows.filter((r) => r.stream_id === row.stream_id && r !== row);
        fc.pre(same.length > 0);
        const second = same[other % same.length] ?? row;
        const [a, b] = [rows.indexOf(row), rows.indexOf(second)];
        [rows[a], rows[b]] = [second, row];
        [row.sequence, second.sequence] = [second.sequence, row.sequence];
        if (links) relink(journal, row.stream_id);
        await wasDone(journal, 'exchanged');
      }),
      RUNS,
    );
  });
  it('moves a row to another stream', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, async (picked) => {
        const { journal, row } = pickOld(picked);
        const from = row.stream_id;
        row.stream_id = journal.streams.find((s) => s.stream_id !== from)?.stream_id ?? streamId(50);
        relink(journal, from);
        relink(journal, row.stream_id);
        await wasDone(journal, 'moved');
      }),
      RUNS,
    );
  });
  it('cuts off the end of a stream, or takes it away whole, heads and all', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, fc.constantFrom('end', 'stream', 'stream with its heads'), async (picked, what) => {
        const { journal, row } = pickOld(picked);
        const isCut = (r: { stream_id: string; sequence: number }) => r.stream_id === row.stream_id && (what !== 'end' || r.sequence >= row.sequence);
        journal[picked.chain] = (journal[picked.chain] as EntryRow[]).filter((r) => !isCut(r)) as EntryRow[] & AccessRow[];
        if (what === 'end') relink(journal, row.stream_id);
        else {
          journal.streams = journal.streams.filter((s) => s.stream_id !== row.stream_id);
          journal.entries = journal.entries.filter((r) => r.stream_id !== row.stream_id);
          journal.accessRecords = journal.accessRecords.filter((r) => r.stream_id !== row.stream_id);
          journal.sectionKeys = journal.sectionKeys.filter((r) => r.stream_id !== row.stream_id);
        }
        if (what === 'stream with its heads') journal.heads = journal.heads.filter((h) => h.stream_id !== row.stream_id);
        await wasDone(journal, what);
      }),
      RUNS,
    );
  });
  it('rewrites the past before honest blocks are closed over it', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, async (picked) => {
        const { journal, row } = pickOld(picked);
        row.actor = 'person-9';
        relink(journal, row.stream_id);
        close(journal, 500);
        close(journal, 501);
        const { broken } = await verify(journal);
        expect(broken).toMatchObject({ streamId: row.stream_id, reason: 'differs-from-block' });
      }),
      RUNS,
    );
  });
});

describe('a thief who also makes the blocks anew', () => {
  const forged = (picked: Parameters<typeof pickOld>[0]) => {
    const { journal, row } = pickOld(picked);
    row.actor = 'person-9';
    relink(journal, row.stream_id);
    return journal;
  };
  it('is found without a key, with a key of their own, and with the key by the witness', async () => {
    await fc.assert(
      fc.asyncProperty(anyOldRow, async (picked) => {
        const withoutKey = forged(picked);
        remakeBlocks(withoutKey, otherSigner);
        for (const [at, block] of buildJournal(picked.made).blocks.entries()) Object.assign(withoutKey.blocks[at] ?? {}, { signature: block.signature });
        expect((await verify(withoutKey, { witness: false })).broken).toMatchObject({ at: 'block', reason: 'wrong-signature' });
        const ownKey = forged(picked);
        remakeBlocks(ownKey, otherSigner);
        expect((await verify(ownKey, { witness: false })).broken).toMatchObject({ at: 'block', reason: 'unknown-key' });
        const withKey = forged(picked);
        remakeBlocks(withKey, signer);
        expect((await verify(withKey)).broken).toMatchObject({ at: 'block', reason: 'witness-differs' });
        // What only the witness can tell: without one this journal is consistent, and says that nothing of it is proven.
        const unseen = await verify(withKey, { witness: false });
        expect(unseen.broken).toBeUndefined();
        expect(unseen.unwitnessed).toEqual({ since: undefined, entries: withKey.entries.length, accessRecords: withKey.accessRecords.length });
      }),
      RUNS,
    );
  });
  it('is found after taking the last blocks away, with all that was in them', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, fc.nat(), async (made, keep) => {
        const shorter = { ...made, blocks: made.blocks.slice(0, keep % made.witnessed), open: [] };
        const journal = { ...buildJournal(shorter), witness: buildJournal(made).witness };
        expect((await verify(journal)).broken?.at).toBe('block');
      }),
      RUNS,
    );
  });
});

describe('blocks and what they hold', () => {
  const fields = { blocks: ['number', 'closed_at', 'root', 'head_count', 'previous_root', 'signature'], heads: ['stream_id', 'block_number', 'head_sequence', 'head_hash', 'access_sequence', 'access_hash'] } as const;
  it('are found altered, in any field', async () => {
    for (const table of ['blocks', 'heads'] as const) {
      for (const field of fields[table]) {
        for (let at = 0; at < buildJournal(plan)[table].length; at++) {
          const journal = buildJournal(plan);
          const row = journal[table][at] as unknown as Record<string, unknown>;
          row[field] = otherValue(row[field]);
          await wasDone(journal, `${table} ${at} ${field}`);
        }
      }
    }
  });
  it('are found removed, doubled and exchanged', async () => {
    for (const table of ['blocks', 'heads'] as const) {
      for (let at = 0; at < buildJournal(plan)[table].length; at++) {
        const [removed, doubled, exchanged] = [buildJournal(plan), buildJournal(plan), buildJournal(plan)];
        const isLastBlock = table === 'blocks' && at === removed.blocks.length - 1;
        removed[table].splice(at, 1);
        await wasDone(removed, `${table} ${at} removed`);
        const row = doubled[table][at];
        doubled[table].splice(at, 0, { ...row } as never);
        await wasDone(doubled, `${table} ${at} doubled`);
        if (isLastBlock || at === exchanged[table].length - 1) continue;
        const rows = exchanged[table] as unknown[];
        [rows[at], rows[at + 1]] = [rows[at + 1], rows[at]];
        expect((await verify(exchanged, { sorted: false })).broken, `${table} ${at} exchanged`).toBeDefined();
      }
    }
  });
  it('are found when a block is signed over a stream that became shorter', async () => {
    const journal = buildJournal(plan);
    const gone = journal.entries.findLastIndex((e) => e.stream_id === streamId(0) && e.sequence <= 3);
    journal.entries.splice(gone, 1);
    relink(journal, streamId(0));
    close(journal, 500);
    expect((await verify(journal)).broken).toMatchObject({ at: 'entry', streamId: streamId(0), sequence: 3, lastGood: 2 });
  });
});

describe('the row of a stream', () => {
  it.each(['stream_kind', 'head_sequence', 'head_hash', 'access_sequence', 'access_hash'] as const)('is found altered: %s', async (field) => {
    const journal = buildJournal(plan);
    Object.assign(journal.streams[0] ?? {}, { [field]: otherValue(journal.streams[0]?.[field]) });
    expect((await verify(journal)).broken).toMatchObject({ at: 'stream', streamId: streamId(0), reason: field === 'stream_kind' ? 'kind-differs' : 'head-differs' });
  });
  it('is found removed, doubled and out of order', async () => {
    const removed = buildJournal(plan);
    removed.streams.shift();
    expect((await verify(removed)).broken).toEqual({ at: 'stream', streamId: streamId(0), reason: 'row-missing' });
    const doubled = buildJournal(plan);
    doubled.streams.push(...doubled.streams);
    expect((await verify(doubled)).broken).toMatchObject({ at: 'stream', reason: 'out-of-order' });
    const unordered = buildJournal({ ...plan, blocks: [[{ stream: 1, what: 'plain' }], [{ stream: 0, what: 'plain' }]], open: [], witnessed: 0 });
    expect((await verify(unordered, { sorted: false })).broken).toBeDefined();
  });
});
