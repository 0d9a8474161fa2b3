import { describe, expect, it } from 'vitest';
import { buildJournal, otherValue } from '#test/support/journal.ts';
import { accessHash, entryHash, linkAccessRecord, linkEntry } from './chain.ts';

const { entries, accessRecords } = buildJournal({ blocks: [[{ stream: 0, what: 'sealed' }, { stream: 0, what: 'look' }]], open: [], witnessed: 1 });
const [[entry], [record]] = [entries, accessRecords];
if (!entry || !record) throw new Error('no rows');

const alteredIn = <T extends object>(row: T, field: string): T => ({ ...row, [field]: otherValue(row[field as keyof T]) });

describe('the hash of an entry', () => {
  const outside = new Set(['hash', 'header', 'sealed_key']);
  it.each(Object.keys(entry).filter((field) => !outside.has(field)))('covers %s', (field) => {
    expect(entryHash(alteredIn(entry, field))).not.toEqual(entryHash(entry));
  });
  it('tells nothing from empty', () => {
    expect(entryHash({ ...entry, sealed_body: null })).not.toEqual(entryHash({ ...entry, sealed_body: Buffer.alloc(0) }));
    expect(entryHash({ ...entry, section: null })).not.toEqual(entryHash({ ...entry, section: '' }));
  });
  it('stays the same when the key of the body is destroyed', () => {
    expect(entryHash({ ...entry, sealed_key: null } as typeof entry)).toEqual(entry.hash);
  });
  it('is that of version 1 for ever', () => {
    const fixed = linkEntry(
      { sequence: 1, hash: Buffer.alloc(32, 7) },
      {
        stream_id: '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111',
        stream_kind: 'file',
        section: 'health',
        kind: 'note.written',
        version: 1,
        header: { urgent: true },
        header_bytes: Buffer.from('{"urgent":true}'),
        sealed_body: Buffer.from('sealed'),
        sealed_key: null,
        recorded_on: '2026-11-25',
        recorded_at: new Date('2026-11-25T12:00:00.123Z'),
        actor: 'person-1',
      },
    );
    expect(fixed.hash.toString('hex')).toBe('b742e98e73d61287d1e57d32836766e0f8ae42a651648539a3d888060337a3f5');
  });
});

describe('the hash of an access record', () => {
  it.each(Object.keys(record).filter((field) => field !== 'hash'))('covers %s', (field) => {
    expect(accessHash(alteredIn(record, field))).not.toEqual(accessHash(record));
  });
  it('is that of version 1 for ever', () => {
    const fixed = linkAccessRecord(
      { sequence: 0, hash: null },
      {
        stream_id: '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111',
        action: 'file.read',
        outcome: 'refused',
        section: null,
        actor: 'person-1',
        agency: '5f1c2c0a-0e57-4f7d-9a5f-0f8c1b5f2a01',
        recorded_at: new Date('2026-11-25T12:00:00.123Z'),
        header_bytes: Buffer.from('{}'),
      },
    );
    expect(fixed.hash.toString('hex')).toBe('b75666ceff9738177dfe15034a57c68ef40ddf855769f80045379ee454b108a3');
  });
});
