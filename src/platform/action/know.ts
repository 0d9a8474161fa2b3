import { attachmentsIn } from '#src/platform/attachments/header.ts';
import { openStored, type FoundAttachment } from '#src/platform/attachments/open.ts';
import { readAttachments } from '#src/platform/attachments/store.ts';
import { NO_LOOKS, readLooks, type LooksAsked } from '#src/platform/access/looks.ts';
import { readTable } from '#src/platform/access/store.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { readHeader, UnreadableHeader } from '#src/platform/journal/kinds.ts';
import { lastHashOf, readHeaders, readSection, type StoredEntry } from '#src/platform/journal/store.ts';
import { openBody } from '#src/platform/vault/body.ts';
import type { SectionKey } from '#src/platform/vault/section-key.ts';
import type { Known, StreamAction } from './action.ts';
import type { Keys, Sealing } from './append.ts';
import { isIdentity } from './concern.ts';
import type { ReadEntry } from './entries.ts';
import { readProof } from './prove.ts';

const VERSION_BYTES = 12;

/** Stands for all that is in a section: other when an entry is added there. It tells nothing of the other sections, as a number would. */
const versionFrom = (lastHash: Buffer | null | undefined): string => lastHash?.subarray(0, VERSION_BYTES).toString('base64url') ?? 'empty';

export async function versionOf(tx: Transaction, streamId: string, section: string | null): Promise<string> {
  return versionFrom(await lastHashOf(tx, streamId, section));
}

function bodyOf({ kind, version, sequence, sealed_body, sealed_key }: StoredEntry, key: SectionKey | 'shredded' | undefined): ReadEntry['body'] {
  if (!sealed_body) return null;
  if (key === 'shredded' || !sealed_key) return { opened: false, because: 'shredded' };
  // One body that does not open hides no other: the reader sees that something is there and that it cannot be read.
  return key ? openBody(key, { kind, version, sequence }, { sealed_body, sealed_key }) : { opened: false, because: 'does-not-fit' };
}

export function readEntry(entry: StoredEntry, { kinds }: Pick<Sealing, 'kinds'>, key: SectionKey | 'shredded' | undefined, files: ReadonlyMap<string, FoundAttachment>): ReadEntry {
  const kind = kinds.get(entry.kind);
  if (!kind) throw new UnreadableHeader(entry.kind, entry.version, 'is no kind that this code knows');
  return { section: entry.section, kind: entry.kind, header: readHeader(kind, entry.version, entry.header), recordedOn: entry.recorded_on, recordedAt: entry.recorded_at, actor: entry.actor, body: bodyOf(entry, key), ...attachmentsOf(entry, files) };
}

/** What an entry attached, without the keys: a page shows names and leads to the action that opens one. */
function attachmentsOf({ header }: StoredEntry, files: ReadonlyMap<string, FoundAttachment>): Pick<ReadEntry, 'attachments'> {
  const attachments = attachmentsIn(header).flatMap(({ id }) => {
    const file = files.get(id);
    return file ? [{ id, type: file.type, bytes: file.bytes, name: file.name }] : [];
  });
  return attachments.length > 0 ? { attachments } : {};
}

type Read = Pick<Known<never>, 'headers' | 'entries' | 'version' | 'proof' | 'table' | 'openedSections' | 'looks'>;
export const NOTHING_READ: Read = { headers: [], entries: [], version: 'empty', proof: null, table: [], openedSections: [], looks: NO_LOOKS };

type Place = { streamId: string; section: string | null };

/** One attachment of the section that an action is about, with its key. */
export async function findAttachment(tx: Transaction, { streamId, section }: Place, id: string, keys: Keys): Promise<FoundAttachment | null> {
  if (section === null || !isIdentity(id)) return null;
  const [row] = await readAttachments(tx, streamId, section, id);
  return row ? openStored(streamId, row, keys.get(section)) : null;
}

type Asked = { needs: NonNullable<StreamAction<never, never>['needs']>; looks: LooksAsked; today: string };

/** What a stream action needs beside the section it is about. */
async function readBeside(tx: Transaction, { needs, looks, today }: Asked, streamId: string): Promise<Read> {
  const headers = needs.includes('headers') ? await readHeaders(tx, streamId) : [];
  const seats = needs.includes('table') ? await readTable(tx, streamId, today) : {};
  const seen = needs.includes('looks') ? { looks: await readLooks(tx, streamId, looks) } : {};
  return { ...NOTHING_READ, headers, ...seats, ...seen };
}

/** Reads what a stream action needs: headers for its rules, or the section it is about with its bodies opened. */
export async function readNeeded(tx: Transaction, asked: Asked, { streamId, streamKind, section }: Place & { streamKind: string }, sealing: Sealing, keys: Keys): Promise<Read> {
  const ownKey = section === null ? undefined : keys.get(section);
  const proof = asked.needs.includes('proof') && section !== null ? await readProof(tx, { streamId, streamKind, section }, ownKey === 'shredded' ? undefined : ownKey) : null;
  const beside = { ...(await readBeside(tx, asked, streamId)), proof };
  if (!asked.needs.includes('entries')) return beside;
  const stored = await readSection(tx, streamId, section);
  const key = ownKey;
  const hasFiles = section !== null && stored.some(({ header }) => attachmentsIn(header).length > 0);
  const files = hasFiles ? (await readAttachments(tx, streamId, section)).map((row) => openStored(streamId, row, key)) : [];
  const byId = new Map(files.map((file) => [file.id, file]));
  return { ...beside, entries: stored.map((entry) => readEntry(entry, sealing, key, byId)), version: versionFrom(stored.at(-1)?.hash) };
}
