import { describe, expect, it } from 'vitest';
import { killHelpdesk } from './support/helpdesk-killing.ts';

// The whole of it is bench/kill-helpdesk.ts: fifty kills, seventeen of them of the database as well.
describe('a helpdesk that is killed while it is used', () => {
  it('has every report and message that was shown to have arrived, once, and opens each with its words', async () => {
    const { reports, lost, twice, unsent, broken } = await killHelpdesk(2);
    expect(reports).toBeGreaterThan(2);
    expect({ lost, twice, unsent, broken }).toEqual({ lost: 0, twice: 0, unsent: 0, broken: undefined });
  }, 90_000);
});
