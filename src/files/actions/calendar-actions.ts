import { z } from 'zod';
import type { FreeAction } from '#src/platform/action/action.ts';
import { freely } from '../access-table.ts';
import { FILE_ROLES } from '../roles.ts';
import { readDue, type DueRow } from '../calendar/store.ts';

const nothing = z.object({});

/** For a calendar, by an address that its owner made: nothing of it says whom a file is about. */
export const readCalendar: FreeAction<z.infer<typeof nothing>, readonly DueRow[], readonly DueRow[]> = {
  name: 'file.read-calendar',
  does: 'see on which day which task is due in the files at whose table the agency is, by number and code alone',
  input: nothing,
  allow: freely(FILE_ROLES),
  about: 'nothing',
  lookUp: (tx) => readDue(tx),
  run: ({ found }) => ({ value: found }),
};

export const CALENDAR_ACTIONS = [readCalendar] as const;
