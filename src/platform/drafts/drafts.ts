import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isIdentity } from '#src/platform/action/concern.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import { formMark, makeDraftKey, openDraft, openDraftKey, sealDraft } from './sealing.ts';
import { addDraftKey, countOthers, emptyDrafts, findDraftKey, readDraftRows, replaceDraft, sweepDraftRows, writeDraft, type DraftRow } from './store.ts';

/** Where drafts are kept: beside the door, by a role of their own that sees nothing else (docs/decisions/0026). */
export type DraftGround = Pick<Ground, 'database' | 'wrapper' | 'now'>;

const DAY_MS = 86_400_000;
export const KEPT_DAYS = 30;
/** How long it is remembered that one was sent or thrown away: longer than anything is under way. */
const GONE_MS = DAY_MS;
/** More forms than anybody fills in at once. */
const MOST = 200;

const content = z.strictObject({ form: z.string(), base: z.string(), page: z.string(), title: z.string(), fields: z.array(z.tuple([z.string(), z.string()])) });

/** What is kept: of which form, on which version it was decided, where the form stands, what it is called, what was typed. */
export type DraftContent = z.infer<typeof content>;
export type KeptDraft = DraftContent & { readonly id: string; readonly savedAt: Date };

function asDrafter<T>({ database, now }: DraftGround, actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const acting: ActingAs = { role: 'keerpunt_drafter', actor, agency: null, today: now().toISOString().slice(0, 10) };
  return database.transaction(acting, work);
}

/** The key of a person's drafts; null where there is none, or where it does not open any more. */
async function keyOf(tx: Transaction, { wrapper }: DraftGround, personId: string): Promise<KeyObject | null> {
  const row = await findDraftKey(tx, personId);
  const opened = row && (await openDraftKey(wrapper, row));
  return opened?.opened ? opened.value : null;
}

async function keyToKeep(tx: Transaction, ground: DraftGround, personId: string): Promise<KeyObject | null> {
  const there = await keyOf(tx, ground, personId);
  if (there) return there;
  const { row, key } = await makeDraftKey(ground.wrapper, personId);
  return (await addDraftKey(tx, row)) ? key : keyOf(tx, ground, personId);
}

/** `gone`: it was sent or thrown away meanwhile. */
export type Keeping = { kept: true; at: Date } | { kept: false; because: 'gone' | 'too-many' | 'no-key' };

/** A draft, and the one from which its page began, in whose place it comes. */
export type ToKeep = { id: string; from: { id: string; savedAt: Date } | null; content: DraftContent };

/** Keeps what somebody typed. Two windows keep two drafts: neither writes over the other. */
export function keepDraft(ground: DraftGround, personId: string, { id, from, content: words }: ToKeep): Promise<Keeping> {
  return asDrafter(ground, personId, async (tx) => {
    const key = await keyToKeep(tx, ground, personId);
    if (!key) return { kept: false, because: 'no-key' };
    if ((await countOthers(tx, personId, from ? [id, from.id] : [id])) >= MOST) return { kept: false, because: 'too-many' };
    const at = ground.now();
    const row: DraftRow = { person_id: personId, draft_id: id, form_mark: formMark(key, words.form), sealed: sealDraft(key, { personId, draftId: id }, words), saved_at: at, expires_at: new Date(at.getTime() + KEPT_DAYS * DAY_MS) };
    if (!(await writeDraft(tx, row))) return { kept: false, because: 'gone' };
    if (from && from.id !== id) await replaceDraft(tx, personId, from, new Date(at.getTime() + GONE_MS));
    return { kept: true, at };
  });
}

function wordsOf(key: KeyObject, personId: string, { draft_id: id, sealed, saved_at: savedAt }: DraftRow): KeptDraft[] {
  const words = sealed && openDraft(key, { personId, draftId: id }, sealed);
  // What does not open is shown as nothing: it is no record, and nobody can do anything with it.
  return words?.opened ? [{ ...content.parse(JSON.parse(words.value.toString())), id, savedAt }] : [];
}

/** A person's drafts, the last kept first: of one form, or all of them. */
export function readDrafts(ground: DraftGround, personId: string, form: string | null): Promise<KeptDraft[]> {
  return asDrafter(ground, personId, async (tx) => {
    const key = await keyOf(tx, ground, personId);
    if (!key) return [];
    const rows = await readDraftRows(tx, personId, form === null ? null : formMark(key, form), ground.now());
    return rows.flatMap((row) => wordsOf(key, personId, row));
  });
}

/** Throws drafts away: they were sent, or nobody wants them. */
export function dropDrafts(ground: DraftGround, personId: string, ids: readonly string[]): Promise<void> {
  const at = ground.now();
  return asDrafter(ground, personId, async (tx) => {
    // Without a key there is none, and nothing is under way that could not be kept again.
    if (await findDraftKey(tx, personId)) await emptyDrafts(tx, personId, ids.filter(isIdentity), { at, expiresAt: new Date(at.getTime() + GONE_MS) });
  });
}

/** Throws away what nobody took up in time. */
export const sweepDrafts = (ground: DraftGround): Promise<number> => asDrafter(ground, 'service:drafts', (tx) => sweepDraftRows(tx, ground.now()));
