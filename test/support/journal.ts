import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { closeBlock } from '#src/platform/journal/block.ts';
import { canonicalBytes } from '#src/platform/journal/canonical.ts';
import { accessHash, entryHash, linkAccessRecord, linkEntry, NO_HASH } from '#src/platform/journal/chain.ts';
import type { AccessRow, BlockHeadRow, BlockRow, EntryRow, StreamRow } from '#src/platform/journal/rows.ts';
import { createSigner, type Signer } from '#src/platform/journal/signing-keys.ts';
import { verifyJournal, type Verification } from '#src/platform/journal/verify.ts';
import type { StoredSectionKey } from '#src/platform/journal/verify-keys.ts';
import { readWitness, witnessLine } from '#src/platform/journal/witness.ts';
import { sealBody } from '#src/platform/vault/body.ts';
import { newKey } from '#src/platform/vault/section-key.ts';

/** A journal in memory, with all its rows in the order in which they are verified. */
export type Journal = {
  streams: StreamRow[];
  entries: EntryRow[];
  accessRecords: AccessRow[];
  blocks: BlockRow[];
  heads: BlockHeadRow[];
  sectionKeys: StoredSectionKey[];
  witness: string;
};

type Step = { stream: number; what: 'plain' | 'sealed' | 'look' };
/** For each block what happened before it was closed; `open` is what no block knows yet. `witnessed` blocks were seen by the witness. */
export type Plan = { blocks: Step[][]; open: Step[]; witnessed: number };

function temporarySigner(): Signer {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-signer-'));
  const signer = createSigner(join(folder, 'key'));
  rmSync(folder, { recursive: true });
  return signer;
}
export const signer = temporarySigner();
export const otherSigner = temporarySigner();

export const streamId = (at: number) => `0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c1${String(at).padStart(2, '0')}`;
const BEGIN = Date.UTC(2026, 10, 25, 12);
export const momentAt = (minute: number) => new Date(BEGIN + minute * 60_000);
const key = newKey();

const emptyStream = (id: string): StreamRow => ({ stream_id: id, stream_kind: 'file', head_sequence: 0, head_hash: null, access_sequence: 0, access_hash: null });

export function addEntry(journal: Journal, id: string, minute: number, more: Partial<EntryRow> = {}, text?: string): EntryRow {
  const stream = journal.streams.find((s) => s.stream_id === id) ?? emptyStream(id);
  if (!journal.streams.includes(stream)) journal.streams.push(stream);
  const place = { kind: 'note.written', version: 1, sequence: stream.head_sequence + 1 };
  const header = more.header ?? { urgent: minute % 2 === 0, minute };
  const sealed = text === undefined ? { sealed_body: null, sealed_key: null } : sealBody({ streamId: id, section: 'health', key }, place, Buffer.from(text));
  const entry = linkEntry(
    { sequence: stream.head_sequence, hash: stream.head_hash },
    {
      stream_id: id,
      stream_kind: 'file',
      section: text === undefined ? null : 'health',
      kind: place.kind,
      version: 1,
      recorded_on: momentAt(minute).toISOString().slice(0, 10),
      recorded_at: minute % 3 === 0 ? null : momentAt(minute),
      actor: 'person-1',
      ...sealed,
      ...more,
      header,
      header_bytes: canonicalBytes(header as Parameters<typeof canonicalBytes>[0]),
    },
  );
  journal.entries.push(entry);
  if (text !== undefined && !journal.sectionKeys.some((row) => row.stream_id === id)) {
    journal.sectionKeys.push({ stream_id: id, section: 'health', wrapped_key: Buffer.from('wrapped') });
  }
  Object.assign(stream, { head_sequence: entry.sequence, head_hash: entry.hash });
  return entry;
}

function addLook(journal: Journal, id: string, minute: number): void {
  const stream = journal.streams.find((s) => s.stream_id === id) ?? emptyStream(id);
  if (!journal.streams.includes(stream)) journal.streams.push(stream);
  const record = linkAccessRecord(
    { sequence: stream.access_sequence, hash: stream.access_hash },
    {
      stream_id: id,
      action: 'file.read',
      outcome: 'done',
      section: minute % 2 === 0 ? 'health' : null,
      actor: 'person-2',
      agency: minute % 3 === 0 ? null : streamId(90),
      recorded_at: momentAt(minute),
      header_bytes: canonicalBytes({ pages: minute }),
    },
  );
  journal.accessRecords.push(record);
  Object.assign(stream, { access_sequence: record.sequence, access_hash: record.hash });
}

/** Closes a block over what changed, as the honest closer does it. */
export function close(journal: Journal, minute: number, by: Signer = signer): BlockRow {
  const changed = journal.streams.filter((stream) => {
    const last = journal.heads.findLast((head) => head.stream_id === stream.stream_id);
    return last?.head_hash !== stream.head_hash || last?.access_hash !== stream.access_hash;
  });
  const { block, heads } = closeBlock(journal.blocks.at(-1) ?? null, momentAt(minute), changed, by);
  journal.blocks.push(block);
  journal.heads.push(...heads);
  return block;
}

