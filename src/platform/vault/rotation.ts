import type { KeyWrapper } from './key-wrapper.ts';
import { rewrapSectionKey, type SectionKeyRow } from './section-key.ts';

type SectionKeyPlace = { stream_id: string; section: string };

/** What a rotation needs of the place where section keys are stored. */
export type SectionKeyStore = {
  /** Keys that are there and not wrapped by `currentKeyId`, after `after` in the order of stream and section. */
  listOutdated(currentKeyId: string, after: SectionKeyPlace | null, limit: number): Promise<readonly SectionKeyRow[]>;
  /** Keeps the rewrapped keys, each only where the stored key still is `before`: one that was shredded meanwhile stays shredded. */
  replace(changes: readonly { before: SectionKeyRow; after: SectionKeyRow }[]): Promise<void>;
};

export type RotationResult = { rewrapped: number; unopened: SectionKeyPlace[] };

/**
 * Rewraps what is not wrapped by the current master key, step by step; no entry is touched. Killed anywhere, the next run
 * goes on with what is left. A key that does not open is named and does not hold up the others.
 */
export async function rotateSectionKeys(wrapper: KeyWrapper, store: SectionKeyStore, stepSize = 100): Promise<RotationResult> {
  const result: RotationResult = { rewrapped: 0, unopened: [] };
  let after: SectionKeyPlace | null = null;
  for (;;) {
    const rows: readonly SectionKeyRow[] = await store.listOutdated(wrapper.currentKeyId, after, stepSize);
    const last = rows.at(-1);
    if (!last) return result;
    const changes: { before: SectionKeyRow; after: SectionKeyRow }[] = [];
    for (const before of rows) {
      const rewrapped = await rewrapSectionKey(wrapper, before);
      if (rewrapped.opened) changes.push({ before, after: rewrapped.value });
      else result.unopened.push({ stream_id: before.stream_id, section: before.section });
    }
    await store.replace(changes);
    result.rewrapped += changes.length;
    after = { stream_id: last.stream_id, section: last.section };
  }
}
