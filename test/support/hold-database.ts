// Run as a process of its own by tests that kill it: opens a database, and writes until it is told to stop.
import { openDatabase } from '../../src/platform/database/database.ts';
import { beginStream, openStream, type Transaction } from '../../src/platform/database/transaction.ts';
import { randomBytes, randomUUID } from 'node:crypto';

const [data = '', mode = 'hold'] = process.argv.slice(2);
const acting = { role: 'keerpunt_actor', actor: 'holder', agency: randomUUID(), today: '2026-11-25' } as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

const database = await openDatabase({ data, migrationsFolder: `${import.meta.dirname}/../../migrations`, tell: say }).catch((error: unknown) => {
  say(`cannot: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
});
const stopping = new AbortController();
process.on('SIGTERM', () => {
  stopping.abort();
  if (mode === 'hold') void database.close().then(() => process.exit(0));
});
say('open');

const streamId = randomUUID();
async function add(tx: Transaction): Promise<number> {
  const stream = await openStream(tx, streamId);
  const sequence = (stream?.headSequence ?? 0) + 1;
  const fixed = { stream_kind: 'test', section: 'one', kind: 'noted', version: 1, header: '{}', header_bytes: Buffer.from('{}'), sealed_body: null, sealed_key: null };
  const previous_hash = stream?.headHash ?? Buffer.alloc(32);
  await tx
    .insertInto('entry')
    .values({ ...fixed, stream_id: streamId, sequence, recorded_on: acting.today, recorded_at: null, actor: acting.actor, previous_hash, hash: randomBytes(32) })
    .execute();
  return sequence;
}

/** One entry in one transaction; its number is told only after the database said that it is kept. */
const append = () => database.transaction(acting, add);

async function write(): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      say(`kept ${streamId} ${await append()}`);
    } catch {
      // The server is away; it comes back by itself.
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  await database.close();
}

if (mode === 'write') {
  await database.transaction(acting, async (tx) => {
    await beginStream(tx, { streamId, kind: 'test', sections: ['one'], purpose: 'test', ground: 'test' });
    await add(tx);
  });
  await write();
}
