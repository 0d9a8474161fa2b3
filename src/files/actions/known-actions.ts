import { z } from 'zod';
import { findKnown, verdictHeader, type KnownAlready } from '#src/matching/index.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { readers, writers } from '../access-table.ts';
import { likenessJudged } from '../model/kinds.ts';
import { whyNotWritten } from '../model/rules.ts';
import { reasonWords, seal } from '../model/words.ts';
import { isThere } from '../store.ts';
import { aboutSection, agencyOf, FILE, keeping, onFile, type OnFile } from './about.ts';

/** Of files that the reader may not see it says at most whom to ask. Nothing found lowers nothing: desks-and-law 29. */
export const findKnownFiles: StreamAction<OnFile, KnownAlready, KnownAlready> = {
  name: 'file.find-known',
  does: 'look whether the child of a file is known already, in files the agency may see; of others only whom to ask',
  input: onFile,
  allow: readers('identity'),
  about: aboutSection('identity'),
  lookUp: (tx, { file }, { imprints }) => findKnown(tx, imprints, FILE, { stream: file }),
  run: ({ found }) => ({ value: found }),
};

const judging = onFile.extend({ ...verdictHeader.shape, reason: reasonWords.shape.reason });
/** Another verdict undoes it; what was recorded in either file stays there. */
export const judgeLikeness: StreamAction<z.infer<typeof judging>, null, boolean> = {
  name: 'file.judge-likeness',
  does: 'say whether two files are about one child, about another, or that this is not sure, and why',
  input: judging,
  allow: writers('identity'),
  about: aboutSection('identity'),
  needs: ['headers'],
  lookUp: (tx, { other }) => isThere(tx, other),
  run(known) {
    const { file, other, verdict, reason } = known.input;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'identity') ?? (known.found && other !== file ? null : [{ code: 'no-such-file' }]),
      null,
      () => [draft(likenessJudged, { other, verdict }, { section: 'identity', body: seal(reasonWords, { reason }) })],
    );
  },
};

export const KNOWN_ACTIONS = [findKnownFiles, judgeLikeness] as const;
