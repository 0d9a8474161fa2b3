import type { z } from 'zod';
import type { evidenceHeader } from './kinds.ts';
import type { WITHDRAWN_BECAUSE } from './vocabulary.ts';

export type EvidenceHeader = z.output<typeof evidenceHeader>;

/** What somebody recorded for a condition, as it stands. */
export type Evidence = EvidenceHeader & {
  readonly sequence: number;
  readonly recordedOn: string;
  readonly withdrawn: { readonly because: (typeof WITHDRAWN_BECAUSE)[number]; readonly on: string } | null;
  readonly confirmedOn: string | null;
};
