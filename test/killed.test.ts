import { describe, expect, it } from 'vitest';
import { killWhileWriting } from './support/killing.ts';

// The whole of it is bench/kill-database.ts: fifty kills, twenty of them of the database as well.
describe('killed while it writes', () => {
  it('loses nothing that was answered as done, keeps nothing twice, and starts again by itself', async () => {
    const { told, lost, twice, broken } = await killWhileWriting(4);
    expect(told).toBeGreaterThan(40);
    expect({ lost, twice, broken }).toEqual({ lost: 0, twice: 0, broken: undefined });
  }, 90_000);
});
