import { describe, expect, it } from 'vitest';
import { addEntry, buildJournal, close, otherValue, relink, streamId, verify, type Journal } from '#test/support/journal.ts';
import { witnessLine } from './witness.ts';

const ID = streamId(0);
const OTHER = streamId(1);

/** Two streams with sealed entries 1 to 3 in each, all witnessed. */
function sealedJournal(): Journal {
  const steps = [0, 0, 0, 1, 1, 1].map((stream) => ({ stream, what: 'sealed' }) as const);
  return buildJournal({ blocks: [steps], open: [], witnessed: 1 });
}

const entryOf = (journal: Journal, id: string, sequence: number) => {
  const entry = journal.entries.find((e) => e.stream_id === id && e.sequence === sequence);
  if (!entry) throw new Error('no such entry');
  return entry;
};

function shredEntry(journal: Journal, id: string, sequence: number): void {
  entryOf(journal, id, sequence).sealed_key = null;
  addEntry(journal, id, 30, { kind: 'journal.shredded', section: 'health', header: { what: 'entry', sequence, because: 'asked' } });
}

function shredSection(journal: Journal, id: string): void {
  const row = journal.sectionKeys.find((key) => key.stream_id === id);
  if (row) row.wrapped_key = null;
  addEntry(journal, id, 30, { kind: 'journal.shredded', section: 'health', header: { what: 'section', sequence: null, because: 'asked' } });
}

const brokenIn = async (journal: Journal) => (await verify(journal)).broken;

describe('a body whose key was destroyed', () => {
  it('leaves the chain whole when an entry says so, also after the next block', async () => {
    const journal = sealedJournal();
    shredEntry(journal, ID, 2);
    expect(await brokenIn(journal)).toBeUndefined();
    journal.witness += witnessLine(close(journal, 40));
    expect(await brokenIn(journal)).toBeUndefined();
    // Twice is no harm.
    shredEntry(journal, ID, 2);
    expect(await brokenIn(journal)).toBeUndefined();
  });
  it('is found when no entry says so, or one of another stream', async () => {
    const journal = sealedJournal();
    entryOf(journal, ID, 2).sealed_key = null;
    expect(await brokenIn(journal)).toEqual({ at: 'entry', streamId: ID, sequence: 2, lastGood: 1, reason: 'key-missing' });
    addEntry(journal, OTHER, 30, { kind: 'journal.shredded', section: 'health', header: { what: 'entry', sequence: 2, because: 'asked' } });
    expect(await brokenIn(journal)).toMatchObject({ streamId: ID, sequence: 2, reason: 'key-missing' });
  });
  it('is found when its key is back, as after restoring an older backup', async () => {
    const journal = sealedJournal();
    const { sealed_key } = entryOf(journal, ID, 2);
    shredEntry(journal, ID, 2);
    entryOf(journal, ID, 2).sealed_key = sealed_key;
    expect(await brokenIn(journal)).toEqual({ at: 'entry', streamId: ID, sequence: 2, lastGood: 1, reason: 'shredded-key-is-back' });
  });
  it('names the first of several', async () => {
    const journal = sealedJournal();
    for (const sequence of [3, 1]) entryOf(journal, ID, sequence).sealed_key = null;
    expect(await brokenIn(journal)).toMatchObject({ sequence: 1, reason: 'key-missing' });
    shredEntry(journal, ID, 1);
    expect(await brokenIn(journal)).toMatchObject({ sequence: 3, reason: 'key-missing' });
    for (const [lost, back] of [[1, 3], [3, 1]] as const) {
      const both = sealedJournal();
      const { sealed_key } = entryOf(both, ID, back);
      shredEntry(both, ID, back);
      entryOf(both, ID, back).sealed_key = sealed_key;
      entryOf(both, ID, lost).sealed_key = null;
      expect(await brokenIn(both)).toMatchObject({ sequence: 1, reason: lost === 1 ? 'key-missing' : 'shredded-key-is-back' });
    }
  });
});

describe('the key of a body', () => {
  it('is found altered or exchanged for that of another, although no hash of the chain covers it', async () => {
    const altered = sealedJournal();
    const entry = entryOf(altered, ID, 2);
    entry.sealed_key = otherValue(entry.sealed_key) as Buffer;
    expect(await brokenIn(altered)).toEqual({ at: 'entry', streamId: ID, sequence: 2, lastGood: 1, reason: 'key-altered' });
    const exchanged = sealedJournal();
    entryOf(exchanged, ID, 2).sealed_key = entryOf(exchanged, ID, 3).sealed_key;
    expect(await brokenIn(exchanged)).toMatchObject({ sequence: 2, reason: 'key-altered' });
    const bare = buildJournal({ blocks: [[{ stream: 0, what: 'plain' }]], open: [], witnessed: 1 });
    entryOf(bare, ID, 1).sealed_key = Buffer.alloc(61, 1);
    expect(await brokenIn(bare)).toMatchObject({ sequence: 1, reason: 'key-altered' });
  });
});

