import { describe, expect, it } from 'vitest';
import { soak } from './support/soaking.ts';

// The whole of it is bench/soak.ts: an hour, and then what the memory did.
describe('a server that is used', () => {
  it('makes no error and stays within its memory', async () => {
    const { requests, errors, memory } = await soak(8);
    expect(errors).toBe(0);
    expect(requests).toBeGreaterThan(100);
    expect(Math.max(...memory)).toBeLessThan(900);
  }, 60_000);
});
