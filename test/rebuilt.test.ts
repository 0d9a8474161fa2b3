import { describe, expect, it } from 'vitest';
import { rebuildKilled } from './support/rebuilding.ts';

// The whole of it is bench/rebuild.ts: ten thousand streams, ten kills.
describe('lists that are rebuilt by a process that is killed again and again', () => {
  it('are what they were, in every table', async () => {
    const { last, changedTables } = await rebuildKilled(600, 2);
    expect(last).toEqual({ streams: 600, changed: 0, isResumed: true });
    expect(changedTables).toEqual([]);
  }, 90_000);
});