describe('a section key', () => {
  it('that was destroyed with an entry saying so is no break, with the keys below it or without', async () => {
    const journal = sealedJournal();
    shredSection(journal, ID);
    expect(await brokenIn(journal)).toBeUndefined();
    for (const sequence of [1, 2, 3]) entryOf(journal, ID, sequence).sealed_key = null;
    expect(await brokenIn(journal)).toBeUndefined();
    addEntry(journal, ID, 31, { kind: 'journal.shredded', section: 'health', header: { what: 'entry', sequence: 1, because: 'asked' } });
    expect(await brokenIn(journal)).toBeUndefined();
  });
  it('is found destroyed or removed without an entry saying so, and back after one', async () => {
    const destroyed = sealedJournal();
    for (const row of destroyed.sectionKeys.filter((key) => key.stream_id === ID)) row.wrapped_key = null;
    expect(await brokenIn(destroyed)).toEqual({ at: 'section-key', streamId: ID, section: 'health', reason: 'key-missing' });
    const removed = sealedJournal();
    removed.sectionKeys = removed.sectionKeys.filter((key) => key.stream_id !== ID);
    expect(await brokenIn(removed)).toMatchObject({ at: 'section-key', streamId: ID, reason: 'key-missing' });
    const back = sealedJournal();
    shredSection(back, ID);
    for (const row of back.sectionKeys) row.wrapped_key = Buffer.from('wrapped');
    expect(await brokenIn(back)).toEqual({ at: 'section-key', streamId: ID, section: 'health', reason: 'shredded-key-is-back' });
  });
  it('that was shredded excuses no key that was lost in another section', async () => {
    const journal = sealedJournal();
    const other = addEntry(journal, ID, 31, { section: 'identity' }, 'other words');
    other.sealed_key = null;
    journal.sectionKeys.push({ stream_id: ID, section: 'identity', wrapped_key: Buffer.from('wrapped') });
    shredSection(journal, ID);
    expect(await brokenIn(journal)).toMatchObject({ sequence: other.sequence, reason: 'key-missing' });
  });
  it('that was shredded excuses no key that was lost afterwards', async () => {
    const journal = sealedJournal();
    shredSection(journal, ID);
    const later = addEntry(journal, ID, 31, {}, 'later words');
    later.sealed_key = null;
    expect(await brokenIn(journal)).toMatchObject({ sequence: later.sequence, reason: 'key-missing' });
  });
});

describe('what is younger than the witness', () => {
  it('is consistent and no more: whoever rewrites it is not found, and it is counted as unproven', async () => {
    const journal = buildJournal({ blocks: [[{ stream: 0, what: 'plain' }]], open: [{ stream: 0, what: 'plain' }, { stream: 1, what: 'plain' }], witnessed: 1 });
    entryOf(journal, ID, 2).actor = 'person-9';
    relink(journal, ID);
    const { broken, unwitnessed } = await verify(journal);
    expect(broken).toBeUndefined();
    expect(unwitnessed.entries).toBe(2);
  });
  it('may be dated a little before the last block, for its transaction ended later', async () => {
    const journal = buildJournal({ blocks: [[{ stream: 0, what: 'plain' }], [{ stream: 0, what: 'plain' }]], open: [], witnessed: 2 });
    addEntry(journal, ID, -11);
    expect((await verify(journal)).backdated).toEqual({ count: 0, first: undefined });
  });
  it('but dated before the last block is pointed out', async () => {
    const journal = buildJournal({ blocks: [[{ stream: 0, what: 'plain' }], [{ stream: 0, what: 'plain' }]], open: [], witnessed: 2 });
    addEntry(journal, ID, -61);
    addEntry(journal, OTHER, 5, { recorded_at: null, recorded_on: '2026-11-20' });
    addEntry(journal, OTHER, 5);
    const { broken, backdated } = await verify(journal);
    expect(broken).toBeUndefined();
    expect(backdated).toEqual({ count: 2, first: `entry 3 of stream ${ID}` });
  });
});
