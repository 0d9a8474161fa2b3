import { sayBreak, type Break } from './breaks.ts';
import { accessHash, entryHash } from './chain.ts';
import { cursorOver, ofStream, type Cursor, type Rows } from './cursor.ts';
import { leafOf } from './merkle.ts';
import type { AccessRow, BlockHeadRow, EntryRow, StreamRow } from './rows.ts';
import { attachmentCursors, attachmentWatch, type AttachmentCursors, type AttachmentSource } from './verify-attachments.ts';
import { addLeaf, verifyBlocks, type BlocksResult, type BlockSource, type FixedBlock } from './verify-blocks.ts';
import { verifyChain, type ChainResult } from './verify-chain.ts';
import { keyWatch, type StoredSectionKey } from './verify-keys.ts';

/** All rows of a journal as of one moment. Each is read once and in its order, so that none has to fit into memory. */
export type JournalSource = BlockSource & {
  /** By stream. */
  streams: Rows<StreamRow>;
  /** By stream and sequence. */
  entries: Rows<EntryRow>;
  accessRecords: Rows<AccessRow>;
  /** By stream and block. */
  headsByStream: Rows<BlockHeadRow>;
  /** By stream and section; when left out, only what hangs on entries is looked at. */
  sectionKeys?: Rows<StoredSectionKey>;
  /** When left out, what entries attached is not looked at. */
  attachments?: AttachmentSource;
  /** Set when the rows by stream are those of some streams only; the blocks are always whole. */
  isPart?: boolean;
};

/** What no block, or no witnessed block, stands for yet: whoever holds the database could alter it without being found. */
type Window = { since: FixedBlock | undefined; entries: number; accessRecords: number };

export type Verification = {
  broken: Break | undefined;
  streams: number;
  entries: number;
  accessRecords: number;
  /** Younger than the last witnessed block. Without a witness this is everything. */
  unwitnessed: Window;
  /** Younger than the last signed block. */
  unsigned: Window;
  /** Links that say they are older than the last block, which yet does not know them: a clock put back, or an old day forged. */
  backdated: { count: number; first: string | undefined };
};

type Cursors = {
  streams: Cursor<StreamRow>;
  entries: Cursor<EntryRow>;
  accessRecords: Cursor<AccessRow>;
  heads: Cursor<BlockHeadRow>;
  sectionKeys: Cursor<StoredSectionKey> | undefined;
  attachments: AttachmentCursors | undefined;
};

// A transaction that began before a block was closed may end after it.
const LATENESS = 15 * 60_000;

// A database can hold moments that are none, such as infinity; the journal never writes them.
const isMoment = (at: unknown) => at instanceof Date && !Number.isNaN(at.getTime());

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

function nextStream({ streams, entries, accessRecords, heads, sectionKeys, attachments }: Cursors): string | undefined {
  let first: string | undefined;
  for (const cursor of [streams, entries, accessRecords, heads, sectionKeys, attachments?.rows, attachments?.chunks]) {
    const id = cursor?.peek()?.stream_id;
    if (id !== undefined && (first === undefined || id < first)) first = id;
  }
  return first;
}

const endsAt = (sequence: number, hash: Buffer | null, chain: ChainResult) =>
  sequence === chain.sequence && (chain.sequence === 0 ? hash === null : hash !== null && chain.hash.equals(hash));

/** Counts how far a chain goes beyond what the blocks stand for. */
function countBeyond(result: Verification, what: 'entries' | 'accessRecords', chain: ChainResult, heads: readonly BlockHeadRow[]): void {
  const end = (head: BlockHeadRow | undefined) => (what === 'entries' ? head?.head_sequence : head?.access_sequence) ?? 0;
  const witnessed = heads.findLast((head) => head.block_number <= (result.unwitnessed.since?.number ?? 0));
  result[what] += chain.sequence;
  result.unwitnessed[what] += chain.sequence - end(witnessed);
  result.unsigned[what] += chain.sequence - end(heads.at(-1));
}

