import { z } from 'zod';
import { messenger } from '#src/files/roles.ts';
import type { FreeAction } from '#src/platform/action/action.ts';
import { agenciesWithStopped } from '../store.ts';

/** What grows old is no entry, and stops a journey all the same: that is looked for every morning. */
export const listStopped: FreeAction<{ today: string }, readonly string[], readonly string[]> = {
  name: 'return.list-stopped',
  does: 'see which agencies sit at the table of a child whose journey is stopped, to tell them that something cannot wait',
  input: z.object({ today: z.iso.date() }),
  allow: [{ role: messenger, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx, { today }) => agenciesWithStopped(tx, today),
  run: ({ found }) => ({ value: found }),
};
