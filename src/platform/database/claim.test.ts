import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimServer } from './claim.ts';
import { startEmbedded } from './embedded.ts';

const data = mkdtempSync(join(tmpdir(), 'keerpunt-claim-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('whoever leaves', () => {
  it('leaves in order also when another one stops the server at the same moment', async () => {
    const server = await startEmbedded({ data });
    const claim = await claimServer(server.host);
    if (typeof claim !== 'object') throw new Error('the server was not there');
    // What a server that stops does to every connection.
    await claim.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    expect(await claim.giveUp()).toBe(false);
    await claim.end();
    await server.leave();
  });
});
