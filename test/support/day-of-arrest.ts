import { join } from 'node:path';
import { rulesOfGate as readRules } from '../../bin/day-of-arrest.ts';
import { exploiterStep, matterDescribed } from '#src/justice/prosecution/model/kinds.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { PublishedCase } from '../journeys/published-cases.ts';
import type { TestDatabase } from './database.ts';
import { aHeader, headersOf, ID } from './headers.ts';
import { PROJECT } from './server.ts';

export const rulesOfGate = readRules(join(PROJECT, 'knowledge'));

/**
 * All headers of a file, of every section, as the gate folds them; with what is written into it afterwards: of what the child was accused
 * on that day, and whether somebody looked at who profits.
 */
export async function headersWithTheDay(database: TestDatabase, file: string, { first, onTheDay: { age, isExploiterInvestigated } }: PublishedCase): Promise<HeaderRow[]> {
  const kept = (await database.query('select section, kind, version, header, recorded_on::text as recorded_on, recorded_at from keerpunt.entry where stream_id = $1 order by sequence', [file])) as Omit<HeaderRow, 'sequence'>[];
  const at = { section: 'justice', on: first.day };
  const later = [aHeader(matterDescribed, { matter: ID(), age, understood: 'not-known', event: null }, at), ...(isExploiterInvestigated ? [aHeader(exploiterStep, { exploiter: ID(), step: ID(), what: 'investigated', happenedOn: first.day }, at)] : [])];
  return [...kept, ...headersOf(later)].map((header, n) => ({ ...header, sequence: n + 1 }));
}
