import { describe, expect, it } from 'vitest';
import { useDatabase } from './support/database.ts';
import { killWhileReminding } from './support/followup-killing.ts';

const database = useDatabase();

describe('a server that is killed while it reminds of follow-ups', () => {
  it('has reminded of each child that is due once, with one message each, however often it was killed', async () => {
    const { due, once, kills, inTheMiddle, messages } = await killWhileReminding(database, Number(process.env['KEERPUNT_KILLS']) || 1);
    process.stdout.write(`${due} children due, ${kills} kills, ${inTheMiddle} of them in the middle\n`);
    expect({ once, messages }).toEqual({ once: due, messages: due });
  }, 900_000);
});
