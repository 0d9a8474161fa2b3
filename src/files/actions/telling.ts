import type { Known, Result } from '#src/platform/action/action.ts';

/** The job by which agencies hear that something waits. */
export const TELL_AGENCY = 'file.tell-agency';

/** Who sits at the table today, or is asked to, besides the agency that acts. */
export const othersAtTable = ({ table, actor }: Pick<Known<unknown>, 'table' | 'actor'>): readonly string[] => [...new Set(table.map((seat) => seat.agency))].filter((agency) => agency !== actor.agency);

/**
 * The same result, and these agencies hear by mail that something waits: never of which child, or what. Where nothing was kept
 * nobody is told.
 */
export function alsoTelling<V>(result: Result<V>, agencies: readonly string[], isUrgent = false): Result<V> {
  if ('obstacles' in result || !result.entries || result.entries.length === 0 || agencies.length === 0) return result;
  return { ...result, jobs: agencies.map((agency) => ({ job: TELL_AGENCY, payload: { agency, isUrgent } })) };
}
