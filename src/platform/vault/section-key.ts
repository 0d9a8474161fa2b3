import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { refused, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import type { KeyWrapper } from './key-wrapper.ts';

/** As it is stored. A shredded one is the stub: no key, but when, by whom and why, as codes. */
export type SectionKeyRow = {
  stream_id: string;
  section: string;
  wrapped_key: Buffer | null;
  master_key_id: string;
  shredded_on: string | null;
  shredded_by: string | null;
  shredded_because: string | null;
};

/** An open key. It knows where it belongs; the key itself cannot be printed or written into a log. */
export type SectionKey = { readonly streamId: string; readonly section: string; readonly key: KeyObject };

type Place = Pick<SectionKeyRow, 'stream_id' | 'section'>;
const contextOf = ({ stream_id, section }: Place) => frame('vault.section-key.1', [stream_id, section]);

export const newKey = (): KeyObject => createSecretKey(randomBytes(32));

/** A new key for a section of a stream, open and as it is to be stored. */
export async function makeSectionKey(wrapper: KeyWrapper, streamId: string, section: string): Promise<{ row: SectionKeyRow; key: SectionKey }> {
  const place = { stream_id: streamId, section };
  const key = newKey();
  const { bytes, masterKeyId } = await wrapper.wrap(key, contextOf(place));
  const row = { ...place, wrapped_key: bytes, master_key_id: masterKeyId, shredded_on: null, shredded_by: null, shredded_because: null };
  return { row, key: { streamId, section, key } };
}

export async function openSectionKey(wrapper: KeyWrapper, row: SectionKeyRow): Promise<Opened<SectionKey>> {
  if (!row.wrapped_key) return refused('shredded');
  const opened = await wrapper.unwrap({ masterKeyId: row.master_key_id, bytes: row.wrapped_key }, contextOf(row));
  return opened.opened ? { opened: true, value: { streamId: row.stream_id, section: row.section, key: opened.value } } : opened;
}

/** The same key under the current master key. Nothing sealed with it changes. */
export async function rewrapSectionKey(wrapper: KeyWrapper, row: SectionKeyRow): Promise<Opened<SectionKeyRow>> {
  const opened = await openSectionKey(wrapper, row);
  if (!opened.opened) return opened;
  const { bytes, masterKeyId } = await wrapper.wrap(opened.value.key, contextOf(row));
  return { opened: true, value: { ...row, wrapped_key: bytes, master_key_id: masterKeyId } };
}

export type Shredding = { on: string; by: string; because: string };

/** The stub that takes the place of a section key. One that was shredded before keeps its first stub. */
export function shredSectionKey(row: SectionKeyRow, { on, by, because }: Shredding): SectionKeyRow {
  if (!row.wrapped_key) return row;
  return { ...row, wrapped_key: null, shredded_on: on, shredded_by: by, shredded_because: because };
}
