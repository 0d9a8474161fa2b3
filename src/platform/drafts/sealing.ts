import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import { decrypt, encrypt, type Opened } from '#src/platform/vault/envelope.ts';
import { frame } from '#src/platform/vault/framing.ts';
import type { KeyWrapper } from '#src/platform/vault/key-wrapper.ts';
import { newKey } from '#src/platform/vault/section-key.ts';

/** The key of one person's drafts as it is stored. */
export type DraftKeyRow = { person_id: string; wrapped_key: Buffer; master_key_id: string };

const contextOf = (personId: string): Buffer => frame('vault.draft-key.1', [personId]);

async function wrapped(wrapper: KeyWrapper, personId: string, key: KeyObject): Promise<DraftKeyRow> {
  const { bytes, masterKeyId } = await wrapper.wrap(key, contextOf(personId));
  return { person_id: personId, wrapped_key: bytes, master_key_id: masterKeyId };
}

export async function makeDraftKey(wrapper: KeyWrapper, personId: string): Promise<{ row: DraftKeyRow; key: KeyObject }> {
  const key = newKey();
  return { key, row: await wrapped(wrapper, personId, key) };
}

export const openDraftKey = (wrapper: KeyWrapper, { person_id, wrapped_key, master_key_id }: DraftKeyRow): Promise<Opened<KeyObject>> => wrapper.unwrap({ masterKeyId: master_key_id, bytes: wrapped_key }, contextOf(person_id));

/** The same key under the current master key. */
export async function rewrapDraftKey(wrapper: KeyWrapper, row: DraftKeyRow): Promise<Opened<DraftKeyRow>> {
  const opened = await openDraftKey(wrapper, row);
  return opened.opened ? { opened: true, value: await wrapped(wrapper, row.person_id, opened.value) } : opened;
}

const MARK_BYTES = 32;

/** By which drafts of one form are found. Under another key it is another one, and backwards it leads to nothing. */
export const formMark = (key: KeyObject, form: string): Buffer => createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'vault.draft-form.1', MARK_BYTES))).update(form).digest();

type Place = { personId: string; draftId: string };
const placeOf = ({ personId, draftId }: Place) => frame('vault.draft.1', [personId, draftId]);

export const sealDraft = (key: KeyObject, place: Place, words: unknown): Buffer => encrypt(key, Buffer.from(JSON.stringify(words)), placeOf(place));

export const openDraft = (key: KeyObject, place: Place, sealed: Buffer): Opened<Buffer> => decrypt(key, sealed, placeOf(place));