async function verifyStream(cursors: Cursors, streamId: string, result: Verification, sum: Buffer): Promise<Break | undefined> {
  const [row, second] = await all(ofStream(cursors.streams, streamId));
  const heads = await all(ofStream(cursors.heads, streamId));
  for (const head of heads) addLeaf(sum, leafOf(head));
  const keys = keyWatch(streamId);
  const files = attachmentWatch(streamId);
  const lastEnd = heads.at(-1);
  let hasOtherKind = false;
  const noteDate = (name: string, sequence: number, end: number, at: number) => {
    if (sequence <= end || !result.unsigned.since || at >= result.unsigned.since.closedAt.getTime() - LATENESS) return;
    result.backdated.count++;
    result.backdated.first ??= `${name} ${sequence} of stream ${streamId}`;
  };
  const entries = await verifyChain(
    ofStream(cursors.entries, streamId),
    heads.map((head) => ({ block: head.block_number, sequence: head.head_sequence, hash: head.head_hash })),
    entryHash,
    (entry) => {
      if (entry.recorded_at !== null && !isMoment(entry.recorded_at)) return 'altered';
      // Where only the day is known, the end of that day.
      noteDate('entry', entry.sequence, lastEnd?.head_sequence ?? 0, entry.recorded_at?.getTime() ?? Date.parse(entry.recorded_on) + 86_400_000);
      hasOtherKind ||= row !== undefined && entry.stream_kind !== row.stream_kind;
      return keys.check(entry) ?? (files.heed(entry) ? undefined : 'header-altered');
    },
  );
  if (entries.broken) return { at: 'entry', streamId, ...entries.broken };
  const records = await verifyChain(
    ofStream(cursors.accessRecords, streamId),
    heads.map((head) => ({ block: head.block_number, sequence: head.access_sequence, hash: head.access_hash })),
    accessHash,
    (record) => {
      if (record.recorded_at !== null && !isMoment(record.recorded_at)) return 'altered';
      // Where only the day is known it says nothing about lateness; the chain and the blocks hold it like any other.
      if (record.recorded_at) noteDate('access record', record.sequence, lastEnd?.access_sequence ?? 0, record.recorded_at.getTime());
      return undefined;
    },
  );
  if (records.broken) return { at: 'access-record', streamId, ...records.broken };
  countBeyond(result, 'entries', entries, heads);
  countBeyond(result, 'accessRecords', records, heads);
  const sectionKeys = cursors.sectionKeys && (await all(ofStream(cursors.sectionKeys, streamId)));
  const keyBreak = keys.broken() ?? (sectionKeys && keys.brokenSection(sectionKeys));
  if (keyBreak) return keyBreak;
  const fileBreak = cursors.attachments && (await files.broken(cursors.attachments));
  if (fileBreak) return fileBreak;
  if (!row) return { at: 'stream', streamId, reason: 'row-missing' };
  if (second) return { at: 'stream', streamId, reason: 'out-of-order' };
  if (hasOtherKind) return { at: 'stream', streamId, reason: 'kind-differs' };
  const fits = endsAt(row.head_sequence, row.head_hash, entries) && endsAt(row.access_sequence, row.access_hash, records);
  return fits ? undefined : { at: 'stream', streamId, reason: 'head-differs' };
}

const begin = (blocks: BlocksResult): Verification => ({
  broken: blocks.broken,
  streams: 0,
  entries: 0,
  accessRecords: 0,
  unwitnessed: { since: blocks.lastWitnessed, entries: 0, accessRecords: 0 },
  unsigned: { since: blocks.lastBlock, entries: 0, accessRecords: 0 },
  backdated: { count: 0, first: undefined },
});

/**
 * Finds the first link that does not hold: blocks and witness first, for they say what to hold the streams against, then
 * stream by stream. What lies in `unwitnessed` is consistent and not more than that.
 */
export async function verifyJournal(source: JournalSource): Promise<Verification> {
  const blocks = await verifyBlocks(source);
  const result = begin(blocks);
  if (blocks.broken) return result;
  const cursors: Cursors = {
    streams: await cursorOver(source.streams),
    entries: await cursorOver(source.entries),
    accessRecords: await cursorOver(source.accessRecords),
    heads: await cursorOver(source.headsByStream),
    sectionKeys: source.sectionKeys && (await cursorOver(source.sectionKeys)),
    attachments: source.attachments && (await attachmentCursors(source.attachments)),
  };
  const sum = Buffer.alloc(32);
  let last = '';
  for (let streamId = nextStream(cursors); streamId !== undefined; streamId = nextStream(cursors)) {
    result.broken = streamId > last ? await verifyStream(cursors, streamId, result, sum) : { at: 'stream', streamId, reason: 'out-of-order' };
    if (result.broken) return result;
    result.streams++;
    last = streamId;
  }
  // The heads by block were proven; those by stream are proven by being the same.
  if (!source.isPart && !sum.equals(blocks.heads)) throw new Error('the heads by stream are not the heads by block: the rows are not of one moment');
  return result;
}

const sinceText = (window: Window) => (window.since ? `since block ${window.since.number} of ${window.since.closedAt.toISOString()}` : 'everything');
const windowText = (name: string, window: Window) =>
  `${name}: ${window.entries} entries and ${window.accessRecords} access records (${sinceText(window)})\n`;

/** The verification in a few lines, to be shown by a command. */
export function sayVerification(result: Verification): string {
  if (result.broken) return `BROKEN: ${sayBreak(result.broken)}\n`;
  const late = result.backdated.count > 0 ? `Dated before the last block, which does not know them: ${result.backdated.count}, first ${result.backdated.first}\n` : '';
  return (
    `Whole: ${result.streams} streams, ${result.entries} entries, ${result.accessRecords} access records\n` +
    windowText('Not yet witnessed, and so not proven', result.unwitnessed) +
    windowText('Not yet signed', result.unsigned) +
    late
  );
}
