// Backs up a small and a large database, reads the large backup to its end, and shows that neither needs more memory for more.
// Ends with 1 when it does.
//   npx node bench/backup.ts [ENTRIES]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/platform/database/database.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { asOwner } from '../src/platform/database/owner.ts';
import { makeBackup } from '../src/platform/operations/backup.ts';
import { readBackup } from '../src/platform/operations/read-backup.ts';
import { MIGRATIONS, queryAs } from '../test/support/database.ts';

const [entries = 400_000] = process.argv.slice(2).map(Number);
const MOST_GROWTH = 64 * 1024 * 1024;
const data = mkdtempSync(join(tmpdir(), 'keerpunt-backup-'));
chmodSync(data, 0o755);
const database = await openDatabase({ data, migrationsFolder: MIGRATIONS });
const { host, leave } = await startEmbedded({ data });

/** Rows as large as usual ones, past all triggers: what they say does not matter here, only how many bytes they are. */
const grow = (from: number, to: number) =>
  queryAs(host, 'postgres', 'keerpunt', `set search_path = keerpunt; set session_replication_role = replica;
    insert into stream (stream_id, stream_kind) values ('10000000-0000-4000-8000-000000000000', 'matter') on conflict do nothing;
    insert into entry (stream_id, sequence, stream_kind, section, kind, version, header, header_bytes, sealed_body, sealed_key, recorded_on, recorded_at, actor, previous_hash, hash)
    select '10000000-0000-4000-8000-000000000000', n, 'matter', 'one', 'note.added', 1, '{"pages":1}', '\\x7b7d', decode(repeat(md5(n::text), 37), 'hex'), decode(repeat(md5(n::text), 3), 'hex'), current_date, now(), 'anna', sha256(n::text::bytea), sha256((n + 1)::text::bytea)
    from generate_series(${from}, ${to}) as n`);

const peak = () => process.resourceUsage().maxRSS * 1024;
const mega = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
async function measure(name: string, work: () => Promise<number>): Promise<number> {
  const began = performance.now();
  const bytes = await work();
  process.stdout.write(`${name}: ${mega(bytes)} MB in ${((performance.now() - began) / 1000).toFixed(1)} s, most memory so far ${mega(peak())} MB\n`);
  return peak();
}
const backUp = (file: string) => asOwner({ data }, false, ({ client }) => makeBackup({ client, data, version: 'bench' }, join(data, file))).then((made) => made.bytes);

await grow(1, Math.floor(entries / 20));
const small = await measure('small backup', () => backUp('small.tar.gz'));
await grow(Math.floor(entries / 20) + 1, entries);
const large = await measure('twenty times as much', () => backUp('large.tar.gz'));
const read = await measure('read to its end', async () => (await readBackup(join(data, 'large.tar.gz'))).manifest.parts.reduce((sum, part) => sum + part.bytes, 0));
await leave();
await database.close();
rmSync(data, { recursive: true, force: true });
process.exitCode = Math.max(large, read) - small > MOST_GROWTH ? 1 : 0;
