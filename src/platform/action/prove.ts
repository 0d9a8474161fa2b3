import { readAttachments } from '#src/platform/attachments/store.ts';
import { openStored } from '#src/platform/attachments/open.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { readLinks, type StoredLink } from '#src/platform/journal/store.ts';
import { openContentKey } from '#src/platform/vault/body.ts';
import type { SectionKey } from '#src/platform/vault/section-key.ts';

/** One entry as it is kept; without `given` only its place in the chain is told, because it belongs to another section. */
type ProvenLink = Pick<StoredLink, 'sequence' | 'previous_hash' | 'hash'> & { readonly given: (Omit<StoredLink, 'sealed_key'> & { readonly contentKey: Buffer | null }) | null };

type ProvenFile = { readonly id: string; readonly type: string; readonly bytes: number; readonly sealedName: Buffer; readonly key: Buffer };

/** A section of a stream in the form in which anybody can verify it who is handed it. */
export type StreamProof = { readonly streamId: string; readonly streamKind: string; readonly section: string; readonly links: readonly ProvenLink[]; readonly files: readonly ProvenFile[] };

type Place = { streamId: string; streamKind: string; section: string };

function given(link: StoredLink, key: SectionKey | undefined): ProvenLink['given'] {
  const { sealed_key, ...rest } = link;
  const opened = key && link.sealed_body && link.section !== null ? openContentKey(key, link, { sealed_body: link.sealed_body, sealed_key }) : null;
  return { ...rest, contentKey: opened?.opened ? opened.value : null };
}

export async function readProof(tx: Transaction, { streamId, streamKind, section }: Place, key: SectionKey | undefined): Promise<StreamProof> {
  const stored = await readLinks(tx, streamId);
  const links = stored.map((link) => {
    const { sequence, previous_hash, hash } = link;
    return { sequence, previous_hash, hash, given: link.section === null || link.section === section ? given(link, key) : null };
  });
  const files = (await readAttachments(tx, streamId, section)).flatMap((row) => {
    const file = openStored(streamId, row, key);
    return file.key.opened ? [{ id: file.id, type: file.type, bytes: file.bytes, sealedName: row.sealed_name, key: file.key.value.key.export() }] : [];
  });
  return { streamId, streamKind, section, links, files };
}
