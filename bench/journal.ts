/**
 * What sealing, hashing and verifying cost without a database: part of `npm run bench`, or alone with
 * `npx node bench/journal.ts`. One core; the limits are far from what is measured, for machines differ.
 */
import { z } from 'zod';
import { linkEntry, type ChainEnd } from '../src/platform/journal/chain.ts';
import { closeBlock } from '../src/platform/journal/block.ts';
import { foldOf } from '../src/platform/journal/fold.ts';
import { entryKind, writeHeader } from '../src/platform/journal/kinds.ts';
import type { EntryRow } from '../src/platform/journal/rows.ts';
import { verifyJournal } from '../src/platform/journal/verify.ts';
import { openAttachment, sealAttachment, type AttachmentKey } from '../src/platform/vault/attachment.ts';
import { openBody, sealBody } from '../src/platform/vault/body.ts';
import { newKey, type SectionKey } from '../src/platform/vault/section-key.ts';
import { signer } from '../test/support/journal.ts';

type Note = (what: string, value: number, unit: string, limit: number, better?: 'less' | 'more') => void;

const noted = entryKind('note.written', z.strictObject({ on: z.iso.date(), about: z.enum(['school', 'health']), urgent: z.boolean(), by: z.uuid() }));
const ID = '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111';
const section: SectionKey = { streamId: ID, section: 'health', key: newKey() };
const body = Buffer.from('a line of what was said and seen, as somebody types it after a long day. '.repeat(14));

function append(end: ChainEnd): EntryRow {
  const { header, header_bytes, kind, version } = writeHeader(noted, { on: '2026-11-25', about: 'school', urgent: false, by: ID });
  const sealed = sealBody(section, { kind, version, sequence: end.sequence + 1 }, body);
  const at = new Date(Date.UTC(2026, 10, 25) + end.sequence);
  return linkEntry(end, { stream_id: ID, stream_kind: 'file', section: 'health', kind, version, header, header_bytes, ...sealed, recorded_on: '2026-11-25', recorded_at: at, actor: ID });
}

function appendMany(count: number): EntryRow[] {
  const entries: EntryRow[] = [];
  let end: ChainEnd = { sequence: 0, hash: null };
  for (let at = 0; at < count; at++) {
    const entry = append(end);
    entries.push(entry);
    end = entry;
  }
  return entries;
}

function openAll(entries: readonly EntryRow[]): void {
  for (const { sealed_body, sealed_key, ...place } of entries) {
    if (!sealed_body || !openBody(section, place, { sealed_body, sealed_key }).opened) throw new Error('an entry did not open');
  }
}

const countUrgent = foldOf(0, (on) => [on(noted, (count, { header }) => count + (header.urgent ? 1 : 0))]);

/** Milliseconds of the median of several runs, after one for the engine. */
async function median(runs: number, act: () => unknown): Promise<number> {
  const times: number[] = [];
  await act();
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

async function timeAttachment(note: Note): Promise<void> {
  const megabytes = Array.from({ length: 25 }, (_, at) => Buffer.alloc(1024 * 1024, at));
  let sealed: Buffer[] = [];
  let key: AttachmentKey | undefined;
  const sealing = await median(5, async () => {
    const attachment = sealAttachment(ID, 'a file', megabytes);
    sealed = [];
    for await (const piece of attachment.pieces) sealed.push(piece);
    key = { id: ID, key: attachment.key, place: null };
  });
  const opening = await median(5, async () => {
    let bytes = 0;
    for await (const chunk of key ? openAttachment(key, sealed) : []) bytes += chunk.length;
    if (bytes !== 25 * 1024 * 1024) throw new Error('the attachment did not open');
  });
  note('an attachment of 25 MB: seal', Math.round(25_000 / sealing), 'MB a second', 50, 'more');
  note('an attachment of 25 MB: open', Math.round(25_000 / opening), 'MB a second', 50, 'more');
}

/** Notes the figures of vault and journal. */
export async function timeJournal(note: Note): Promise<void> {
  const count = 5000;
  let entries: EntryRow[] = [];
  const perSecond = (milliseconds: number) => Math.round(count / (milliseconds / 1000));
  note('an entry of 1 kB: check header, seal, hash', perSecond(await median(5, () => (entries = appendMany(count)))), 'entries a second', 3000, 'more');
  note('an entry of 1 kB: open', perSecond(await median(5, () => openAll(entries))), 'entries a second', 5000, 'more');
  note('an entry: fold its header', perSecond(await median(5, () => countUrgent(entries))), 'entries a second', 20_000, 'more');
  note('a stream of 500 entries: fold and open all', await median(20, () => [countUrgent(entries.slice(0, 500)), openAll(entries.slice(0, 500))]), 'ms', 60);
  const last = entries.at(-1);
  const stream = { stream_id: ID, stream_kind: 'file', head_sequence: last?.sequence ?? 0, head_hash: last?.hash ?? null, access_sequence: 0, access_hash: null };
  const { block, heads } = closeBlock(null, new Date(Date.UTC(2026, 10, 25, 1)), [stream], signer);
  const verified = await median(5, async () => {
    const { broken } = await verifyJournal({ streams: [stream], entries, accessRecords: [], blocks: [block], headsByBlock: heads, headsByStream: heads, publicKeys: signer.publicKeys });
    if (broken) throw new Error(broken.reason);
  });
  note('an entry of 1 kB: verify', perSecond(verified), 'entries a second', 10_000, 'more');
  const many = Array.from({ length: 10_000 }, (_, at) => ({ ...stream, stream_id: `0b8f6f0e-6f0d-4f43-9b0a-${String(at).padStart(12, '0')}` }));
  note('a block over 10 000 heads: close', await median(5, () => closeBlock(null, new Date(), many, signer)), 'ms', 1000);
  await timeAttachment(note);
}

if (import.meta.main) {
  await timeJournal((what, value, unit, limit, better = 'less') => {
    const figure = Number.isInteger(value) ? String(value) : value.toFixed(2);
    process.stdout.write(`${what}: ${figure} ${unit} (${better === 'less' ? 'at most' : 'at least'} ${limit})\n`);
  });
}
