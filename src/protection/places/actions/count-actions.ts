import { z } from 'zod';
import { freely } from '#src/files/access-table.ts';
import { careCoordinator, council, guardian, oversight, placementDesk, police, shelter, youthProtection } from '#src/files/roles.ts';
import type { Role } from '#src/platform/people/rules.ts';
import type { FreeAction } from '#src/platform/action/action.ts';
import { readCounts, type Counts } from '../store.ts';

/** Whoever reads `protection` or answers for how it is done; with oversight, which reads no words and counts. */
export const COUNTERS: readonly [Role, ...Role[]] = [oversight, placementDesk, youthProtection, police, careCoordinator, council, guardian, shelter];

const since = z.object({ since: z.iso.date() });
export const countKeeping: FreeAction<z.infer<typeof since>, Counts, Counts> = {
  name: 'protection.count',
  does: 'see how often children were let go, also against the release gate, or kept, and why places said no; by month, of what the agency sees and without a child',
  input: since,
  allow: freely(COUNTERS),
  about: 'nothing',
  lookUp: (tx, input) => readCounts(tx, input.since),
  run: ({ found }) => ({ value: found }),
};
