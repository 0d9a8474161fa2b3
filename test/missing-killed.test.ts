import { describe, expect, it } from 'vitest';
import { useDatabase } from './support/database.ts';
import { killWhileMissing } from './support/missing-killing.ts';

const database = useDatabase();

describe('a server that is killed while a child is reported as missing', () => {
  it('has each child that was shown to be reported, with one notice for each agency at its table', async () => {
    const { told, lost, wrong, times } = await killWhileMissing(database, Number(process.env['KEERPUNT_KILLS']) || 2);
    process.stdout.write(`${told} shown; slowest ${Math.round(Math.max(0, ...times))} ms\n`);
    expect(told).toBeGreaterThan(0);
    expect({ lost, wrong }).toEqual({ lost: 0, wrong: 0 });
    // Between the button and all notices in the queue: they are there when the answer is.
    expect(Math.max(0, ...times)).toBeLessThan(1000);
  }, 600_000);
});