const emptyJournal = (): Journal => ({ streams: [], entries: [], accessRecords: [], blocks: [], heads: [], sectionKeys: [], witness: '' });

export function buildJournal({ blocks, open, witnessed }: Plan): Journal {
  const journal = emptyJournal();
  let minute = 0;
  const happen = ({ stream, what }: Step) => {
    minute++;
    if (what === 'look') addLook(journal, streamId(stream), minute);
    else addEntry(journal, streamId(stream), minute, {}, what === 'sealed' ? `words ${minute}` : undefined);
  };
  for (const steps of blocks) {
    for (const step of steps) happen(step);
    const block = close(journal, minute++);
    if (block.number <= witnessed) journal.witness += witnessLine(block);
  }
  for (const step of open) happen(step);
  return journal;
}

const step = fc.record({ stream: fc.nat(2), what: fc.constantFrom('plain', 'sealed', 'look') }) as fc.Arbitrary<Step>;
/** Any history of three streams, of which at least one entry or look is witnessed. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({ blocks: fc.array(fc.array(step, { maxLength: 6 }), { minLength: 1, maxLength: 5 }), open: fc.array(step, { maxLength: 4 }) })
  .filter(({ blocks }) => (blocks[0]?.length ?? 0) > 0)
  .chain((plan) => fc.integer({ min: 1, max: plan.blocks.length }).map((witnessed) => ({ ...plan, witnessed })));

const byStream = <T extends { stream_id: string; sequence?: number; block_number?: number }>(rows: readonly T[]) =>
  rows.toSorted((a, b) => (a.stream_id === b.stream_id ? (a.sequence ?? a.block_number ?? 0) - (b.sequence ?? b.block_number ?? 0) : a.stream_id < b.stream_id ? -1 : 1));

/** Verifies a journal as a database would give it out: each table in the order of its key. */
export function verify(journal: Journal, settings: { witness?: boolean; sorted?: boolean } = {}): Promise<Verification> {
  const order = <T extends { stream_id: string }>(rows: T[]) => (settings.sorted === false ? rows : byStream(rows));
  return verifyJournal({
    streams: order(journal.streams),
    entries: order(journal.entries),
    accessRecords: order(journal.accessRecords),
    blocks: journal.blocks,
    headsByBlock: settings.sorted === false ? journal.heads : journal.heads.toSorted((a, b) => a.block_number - b.block_number || (a.stream_id < b.stream_id ? -1 : 1)),
    headsByStream: byStream(journal.heads),
    sectionKeys: byStream(journal.sectionKeys),
    publicKeys: signer.publicKeys,
    ...(settings.witness === false ? {} : { witness: readWitness(journal.witness).lines }),
  });
}

/** What a thief does who knows how all is made: gives every row of a stream the number and the hash that follow from those before. */
export function relink(journal: Journal, id: string): void {
  const stream = journal.streams.find((s) => s.stream_id === id);
  const chain = <R extends { stream_id: string; sequence: number; previous_hash: Buffer; hash: Buffer }>(rows: R[], hashOf: (row: R) => Buffer) => {
    let [sequence, hash] = [0, NO_HASH as Buffer];
    for (const row of rows.filter((r) => r.stream_id === id)) {
      Object.assign(row, { sequence: ++sequence, previous_hash: hash });
      row.hash = hash = hashOf(row);
    }
    return { sequence, hash: sequence === 0 ? null : hash };
  };
  const entries = chain(journal.entries, entryHash);
  const records = chain(journal.accessRecords, accessHash);
  if (stream) Object.assign(stream, { head_sequence: entries.sequence, head_hash: entries.hash, access_sequence: records.sequence, access_hash: records.hash });
}

/** Makes all blocks anew over what the streams are now, as whoever holds `by` could; each head keeps its numbers as far as there are entries. */
export function remakeBlocks(journal: Journal, by: Signer): void {
  const heads = journal.heads.flatMap((head) => {
    const entry = journal.entries.findLast((e) => e.stream_id === head.stream_id && e.sequence <= head.head_sequence);
    const record = journal.accessRecords.findLast((r) => r.stream_id === head.stream_id && r.sequence <= head.access_sequence);
    const known = journal.streams.some((s) => s.stream_id === head.stream_id);
    if (!known) return [];
    return [{ ...head, head_sequence: entry?.sequence ?? 0, head_hash: entry?.hash ?? null, access_sequence: record?.sequence ?? 0, access_hash: record?.hash ?? null }];
  });
  let last: BlockRow | null = null;
  journal.heads = [];
  for (const [at, old] of journal.blocks.entries()) {
    const made = closeBlock(last, old.closed_at, heads.filter((head) => head.block_number === old.number), by);
    journal.blocks[at] = last = made.block;
    journal.heads.push(...made.heads);
  }
}

/** Another value than this one, of the kind its column may hold. */
export function otherValue(value: unknown): unknown {
  if (value === null) return Buffer.from('something');
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (value instanceof Uint8Array) {
    const altered = Buffer.from(value);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    return altered;
  }
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return /^\d{4}-/.test(value) ? '2026-11-24' : `${value.slice(0, -1)}${value.endsWith('9') ? '8' : '9'}`;
  return { ...(value as object), minute: -1 };
}
